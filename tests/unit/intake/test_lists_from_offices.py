"""Lists as offices send them: where the list stands in a sheet, what each column and cell means, and the real workbooks."""

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from office_lists import HEADINGS, TITLE, book, office_list

from chassis.decider import Refused
from chassis.workbooks.read import Unusable
from contracts.vocabulary import DomainCode, SubmitterKind
from intake.importing.columns import field_of
from intake.importing.judging import JudgedRow, judge
from intake.importing.readers import MOST_ROWS, read_file
from intake.refusals import REFUSALS

WORKBOOKS = sorted((Path(__file__).parents[2] / "data" / "workbooks").glob("*.xlsx"))
DEFAULTS = {"received_by_org_id": "org-1", "channel": "UNIT_LIST", "audience": "PEOPLE"}


def judged(content: bytes) -> list[JudgedRow]:
    return [judge(row, DEFAULTS) for row in read_file(content).rows]


def texts(content: bytes) -> list[str]:
    return [str(row.values.get("text")) for row in read_file(content).rows]


def test_every_opinion_of_the_real_workbooks_is_read_and_none_is_in_error() -> None:
    rows = [row for file in WORKBOOKS for row in judged(file.read_bytes())]
    assert (len(WORKBOOKS), len(rows)) == (12, 251)
    assert [row.errors for row in rows if row.opinion is None] == []
    assert len({row.key for row in rows}) == 251
    assert all(row.opinion and row.opinion.domain_code for row in rows)


def test_what_the_answering_columns_say_stays_with_the_content() -> None:
    [row, *_] = [each for file in WORKBOOKS for each in judged(file.read_bytes()) if "Ghi chú" in each.raw.kept]
    assert row.opinion is not None
    assert row.opinion.text is not None
    assert row.opinion.text.endswith("Ghi chú: Đã trả lời tại hội nghị")
    assert "Ghi chú" not in row.opinion.summary_redacted


def test_headings_over_two_rows_section_rows_merged_names_and_signatures() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Tổng hợp")
        sheet.merge_range("A1:F1", "ỦY BAN NHÂN DÂN XÃ MƯỜNG LẠN")
        sheet.merge_range("A2:F2", "TỔNG HỢP Ý KIẾN")
        sheet.merge_range("A4:A5", "STT")
        sheet.merge_range("B4:C4", "Người kiến nghị")
        sheet.write_row("B5", ("Họ và tên", "Địa chỉ"))
        sheet.merge_range("D4:D5", "Nội dung kiến nghị")
        sheet.merge_range("E4:F5", "Ghi chú")
        sheet.write_row("A6", ("(1)", "(2)", "(3)", "(4)", "(5)"))
        sheet.merge_range("A7:F7", "I. Lĩnh vực đất đai")
        sheet.write_row("A8", (1, "Cử tri bản Cang", "Bản Cang", "Cấp sổ đất chậm"))
        sheet.write_row("A9", (2, "", "Bản Nà Vạc", "Tranh chấp đất rừng"))
        sheet.write_row("A10", ("II", "Lĩnh vực môi trường"))
        sheet.merge_range("B11:B12", "Cử tri bản Pá Kạch")
        sheet.write_row("A11", (3,))
        sheet.write_row("C11", ("", "Rác thải không được thu gom"))
        sheet.write_row("A12", (4,))
        sheet.write_row("D12", ("Suối bị ô nhiễm",))
        sheet.write_row("A14", ("Tổng cộng: 04 ý kiến",))
        sheet.write("E15", "Mường Lạn, ngày 05 tháng 02 năm 2026")
        sheet.write("E16", "TM. ỦY BAN NHÂN DÂN")
        sheet.write("D18", "Người Ký Tên")

    rows = judged(book(fill))
    assert [(row.raw.number, row.opinion.summary_redacted, row.opinion.domain_code) for row in rows if row.opinion] == [
        (8, "Cấp sổ đất chậm", DomainCode.LAND),
        (9, "Tranh chấp đất rừng", DomainCode.LAND),
        (11, "Rác thải không được thu gom", DomainCode.ENVIRONMENT),
        (12, "Suối bị ô nhiễm", DomainCode.ENVIRONMENT),
    ]
    assert [row.opinion.submitter.name if row.opinion and row.opinion.submitter else None for row in rows] == [
        "Cử tri bản Cang",
        None,
        "Cử tri bản Pá Kạch",
        "Cử tri bản Pá Kạch",
    ]


