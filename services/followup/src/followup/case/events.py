"""What happened to a case, under the names it is stored by. A `schedule` in an event is the one in force from then on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import (
    Audience,
    Authority,
    Channel,
    Complexity,
    DeadlineLevel,
    Level,
    RecalculationCause,
    SuperiorOutcome,
    Timeliness,
)
from followup.case.promised import (
    CasePassedToSuccessor,
    CaseUrged,
    CommitmentMade,
    CommitmentReminded,
    CommitmentReminderPostponed,
    CommitmentRescheduled,
    CommitmentWithdrawn,
    InterimReplyIssued,
    OpinionsJoined,
    ReferralDeclined,
    ResolutionRecorded,
    SatisfactionRecorded,
)
from followup.case.vocabulary import CommunicatedBy, ExtensionWish, Flag, Leg, LegEvidence, Reply
from followup.deadlines.schedule import Schedule
from followup.rules.pack import Addressee


@dataclass(frozen=True)
class FollowUpOpened:
    """`schedule` None: no rule pack covered the day, there is no limit. `party_committee_id`: of the host's level, to be told of what is late."""

    case_id: str
    session_id: str
    opinion_ids: tuple[str, ...]
    host_org_id: str
    assigned_agency_id: str
    co_agencies: tuple[str, ...]
    complexity: Complexity
    authority: Authority | None
    level: Level
    audiences: tuple[Audience, ...]
    anchor_on: date
    schedule: Schedule | None
    summary_redacted: str | None = None
    party_committee_id: str | None = None


@dataclass(frozen=True)
class WorkStarted:
    case_id: str
    by_org_id: str | None


@dataclass(frozen=True)
class CaseReassigned:
    case_id: str
    from_agency_id: str
    to_agency_id: str
    co_agencies: tuple[str, ...]
    decided_by_role: str
    reason: str


@dataclass(frozen=True)
class CaseReclassified:
    case_id: str
    from_complexity: Complexity
    to_complexity: Complexity
    decided_by_role: str
    reason: str
    schedule: Schedule | None


@dataclass(frozen=True)
class ExtensionRequested:
    case_id: str
    wish: ExtensionWish


@dataclass(frozen=True)
class ExtensionGranted:
    """Carries the decision and the new schedule together: an extension that leaves the date unchanged cannot be recorded."""

    case_id: str
    wish: ExtensionWish
    decided_by_role: str
    decision_doc: Document | None
    old_due_on: date
    schedule: Schedule


@dataclass(frozen=True)
class ExtensionRefused:
    case_id: str
    wish: ExtensionWish
    decided_by_role: str
    because: str


@dataclass(frozen=True)
class DelayNoticeSent:
    case_id: str
    doc: Document
    expected_reply_on: date


@dataclass(frozen=True)
class ReferralRequested:
    case_id: str
    superior_org_id: str
    reason: str


@dataclass(frozen=True)
class ReferredToSuperior:
    """The clock stops; `remaining_working_days` are given back when the superior has answered."""

    case_id: str
    superior_org_id: str
    doc: Document
    citizen_notice_doc: Document
    referred_on: date
    decided_by_role: str
    remaining_working_days: int | None


@dataclass(frozen=True)
class SuperiorResponseReceived:
    case_id: str
    superior_org_id: str
    doc: Document
    outcome: SuperiorOutcome
    schedule: Schedule | None


@dataclass(frozen=True)
class Judged:
    """Whether a reply was in time, and by how many working days it was late or early."""

    timeliness: Timeliness
    working_days_late: int
    working_days_early: int


@dataclass(frozen=True)
class DeadlineRecalculated:
    """Names the cause and both dates. `computed_due_on` is later than nothing: it may lie before `schedule.due_on` (A-11).

    `remaining_working_days`: what a superior's answer gives back, where the case is with one. `judged`: what the reply that was given is by the
    new date, where the case is answered.
    """

    case_id: str
    old_due_on: date
    cause: RecalculationCause
    anchor_on: date
    computed_due_on: date
    schedule: Schedule
    decided_by: str | None = None
    decision: str | None = None
    remaining_working_days: int | None = None
    judged: Judged | None = None


@dataclass(frozen=True)
class DeadlineUpheld:
    """Counted again and left where it was: the same date came out, or an earlier one that may not replace a communicated one."""

    case_id: str
    cause: RecalculationCause
    anchor_on: date
    computed_due_on: date
    schedule: Schedule


@dataclass(frozen=True)
class DueDateCommunicated:
    case_id: str
    due_on: date
    by_means_of: CommunicatedBy
    doc: Document | None


@dataclass(frozen=True)
class DeadlinePassed:
    """A step of the schedule was reached, whatever came of it."""

    case_id: str
    name: str
    generation: int


@dataclass(frozen=True)
class StepPostponed:
    """A reminder whose moment lies outside office hours waits for the next opening."""

    case_id: str
    name: str
    generation: int
    until: datetime


@dataclass(frozen=True)
class DeadlineApproaching:
    case_id: str
    level: DeadlineLevel
    due_on: date
    owner_org_id: str


@dataclass(frozen=True)
class DeadlineMissed:
    case_id: str
    due_on: date
    detected_on: date
    owner_org_id: str


@dataclass(frozen=True)
class EscalationRaised:
    case_id: str
    level: int
    to_role: str
    to_org_id: str | None
    also_to: tuple[Addressee, ...]
    working_days_late: int
    due_on: date
    owner_org_id: str


