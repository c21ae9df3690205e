"""Invitations and announcements as official documents: the prescribed parts, the same words in Word and PDF."""

from dataclasses import replace
from datetime import date

import pytest
from notify_examples import DEADLINE_LETTER, EVERYONE, OFFICE, PERSON, REPLY_LETTER, SESSION_LETTER, local
from sheets import pdf_text, word_text, words

from chassis.documents.document import Document
from chassis.documents.office import Office as Issuing
from chassis.documents.pdf import to_pdf
from chassis.documents.printed import printed, text
from chassis.documents.word import to_docx
from notify.documents.render import Desk, render
from notify.documents.sheet import sheet
from notify.notice.identity import about
from notify.notice.letters import ClusterMeeting, Letter
from notify.notice.recipients import Recipient
from notify.notice.vocabulary import Purpose, Target

WARD = Issuing("UBND phường Tô Hiệu", "Sơn La", "UBND", "UBND tỉnh Sơn La")
COMMITTEE = Issuing("Đảng ủy phường Tô Hiệu", "Sơn La", "ĐU", "Tỉnh ủy Sơn La", party=True)
TODAY = date(2026, 2, 9)
AGAIN = replace(SESSION_LETTER, replaces=local("2026-02-12 08:00"), chair="chairperson", online_url="https://hop.sonla.gov.vn/1")
JOINT = replace(
    SESSION_LETTER,
    co_host_names=("Thường trực HĐND phường", "Ủy ban MTTQ phường"),
    clusters=(
        ClusterMeeting("Cụm bản Lả", local("2026-02-26 08:00"), "Nhà văn hóa bản Lả"),
        ClusterMeeting("Cụm bản Cọ", local("2026-02-26 14:00"), "Nhà văn hóa bản Cọ"),
    ),
)
CASES: dict[str, tuple[Purpose, Recipient, Letter]] = {
    "invitation": (Purpose.INVITATION, PERSON, SESSION_LETTER),
    "invitation again": (Purpose.INVITATION, OFFICE, AGAIN),
    "announcement": (Purpose.ANNOUNCEMENT, EVERYONE, SESSION_LETTER),
    "joint invitation": (Purpose.INVITATION, PERSON, JOINT),
    "joint announcement": (Purpose.ANNOUNCEMENT, EVERYONE, JOINT),
    "postponement": (Purpose.POSTPONEMENT, OFFICE, replace(SESSION_LETTER, reason="Mưa lũ")),
    "reminder": (Purpose.REMINDER, OFFICE, DEADLINE_LETTER),
    "delay": (Purpose.DELAY, PERSON, REPLY_LETTER),
}


def made(case: str, office: Issuing = WARD, name: str | None = "Giàng A Dơ") -> Document:
    purpose, recipient, letter = CASES[case]
    what = about(purpose, Target.SESSION, "session-1", recipient.ref, "1")
    message = render(what, recipient, letter, key="k", today=TODAY, desk=Desk("Sơn La", "0212 3852 000"), name=name)
    return sheet(what, recipient, letter, message, office=office, today=TODAY, contact="0212 3852 000", name=name)


@pytest.mark.parametrize("office", [WARD, COMMITTEE], ids=["state", "party"])
@pytest.mark.parametrize("case", CASES)
def test_word_and_pdf_hold_the_same_words(case: str, office: Issuing) -> None:
    document = made(case, office)
    assert words(word_text(to_docx(document))) == words(pdf_text(to_pdf(document))) == words(text(printed(document)))


def test_an_invitation_has_its_prescribed_parts() -> None:
    assert text(printed(made("invitation"))).splitlines() == [
        "ỦY\u00a0BAN NHÂN\u00a0DÂN PHƯỜNG\u00a0TÔ\u00a0HIỆU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/GM-UBND",
        "Tô Hiệu, ngày 09 tháng 02 năm 2026",
        "GIẤY MỜI",
        "Dự Hội nghị đối thoại trực tiếp giữa Chủ tịch UBND phường với Nhân dân năm 2026",
        "UBND phường Tô Hiệu trân trọng kính mời: Ông/Bà Giàng A Dơ",
        "Tới dự Hội nghị đối thoại trực tiếp giữa Chủ tịch UBND phường với Nhân dân năm 2026.",
        "Nội dung: Đất đai.",
        "Chủ trì: Chủ tịch UBND phường.",
        "Thời gian: 08 giờ 00 phút, ngày 26 tháng 02 năm 2026.",
        "Địa điểm: Nhà văn hóa phường Tô Hiệu.",
        "Đề nghị ông/bà gửi ý kiến, kiến nghị trước ngày 25/02/2026.",
        "Mọi trao đổi xin liên hệ: 0212 3852 000.",
        "Trân trọng./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]


def test_a_party_committee_invites_in_its_own_form() -> None:
    said = text(printed(made("invitation again", COMMITTEE)))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in said
    assert "CỘNG HÒA" not in said
    assert "Số \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0-GM/ĐU" in said
    assert "T/M BAN THƯỜNG VỤ\nBÍ THƯ" in said
    assert "Chủ trì: Bí thư Đảng ủy phường Tô Hiệu." in said
    assert "Văn bản này thay cho văn bản về hội nghị dự kiến vào 08 giờ 00 phút, ngày 12 tháng 02 năm 2026." in said


def test_an_announcement_names_the_motto_and_how_to_take_part() -> None:
    said = text(printed(made("announcement")))
    assert "THÔNG BÁO\nTổ chức Hội nghị đối thoại trực tiếp giữa Chủ tịch UBND phường với Nhân dân năm 2026" in said
    assert "phương châm “Gần dân, sát dân, nghe dân nói”" in said
    assert "UBND phường Tô Hiệu trân trọng thông báo./." in said


def test_a_joint_session_names_who_holds_it_and_each_cluster_of_villages() -> None:
    said = text(printed(made("joint announcement")))
    assert "UBND phường Tô Hiệu phối hợp với Thường trực HĐND phường và Ủy ban MTTQ phường thông báo tổ chức" in said
    assert "- Cụm bản Lả: 08 giờ 00 phút, ngày 26 tháng 02 năm 2026, tại Nhà văn hóa bản Lả." in said
    assert "phối hợp với Thường trực HĐND phường và Ủy ban MTTQ phường trân trọng kính mời" in text(printed(made("joint invitation")))


def test_other_notices_are_printed_in_the_words_of_their_template() -> None:
    said = text(printed(made("postponement")))
    assert "Kính gửi:\n" in said
    assert "Mưa lũ" in said
    assert "Mã " not in said
    assert said.count("UBND phường Tô Hiệu\n") == 0


def test_without_a_name_the_line_is_filled_in_by_hand() -> None:
    assert "kính mời: Ông/Bà …………" in text(printed(made("invitation", name=None)))
