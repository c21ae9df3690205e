"""A workbook as an office sends it becomes plain rows: values, never formulas or macros; what is no workbook says what it is instead."""

import io
import threading
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeAlias

from openpyxl import load_workbook
from openpyxl.workbook import Workbook as _Workbook
from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED_BYTES = 80 * 1024 * 1024
MOST_PARTS = 2_000
MOST_RATIO = 200
SMALL_PART = 1024 * 1024
MOST_COLUMNS = 80
_QUIET = threading.Lock()


class Unusable(StrEnum):
    """What the bytes are when they are no readable workbook."""

    EMPTY = "file_empty"
    OLD_EXCEL = "file_old_excel"
    PROTECTED = "file_protected"
    WEB_PAGE = "file_web_page"
    OTHER_KIND = "file_other_kind"
    DAMAGED = "file_damaged"
    SWOLLEN = "file_swollen"


class NotAWorkbook(Exception):
    """`why` says what to tell the sender; the content is never repeated."""

    def __init__(self, why: Unusable) -> None:
        super().__init__(why.value)
        self.why = why


class NoValue(StrEnum):
    """A cell that has something in it, but no value to read."""

    FORMULA = "formula"
    ERROR = "error"


Value: TypeAlias = str | int | float | bool | datetime | date | time | NoValue | None


@dataclass(frozen=True)
class Merge:
    """Merged cells, all ends included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Line:
    """One row of a sheet: `number` as the office sees it, cells from column 1 on."""

    number: int
    cells: tuple[Value, ...]
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet; lines without any value are left out."""

    title: str
    hidden: bool
    lines: tuple[Line, ...]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True)
class Book:
    """A whole workbook; `macros`: it carries a program, which is neither read nor run."""

    sheets: tuple[Sheet, ...]
    macros: bool = False


def looks_like_a_workbook(content: bytes) -> bool:
    """Anything that is meant to be opened in a spreadsheet program or is packed: `read_workbook` says what it is."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06") or content[:8] == _OLE or content[:5] == b"%PDF-" or _is_markup(content)


def read_workbook(content: bytes) -> Book:
    """Every sheet. Raises NotAWorkbook. Takes time in proportion to the cells: run it in a thread."""
    if not content:
        raise NotAWorkbook(Unusable.EMPTY)
    if content[:8] == _OLE:
        raise NotAWorkbook(Unusable.PROTECTED if _ENCRYPTED in content else Unusable.OLD_EXCEL)
    if _is_markup(content):
        raise NotAWorkbook(Unusable.WEB_PAGE)
    if content[:2] != b"PK":
        raise NotAWorkbook(Unusable.OTHER_KIND)
    macros, formulas = _inspected(content)
    try:
        values = _loaded(content, values=True)
        written = _loaded(content, values=False) if formulas else None
        sheets = tuple(_sheet(sheet, written[sheet.title] if written else None) for sheet in values.worksheets)
    except Exception as error:
        raise NotAWorkbook(Unusable.DAMAGED) from error
    return Book(sheets, macros)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _is_markup(content: bytes) -> bool:
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"<!doctype", b"<html", b"<table", b"<meta", b"<?xml", b"mime-version:"))


def _inspected(content: bytes) -> tuple[bool, bool]:
    """Whether there are macros and formulas; raises when unpacking would do harm or the archive is something else."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if any(part.flag_bits & 1 for part in parts):
                raise NotAWorkbook(Unusable.PROTECTED)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES or any(map(_is_swollen, parts)):
                raise NotAWorkbook(Unusable.SWOLLEN)
            if "xl/workbook.xml" not in names:
                known = names & {"mimetype", "word/document.xml", "ppt/presentation.xml", "xl/workbook.bin"}
                raise NotAWorkbook(Unusable.OTHER_KIND if known else Unusable.DAMAGED)
            formulas = any(b"<f" in archive.read(part) for part in parts if part.filename.startswith("xl/worksheets/sheet"))
            return any(name.endswith("vbaProject.bin") for name in names), formulas
    except NotAWorkbook:
        raise
    except Exception as error:
        raise NotAWorkbook(Unusable.DAMAGED) from error


def _is_swollen(part: zipfile.ZipInfo) -> bool:
    return part.file_size > SMALL_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def _loaded(content: bytes, *, values: bool) -> _Workbook:
    with _QUIET, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(content), data_only=values, keep_links=False)


def _sheet(sheet: Worksheet, written: Worksheet | None) -> Sheet:
    merges = tuple(Merge(each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges)
    return Sheet(sheet.title, sheet.sheet_state != "visible", tuple(_lines(sheet, written)), merges)


def _lines(sheet: Worksheet, written: Worksheet | None) -> Iterator[Line]:
    """Only cells that are there: the public walk would make one for each empty place of a sheet a million rows long."""
    found: dict[int, dict[int, Value]] = {}
    hidden = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    formulas = written._cells if written else {}  # noqa: SLF001
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001
        value: Value = NoValue.ERROR if cell.data_type == "e" else cell.value
        if value is None and (row, column) in formulas and formulas[row, column].data_type == "f":
            value = NoValue.FORMULA
        if column <= MOST_COLUMNS and value is not None and value != "":
            found.setdefault(row, {})[column] = value
    for number in sorted(found):
        cells = found[number]
        yield Line(number, tuple(cells.get(column) for column in range(1, max(cells) + 1)), number in hidden)


def column_letters(column: int) -> str:
    """`A` for 1, `AA` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def covering(merges: Sequence[Merge], row: int, column: int) -> Merge | None:
    """The merged range a cell lies in, or None."""
    return next((each for each in merges if each.top <= row <= each.bottom and each.left <= column <= each.right), None)