@dataclass(frozen=True)
class ReplyHeld:
    case_id: str
    reply: Reply
    agency: str
    event_id: str
    held_at: datetime
    keep_days: int = 30


@dataclass(frozen=True)
class HeldReplyRefused:
    case_id: str
    reply_id: str
    agency: str
    event_id: str
    slug: str


@dataclass(frozen=True)
class ReplyIssued:
    """`answers_all`: with this reply every opinion of the case has one for the first time, and the case counts as replied.

    Its timeliness is decided then; a correction or a supplement carries it along unchanged. Early means by a working day or more.
    """

    case_id: str
    reply: Reply
    counts_on: date
    missing_legs: tuple[Leg, ...]
    flags: tuple[Flag, ...]
    answers_all: bool
    timeliness: Timeliness
    working_days_late: int
    working_days_early: int = 0


@dataclass(frozen=True)
class ReportingCompleted:
    """`flags` are those that still stand after it."""

    case_id: str
    reply_id: str
    reported_to: tuple[str, ...]
    missing_legs: tuple[Leg, ...]
    flags: tuple[Flag, ...] = ()
    evidence: tuple[LegEvidence, ...] = ()


@dataclass(frozen=True)
class ReplyDelivered:
    case_id: str
    reply_id: str
    opinion_id: str
    channel: Channel
    delivered_at: datetime


@dataclass(frozen=True)
class CaseClosed:
    case_id: str
    closed_on: date
    timeliness: Timeliness
    working_days_late: int
    flags: tuple[Flag, ...]
    working_days_early: int = 0


@dataclass(frozen=True)
class CaseReopened:
    case_id: str
    reason: str
    decided_by_role: str
    reopened_on: date
    schedule: Schedule | None


CaseEvent: TypeAlias = (
    FollowUpOpened
    | WorkStarted
    | CaseReassigned
    | CaseReclassified
    | ExtensionRequested
    | ExtensionGranted
    | ExtensionRefused
    | DelayNoticeSent
    | ReferralRequested
    | ReferredToSuperior
    | SuperiorResponseReceived
    | DeadlineRecalculated
    | DeadlineUpheld
    | DueDateCommunicated
    | DeadlinePassed
    | StepPostponed
    | DeadlineApproaching
    | DeadlineMissed
    | EscalationRaised
    | ReplyHeld
    | HeldReplyRefused
    | ReplyIssued
    | ReportingCompleted
    | ReplyDelivered
    | CaseClosed
    | CaseReopened
    | InterimReplyIssued
    | CommitmentMade
    | CommitmentRescheduled
    | CommitmentReminded
    | CommitmentReminderPostponed
    | CommitmentWithdrawn
    | ResolutionRecorded
    | CaseUrged
    | CasePassedToSuccessor
    | OpinionsJoined
    | ReferralDeclined
    | SatisfactionRecorded
)

EVENTS: dict[str, type] = {
    "case.follow-up-opened.v1": FollowUpOpened,
    "case.work-started.v1": WorkStarted,
    "case.case-reassigned.v1": CaseReassigned,
    "case.case-reclassified.v1": CaseReclassified,
    "case.extension-requested.v1": ExtensionRequested,
    "case.extension-granted.v1": ExtensionGranted,
    "case.extension-refused.v1": ExtensionRefused,
    "case.delay-notice-sent.v1": DelayNoticeSent,
    "case.referral-requested.v1": ReferralRequested,
    "case.referred-to-superior.v1": ReferredToSuperior,
    "case.superior-response-received.v1": SuperiorResponseReceived,
    "case.deadline-recalculated.v1": DeadlineRecalculated,
    "case.deadline-upheld.v1": DeadlineUpheld,
    "case.due-date-communicated.v1": DueDateCommunicated,
    "case.deadline-passed.v1": DeadlinePassed,
    "case.step-postponed.v1": StepPostponed,
    "case.deadline-approaching.v1": DeadlineApproaching,
    "case.deadline-missed.v1": DeadlineMissed,
    "case.escalation-raised.v1": EscalationRaised,
    "case.reply-held.v1": ReplyHeld,
    "case.held-reply-refused.v1": HeldReplyRefused,
    "case.reply-issued.v1": ReplyIssued,
    "case.reporting-completed.v1": ReportingCompleted,
    "case.reply-delivered.v1": ReplyDelivered,
    "case.case-closed.v1": CaseClosed,
    "case.case-reopened.v1": CaseReopened,
    "case.interim-reply-issued.v1": InterimReplyIssued,
    "case.commitment-made.v1": CommitmentMade,
    "case.commitment-rescheduled.v1": CommitmentRescheduled,
    "case.commitment-reminded.v1": CommitmentReminded,
    "case.commitment-reminder-postponed.v1": CommitmentReminderPostponed,
    "case.commitment-withdrawn.v1": CommitmentWithdrawn,
    "case.resolution-recorded.v1": ResolutionRecorded,
    "case.case-urged.v1": CaseUrged,
    "case.case-passed-to-successor.v1": CasePassedToSuccessor,
    "case.opinions-joined.v1": OpinionsJoined,
    "case.referral-declined.v1": ReferralDeclined,
    "case.satisfaction-recorded.v1": SatisfactionRecorded,
}
