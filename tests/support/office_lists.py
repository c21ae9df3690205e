"""Workbooks as offices make them, built for a test: titles, headings, merges and mistakes."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

HEADINGS = ("STT", "Họ tên/đơn vị", "Nội dung ý kiến, kiến nghị", "Lĩnh vực", "Điện thoại", "Ngày tiếp nhận")
TITLE = "TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA CỬ TRI XÃ MƯỜNG LẠN"


def book(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """The bytes of a workbook that `fill` writes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        fill(made)
    return target.getvalue()


def office_list(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS, title: str = TITLE) -> bytes:
    """One sheet: a merged title, the headings, the rows."""

    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Mường Lạn")
        if len(headings) > 1:
            sheet.merge_range(0, 0, 0, len(headings) - 1, title)
        sheet.write_row(1, 0, headings)
        for number, row in enumerate(rows, 2):
            sheet.write_row(number, 0, row)

    return book(fill)
