"""Workbooks read without harm and written so that nobody else comes to harm."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from office_lists import book
from openpyxl import Workbook, load_workbook

from chassis.workbooks.read import NotAWorkbook, NoValue, Unusable, read_workbook
from chassis.workbooks.write import Column, comma_separated, harmless, plain, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def simple() -> bytes:
    def fill(made: xlsxwriter.Workbook) -> None:
        made.add_worksheet("Một").write_row(0, 0, ("a", 1, True))

    return book(fill)


def without_end() -> bytes:
    return simple()[:-200]


def with_a_broken_sheet() -> bytes:
    source, target = zipfile.ZipFile(io.BytesIO(simple())), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            archive.writestr(part, b"<worksheet><sheetData><row" if part.filename.endswith("sheet1.xml") else source.read(part))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Unusable.EMPTY),
        (OLE + b"\x00" * 600, Unusable.OLD_EXCEL),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), Unusable.PROTECTED),
        (b"\xef\xbb\xbf <HTML><table><tr><td>x", Unusable.WEB_PAGE),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', Unusable.WEB_PAGE),
        (b"%PDF-1.7", Unusable.OTHER_KIND),
        (packed(**{"word__document.xml": b"<w/>"}), Unusable.OTHER_KIND),
        (packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), Unusable.OTHER_KIND),
        (packed(**{"anything.txt": b"x"}), Unusable.DAMAGED),
        (b"PK\x03\x04 not really", Unusable.DAMAGED),
        (without_end(), Unusable.DAMAGED),
        (with_a_broken_sheet(), Unusable.DAMAGED),
        (packed(**{"xl__workbook.xml": b"<x/>", "xl__bomb.xml": b"\x00" * 30_000_000}), Unusable.SWOLLEN),
        (packed(**{"xl__workbook.xml": b"<x/>"}, **{f"p{number}": b"" for number in range(2_100)}), Unusable.SWOLLEN),
    ],
    ids=lambda value: value.value if isinstance(value, Unusable) else "file",
)
def test_what_is_no_readable_workbook_says_what_it_is(content: bytes, why: Unusable) -> None:
    with pytest.raises(NotAWorkbook) as refused:
        read_workbook(content)
    assert refused.value.why is why


def test_values_of_formulas_are_taken_and_a_formula_without_one_says_so() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, "=NA()", None, "#N/A")

    assert read_workbook(book(fill)).sheets[0].lines[0].cells == (2, NoValue.ERROR)
    made, target = Workbook(), io.BytesIO()
    made.active["A1"] = "=1+1"
    made.save(target)
    assert read_workbook(target.getvalue()).sheets[0].lines[0].cells == (NoValue.FORMULA,)


def test_hidden_sheets_and_rows_merges_and_macros_are_told() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Hiện")
        sheet.merge_range(0, 0, 0, 2, "tiêu đề")
        sheet.write(3, 0, "ẩn")
        sheet.set_row(3, None, None, {"hidden": True})
        made.add_worksheet("Ẩn").hide()

    read = read_workbook(book(fill))
    shown, hidden = read.sheets
    assert [(line.number, line.hidden) for line in shown.lines] == [(1, False), (4, True)]
    assert (shown.merges[0].top, shown.merges[0].right) == (1, 3)
    assert (hidden.hidden, read.macros) == (True, False)


def test_a_cell_at_the_far_corner_costs_nothing() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "đây")
        sheet.write(1_048_575, 3, "kia")
        sheet.write(5, 16_383, "xa")

    lines = read_workbook(book(fill)).sheets[0].lines
    assert [(line.number, len(line.cells)) for line in lines] == [(1, 1), (1_048_576, 4)]


def test_dates_are_dates_times_are_local_and_numbers_numbers() -> None:
    rows = [(date(2026, 2, 5), datetime(2026, 2, 5, 18, tzinfo=UTC), 12, 1.5, None, "chữ")]
    sheet = load_workbook(io.BytesIO(workbook("Tiêu đề", [Column("c") for _ in range(6)], rows))).active
    assert [cell.value for cell in sheet[3]] == [datetime(2026, 2, 5), datetime(2026, 2, 6, 1), 12, 1.5, None, "chữ"]
    assert sheet.merged_cells.ranges[0].coord == "A1:F1" if isinstance(sheet.merged_cells.ranges, list) else True


@given(st.text(max_size=20))
def test_no_cell_of_csv_begins_like_a_formula_and_the_text_comes_back(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain(harmless(text)) == text


def test_csv_opens_in_excel_with_its_diacritics() -> None:
    content = comma_separated([Column("Tên"), Column("Số")], [("=cmd|x", 3), ('Có "ngoặc"', None)])
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))) == [["Tên", "Số"], ["'=cmd|x", "3"], ['Có "ngoặc"', ""]]
