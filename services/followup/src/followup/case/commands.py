"""What may be asked of a case. Time, the actor, the rule pack and the calendar are arguments; `now` is a UTC instant."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from chassis.identity.actor import Actor
from contracts.envelope import Document
from contracts.vocabulary import Audience, Authority, Channel, Complexity, Level, Satisfaction, SuperiorOutcome
from contracts.workdays import WorkingCalendar
from followup.case.vocabulary import NO_DIRECTORY, CommunicatedBy, Directory, LegEvidence, Reply
from followup.deadlines.deadline import Terms
from followup.deadlines.decision import UNKNOWN, Decisions


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asks, and when."""

    now: datetime
    by: Actor


@dataclass(frozen=True, kw_only=True)
class OpenCase(Asked):
    """`terms` None: no rule pack covers the day of the session, the case has no limit. No agency named: the host's office holds it."""

    case_id: str
    session_id: str
    opinion_ids: tuple[str, ...]
    host_org_id: str
    assigned_agency_id: str | None
    co_agencies: tuple[str, ...] = ()
    complexity: Complexity = Complexity.ORDINARY
    authority: Authority | None = None
    level: Level
    audiences: tuple[Audience, ...]
    held_on: date
    terms: Terms | None
    directory: Directory = NO_DIRECTORY
    summary_redacted: str | None = None


@dataclass(frozen=True, kw_only=True)
class StartWork(Asked):
    pass


@dataclass(frozen=True, kw_only=True)
class Reassign(Asked):
    to_agency_id: str
    co_agencies: tuple[str, ...] = ()
    reason: str


@dataclass(frozen=True, kw_only=True)
class Reclassify(Asked):
    to: Complexity
    reason: str
    terms: Terms | None


@dataclass(frozen=True, kw_only=True)
class RequestExtension(Asked):
    proposed_due_on: date
    reason: str
    citizen_notice_doc: Document | None = None
    reported_to_org_id: str | None = None
    legal_basis: str | None = None
    terms: Terms | None
    report_bodies: frozenset[str] = frozenset()
    """Organisations the expected date may be reported to; empty: not known, any."""


@dataclass(frozen=True, kw_only=True)
class GrantExtension(Asked):
    """Beyond the cap `decision_doc` is the chair's written decision (A-19)."""

    terms: Terms | None
    decision_doc: Document | None = None


@dataclass(frozen=True, kw_only=True)
class RefuseExtension(Asked):
    because: str


@dataclass(frozen=True, kw_only=True)
class SendDelayNotice(Asked):
    doc: Document
    expected_reply_on: date


@dataclass(frozen=True, kw_only=True)
class RequestReferral(Asked):
    superior_org_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReferUpward(Asked):
    superior_org_id: str
    doc: Document
    citizen_notice_doc: Document | None
    terms: Terms | None


@dataclass(frozen=True, kw_only=True)
class RecordSuperiorResponse(Asked):
    superior_org_id: str
    doc: Document
    outcome: SuperiorOutcome
    terms: Terms | None


@dataclass(frozen=True, kw_only=True)
class HoldReply(Asked):
    """A reply to a case nobody has opened yet: kept, with the sender's message, until the case appears (AS-21)."""

    case_id: str
    reply: Reply
    agency: str
    event_id: str
    keep_days: int = 30


@dataclass(frozen=True, kw_only=True)
class ExpireHeldReply(Asked):
    """The case did not appear in 30 days (A-29)."""

    event_id: str


@dataclass(frozen=True, kw_only=True)
class IssueReply(Asked):
    reply: Reply
    calendar: WorkingCalendar | None
    directory: Directory = NO_DIRECTORY


@dataclass(frozen=True, kw_only=True)
class CompleteReporting(Asked):
    reply_id: str
    reported_to: tuple[str, ...]
    directory: Directory = NO_DIRECTORY
    evidence: tuple[LegEvidence, ...] = ()
    terms: Terms | None = None


@dataclass(frozen=True, kw_only=True)
class RecordDelivery(Asked):
    reply_id: str
    opinion_id: str
    channel: Channel
    delivered_at: datetime
    terms: Terms | None = None


