"""Numbers, dates, authority and lists stand on an official document as Nghị định 30/2020 and the Party's form prescribe."""

from datetime import date

import pytest

from chassis.documents.blocks import Column, Item, Paragraph, Table, lettered, numbered, paragraphs, roman
from chassis.documents.document import Prefix, Signature, SignatureLine, Style
from chassis.documents.forms import PARTY, STATE
from chassis.documents.wording import addressee_lines, authority, closed, held_together, number_line, place_date, recipient_lines, tidy
from contracts.identifiers import PartyNumber, StateNumber, parse_document_number

TABLE = Table((Column("TT"),), (("1",),))


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 2, 5), "Sơn La, ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "Sơn La, ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "Sơn La, ngày 09 tháng 3 năm 2026"),
        (date(2026, 9, 10), "Sơn La, ngày 10 tháng 9 năm 2026"),
        (date(2025, 12, 18), "Sơn La, ngày 18 tháng 12 năm 2025"),
        (date(2026, 10, 1), "Sơn La, ngày 01 tháng 10 năm 2026"),
        (date(2026, 2, 28), "Sơn La, ngày 28 tháng 02 năm 2026"),
    ],
)
def test_days_below_ten_and_the_months_one_and_two_take_a_nought(day: date, printed: str) -> None:
    assert place_date("Sơn La", day) == printed


def test_a_draft_leaves_room_for_day_and_month_and_knows_its_year() -> None:
    assert place_date("Sơn La", None, 2026).split() == ["Sơn", "La,", "ngày", "tháng", "năm", "2026"]
    assert place_date("Sơn La", None).split() == ["Sơn", "La,", "ngày", "tháng", "năm"]
    assert "ngày \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0 tháng" in place_date("Sơn La", None, 2026)


@pytest.mark.parametrize(
    ("style", "number", "symbol", "printed"),
    [
        (Style.STATE, "5", "KH-UBND", "Số: 05/KH-UBND"),
        (Style.STATE, "05", "KH-UBND", "Số: 05/KH-UBND"),
        (Style.STATE, "1239", "UBND-NC", "Số: 1239/UBND-NC"),
        (Style.STATE, "74/KH-VPUB", "KH-VPUB", "Số: 74/KH-VPUB"),
        (Style.PARTY, "429", "QĐ/TU", "Số 429-QĐ/TU"),
        (Style.PARTY, "6", "QĐ/ĐUVP", "Số 06-QĐ/ĐUVP"),
    ],
)
def test_a_number_has_two_digits_and_the_sign_of_its_form(style: Style, number: str, symbol: str, printed: str) -> None:
    assert number_line(style, number, symbol) == printed
    form = STATE if style is Style.STATE else PARTY
    read = parse_document_number(printed.removeprefix(form.number_word))
    assert isinstance(read, StateNumber if style is Style.STATE else PartyNumber)
    assert read.number == int(number.partition("/")[0])


@pytest.mark.parametrize(("style", "printed"), [(Style.STATE, "Số:________/TB-VPUB"), (Style.PARTY, "Số_______-TB/TU")])
def test_a_draft_leaves_room_for_its_number(style: Style, printed: str) -> None:
    symbol = "TB-VPUB" if style is Style.STATE else "TB/TU"
    line = number_line(style, None, symbol)
    assert len(line) == len(STATE.number_word if style is Style.STATE else PARTY.number_word) + 7 + 1 + len(symbol)
    assert "\u00a0" * 7 in line
    assert "".join(line.split()) == printed.replace("_", "")


