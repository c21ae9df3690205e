"""The documents of a session say what happened, in the words of the prescribed form, and nothing that must not be said."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sheets import pdf_text, word_text, words

from chassis.documents.office import Office
from chassis.documents.pdf import to_pdf
from chassis.documents.printed import printed, text
from chassis.documents.word import to_docx
from contracts.mottos import motto_on
from contracts.vocabulary import Disposition, Outcome
from sessions.documents.conclusion_notice import conclusion_notice
from sessions.documents.gathering import registered
from sessions.documents.held import Answered, Gathering, Held, Paper, Raised
from sessions.documents.minutes import minutes
from sessions.documents.result_notice import result_notice

VPUB = Office("Văn phòng UBND tỉnh Sơn La", "Sơn La", "VPUB", "UBND tỉnh Sơn La")
CULVERT = Raised(
    "Đề nghị sửa cống thoát nước",
    "Hạ tầng",
    1,
    1,
    Disposition.ASSIGNED,
    agency="Sở Xây dựng",
    co_agencies=("UBND phường Tô Hiệu",),
    due_on=date(2026, 3, 19),
)
FEE = Raised("Hỏi mức phí cấp giấy", "Thủ tục hành chính", 3, 2, Disposition.ANSWERED_ON_SPOT, VPUB.head_phrase, Outcome.EXPLAINED)
LATER = Raised("Đề nghị mở chợ", disposition=Disposition.NOT_RAISED)
HELD = Held(
    office=VPUB,
    chair=VPUB.head_phrase,
    audience="Nhân dân",
    plan_year=2026,
    held_from=date(2026, 2, 26),
    held_on=date(2026, 2, 26),
    opened_at=datetime(2026, 2, 26, 1, tzinfo=UTC),
    adopted_at=datetime(2026, 2, 26, 4, 5, tzinfo=UTC),
    venue="Hội trường tầng 2",
    people=40,
    staff=5,
    agenda=("Khai mạc", "Đối thoại"),
    opinions=(CULVERT, FEE, LATER),
    silenced=1,
    report_to=("UBND tỉnh Sơn La",),
)
ISSUED = Paper("7", "TB-VPUB", date(2026, 3, 3))


@pytest.mark.parametrize("make", [minutes, conclusion_notice, result_notice])
@pytest.mark.parametrize("paper", [Paper(), ISSUED], ids=["draft", "issued"])
@pytest.mark.parametrize("office", [VPUB, replace(VPUB, party=True, symbol="ĐUVP")], ids=["state", "party"])
def test_word_and_pdf_hold_the_same_words(make: object, paper: Paper, office: Office) -> None:
    document = make(replace(HELD, office=office), paper)  # type: ignore[operator]
    assert words(word_text(to_docx(document))) == words(pdf_text(to_pdf(document))) == words(text(printed(document)))
    assert "./." in text(printed(document))


def test_the_conclusion_notice_names_content_agency_partners_and_due_date() -> None:
    said = text(printed(conclusion_notice(HELD, ISSUED)))
    assert said.splitlines()[:6] == [
        "ỦY\u00a0BAN NHÂN\u00a0DÂN TỈNH\u00a0SƠN\u00a0LA",
        "VĂN\u00a0PHÒNG ỦY\u00a0BAN NHÂN\u00a0DÂN TỈNH\u00a0SƠN\u00a0LA",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/TB-VPUB",
        "Sơn La, ngày 03 tháng 3 năm 2026",
    ]
    assert "Đề nghị sửa cống thoát nước\nSở Xây dựng\nUBND phường Tô Hiệu\n19/03/2026" in said
    assert "1. Hỏi mức phí cấp giấy (giải trình, thông tin)." in said
    assert "Hội nghị tiếp nhận 04 ý kiến, kiến nghị, trong đó" in said
    assert "chuyển theo thủ tục khác: 01" in said
    assert "phương châm “Gần dân, sát dân, nghe dân nói”" in said
    assert said.splitlines()[-6:] == [
        "Nơi nhận:",
        "- UBND tỉnh Sơn La (b/c);",
        "- Sở Xây dựng;",
        "- Cổng thông tin điện tử (để công khai);",
        "- Lưu: VT.",
        "CHÁNH VĂN PHÒNG",
    ]


def test_a_joint_session_in_parts_names_its_hosts_its_chairs_and_its_parts() -> None:
    began = datetime(2026, 2, 26, 1, tzinfo=UTC)
    joint = replace(
        HELD,
        co_hosts=("Thường trực HĐND tỉnh", "Ủy ban MTTQ tỉnh"),
        co_chairs=("Thường trực HĐND tỉnh",),
        delegated=True,
        parts=(Gathering("Cụm bản Lả", began, "Nhà văn hóa bản Lả", 40), Gathering("Cụm bản Cọ", began, "Nhà văn hóa bản Cọ")),
    )
    together = "Văn phòng UBND tỉnh Sơn La phối hợp với Thường trực HĐND tỉnh và Ủy ban MTTQ tỉnh"
    said = text(printed(minutes(joint, Paper())))
    assert f"Cơ quan tổ chức: {together}." in said
    assert "Chủ trì (chủ tọa): Chánh Văn phòng UBND tỉnh Sơn La (theo ủy quyền)" in said
    assert "Cùng chủ trì: Thường trực HĐND tỉnh" in said
    assert "- Cụm bản Lả: 08 giờ 00 phút, ngày 26 tháng 02 năm 2026, tại Nhà văn hóa bản Lả, 40 người dân dự." in said
    said = text(printed(conclusion_notice(joint, ISSUED)))
    assert f"{together} tổ chức Hội nghị đối thoại trực tiếp giữa Chánh Văn phòng UBND tỉnh Sơn La và Thường trực HĐND tỉnh" in said
    assert "tại 02 cụm (Cụm bản Lả; Cụm bản Cọ)" in said
    assert "- Ủy ban MTTQ tỉnh;" in said
    assert f"do {together} tổ chức ngày 26 tháng 02 năm 2026, như sau:" in text(printed(result_notice(joint, ISSUED)))


def test_a_draft_has_no_number_and_no_day() -> None:
    said = text(printed(conclusion_notice(HELD, Paper())))
    assert "Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/TB-VPUB" in said
    assert next(line for line in said.splitlines() if line.startswith("Sơn La,")).split() == ["Sơn", "La,", "ngày", "tháng", "năm", "2026"]


def test_the_minutes_follow_the_order_of_speaking_and_are_signed_twice() -> None:
    page = printed(minutes(HELD, Paper(None, "BB-VPUB")))
    said = text(page)
    assert said.index("Phiếu số 01: Đề nghị sửa cống") < said.index("Phiếu số 03: Hỏi mức phí")
    assert "Đề nghị mở chợ" not in said
    assert "Thời gian bắt đầu: 08 giờ 00 phút, ngày 26 tháng 02 năm 2026" in said
    assert "Hội nghị kết thúc vào 11 giờ 05 phút, ngày 26 tháng 02 năm 2026./." in said
    assert (page["place_date"], page["secretary"]["lines"], page["signature"]["lines"]) == ("", ["THƯ KÝ"], ["CHỦ TỌA"])
    assert "Có 01 nội dung được chuyển theo thủ tục riêng" in said


def test_the_result_notice_tells_what_was_answered_and_what_is_open() -> None:
    reply = Answered("Sở Xây dựng", "125/SXD", date(2026, 3, 18), "Đã giải quyết", "Cống đã được thay.")
    answered = replace(HELD, opinions=(replace(CULVERT, answered=reply), FEE, replace(CULVERT, summary="Sửa cầu")))
    said = text(printed(result_notice(answered, ISSUED)))
    assert "Sở Xây dựng\nSố 125/SXD ngày 18/03/2026\nĐã giải quyết. Cống đã được thay." in said
    assert "Đang giải quyết, thời hạn 19/03/2026" in said
    assert "trong đó đã trả lời: 01, đang giải quyết: 01." in said


def test_a_session_without_opinions_says_none() -> None:
    empty = replace(HELD, opinions=(), silenced=0, agenda=(), people=0, staff=0)
    assert text(printed(conclusion_notice(empty, ISSUED))).count("Không có.") == 2
    assert "Không có ý kiến phát biểu." in text(printed(minutes(empty, Paper())))


@pytest.mark.parametrize(
    ("shown", "paper"),
    [
        ("05/TB-VPUB", Paper("05", "TB-VPUB", date(2026, 3, 3))),
        ("429-TB/TU", Paper("429", "TB/TU", date(2026, 3, 3))),
        ("BB-VPUB", Paper(None, "BB-VPUB")),
        (None, Paper()),
    ],
)
def test_a_number_is_read_back_from_how_the_page_shows_it(shown: str | None, paper: Paper) -> None:
    assert registered(shown, date(2026, 3, 3)) == paper


def test_the_motto_is_the_one_of_the_plan_year() -> None:
    assert motto_on(date(2018, 12, 31)) is None
    assert motto_on(date(2025, 12, 31)) == "Dân biết, dân bàn, dân làm, dân kiểm tra"
    assert motto_on(date(2026, 1, 1)) == "Gần dân, sát dân, nghe dân nói"
