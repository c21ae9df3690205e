"""What may be asked of a duty. Time, rule pack and calendar are arguments."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import Audience, DutyKind, Level
from contracts.workdays import WorkingCalendar
from followup.deadlines.deadline import Terms


@dataclass(frozen=True, kw_only=True)
class OpenDuty:
    """Opened when the session is concluded, only where the pack limits this kind of duty; `case_ids` are the session's cases."""

    duty_id: str
    session_id: str
    kind: DutyKind
    owner_org_id: str
    held_on: date
    level: Level
    audiences: tuple[Audience, ...]
    case_ids: tuple[str, ...] = ()
    terms: Terms
    now: datetime


@dataclass(frozen=True, kw_only=True)
class FulfilDuty:
    """`fulfilled_on` is the document's own date when it has one, else the local date of the message (A-23)."""

    fulfilled_on: date
    doc: Document | None
    calendar: WorkingCalendar | None
    now: datetime


@dataclass(frozen=True, kw_only=True)
class PassDutyStep:
    name: str
    generation: int
    open_at: datetime
    now: datetime


@dataclass(frozen=True, kw_only=True)
class RecalculateDuty:
    """A new calendar version or pack, or (`held_on`) another day of the session."""

    terms: Terms | None
    now: datetime
    held_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MarkDutyCommunicated:
    now: datetime


DutyCommand: TypeAlias = OpenDuty | FulfilDuty | PassDutyStep | RecalculateDuty | MarkDutyCommunicated