@pytest.mark.parametrize(
    ("prefix", "state", "party"),
    [
        (Prefix.COLLECTIVE, "TM. ỦY BAN NHÂN DÂN", "T/M ỦY BAN NHÂN DÂN"),
        (Prefix.DEPUTY, "KT. ỦY BAN NHÂN DÂN", "K/T ỦY BAN NHÂN DÂN"),
        (Prefix.BY_ORDER, "TL. ỦY BAN NHÂN DÂN", "T/L ỦY BAN NHÂN DÂN"),
        (Prefix.AUTHORISED, "TUQ. ỦY BAN NHÂN DÂN", "TUQ ỦY BAN NHÂN DÂN"),
        (Prefix.ACTING, "Q. ỦY BAN NHÂN DÂN", "Q. ỦY BAN NHÂN DÂN"),
        (None, "ỦY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
    ],
)
def test_the_authority_stands_before_the_title(prefix: Prefix | None, state: str, party: str) -> None:
    signature = Signature((SignatureLine("Ủy ban nhân dân", prefix),))
    assert authority(STATE, signature) == [state]
    assert authority(PARTY, signature) == [party]


def test_a_deputy_signs_below_the_collective_and_the_head() -> None:
    lines = (SignatureLine("Ủy ban nhân dân", Prefix.COLLECTIVE), SignatureLine("Chủ tịch", Prefix.DEPUTY), SignatureLine("Phó Chủ tịch"))
    assert authority(STATE, Signature(lines)) == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_recipients_end_with_the_archive() -> None:
    assert recipient_lines(STATE, ("Như trên", "UBND tỉnh (b/c);"), "VT, TTr, H 05b.") == [
        "- Như trên;",
        "- UBND tỉnh (b/c);",
        "- Lưu: VT, TTr, H 05b.",
    ]
    assert recipient_lines(PARTY, ("Như trên",), "Văn phòng Tỉnh ủy") == ["- Như trên;", "- Lưu Văn phòng Tỉnh ủy."]
    assert recipient_lines(STATE, ("Như trên",), "") == ["- Như trên."]


def test_one_addressee_stands_on_the_line_several_below_it() -> None:
    assert addressee_lines(("Ông/Bà Minh Họa",)) == ["Ông/Bà Minh Họa"]
    assert addressee_lines(("Tỉnh ủy", "UBND tỉnh")) == ["- Tỉnh ủy;", "- UBND tỉnh."]


@pytest.mark.parametrize(
    ("last", "ended"),
    [
        (Paragraph("Trân trọng."), Paragraph("Trân trọng./.")),
        (Paragraph("Trân trọng"), Paragraph("Trân trọng./.")),
        (Item("điểm b;", "b)"), Item("điểm b./.", "b)")),
        (Paragraph("Hết./."), Paragraph("Hết./.")),
        (Paragraph("đường, cầu, v.v."), Paragraph("đường, cầu, v.v./.")),
    ],
)
def test_the_text_ends_with_the_closing_sign(last: Paragraph | Item, ended: Paragraph | Item) -> None:
    assert closed((Paragraph("Một."), last)) == (Paragraph("Một."), ended)


def test_behind_a_table_the_closing_sign_stands_alone() -> None:
    assert closed((TABLE,)) == (TABLE, Paragraph("./."))


def test_lists_are_marked_the_vietnamese_way() -> None:
    assert [item.marker for item in lettered("123456")] == ["a)", "b)", "c)", "d)", "đ)", "e)"]
    assert [item.marker for item in numbered("12", first=3)] == ["3.", "4."]
    assert [roman(number) for number in (1, 4, 9, 14, 39)] == ["I", "IV", "IX", "XIV", "XXXIX"]
    assert paragraphs(" một\n\n hai ") == (Paragraph("một"), Paragraph("hai"))


def test_text_is_normalised_and_holds_no_control_signs() -> None:
    assert tidy("Ho\u0300a\u0000 \u200bBi\u0300nh\n") == "Hòa Bình"


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH SƠN LA", "VĂN_PHÒNG ỦY_BAN NHÂN_DÂN TỈNH_SƠN_LA"),
        ("ỦY BAN NHÂN DÂN PHƯỜNG TÔ HIỆU", "ỦY_BAN NHÂN_DÂN PHƯỜNG_TÔ_HIỆU"),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
    ],
)
def test_neither_a_word_nor_the_place_a_body_serves_is_broken_over_two_lines(name: str, held: str) -> None:
    assert held_together(name) == held.replace("_", "\u00a0")
