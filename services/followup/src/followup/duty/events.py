"""What happened to a duty, under the names it is stored by."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import Audience, DeadlineLevel, DutyKind, DutySubject, Level, RecalculationCause, Timeliness
from followup.deadlines.schedule import Schedule
from followup.rules.pack import Addressee


@dataclass(frozen=True)
class DutyOpened:
    """`session_id` None: about no session. `level` and `audiences` choose the pack again when another is loaded."""

    duty_id: str
    session_id: str | None
    kind: DutyKind
    owner_org_id: str
    anchor_on: date
    schedule: Schedule
    case_ids: tuple[str, ...] = ()
    subject: DutySubject = DutySubject.SESSION
    subject_id: str | None = None
    title: str | None = None
    owner_role: str | None = None
    host_org_id: str | None = None
    level: Level | None = None
    audiences: tuple[Audience, ...] = ()
    required: int = 0
    done_before: int = 0
    party_committee_id: str | None = None


@dataclass(frozen=True)
class DutyFulfilled:
    duty_id: str
    session_id: str | None
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
    decided_by: str | None = None
    decision: str | None = None


@dataclass(frozen=True)
class DutyExtended:
    """The office took more time, once; the person was told by `notice_doc`."""

    duty_id: str
    old_due_on: date
    reason: str
    notice_doc: Document
    schedule: Schedule


@dataclass(frozen=True)
class DutyRequirementRaised:
    """More parts are owed than when the duty opened: an own plan promises more than the law asks."""

    duty_id: str
    required: int
    title: str | None


@dataclass(frozen=True)
class DutyPartsExpected:
    duty_id: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class DutyPartDone:
    """`part` is the invitee, the session or, for a duty done in one, `WHOLE`; `count` is how many are done now."""

    duty_id: str
    part: str
    done_on: date
    count: int = 1


@dataclass(frozen=True)
class DutyLifted:
    duty_id: str
    session_id: str | None
    kind: DutyKind
    reason: str


@dataclass(frozen=True)
class DutyPassedToSuccessor:
    """`from_org_id` ended on the day before `effective_on`; the fields behind the decision say whose the duty is from then on.

    `party_committee_id` counts where the ladder's host is another one from now on.
    """

    duty_id: str
    session_id: str | None
    kind: DutyKind
    from_org_id: str
    to_org_id: str
    effective_on: date
    decision_doc: Document | None
    owner_org_id: str
    host_org_id: str | None
    party_committee_id: str | None = None


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
class MinimumFrequencyBreached:
    """The plan year ended with fewer periodic dialogues than required (DL-18)."""

    duty_id: str
    org_id: str
    plan_year: int
    audience: Audience
    required: int
    held: int


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
    | DutyExtended
    | DutyDateCommunicated
    | DutyRequirementRaised
    | DutyPartsExpected
    | DutyPartDone
    | DutyLifted
    | DutyPassedToSuccessor
    | DutyDeadlinePassed
    | DutyStepPostponed
    | DutyDeadlineApproaching
    | DutyDeadlineMissed
    | MinimumFrequencyBreached
    | DutyEscalationRaised
)

EVENTS: dict[str, type] = {
    "duty.duty-opened.v1": DutyOpened,
    "duty.duty-fulfilled.v1": DutyFulfilled,
    "duty.deadline-recalculated.v1": DutyDeadlineRecalculated,
    "duty.duty-extended.v1": DutyExtended,
    "duty.date-communicated.v1": DutyDateCommunicated,
    "duty.requirement-raised.v1": DutyRequirementRaised,
    "duty.parts-expected.v1": DutyPartsExpected,
    "duty.part-done.v1": DutyPartDone,
    "duty.duty-lifted.v1": DutyLifted,
    "duty.duty-passed-to-successor.v1": DutyPassedToSuccessor,
    "duty.deadline-passed.v1": DutyDeadlinePassed,
    "duty.step-postponed.v1": DutyStepPostponed,
    "duty.deadline-approaching.v1": DutyDeadlineApproaching,
    "duty.deadline-missed.v1": DutyDeadlineMissed,
    "duty.minimum-frequency-breached.v1": MinimumFrequencyBreached,
    "duty.escalation-raised.v1": DutyEscalationRaised,
}
