"""Lists as workbooks and CSV that Excel opens without harm: text is text, whatever sign it begins with, and can be read in again."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

import xlsxwriter

from chassis.web.formats import LOCAL

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767
Shown: TypeAlias = str | int | float | date | datetime | None


@dataclass(frozen=True)
class Column:
    """A column's heading and its width in characters; `wrap` lets long text run over several lines."""

    heading: str
    width: int = 16
    wrap: bool = False


@dataclass(frozen=True)
class Sheet:
    """A list on a sheet of its own: a title over all columns, headings, rows. `total` is a last row in bold that is no part of the list."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Shown]]
    total: Sequence[Shown] | None = None


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Shown]], *, sheet: str = "Danh sách") -> bytes:
    """One sheet: a merged title row, a heading row that stays and can be filtered, then the rows. Dates are dates, times are local."""
    return workbook_of([Sheet(sheet, title, columns, rows)])


def workbook_of(sheets: Iterable[Sheet], *, made_on: date | None = None) -> bytes:
    """Several such sheets. With `made_on` the file says that it was made that day, so that the same sheets are the same bytes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}) as book:
        if made_on is not None:
            book.set_properties({"created": datetime(made_on.year, made_on.month, made_on.day)})  # noqa: DTZ001 - a property has no zone
        styles = _styles(book)
        for one in sheets:
            _fill(book.add_worksheet(one.name), one, styles)
    return target.getvalue()


def _styles(book: xlsxwriter.Workbook) -> "_Styles":
    face = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    return _Styles(
        book.add_format({**face, "text_wrap": True}),
        book.add_format({**face, "quote_prefix": True, "text_wrap": True}),
        book.add_format({**face, "num_format": "dd/mm/yyyy", "align": "left"}),
        book.add_format({**face, "num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        book.add_format({**face, "bold": True, "border": 1, "text_wrap": True, "bg_color": "#E7ECF3"}),
        book.add_format({**face, "bold": True, "font_size": 14, "align": "center"}),
    )


def _fill(made: xlsxwriter.worksheet.Worksheet, sheet: Sheet, styles: "_Styles") -> None:
    columns = sheet.columns
    if len(columns) > 1:
        made.merge_range(0, 0, 0, len(columns) - 1, sheet.title, styles.title)
    else:
        made.write_string(0, 0, sheet.title, styles.title)
    for place, column in enumerate(columns):
        made.set_column(place, place, column.width)
        made.write_string(1, place, column.heading, styles.head)
    last = 1
    for last, row in enumerate(sheet.rows, 2):
        for place, value in enumerate(row):
            styles.write(made, last, place, value)
    if sheet.total is not None:
        for place, value in enumerate(sheet.total):
            styles.write(made, last + 1, place, value, styles.head)
    made.freeze_panes(2, 0)
    made.autofilter(1, 0, last, len(columns) - 1)
    made.set_landscape()
    made.set_paper(9)
    made.fit_to_pages(1, 0)
    made.repeat_rows(1)


def comma_separated(columns: Sequence[Column], rows: Iterable[Sequence[Shown]]) -> bytes:
    """UTF-8 with a mark, as Excel expects; a cell that begins like a formula gets an apostrophe before it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    for row in rows:
        writer.writerow([harmless(_spoken(value)) for value in row])
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """`=1+1` becomes `'=1+1`; `plain` takes the apostrophe away again."""
    return f"'{text}" if text.startswith(DANGEROUS) or (text.startswith("'") and text[1:].startswith(DANGEROUS)) else text


def plain(text: str) -> str:
    """What `harmless` was given."""
    return text[1:] if text.startswith("'") and text[1:].lstrip("'").startswith(DANGEROUS) else text


@dataclass(frozen=True)
class _Styles:
    text: xlsxwriter.format.Format
    quoted: xlsxwriter.format.Format
    day: xlsxwriter.format.Format
    instant: xlsxwriter.format.Format
    head: xlsxwriter.format.Format
    title: xlsxwriter.format.Format

    def write(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        row: int,
        place: int,
        value: Shown,
        strong: xlsxwriter.format.Format | None = None,
    ) -> None:
        """`strong` takes the place of the format for numbers and text."""
        match value:
            case None:
                return
            case datetime():
                sheet.write_datetime(row, place, value.astimezone(LOCAL).replace(tzinfo=None), self.instant)
            case date():
                sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), self.day)  # noqa: DTZ001 - a cell has no zone
            case int() | float():
                sheet.write_number(row, place, value, strong or self.text)
            case _:
                sheet.write_string(row, place, value[:LONGEST_CELL], strong or (self.quoted if value.startswith(DANGEROUS) else self.text))


def _spoken(value: Shown) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(LOCAL).strftime("%d/%m/%Y %H:%M")
        case date():
            return value.strftime("%d/%m/%Y")
        case _:
            return str(value)