def test_a_heading_over_several_columns_is_read_with_the_row_below_it() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.merge_range("A1:D1", "TỔNG HỢP Ý KIẾN")
        sheet.write_row("A2", ("STT", "", "", "Nội dung kiến nghị"))
        sheet.merge_range("B2:C2", "Người kiến nghị")
        sheet.write_row("A3", ("", "Họ và tên", "Địa chỉ"))
        sheet.write_row("A4", (1, "Cử tri bản Cang", "Bản Cang", "Đường vào bản hỏng"))

    [row] = judged(book(fill))
    assert row.opinion is not None
    assert row.opinion.submitter is not None
    assert (row.raw.number, row.opinion.submitter.name, row.opinion.submitter.address, row.opinion.summary_redacted) == (
        4,
        "Cử tri bản Cang",
        "Bản Cang",
        "Đường vào bản hỏng",
    )


def test_a_list_of_one_column_has_no_titles_among_its_rows() -> None:
    assert texts(office_list([("Đường vào bản hỏng",), ("Thiếu nước sinh hoạt",)], headings=("Nội dung",))) == [
        "Đường vào bản hỏng",
        "Thiếu nước sinh hoạt",
    ]


def test_a_column_that_begins_with_content_is_the_opinion_unless_it_speaks_of_the_answer() -> None:
    assert field_of("Nội dung phản ánh cụ thể của cử tri tại hội nghị") == "text"
    assert field_of("Nội dung trả lời của cơ quan chuyên môn") == field_of("Nội dung giải quyết đến thời điểm báo cáo") == "remark"


def test_a_list_as_json_may_name_its_fields_in_vietnamese() -> None:
    [row] = judged('[{"Họ tên": "Cử tri bản Cang", "Nội dung": "Đường hỏng", "kind": "REFLECTION"}]'.encode())
    assert row.opinion is not None
    assert row.opinion.submitter is not None
    assert (row.opinion.submitter.name, row.opinion.text, row.opinion.kind.value) == ("Cử tri bản Cang", "Đường hỏng", "REFLECTION")


def test_dates_as_serials_as_text_and_as_dates_and_telephones_that_lost_their_zero() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        for number, value in enumerate((46_058, "46058", "05/02/2026", "5-2-26", "2026-02-05", "ngày 05 tháng 02 năm 2026"), 1):
            sheet.write_row(number, 0, (number, "Cử tri", f"Ý kiến thứ {number}", "", 912345678, value))
        sheet.write_row(7, 0, (7, "Cử tri", "Ý kiến thứ 7", "", "0912 345 678"))
        sheet.write_datetime(7, 5, datetime(2026, 2, 5), day)

    rows = judged(book(fill))
    assert {row.opinion.received_at.isoformat() for row in rows if row.opinion and row.opinion.received_at} == {"2026-02-04T17:00:00+00:00"}
    assert {row.opinion.submitter.phone for row in rows if row.opinion and row.opinion.submitter} == {"0912345678", "0912 345 678"}


def test_a_row_keeps_its_key_when_its_place_spacing_or_field_of_work_changes() -> None:
    first = judged(office_list([(1, "Cử tri bản Cang", "Đường vào bản hỏng", "Hạ tầng")]))
    moved = judged(office_list([(1, "Ai đó", "Khác"), (2, "Cử tri  bản Cang", "Đường vào bản hỏng.", "Giao thông")]))
    assert first[0].key == moved[1].key


