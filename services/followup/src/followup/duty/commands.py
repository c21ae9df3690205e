"""What may be asked of a duty. Time, rule pack and calendar are arguments."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import Audience, DutyKind, DutySubject, Form, Level, RecalculationCause
from contracts.workdays import WorkingCalendar
from followup.deadlines.deadline import Terms
from followup.deadlines.decision import UNKNOWN, Decisions
from followup.rules.pack import RuleKind


@dataclass(frozen=True)
class About:
    """What a duty is about. `session_id` stands for everything that belongs to a session; `title` holds nothing personal."""

    subject: DutySubject
    subject_id: str
    session_id: str | None = None
    title: str | None = None

    @classmethod
    def session(cls, session_id: str, title: str | None = None) -> "About":
        """The duty belongs to one session."""
        return cls(DutySubject.SESSION, session_id, session_id, title)


@dataclass(frozen=True, kw_only=True)
class OpenDuty:
    """Opened only where the pack limits this kind of duty; `anchor_on` is the day its formula counts from.

    `limited_by` None: the rule of the kind. `case_ids` are the session's cases. `required` parts must be done, where a duty is counted in
    parts (DL-18). `again`: the session moved, what was fulfilled is owed anew. `host_org_id` is the ladder's HOST, the owner by default.
    """

    duty_id: str
    kind: DutyKind
    about: About
    owner_org_id: str
    anchor_on: date
    level: Level
    audiences: tuple[Audience, ...]
    form: Form | None = None
    limited_by: RuleKind | None = None
    host_org_id: str | None = None
    case_ids: tuple[str, ...] = ()
    required: int = 0
    early_on: date | None = None
    again: bool = False
    terms: Terms
    now: datetime


@dataclass(frozen=True, kw_only=True)
class FulfilDuty:
    """`fulfilled_on` is the document's own date when it has one, else the local date of the message (A-23).

    `remember`: said by another service than the one that opens the duty, so it may come first and counts when the duty opens.
    """

    duty_id: str
    fulfilled_on: date
    doc: Document | None
    calendar: WorkingCalendar | None
    now: datetime
    remember: bool = False


@dataclass(frozen=True, kw_only=True)
class ExpectParts:
    """Exactly these parts make up the duty from now on, such as one invitation for each invitee of the newest list."""

    parts: tuple[str, ...]
    calendar: WorkingCalendar | None
    now: datetime


@dataclass(frozen=True, kw_only=True)
class CountPart:
    """One part was done on a local date; the duty is fulfilled with its last part. It may come before the duty opens."""

    duty_id: str
    part: str
    done_on: date
    calendar: WorkingCalendar | None
    now: datetime


@dataclass(frozen=True, kw_only=True)
class LiftDuty:
    """Owed no more; what was missed until then stays missed."""

    reason: str
    now: datetime


@dataclass(frozen=True, kw_only=True)
class PassDutyStep:
    name: str
    generation: int
    open_at: datetime
    now: datetime


@dataclass(frozen=True, kw_only=True)
class RecalculateDuty:
    """A new calendar version or pack, or (`anchor_on`, with its cause) another day to count from."""

    terms: Terms | None
    now: datetime
    anchor_on: date | None = None
    cause: RecalculationCause = RecalculationCause.SESSION_DATE_CORRECTED
    decisions: Decisions = field(default=UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class MarkDutyCommunicated:
    now: datetime


@dataclass(frozen=True, kw_only=True)
class PassDutyOn:
    """`from_org_id` existed until `last_day`; what it owed, and what was owed under it, is `to_org_id`'s from the day after.

    `party_committee_id` is that of the level of who takes over.
    """

    from_org_id: str
    to_org_id: str
    last_day: date
    decision_doc: Document | None
    party_committee_id: str | None


@dataclass(frozen=True, kw_only=True)
class ExtendDuty:
    """More time, once, within the pack's cap; the person was told of it by `notice_doc`. `terms` None: the duty's pack is not loaded any more."""

    due_on: date
    reason: str
    notice_doc: Document
    terms: Terms | None
    now: datetime


DutyCommand: TypeAlias = (
    OpenDuty
    | FulfilDuty
    | ExpectParts
    | CountPart
    | LiftDuty
    | PassDutyStep
    | PassDutyOn
    | RecalculateDuty
    | MarkDutyCommunicated
    | ExtendDuty
)
