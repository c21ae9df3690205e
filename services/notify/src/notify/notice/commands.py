"""What may be asked of a notice; each command carries the moment and, where an official acts, who."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from contracts.vocabulary import Channel, Rsvp
from notify.notice.events import About, Lead
from notify.notice.letters import Letter
from notify.notice.recipients import Recipient


@dataclass(frozen=True)
class RequestNotice:
    about: About
    recipient: Recipient
    letter: Letter
    now: datetime
    not_before: datetime
    alarm_at: datetime
    expires_at: datetime | None = None
    lead: Lead | None = None


@dataclass(frozen=True)
class MakeDue:
    """The waiting time of attempt `attempt_no` is over."""

    attempt_no: int
    now: datetime


@dataclass(frozen=True)
class BeginAttempt:
    channel: Channel
    now: datetime


@dataclass(frozen=True)
class RecordSent:
    """The channel took the message. `lead` is the invitation limit by the newest calendar, when it is known anew."""

    attempt_no: int
    evidence: str
    now: datetime
    lead: Lead | None = None


@dataclass(frozen=True)
class RecordFailure:
    """`others_left`: the recipient can still be reached on another channel."""

    attempt_no: int
    reason: str
    permanent: bool
    others_left: bool
    next_attempt_at: datetime
    now: datetime


@dataclass(frozen=True)
class PutOff:
    """Nothing was attempted because something of ours is out of reach (keys, database of contacts)."""

    reason: str
    next_attempt_at: datetime
    now: datetime


@dataclass(frozen=True)
class GiveUp:
    reason: str
    now: datetime


@dataclass(frozen=True)
class ConfirmDelivery:
    evidence: str
    now: datetime


@dataclass(frozen=True)
class ReportBounce:
    reason: str
    now: datetime


@dataclass(frozen=True)
class Acknowledge:
    rsvp: Rsvp | None
    now: datetime


@dataclass(frozen=True)
class Withdraw:
    reason: str
    now: datetime


@dataclass(frozen=True)
class RaiseAlarm:
    alarm_no: int
    next_alarm_at: datetime
    now: datetime


@dataclass(frozen=True)
class Resend:
    by: str
    now: datetime


@dataclass(frozen=True)
class RecordHandOver:
    """An official handed the notice over in person, on paper or had it read out, at `handed_at`."""

    channel: Channel
    handed_at: datetime
    by: str
    now: datetime


NoticeCommand: TypeAlias = (
    RequestNotice
    | MakeDue
    | BeginAttempt
    | RecordSent
    | RecordFailure
    | PutOff
    | GiveUp
    | ConfirmDelivery
    | ReportBounce
    | Acknowledge
    | Withdraw
    | RaiseAlarm
    | Resend
    | RecordHandOver
)