def test_decomposed_letters_are_composed_and_both_tone_schools_are_one_opinion() -> None:
    import unicodedata

    [one] = judged(office_list([(1, "Cử tri", unicodedata.normalize("NFD", "Xã Liên Hoà thiếu nước"))]))
    [other] = judged(office_list([(1, "Cử tri", "Xã Liên Hòa thiếu nước")]))
    assert one.opinion is not None
    assert one.opinion.summary_redacted == "Xã Liên Hoà thiếu nước"
    assert one.key == other.key


def test_content_that_may_name_somebody_is_not_shown_in_public() -> None:
    rows = judged(
        office_list([(1, "Cử tri", "Ông Lò Văn Tình lấn đất"), (2, "Cử tri", "Gọi số 0912345678 để biết"), (3, "Cử tri", "Đường hỏng")])
    )
    assert [row.opinion.summary_redacted for row in rows if row.opinion] == ["Ý kiến chưa tóm tắt", "Ý kiến chưa tóm tắt", "Đường hỏng"]
    assert [bool(row.warnings) for row in rows] == [True, True, False]


def test_content_in_which_the_sender_speaks_of_oneself_by_name_is_not_shown_in_public() -> None:
    rows = judged(
        office_list(
            [
                (1, "Lò Văn Ún", "Nhà Lò Văn Ún bị ngập"),
                (2, "Lò Văn Ún", "Nhà bị ngập"),
                (3, "Cử tri bản Cang", "Cử tri bản Cang thiếu nước"),
            ]
        )
    )
    assert [row.opinion.summary_redacted for row in rows if row.opinion] == [
        "Ý kiến chưa tóm tắt",
        "Nhà bị ngập",
        "Cử tri bản Cang thiếu nước",
    ]


def test_what_the_office_says_of_the_senders_stands_before_what_their_names_suggest() -> None:
    content = office_list([(1, "Giàng A Dơ", "Đường hỏng"), (2, "", "Thiếu nước")])
    staff = [judge(row, {**DEFAULTS, "submitter_kind": "STAFF"}) for row in read_file(content).rows]
    assert [row.opinion.submitter_kind for row in staff if row.opinion] == [SubmitterKind.STAFF, SubmitterKind.STAFF]
    nobody = [judge(row, {**DEFAULTS, "submitter_kind": "ANONYMOUS"}) for row in read_file(content).rows]
    assert [row.opinion.submitter_kind for row in nobody if row.opinion] == [SubmitterKind.CITIZEN, SubmitterKind.ANONYMOUS]


def test_who_speaks_is_judged_by_how_the_sender_is_called() -> None:
    names = ("Hợp tác xã Mận", "Cử tri bản Cang", "Cán bộ, công chức xã", "Công đoàn cơ sở", "", "Giàng A Dơ")
    rows = judged(office_list([(1, name, f"Ý kiến của người thứ {place}") for place, name in enumerate(names)]))
    assert [row.opinion.submitter_kind for row in rows if row.opinion] == [
        SubmitterKind.BUSINESS,
        SubmitterKind.CITIZEN,
        SubmitterKind.STAFF,
        SubmitterKind.ORGANISATION,
        SubmitterKind.ANONYMOUS,
        SubmitterKind.CITIZEN,
    ]


def test_headings_are_read_in_vietnamese_with_any_case_and_spacing() -> None:
    [row] = judged("MÃ DÒNG;Nội  dung ý kiến;Tóm tắt;Số người đại diện\r\n7;Đường hỏng;Đường hỏng;12\r\n".encode("utf-8-sig"))
    assert row.key == "7"
    assert row.opinion is not None
    assert (row.opinion.text, row.opinion.represented_count) == ("Đường hỏng", 12)


