"""What happened to a duty, under the names it is stored by."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import DeadlineLevel, DutyKind, RecalculationCause, Timeliness
from followup.deadlines.schedule import Schedule
from followup.rules.pack import Addressee


@dataclass(frozen=True)
class DutyOpened:
    duty_id: str
    session_id: str
    kind: DutyKind
    owner_org_id: str
    anchor_on: date
    schedule: Schedule
    case_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class DutyFulfilled:
    duty_id: str
    session_id: str
    kind: DutyKind
    fulfilled_on: date
    timeliness: Timeliness
    working_days_late: int
    doc: Document | None


@dataclass(frozen=True)
class DutyDeadlineRecalculated:
    duty_id: str
    old_due_on: date
    cause: RecalculationCause
    computed_due_on: date
    schedule: Schedule


@dataclass(frozen=True)
class DutyDateCommunicated:
    duty_id: str
    due_on: date


@dataclass(frozen=True)
class DutyDeadlinePassed:
    duty_id: str
    name: str
    generation: int


@dataclass(frozen=True)
class DutyStepPostponed:
    duty_id: str
    name: str
    generation: int
    until: datetime


@dataclass(frozen=True)
class DutyDeadlineApproaching:
    duty_id: str
    level: DeadlineLevel
    due_on: date
    owner_org_id: str


@dataclass(frozen=True)
class DutyDeadlineMissed:
    duty_id: str
    due_on: date
    detected_on: date
    owner_org_id: str


@dataclass(frozen=True)
class DutyEscalationRaised:
    duty_id: str
    level: int
    to_role: str
    to_org_id: str | None
    also_to: tuple[Addressee, ...]
    working_days_late: int
    due_on: date
    owner_org_id: str


DutyEvent: TypeAlias = (
    DutyOpened
    | DutyFulfilled
    | DutyDeadlineRecalculated
    | DutyDateCommunicated
    | DutyDeadlinePassed
    | DutyStepPostponed
    | DutyDeadlineApproaching
    | DutyDeadlineMissed
    | DutyEscalationRaised
)

EVENTS: dict[str, type] = {
    "duty.duty-opened.v1": DutyOpened,
    "duty.duty-fulfilled.v1": DutyFulfilled,
    "duty.deadline-recalculated.v1": DutyDeadlineRecalculated,
    "duty.date-communicated.v1": DutyDateCommunicated,
    "duty.deadline-passed.v1": DutyDeadlinePassed,
    "duty.step-postponed.v1": DutyStepPostponed,
    "duty.deadline-approaching.v1": DutyDeadlineApproaching,
    "duty.deadline-missed.v1": DutyDeadlineMissed,
    "duty.escalation-raised.v1": DutyEscalationRaised,
}
