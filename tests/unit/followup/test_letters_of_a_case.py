"""Reply letter and slips of a case: the prescribed words, a draft until something is said, no name of a person."""

from dataclasses import replace
from datetime import date

import pytest
from sheets import POINT_IN_MM, pdf_text, word_text, words

from chassis.documents.document import Document
from chassis.documents.forms import FORMS
from chassis.documents.office import Office
from chassis.documents.pdf import to_pdf
from chassis.documents.printed import printed, text
from chassis.documents.word import to_docx
from followup.documents.asked import Asked, Said
from followup.documents.forwarding_slip import forwarding_slip, referral_slip
from followup.documents.reply_letter import ANSWER_BY_HAND, reply_letter

AGENCY = Office("Sở Xây dựng tỉnh Sơn La", "Sơn La", "SXD", "UBND tỉnh Sơn La")
ASKED = Asked(
    ref="mã 4827-1936",
    host=Office("Văn phòng UBND tỉnh Sơn La", "Sơn La", "VPUB", "UBND tỉnh Sơn La"),
    agency=AGENCY,
    held_on=date(2026, 2, 26),
    summary="Đề nghị sửa cống thoát nước.",
    complexity="Thông thường",
    due_on=date(2026, 3, 19),
    co_agencies=("UBND phường Tô Hiệu",),
    superior="UBND tỉnh Sơn La",
)
SAID = Said(AGENCY, "Đã giải quyết", "Cống đã được thay.\nNước đã thoát.", ("Tỉnh ủy Sơn La",), "125", "SXD-HT", date(2026, 3, 18))
PARTY = replace(ASKED, host=replace(ASKED.host, party=True, symbol="ĐUVP"), agency=replace(AGENCY, party=True))
DOCUMENTS: dict[str, Document] = {
    "draft": reply_letter(ASKED, None, 2026),
    "reply": reply_letter(ASKED, SAID, 2026),
    "party draft": reply_letter(PARTY, None, 2026),
    "slip": forwarding_slip(ASKED, 2026),
    "party slip": forwarding_slip(PARTY, 2026),
    "referral": referral_slip(ASKED, 2026),
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_word_and_pdf_hold_the_same_words(kind: str) -> None:
    document = DOCUMENTS[kind]
    assert words(word_text(to_docx(document))) == words(pdf_text(to_pdf(document))) == words(text(printed(document)))


def test_the_reply_is_a_letter_reported_at_the_same_time() -> None:
    said = text(printed(DOCUMENTS["reply"])).splitlines()
    assert said[4:7] == [
        "Số: 125/SXD-HT",
        "V/v trả lời ý kiến, kiến nghị mã 4827-1936 tại Hội nghị đối thoại ngày 26/02/2026",
        "Sơn La, ngày 18 tháng 3 năm 2026",
    ]
    assert "Cống đã được thay." in said
    assert "Kết quả giải quyết: Đã giải quyết." in said
    assert "Sở Xây dựng tỉnh Sơn La trả lời để Ông/Bà được biết./." in said
    assert said[-4:] == ["- Như trên;", "- Tỉnh ủy Sơn La (b/c);", "- Lưu: VT.", "GIÁM ĐỐC"]


def test_a_draft_names_the_three_who_must_be_told_and_leaves_room_for_the_answer() -> None:
    page = printed(DOCUMENTS["draft"])
    assert page["recipients"][1:4] == ["- Cấp ủy cùng cấp (b/c);", "- Ủy ban nhân dân cùng cấp (b/c);", "- Người chủ trì đối thoại (b/c);"]
    assert page["number"].split() == ["Số:", "/SXD"]
    assert "Kết quả giải quyết" not in text(page)


def test_letters_about_a_joint_session_name_all_who_held_it() -> None:
    joint = replace(ASKED, co_hosts=("Thường trực HĐND tỉnh Sơn La",))
    together = "do Văn phòng UBND tỉnh Sơn La phối hợp với Thường trực HĐND tỉnh Sơn La tổ chức"
    for letter in (reply_letter(joint, None, 2026), forwarding_slip(joint, 2026), referral_slip(joint, 2026)):
        assert together in text(printed(letter))


def test_the_dots_to_write_on_stay_on_the_sheet() -> None:
    form = FORMS[DOCUMENTS["draft"].style]
    room = form.page.width - form.page.left - form.page.right - form.body.indent
    assert len(ANSWER_BY_HAND) * form.sizes.body * POINT_IN_MM < room


def test_a_party_letter_begins_its_subject_with_a_capital() -> None:
    assert printed(DOCUMENTS["party draft"])["letter_subject"].startswith("Trả lời ý kiến")


def test_the_slip_binds_the_agency_to_the_due_date() -> None:
    said = text(printed(DOCUMENTS["slip"]))
    assert "PHIẾU CHUYỂN\nÝ kiến, kiến nghị tại Hội nghị đối thoại ngày 26/02/2026" in said
    assert "Kính gửi:\nSở Xây dựng tỉnh Sơn La" in said
    assert "Thời hạn trả lời: 19/03/2026." in said
    assert "Cơ quan phối hợp: UBND phường Tô Hiệu." in said
    assert "Thời hạn trả lời: Không quy định." in text(printed(forwarding_slip(replace(ASKED, due_on=None), 2026)))


def test_what_is_beyond_authority_goes_to_the_superior() -> None:
    said = text(printed(DOCUMENTS["referral"]))
    assert "vượt thẩm quyền giải quyết của Sở Xây dựng tỉnh Sơn La" in said
    assert "Kính gửi:\nUBND tỉnh Sơn La" in said
