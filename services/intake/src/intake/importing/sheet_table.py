"""Finding the list in a sheet: below a merged title, under one or several heading rows, between section rows, above the signatures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chassis.workbooks.read import Line, Merge, Sheet, Value, covering
from intake.importing.cells import domain_of, text_of
from intake.importing.columns import IGNORED, field_of, words_of

SEARCHED = 60
_NUMBERING = re.compile(r"^\(?(\d{1,2}|[a-zA-Z])\)?(=.*)?$")
_ORDINAL = re.compile(r"^\(?\d{1,5}\)?[.)]?$")
_SECTION = re.compile(r"^((?=[ivx])(x{0,2}(ix|iv|v?i{0,3}))|[a-e]|phan \w+|muc \w+) ")
_FOOTER = re.compile(
    r"^(nguoi lap|nguoi tong hop|noi nhan|tm |kt |tl |tuq |q |chu tich|pho chu tich|bi thu|chanh van phong|truong phong|thu truong|"
    r"xac nhan|luu |ky ten|t m |k t )|^[\w ]{2,40} ngay \d{1,2} thang \d{1,2} nam \d{4}$|^ngay thang nam|^[\w ]{2,40} ngay thang nam"
)
_TOTAL = re.compile(r"^(tong cong|tong so|cong|tong)\b")


@dataclass(frozen=True)
class Heading:
    """A column: its place, what it says, what it holds (None: nobody knows)."""

    column: int
    text: str
    field: str | None


@dataclass(frozen=True)
class TableRow:
    """A row of the list; `section` is the field of work its section row named; `merged` are columns filled from a merge over several rows."""

    line: Line
    values: Mapping[int, Value] = field(repr=False)
    section: str | None = None
    merged: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Table:
    headings: Sequence[Heading]
    rows: Sequence[TableRow]
    skipped: Mapping[str, int] = field(default_factory=dict)

    def column(self, name: str) -> int | None:
        """Where the first column that holds this stands."""
        return next((each.column for each in self.headings if each.field == name), None)


def find_table(sheet: Sheet) -> Table | None:
    """The list, or None when no row has headings with a content column."""
    for place, line in enumerate(sheet.lines[:SEARCHED]):
        if _is_title(sheet, line):
            continue
        bottom = _heading_bottom(sheet, line)
        lower = [each for each in sheet.lines[place + 1 :] if each.number <= bottom]
        headings = _headings(sheet.merges, [line, *lower])
        known = {each.field for each in headings} - {None}
        if known & {"text", "summary_redacted"} and (len(known) >= 2 or len(headings) == 1):
            return _rows(sheet, headings, sheet.lines[place + 1 + len(lower) :])
    return None


def _is_title(sheet: Sheet, line: Line) -> bool:
    """One text alone in a row of a sheet with several columns."""
    given = [cell for cell in line.cells if cell is not None]
    return len(given) == 1 and (len(line.cells) > 1 or any(len(each.cells) > 1 for each in sheet.lines))


def _heading_bottom(sheet: Sheet, line: Line) -> int:
    """Heading cells merged downwards make the rows below part of the heading; so does a row below a cell merged over columns."""
    own = [each for each in sheet.merges if each.top == line.number and each.right - each.left < 40]
    bottom = max((each.bottom for each in own), default=line.number)
    if bottom == line.number and any(each.right > each.left for each in own):
        below = next((each for each in sheet.lines if each.number > line.number), None)
        if below is not None and any(field_of(text_of(cell)) for cell in below.cells if cell is not None):
            return below.number
    return bottom if bottom - line.number <= 3 else line.number


def _headings(merges: Sequence[Merge], lines: Sequence[Line]) -> list[Heading]:
    width = max(len(line.cells) for line in lines)
    found = []
    for column in range(1, width + 1):
        texts: list[str] = []
        for line in lines:
            text = text_of(_at(lines, merges, line, column))
            if text and text not in texts:
                texts.append(text)
        if not texts:
            continue
        known = next((name for text in reversed(texts) if (name := field_of(text))), None) or field_of(" ".join(texts))
        found.append(Heading(column, " ".join(" / ".join(texts).split()), known))
    return found


def _at(lines: Sequence[Line], merges: Sequence[Merge], line: Line, column: int) -> Value:
    merge = covering(merges, line.number, column)
    if merge is None:
        return line.cells[column - 1] if column <= len(line.cells) else None
    top = next((each for each in lines if each.number == merge.top), None)
    return top.cells[merge.left - 1] if top and merge.left <= len(top.cells) else None


def _rows(sheet: Sheet, headings: Sequence[Heading], lines: Sequence[Line]) -> Table:
    skipped = dict.fromkeys(("section", "footer"), 0)
    rows = list(_walk(sheet, headings, lines, skipped))
    return Table(headings, rows, skipped)


def _walk(sheet: Sheet, headings: Sequence[Heading], lines: Sequence[Line], skipped: dict[str, int]) -> Iterator[TableRow]:
    section: str | None = None
    ended = False
    by_number = {line.number: line for line in sheet.lines}
    for line in lines:
        values, merged = _values(by_number, sheet.merges, headings, line)
        told = {column: text_of(value) for column, value in values.items()}
        if not any(told.values()) or _repeats_heading(headings, told) or _is_numbering(told):
            continue
        ended = (ended or _is_footer(headings, told)) and not _has_ordinal(headings, told)
        if ended:
            skipped["footer"] += 1
            continue
        if (named := _section_of(sheet, headings, line, told)) is not None:
            code = domain_of(_SECTION.sub("", words_of(named)))
            section = code.value if code else None
            skipped["section"] += 1
            continue
        yield TableRow(line, values, section, merged)


def _values(
    by_number: Mapping[int, Line], merges: Sequence[Merge], headings: Sequence[Heading], line: Line
) -> tuple[dict[int, Value], frozenset[int]]:
    values: dict[int, Value] = {}
    merged: set[int] = set()
    for heading in headings:
        own = line.cells[heading.column - 1] if heading.column <= len(line.cells) else None
        merge = covering(merges, line.number, heading.column)
        if own is None and merge and merge.left == heading.column and merge.top < line.number:
            top = by_number.get(merge.top)
            own = top.cells[merge.left - 1] if top and merge.left <= len(top.cells) else None
            merged.add(heading.column)
        if own is not None:
            values[heading.column] = own
    return values, frozenset(merged)


def _repeats_heading(headings: Sequence[Heading], told: Mapping[int, str]) -> bool:
    same = [words_of(told.get(each.column, "")) == words_of(each.text) for each in headings]
    return len(same) >= 2 and sum(same) >= 2 and sum(same) * 2 > len(headings)


def _is_numbering(told: Mapping[int, str]) -> bool:
    given = [text for text in told.values() if text]
    return len(given) >= 3 and all(_NUMBERING.match(text) for text in given)


def _has_ordinal(headings: Sequence[Heading], told: Mapping[int, str]) -> bool:
    return any(each.field == IGNORED and _ORDINAL.match(told.get(each.column, "")) for each in headings)


def _is_footer(headings: Sequence[Heading], told: Mapping[int, str]) -> bool:
    words = [words_of(text) for text in told.values() if text]
    if any(_TOTAL.match(each) for each in words) and len(words) <= 3:
        return True
    return any(_FOOTER.match(f"{each} " if len(each) < 60 else "") for each in words)


def _section_of(sheet: Sheet, headings: Sequence[Heading], line: Line, told: Mapping[int, str]) -> str | None:
    """A row that titles the rows below it: one text, over merged columns or behind a letter or Roman numeral."""
    given = [text for text in told.values() if text]
    wide = any(each.top == line.number == each.bottom and each.right - each.left >= 1 for each in sheet.merges)
    content = {each.column for each in headings if each.field in {"text", "summary_redacted"}}
    if len(given) == 1 and (wide or not any(told.get(column) for column in content) or domain_of(given[0])):
        return given[0] if wide or _SECTION.match(f"{words_of(given[0])} ") or domain_of(given[0]) or _names_domain(given[0]) else None
    if len(given) == 2 and _SECTION.match(f"{words_of(given[0])} ") and not _ORDINAL.match(given[0]):
        return given[1]
    return None


def _names_domain(text: str) -> bool:
    return words_of(text).startswith("linh vuc ")
