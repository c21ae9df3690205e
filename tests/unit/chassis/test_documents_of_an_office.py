"""An office issues in its own form: name in full, title of its head, symbol of its documents, place of its own."""

import pytest

from chassis.documents.blocks import Paragraph
from chassis.documents.document import Prefix, Style
from chassis.documents.office import Office, issued
from chassis.documents.printed import printed
from chassis.documents.signing import Signer, signed_by

VPUB = Office("Văn phòng UBND tỉnh Sơn La", "Sơn La", "VPUB", "UBND tỉnh Sơn La")
COMMUNE = Office("UBND xã Chiềng Sinh", "Sơn La", "UBND", "UBND tỉnh Sơn La")
COMMITTEE = Office("Tỉnh ủy Sơn La", "Sơn La", "TU", party=True)
CELL = Office("Đảng ủy Văn phòng UBND tỉnh Sơn La", "Sơn La", "ĐUVP", "Tỉnh ủy Sơn La", party=True)


@pytest.mark.parametrize(
    ("office", "parent", "name", "place"),
    [
        (VPUB, "ỦY BAN NHÂN DÂN TỈNH SƠN LA", "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH SƠN LA", "Sơn La"),
        (COMMUNE, "", "ỦY BAN NHÂN DÂN XÃ CHIỀNG SINH", "Chiềng Sinh"),
        (COMMITTEE, "", "TỈNH ỦY SƠN LA", "Sơn La"),
        (CELL, "TỈNH ỦY SƠN LA", "ĐẢNG ỦY VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH SƠN LA", "Sơn La"),
    ],
)
def test_the_head_of_the_sheet_names_the_office_in_full(office: Office, parent: str, name: str, place: str) -> None:
    page = printed(issued(office, "TB", "Kết quả", (Paragraph("Một."),)))
    assert (page["parent"].split(), page["issuer"].split()) == (parent.split(), name.split())
    assert page["place_date"].startswith(f"{place}, ngày")
    assert (page["kind"], page["title"].startswith("ĐẢNG")) == ("THÔNG BÁO", office.style is Style.PARTY)


@pytest.mark.parametrize(
    ("office", "kind", "symbol"),
    [
        (VPUB, "TB", "TB-VPUB"),
        (VPUB, "CV", "VPUB"),
        (COMMITTEE, "TB", "TB/TU"),
        (COMMITTEE, "CV", "CV/TU"),
        (Office("Phòng Kinh tế", "Sơn La"), "GM", "GM-…"),
    ],
)
def test_the_symbol_names_kind_and_office(office: Office, kind: str, symbol: str) -> None:
    assert office.numbered(kind) == symbol


@pytest.mark.parametrize(
    ("name", "lines", "phrase"),
    [
        ("UBND xã Mường Bú", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Chủ tịch UBND xã Mường Bú"),
        ("Văn phòng UBND tỉnh Sơn La", ["CHÁNH VĂN PHÒNG"], "Chánh Văn phòng UBND tỉnh Sơn La"),
        ("Sở Nội vụ tỉnh Sơn La", ["GIÁM ĐỐC"], "Giám đốc Sở Nội vụ tỉnh Sơn La"),
        ("Thanh tra tỉnh Sơn La", ["CHÁNH THANH TRA"], "Chánh Thanh tra tỉnh Sơn La"),
        ("Ban Tiếp công dân tỉnh Sơn La", ["TRƯỞNG BAN"], "Trưởng Ban Tiếp công dân tỉnh Sơn La"),
        ("Ủy ban MTTQ Việt Nam tỉnh Sơn La", ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"], "Chủ tịch Ủy ban MTTQ Việt Nam tỉnh Sơn La"),
        ("Nhà khách Thanh Xuân", ["THỦ TRƯỞNG CƠ QUAN"], "Thủ trưởng Nhà khách Thanh Xuân"),
    ],
)
def test_the_head_signs_with_the_title_of_that_kind_of_body(name: str, lines: list[str], phrase: str) -> None:
    office = Office(name, "Sơn La")
    assert printed(issued(office, "TB", "Kết quả", ()))["signature"]["lines"] == lines
    assert office.head_phrase == phrase


def test_party_committees_sign_for_their_standing_board() -> None:
    assert printed(issued(COMMITTEE, "TB", "Kết quả", ()))["signature"]["lines"] == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ"]
    board = Office("Ban Thường vụ Tỉnh ủy Sơn La", "Sơn La", "TU", party=True)
    assert board.head_phrase == "Bí thư Tỉnh ủy Sơn La"


def test_a_deputy_signs_in_the_place_of_the_head() -> None:
    signer = Signer(signer_name="Người Ký Minh Họa", signed_as=Prefix.DEPUTY)
    page = printed(signed_by(issued(COMMUNE, "TB", "Kết quả", ()), signer))
    assert page["signature"] == {"lines": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "name": "Người Ký Minh Họa"}


@pytest.mark.parametrize(
    ("office", "prefix", "lines"),
    [
        (COMMUNE, Prefix.ACTING, ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]),
        (COMMUNE, Prefix.BY_ORDER, ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (COMMUNE, Prefix.AUTHORISED, ["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (COMMITTEE, Prefix.DEPUTY, ["T/M BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"]),
        (COMMITTEE, Prefix.BY_ORDER, ["T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"]),
    ],
)
def test_whoever_signs_in_the_heads_place_is_named_with_an_own_title(office: Office, prefix: Prefix, lines: list[str]) -> None:
    signer = Signer(signer_name="Người Ký Minh Họa", signer_title="Chánh Văn phòng", signed_as=prefix)
    page = printed(signed_by(issued(office, "TB", "Kết quả", ()), signer))
    assert page["signature"] == {"lines": lines, "name": "Người Ký Minh Họa"}


def test_what_was_recorded_of_the_signature_stays_and_its_dots_are_filled() -> None:
    recorded = issued(VPUB, "TB", "Kết quả", (), signature=VPUB.signed_as(Prefix.BY_ORDER))
    signer = Signer(signer_title="Trưởng phòng Nội chính", signed_as=Prefix.DEPUTY)
    assert printed(signed_by(recorded, signer))["signature"]["lines"] == ["TL. CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG NỘI CHÍNH"]


def test_a_deputy_secretary_signs_for_the_committee_itself() -> None:
    lines = printed(issued(COMMITTEE, "TB", "Kết quả", (), signature=COMMITTEE.signed_as(Prefix.DEPUTY)))["signature"]["lines"]
    assert lines == ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"]


@pytest.mark.parametrize(
    ("prefix", "lines"),
    [
        (None, ["CHÁNH VĂN PHÒNG"]),
        (Prefix.DEPUTY, ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]),
        (Prefix.BY_ORDER, ["TL. CHÁNH VĂN PHÒNG", "……………………"]),
        (Prefix.AUTHORISED, ["TUQ. CHÁNH VĂN PHÒNG", "……………………"]),
        (Prefix.ACTING, ["Q. CHÁNH VĂN PHÒNG"]),
        (Prefix.COLLECTIVE, ["CHÁNH VĂN PHÒNG"]),
    ],
)
def test_who_signs_in_the_heads_place_is_said(prefix: Prefix | None, lines: list[str]) -> None:
    assert printed(issued(VPUB, "TB", "Kết quả", (), signature=VPUB.signed_as(prefix)))["signature"]["lines"] == lines
