"""Files as offices send them: Vietnamese headings, semicolons, a mark at the start, empty cells."""

import pytest

from chassis.decider import Refused
from intake.api.import_file import read_file

DEFAULTS = {"received_by_org_id": "org-1", "channel": "UNIT_LIST", "audience": "PEOPLE", "submitter_kind": "CITIZEN"}


def test_headings_are_read_in_vietnamese_with_any_case_and_spacing() -> None:
    [row] = read_file(
        "MÃ DÒNG;Nội  dung ý kiến;Tóm tắt;Số người đại diện\r\n7;Đường hỏng;Đường hỏng;12\r\n".encode("utf-8-sig"), "csv", DEFAULTS
    )
    assert row.row_key == "7"
    assert row.opinion is not None
    assert (row.opinion.text, row.opinion.represented_count) == ("Đường hỏng", 12)


def test_a_row_that_is_wrong_says_which_field_in_vietnamese() -> None:
    [row] = read_file(b"row_key,summary_redacted,urgency\n1,Xin sua duong,GAP\n", "csv", DEFAULTS)
    assert row.opinion is None
    assert row.errors == {"urgency": "Hãy chọn một giá trị trong danh sách."}


def test_personal_cells_are_never_printed() -> None:
    [row] = read_file("Mã dòng,Họ tên,Nội dung,Tóm tắt\n1,Mùa A Súa,Đường hỏng,Đường\n".encode(), "csv", DEFAULTS)
    assert "Mùa" not in repr(row)
    assert "hỏng" not in repr(row.opinion)


@pytest.mark.parametrize(
    ("content", "kind", "slug"),
    [
        (b"", "csv", "file_empty"),
        (b"row_key,summary_redacted\n", "csv", "file_empty"),
        (b"row_key\n1,2,3\n", "csv", "file_unreadable"),
        (b"\xff", "csv", "file_unreadable"),
        (b"{}", "json", "file_unreadable"),
        (b"[1]", "json", "file_unreadable"),
        (b"{", "json", "file_unreadable"),
        (b"row_key\n" + b"x\n" * 5_001, "csv", "file_too_long"),
    ],
)
def test_what_is_no_file_of_opinions_is_refused(content: bytes, kind: str, slug: str) -> None:
    with pytest.raises(Refused) as refused:
        read_file(content, kind, DEFAULTS)
    assert refused.value.slug == slug
