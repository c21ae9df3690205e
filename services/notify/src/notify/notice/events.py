"""What happened to a notice, with the stored name of each event; instants are UTC, `…_on` are local dates."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from contracts.vocabulary import Channel, Rsvp
from notify.notice.letters import Letter
from notify.notice.recipients import Recipient
from notify.notice.vocabulary import Purpose, Target


@dataclass(frozen=True)
class About:
    """What identifies a notice: derived from target, purpose, person and generation (see `identity.py`)."""

    notice_id: str
    purpose: Purpose
    target: Target
    target_id: str
    person: str
    generation: str
    level: str | None = None
    language: str = "vi"
    org_id: str | None = None
    opinion_id: str | None = None


@dataclass(frozen=True)
class Lead:
    """Invitation lead time: the legal limit WD(S,-7) and the target WD(S,-8), local dates (570/KH-UBND; assumptions A-02, A-10)."""

    starts_on: date
    limit_on: date
    target_on: date
    binding: bool
    calendar_version: str


@dataclass(frozen=True)
class NoticeRequested:
    about: About
    recipient: Recipient
    letter: Letter
    requested_at: datetime
    not_before: datetime
    alarm_at: datetime
    expires_at: datetime | None = None
    lead: Lead | None = None


@dataclass(frozen=True)
class DeliveryDue:
    about: About
    attempt_no: int
    due_at: datetime


@dataclass(frozen=True)
class DeliveryAttempted:
    """Written before the message leaves: after a crash the same `message_key` goes out again."""

    about: About
    attempt_no: int
    channel: Channel
    message_key: str
    attempted_at: datetime
    doc_symbol: str | None = None


@dataclass(frozen=True)
class NoticeSent:
    about: About
    attempt_no: int
    channel: Channel
    sent_at: datetime
    evidence: str


@dataclass(frozen=True)
class DeliveryFailed:
    """`permanent`: this channel will not be tried again for this notice."""

    about: About
    attempt_no: int
    channel: Channel | None
    reason: str
    permanent: bool
    retry_no: int
    failed_at: datetime
    next_attempt_at: datetime


@dataclass(frozen=True)
class NoticeUndeliverable:
    about: About
    channel: Channel | None
    reason: str
    retry_no: int
    ended_at: datetime


@dataclass(frozen=True)
class NoticeDelivered:
    about: About
    channel: Channel
    delivered_at: datetime
    evidence: str


@dataclass(frozen=True)
class NoticeAcknowledged:
    about: About
    rsvp: Rsvp | None
    acknowledged_at: datetime


@dataclass(frozen=True)
class NoticeWithdrawn:
    about: About
    reason: str
    withdrawn_at: datetime


@dataclass(frozen=True)
class InvitationLate:
    """Sent after the limit (domain rule DL-03); `advisory` where the limit does not bind (staff and embedded sessions, A-02)."""

    about: About
    limit_on: date
    sent_on: date
    advisory: bool
    calendar_version: str


@dataclass(frozen=True)
class TargetMissed:
    """Sent within the limit, but after the target one working day earlier (clear-days reading, A-10): an alert, no breach."""

    about: About
    target_on: date
    sent_on: date
    calendar_version: str


@dataclass(frozen=True)
class DeliveryStalled:
    """The notice has waited too long; said again at `next_alarm_at` while nothing changes."""

    about: About
    alarm_no: int
    waiting_since: datetime
    attempts: int
    last_reason: str | None
    raised_at: datetime
    next_alarm_at: datetime


@dataclass(frozen=True)
class ResendRequested:
    """An official asks for another round after the notice had ended as undeliverable; it gets a new message key."""

    about: About
    resend_no: int
    requested_by: str
    requested_at: datetime


NoticeEvent: TypeAlias = (
    NoticeRequested
    | DeliveryDue
    | DeliveryAttempted
    | NoticeSent
    | DeliveryFailed
    | NoticeUndeliverable
    | NoticeDelivered
    | NoticeAcknowledged
    | NoticeWithdrawn
    | InvitationLate
    | TargetMissed
    | DeliveryStalled
    | ResendRequested
)

EVENTS: dict[str, type] = {
    "notice.notice-requested.v1": NoticeRequested,
    "notice.delivery-due.v1": DeliveryDue,
    "notice.delivery-attempted.v1": DeliveryAttempted,
    "notice.notice-sent.v1": NoticeSent,
    "notice.delivery-failed.v1": DeliveryFailed,
    "notice.notice-undeliverable.v1": NoticeUndeliverable,
    "notice.notice-delivered.v1": NoticeDelivered,
    "notice.notice-acknowledged.v1": NoticeAcknowledged,
    "notice.notice-withdrawn.v1": NoticeWithdrawn,
    "notice.invitation-late.v1": InvitationLate,
    "notice.target-missed.v1": TargetMissed,
    "notice.delivery-stalled.v1": DeliveryStalled,
    "notice.resend-requested.v1": ResendRequested,
}
