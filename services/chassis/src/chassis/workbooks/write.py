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


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Shown]], *, sheet: str = "Danh sách") -> bytes:
    """One sheet: a merged title row, a heading row that stays and can be filtered, then the rows. Dates are dates, times are local."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}) as book:
        face = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        styles = _Styles(
            book.add_format({**face, "text_wrap": True}),
            book.add_format({**face, "quote_prefix": True, "text_wrap": True}),
            book.add_format({**face, "num_format": "dd/mm/yyyy", "align": "left"}),
            book.add_format({**face, "num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        )
        made = book.add_worksheet(sheet)
        head = book.add_format({**face, "bold": True, "border": 1, "text_wrap": True, "bg_color": "#E7ECF3"})
        bold = book.add_format({**face, "bold": True, "font_size": 14, "align": "center"})
        if len(columns) > 1:
            made.merge_range(0, 0, 0, len(columns) - 1, title, bold)
        else:
            made.write_string(0, 0, title, bold)
        for place, column in enumerate(columns):
            made.set_column(place, place, column.width)
            made.write_string(1, place, column.heading, head)
        last = 1
        for last, row in enumerate(rows, 2):
            for place, value in enumerate(row):
                styles.write(made, last, place, value)
        made.freeze_panes(2, 0)
        made.autofilter(1, 0, last, len(columns) - 1)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.repeat_rows(1)
    return target.getvalue()


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

    def write(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, value: Shown) -> None:
        match value:
            case None:
                return
            case datetime():
                sheet.write_datetime(row, place, value.astimezone(LOCAL).replace(tzinfo=None), self.instant)
            case date():
                sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), self.day)  # noqa: DTZ001 - a cell has no zone
            case int() | float():
                sheet.write_number(row, place, value, self.text)
            case _:
                sheet.write_string(row, place, value[:LONGEST_CELL], self.quoted if value.startswith(DANGEROUS) else self.text)


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
