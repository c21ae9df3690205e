"""What officials and citizens read, frozen per purpose; and what an SMS may hold."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notify_examples import DEADLINE_LETTER, EVERYONE, OFFICE, PERSON, REPLY_LETTER, SESSION_LETTER, local

from contracts.envelope import Document
from contracts.vocabulary import Channel
from notify.documents.render import Desk, render
from notify.documents.sms import PART, one_part, unaccent
from notify.documents.wording import document_short, issued, moment, short, spoken
from notify.notice.identity import about
from notify.notice.letters import Letter, ReplyLetter
from notify.notice.message import Message
from notify.notice.recipients import Everyone, Recipient
from notify.notice.vocabulary import ANNOUNCEMENTS, Purpose, Target

GOLDEN = Path(__file__).parent / "golden" / "notices"
DESK = Desk("Sơn La", "0212 3852 000")
AGAIN = replace(SESSION_LETTER, replaces=local("2026-02-12 08:00"))
MOVED = replace(
    SESSION_LETTER, starts_at=local("2026-02-12 08:00"), reason="Trùng lịch họp của tỉnh", next_starts_at=local("2026-02-26 08:00")
)
DUTY = replace(DEADLINE_LETTER, target_kind="DUTY", target_id="duty-1", duty="CONCLUSION_NOTICE", level="D2", summary=None)
SUCCEEDED = replace(
    DEADLINE_LETTER,
    level="SUCCEEDED",
    from_name="Sở Nội vụ tỉnh Sơn La",
    to_name="Sở Nội vụ và Lao động tỉnh Sơn La",
    effective_on=date(2026, 3, 1),
    decision=Document(number="1681", symbol="NQ-UBTVQH15", issued_on=date(2026, 2, 1)),
)
CASES: dict[str, tuple[Purpose, Recipient, Letter]] = {
    "invitation_to_a_person": (Purpose.INVITATION, PERSON, SESSION_LETTER),
    "invitation_to_an_office": (Purpose.INVITATION, OFFICE, replace(SESSION_LETTER, online_url="https://hop.sonla.gov.vn/1", topic=None)),
    "invitation_again": (Purpose.INVITATION, PERSON, AGAIN),
    "postponement": (Purpose.POSTPONEMENT, PERSON, MOVED),
    "postponement_without_date": (Purpose.POSTPONEMENT, OFFICE, SESSION_LETTER),
    "cancellation": (Purpose.CANCELLATION, PERSON, replace(SESSION_LETTER, reason="Theo chỉ đạo của Tỉnh ủy")),
    "announcement": (Purpose.ANNOUNCEMENT, EVERYONE, SESSION_LETTER),
    "announcement_postponed": (Purpose.ANNOUNCEMENT_POSTPONED, EVERYONE, MOVED),
    "announcement_cancelled": (Purpose.ANNOUNCEMENT_CANCELLED, EVERYONE, SESSION_LETTER),
    "reminder_five_days": (Purpose.REMINDER, OFFICE, DEADLINE_LETTER),
    "reminder_last_day": (Purpose.REMINDER, OFFICE, replace(DEADLINE_LETTER, level="D0")),
    "reminder_of_a_duty": (Purpose.REMINDER, OFFICE, DUTY),
    "overdue": (Purpose.OVERDUE, OFFICE, replace(DEADLINE_LETTER, level="MISSED")),
    "escalation": (Purpose.ESCALATION, OFFICE, replace(DEADLINE_LETTER, level="L2", working_days_late=3)),
    "acknowledgement": (Purpose.ACKNOWLEDGEMENT, PERSON, REPLY_LETTER),
    "reply": (Purpose.REPLY, PERSON, REPLY_LETTER),
    "delay": (Purpose.DELAY, PERSON, REPLY_LETTER),
    "referral": (Purpose.REFERRAL, PERSON, REPLY_LETTER),
    "reply_corrected": (Purpose.REPLY, PERSON, replace(REPLY_LETTER, corrects=True)),
    "interim": (Purpose.INTERIM, PERSON, replace(REPLY_LETTER, expected_on=date(2026, 3, 11))),
    "result": (Purpose.RESULT, PERSON, REPLY_LETTER),
    "assignment": (Purpose.ASSIGNMENT, OFFICE, replace(DEADLINE_LETTER, level="ASSIGNED", note="Đúng chức năng của cơ quan.")),
    "assignment_to_a_successor": (Purpose.ASSIGNMENT, OFFICE, SUCCEEDED),
    "assignment_told_to_those_before": (Purpose.ASSIGNMENT, OFFICE, replace(SUCCEEDED, level="HANDED_OVER", closed=True, decision=None)),
    "assignment_of_a_referred_case": (Purpose.ASSIGNMENT, OFFICE, replace(SUCCEEDED, referred=True)),
    "assignment_of_a_case_back_from_above": (Purpose.ASSIGNMENT, OFFICE, replace(SUCCEEDED, returned=True)),
    "assignment_of_a_case_back_from_above_told_to_who_waited": (
        Purpose.ASSIGNMENT,
        OFFICE,
        replace(SUCCEEDED, level="HANDED_OVER", returned=True, due_on=None),
    ),
    "assignment_without_a_limit": (
        Purpose.ASSIGNMENT,
        OFFICE,
        replace(DEADLINE_LETTER, level="ASSIGNED", due_on=None, note="Đúng lĩnh vực."),
    ),
    "assignment_to_a_successor_without_a_limit": (Purpose.ASSIGNMENT, OFFICE, replace(SUCCEEDED, due_on=None)),
    "urging_without_a_limit": (
        Purpose.URGING,
        OFFICE,
        replace(DEADLINE_LETTER, level="URGED", due_on=None, note="Đề nghị báo cáo tiến độ."),
    ),
    "urging_of_a_promise_that_is_near": (Purpose.URGING, OFFICE, replace(DEADLINE_LETTER, level="PROMISE_NEAR")),
    "urging_of_a_promise_that_has_passed": (Purpose.URGING, OFFICE, replace(DEADLINE_LETTER, level="PROMISE_PASSED")),
    "urging_of_an_announced_reply_that_is_near": (Purpose.URGING, OFFICE, replace(DEADLINE_LETTER, level="REPLY_NEAR")),
    "urging_of_an_announced_reply_that_has_passed": (Purpose.URGING, OFFICE, replace(DEADLINE_LETTER, level="REPLY_PASSED")),
    "urging": (Purpose.URGING, OFFICE, replace(DEADLINE_LETTER, level="URGED", note="Đề nghị báo cáo tiến độ trước ngày 06/3/2026.")),
}


def made(purpose: Purpose, recipient: Recipient, letter: Letter) -> Message:
    what = about(purpose, Target.SESSION, "session-1", recipient.ref, "1")
    return render(what, recipient, letter, key=f"{what.notice_id}.0", today=date(2026, 2, 9), desk=DESK, name="Giàng A Dơ")


def as_text(message: Message) -> str:
    parts = {"subject": message.subject, "body": message.body, "sms": message.sms, "script": message.script, "page": message.page}
    return "\n\n".join(f"## {name}\n{text}" for name, text in parts.items() if text) + "\n"


@pytest.mark.parametrize("name", CASES)
def test_a_notice_reads_as_it_was_approved(name: str) -> None:
    path, text = GOLDEN / f"{name}.txt", as_text(made(*CASES[name]))
    if not path.exists() and os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["acknowledgement", "reply", "interim", "delay", "referral", "result"])
def test_who_asked_is_told_on_screen_and_on_paper_the_code_to_ask_with_and_no_number_of_the_offices_case(name: str) -> None:
    purpose, recipient, letter = CASES[name]
    assert isinstance(letter, ReplyLetter)
    told = made(purpose, recipient, replace(letter, lookup_code="DT-7K4M-2P9X"))
    asked = "ông/bà đọc mã tra cứu DT-7K4M-2P9X qua điện thoại hoặc nhập mã trên trang tra cứu."
    assert asked in told.body
    assert asked in told.page
    assert "Mã vụ việc" not in told.body


def test_every_purpose_has_an_approved_text() -> None:
    assert {purpose for purpose, _, _ in CASES.values()} == set(Purpose)
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_message_is_one_unaccented_sms(name: str) -> None:
    purpose, recipient, letter = CASES[name]
    message = made(purpose, recipient, letter)
    assert len(message.sms) <= PART
    assert message.sms.isascii()
    assert bool(message.sms) is (purpose not in ANNOUNCEMENTS)
    assert "{" not in message.body
    assert "None" not in message.body


def test_long_names_are_shortened_until_one_part_holds_them() -> None:
    long = replace(SESSION_LETTER, venue="Nhà văn hóa trung tâm " * 8, host_name="Ủy ban nhân dân phường " * 6)
    sms = made(Purpose.INVITATION, PERSON, long).sms
    assert len(sms) <= PART
    assert "08:00 26/02/2026" in sms


@given(st.text(max_size=300))
def test_whatever_stands_in_a_name_fits_into_one_gsm_part(text: str) -> None:
    sms = one_part(lambda limit: f"Moi du hop tai {short(text, limit)}")
    assert len(sms) <= PART
    assert not set(sms) & set("`^{}[]~|\\€")
    assert all(" " <= sign <= "~" for sign in sms)


def test_vietnamese_loses_its_marks_and_keeps_its_case() -> None:
    assert unaccent("Đề nghị Ủy ban xã Mường Bú “xem xét” – trả lời") == 'De nghi Uy ban xa Muong Bu "xem xet" - tra loi'


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 15), "ngày 15 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2025, 12, 18), "ngày 18 tháng 12 năm 2025"),
    ],
)
def test_dates_of_documents_follow_decree_30(day: date, printed: str) -> None:
    assert issued(day) == printed


def test_times_are_local_and_spoken_as_people_speak() -> None:
    assert moment(local("2026-02-26 08:05")) == "08 giờ 05, Thứ Năm, ngày 26/02/2026"
    assert spoken(local("2026-03-01 14:30")) == "14 giờ 30 phút, chủ nhật, ngày 1 tháng 3 năm 2026"


def test_a_document_number_is_not_repeated() -> None:
    assert document_short(replace(REPLY_LETTER, doc_number="123/SNV-TG")) == "123/SNV-TG"
    assert document_short(REPLY_LETTER) == "123/SNV-TG"
    assert document_short(replace(REPLY_LETTER, doc_number=None)) == "SNV-TG"


def test_the_page_of_a_person_is_made_only_with_the_name_at_hand() -> None:
    what = about(Purpose.INVITATION, Target.SESSION, "session-1", PERSON.ref, "1")
    assert render(what, PERSON, SESSION_LETTER, key="k", today=date(2026, 2, 9), desk=DESK).page == ""


def test_a_language_without_words_of_its_own_is_announced_in_vietnamese() -> None:
    thai = Everyone(Channel.LOUDSPEAKER, "blt")
    what = about(Purpose.ANNOUNCEMENT, Target.SESSION, "session-1", thai.ref, "1", language="blt")
    assert "Kính thưa bà con" in render(what, thai, SESSION_LETTER, key="k", today=date(2026, 2, 9), desk=DESK).script