@dataclass(frozen=True, kw_only=True)
class CloseCase(Asked):
    """`terms` say which day of the reply counts (A-23)."""

    terms: Terms | None = None


@dataclass(frozen=True, kw_only=True)
class ReopenCase(Asked):
    reason: str
    terms: Terms | None


@dataclass(frozen=True, kw_only=True)
class DeclineReferral(Asked):
    """The chair does not submit what the agency advised to submit."""

    because: str


@dataclass(frozen=True, kw_only=True)
class IssueInterimReply(Asked):
    reply_id: str
    opinion_ids: tuple[str, ...]
    issuing_org_id: str
    reply_doc: Document
    issued_on: date
    summary_plain: str
    expected_reply_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RescheduleCommitment(Asked):
    commitment_id: str
    expected_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class RecordResolution(Asked):
    """What was in plan has been settled."""

    commitment_id: str
    resolved_on: date
    summary_plain: str
    doc: Document | None = None


@dataclass(frozen=True, kw_only=True)
class RemindOfCommitment(Asked):
    """A timer fired for the date a promise had when it was set: a week before it, or when it has `passed`.

    `open_at` is `now` in office hours, else the instant the office opens. `of_reply`: the promise of a reply, by the interim reply or notice
    of delay of that id.
    """

    commitment_id: str
    expected_on: date
    passed: bool
    open_at: datetime
    of_reply: bool = False


@dataclass(frozen=True, kw_only=True)
class Urge(Asked):
    note: str


@dataclass(frozen=True, kw_only=True)
class PassToSuccessor(Asked):
    """`from_org_id` existed until `last_day`. `successor_ids` in the order the directory names them; none: the host's office holds on.

    `above` is the nearest organisation above `from_org_id`: it leads what a host without successors led (decision 20). `ended` are those around the case that exist no longer, `terms` what a case that comes back from its superior is counted with.
    """

    from_org_id: str
    successor_ids: tuple[str, ...]
    last_day: date
    decision_doc: Document | None = None
    above: str | None = None
    ended: frozenset[str] = frozenset()
    terms: Terms | None = None
    party_committee_id: str | None = None
    """Of the level of who takes over."""


@dataclass(frozen=True, kw_only=True)
class JoinOpinions(Asked):
    opinion_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RecordSatisfaction(Asked):
    opinion_id: str
    satisfaction: Satisfaction


@dataclass(frozen=True, kw_only=True)
class Escalate(Asked):
    """Raise a level by hand, ahead of the ladder."""

    level: int
    to_role: str
    to_org_id: str | None
    calendar: WorkingCalendar | None


@dataclass(frozen=True, kw_only=True)
class PassStep(Asked):
    """A timer fired. `open_at` is when the office is next open (`now` when it is)."""

    name: str
    generation: int
    open_at: datetime


@dataclass(frozen=True, kw_only=True)
class MarkCommunicated(Asked):
    by_means_of: CommunicatedBy
    doc: Document | None = None


@dataclass(frozen=True, kw_only=True)
class RecalculateDeadline(Asked):
    """A new calendar version or rule pack is in force, by these decisions."""

    terms: Terms | None
    decisions: Decisions = UNKNOWN


@dataclass(frozen=True, kw_only=True)
class CorrectSessionDate(Asked):
    held_on: date
    terms: Terms | None


CaseCommand: TypeAlias = (
    OpenCase
    | StartWork
    | Reassign
    | Reclassify
    | RequestExtension
    | GrantExtension
    | RefuseExtension
    | SendDelayNotice
    | RequestReferral
    | ReferUpward
    | RecordSuperiorResponse
    | HoldReply
    | ExpireHeldReply
    | IssueReply
    | CompleteReporting
    | RecordDelivery
    | CloseCase
    | ReopenCase
    | Escalate
    | DeclineReferral
    | IssueInterimReply
    | RescheduleCommitment
    | RemindOfCommitment
    | RecordResolution
    | Urge
    | PassToSuccessor
    | JoinOpinions
    | RecordSatisfaction
    | PassStep
    | MarkCommunicated
    | RecalculateDeadline
    | CorrectSessionDate
)