def test_personal_cells_are_never_printed() -> None:
    [row] = judged("Mã dòng,Họ tên,Nội dung,Tóm tắt\n1,Mùa A Súa,Đường hỏng,Đường\n".encode())
    assert "Mùa" not in repr(row)
    assert "hỏng" not in repr(row)


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        (b"", "file_empty"),
        (b"row_key,summary_redacted\n", "file_empty"),
        (b"\xff", "file_unreadable"),
        (b"{}", "file_unreadable"),
        (b"[1]", "file_unreadable"),
        (b"{", "file_unreadable"),
        (b"ho,ten\na,b\n", "file_without_headings"),
        (b"row_key,text\n" + b"".join(b"%d,x\n" % number for number in range(MOST_ROWS + 1)), "file_too_long"),
    ],
)
def test_what_is_no_file_of_opinions_is_refused(content: bytes, slug: str) -> None:
    with pytest.raises(Refused) as refused:
        read_file(content)
    assert refused.value.slug == slug


def test_whatever_a_file_turns_out_to_be_has_a_sentence_that_says_what_to_do() -> None:
    assert {why.value for why in Unusable} <= set(REFUSALS)
    assert all(REFUSALS[why.value].endswith(".") for why in Unusable)


def test_a_hidden_sheet_and_a_sheet_without_a_list_are_passed_over_and_said() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        for name, rows in (
            ("Danh sách", [("Họ tên", "Nội dung"), ("Cử tri", "Đường hỏng")]),
            ("Ẩn", [("Nội dung",), ("x",)]),
            ("Bìa", [("a", "b")]),
        ):
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name == "Ẩn":
                sheet.hide()

    read = read_file(book(fill))
    assert [row.sheet for row in read.rows] == ["Danh sách"]
    assert [note.split("»")[0] for note in read.notes] == ["Trang «Ẩn", "Trang «Bìa"]


def test_a_list_typed_in_an_old_font_is_told_so_as_a_whole() -> None:
    with pytest.raises(Refused) as refused:
        read_file(
            office_list([(1, "Cö tri", "§Ò nghÞ söa ®­êng")], headings=("STT", "Hä vµ tªn", "Néi dung ý kiÕn"), title="Tæng hîp ý kiÕn")
        )
    assert refused.value.slug == "file_old_font"


CELLS = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.sampled_from([*HEADINGS, TITLE, "I", "II. Môi trường", "Tổng cộng", "TM. UBND", "=1+1", "®­êng x¸", "Đường hỏng", "(1)"]),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(CELLS, max_size=9), max_size=14),
    st.sets(st.tuples(st.integers(0, 8), st.integers(0, 4), st.integers(1, 3)), max_size=3),
)
def test_any_mess_in_a_sheet_is_read_or_refused_in_words(rows: list[list[Any]], merged: set[tuple[int, int, int]]) -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    (sheet.write_string if isinstance(value, str) else sheet.write)(number, column, value)
        for top, left, size in merged:
            try:
                sheet.merge_range(top, left, top + size, left + size - 1, "gộp")
            except xlsxwriter.exceptions.OverlappingRange:
                continue

    try:
        found = judged(book(fill))
    except Refused as refused:
        assert refused.slug.startswith("file_")
    else:
        assert all(row.opinion is not None or row.errors for row in found)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"{", b"Noi dung\n"]))
def test_any_bytes_are_read_or_refused_in_words(content: bytes, start: bytes) -> None:
    try:
        judged(start + content)
    except Refused as refused:
        assert refused.slug.startswith("file_")


def test_a_list_written_as_csv_is_read_as_it_was() -> None:
    target = io.StringIO()
    csv.writer(target).writerows([("Họ tên", "Nội dung"), ("Cử tri", 'Có dấu phẩy, "ngoặc" và\nxuống dòng')])
    assert texts(target.getvalue().encode("utf-8-sig")) == ['Có dấu phẩy, "ngoặc" và\nxuống dòng']
