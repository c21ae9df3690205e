"""Notices as tests tell of them: an invitation of the commune's people for Thursday 26 February 2026, and its history."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from contracts.envelope import Sealed
from contracts.vocabulary import Channel
from contracts.workdays import LOCAL
from notify.notice import events as e
from notify.notice.commands import RequestNotice
from notify.notice.identity import about
from notify.notice.letters import DeadlineLetter, ReplyLetter, SessionLetter
from notify.notice.recipients import Everyone, Office, Person, SealedField
from notify.notice.vocabulary import Purpose, Target


def local(text: str) -> datetime:
    """`2026-02-09 08:00` in Sơn La, as a UTC instant."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LOCAL).astimezone(UTC)


MONDAY = local("2026-02-09 08:00")
STARTS = local("2026-02-26 08:00")
SEALED = Sealed(subject="invitee-1", key_version=1, alg="A256GCM", nonce="bm9uY2Vub25jZQ==", ciphertext="Y2lwaGVydGV4dA==")
PERSON = Person("invitee-1", (SealedField("contact", SEALED),), "village_head")
OFFICE = Office("sl-snv", "Sở Nội vụ tỉnh Sơn La", "invitee-2", "unit_head")
EVERYONE = Everyone(Channel.PORTAL)
SESSION_LETTER = SessionLetter(
    session_id="session-1",
    host_name="UBND phường Tô Hiệu",
    host_symbol="UBND",
    chair="Chủ tịch UBND phường",
    audience=("PEOPLE",),
    plan_year=2026,
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=4),
    venue="Nhà văn hóa phường Tô Hiệu",
    topic="LAND",
    opinions_before=date(2026, 2, 25),
)
DEADLINE_LETTER = DeadlineLetter(
    target_kind="CASE",
    target_id="case-1",
    level="D5",
    due_on=date(2026, 3, 11),
    owner_name="Sở Nội vụ tỉnh Sơn La",
    session_id="session-1",
    held_on=date(2026, 2, 11),
    summary="Đề nghị sửa chữa đường liên bản.",
)
REPLY_LETTER = ReplyLetter(
    opinion_ids=("opinion-1",),
    office_name="Sở Nội vụ tỉnh Sơn La",
    case_id="case-1",
    held_on=date(2026, 2, 11),
    doc_number="123",
    doc_symbol="SNV-TG",
    doc_issued_on=date(2026, 3, 11),
    outcome="EXPLAINED",
    summary="Đã giải thích quy định về chế độ, chính sách.",
    expected_on=date(2026, 3, 25),
    superior_name="UBND tỉnh Sơn La",
)
LEAD = e.Lead(date(2026, 2, 26), date(2026, 2, 10), date(2026, 2, 9), binding=True, calendar_version="2026-1")
INVITED = about(Purpose.INVITATION, Target.SESSION, "session-1", "invitee-1", "1")
REQUEST = RequestNotice(
    about=INVITED,
    recipient=PERSON,
    letter=SESSION_LETTER,
    now=MONDAY,
    not_before=MONDAY,
    alarm_at=MONDAY + timedelta(hours=24),
    expires_at=STARTS,
    lead=LEAD,
)
REQUESTED = e.NoticeRequested(INVITED, PERSON, SESSION_LETTER, MONDAY, MONDAY, MONDAY + timedelta(hours=24), STARTS, LEAD)
KEY = f"{INVITED.notice_id}.0"


def due(number: int = 1, at: datetime = MONDAY) -> e.DeliveryDue:
    return e.DeliveryDue(INVITED, number, at)


def attempted(number: int = 1, channel: Channel = Channel.EMAIL, at: datetime = MONDAY, key: str = KEY) -> e.DeliveryAttempted:
    return e.DeliveryAttempted(INVITED, number, channel, key, at, "GM-UBND")


def sent(at: datetime = MONDAY, channel: Channel = Channel.EMAIL, evidence: str = "smtp:250") -> e.NoticeSent:
    return e.NoticeSent(INVITED, 1, channel, at, evidence)


def failed(number: int = 1, reason: str = "server_busy", again: datetime | None = None, **changes: Any) -> e.DeliveryFailed:
    values: dict[str, Any] = {"channel": Channel.EMAIL, "permanent": False, "retry_no": number, "failed_at": MONDAY, **changes}
    return e.DeliveryFailed(
        about=INVITED, attempt_no=number, reason=reason, next_attempt_at=again or MONDAY + timedelta(minutes=1), **values
    )
