"""Public events of sessions: organisations, annual plans, dialogue sessions (domain rules, section 16)."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from contracts.envelope import Document, Payload, PublicEvent, Sealed
from contracts.fields import Count, Id, Instant, Mark, Name, Role, Text, Token, Year
from contracts.session_results import (
    ConclusionNoticeIssuedV1,
    InternalReviewHeldV1,
    MinutesCorrectedV1,
    ReportedTotals,
    ResultNoticeIssuedV1,
    SessionConcludedV1,
    SessionDateCorrectedV1,
    SessionOpinion,
    SessionRecordedV1,
    SessionReportSubmittedV1,
    SessionTotals,
)
from contracts.vocabulary import (
    Audience,
    Authority,
    Complexity,
    DomainCode,
    Form,
    Level,
    MeetingMode,
    OrgClass,
    Outcome,
    Regime,
    Trigger,
)

__all__ = [
    "ConclusionNoticeIssuedV1",
    "InternalReviewHeldV1",
    "MinutesCorrectedV1",
    "ReportedTotals",
    "ResultNoticeIssuedV1",
    "SessionConcludedV1",
    "SessionDateCorrectedV1",
    "SessionOpinion",
    "SessionRecordedV1",
    "SessionReportSubmittedV1",
    "SessionTotals",
]


class _OrgUnit(PublicEvent):
    """The whole unit as it is from now on. A blank `valid_from` is older than the sources.

    `party_committee_id`: the Party committee of the same level, to which matters of this unit and of those below it are reported.
    """

    unit_id: Id
    name: Name
    org_class: OrgClass = Field(alias="class")
    level: Level
    parent_id: Id | None = None
    official_ids: tuple[Id, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor_ids: tuple[Id, ...] = ()
    contact_email: Mark | None = None
    agency_code: Token | None = None
    symbol: Mark | None = None
    admin_unit_code: Mark | None = None
    party_committee_id: Id | None = None


class OrgUnitRegisteredV1(_OrgUnit):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.org-unit.org-unit-registered.v1"


class OrgUnitChangedV1(_OrgUnit):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.org-unit.org-unit-changed.v1"


class OrgUnitClosedV1(PublicEvent):
    """`valid_to` is the unit's last day. The first of several successors takes over what stays open, unless another is named for a matter."""

    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.org-unit.org-unit-closed.v1"
    unit_id: Id
    valid_to: date
    successor_ids: tuple[Id, ...] = ()
    decision_doc: Document | None = None


class RoleAssignedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.org-unit.role-assigned.v1"
    actor_ref: Id
    role: Role
    org_id: Id
    valid_from: date
    valid_to: date | None = None


class RoleEndedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.org-unit.role-ended.v1"
    actor_ref: Id
    role: Role
    org_id: Id
    valid_to: date


class Window(Payload):
    from_: date = Field(alias="from")
    to: date


class PlannedDialogue(Payload):
    audience: Audience
    regime: Regime
    form: Form
    expected_window: Window | None = None
    min_count: Count


class _Plan(PublicEvent):
    plan_id: Id
    plan_year: Year
    org_id: Id
    doc: Document
    basis_docs: tuple[Document, ...] = ()
    planned: tuple[PlannedDialogue, ...]


class AnnualPlanIssuedV1(_Plan):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.annual-plan.annual-plan-issued.v1"


class AnnualPlanAmendedV1(_Plan):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.annual-plan.annual-plan-amended.v1"
    reason: Text = ""


class SessionPart(Payload):
    """A commune may split its session by village clusters (Luật 72/2025, article 43); the parts are one session."""

    part_no: Count
    cluster: Name
    starts_at: Instant
    ends_at: Instant
    venue: Text


class VoterRequest(Payload):
    """How many voters asked for the dialogue, of how many: at least one in ten."""

    asked: Count
    voters: Count


class SessionScheduledV1(PublicEvent):
    """`topic_code` is set exactly when the form is SINGLE_TOPIC. With `parts`, the session lasts from the first to the end of the last."""

    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.session-scheduled.v1"
    session_id: Id
    plan_id: Id | None = None
    plan_year: Year
    regime: Regime
    audience: tuple[Audience, ...]
    form: Form
    level: Level
    host_org_id: Id
    chair_role: Role
    co_chair_roles: tuple[Role, ...] = ()
    starts_at: Instant
    ends_at: Instant
    venue: Text
    online_url: Mark | None = None
    topic_code: DomainCode | None = None
    opinion_cutoff_on: date | None = None
    trigger: Trigger
    co_host_org_ids: tuple[Id, ...] = ()
    mode: MeetingMode | None = None
    parts: tuple[SessionPart, ...] = ()
    voters: VoterRequest | None = None
    proposed_by_role: Role | None = None
    proposed_by_org_id: Id | None = None


class SessionPostponedV1(PublicEvent):
    """`renotice` names the invitees who had been told the old date."""

    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.session-postponed.v1"
    session_id: Id
    reason: Text
    new_starts_at: Instant | None = None
    new_ends_at: Instant | None = None
    new_opinion_cutoff_on: date | None = None
    renotice: tuple[Id, ...] = ()


class SessionCancelledV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.session-cancelled.v1"
    session_id: Id
    reason: Text
    renotice: tuple[Id, ...] = ()


class Invitee(Payload):
    invitee_ref: Id
    role: Role
    org_id: Id | None = None
    contact: Sealed | None = None


class InvitationListApprovedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.invitation-list-approved.v1"
    session_id: Id
    invitees: tuple[Invitee, ...]
    approved_by_role: Role


class AgendaItem(Payload):
    """`at` is the local time it begins, such as "08:30"."""

    title: Text
    at: Mark | None = None


class AgendaApprovedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.agenda-approved.v1"
    session_id: Id
    doc: Document | None = None
    timetable: tuple[AgendaItem, ...] = ()


class SecurityArrangedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.security-arranged.v1"
    session_id: Id
    confirmed_by_org_id: Id


class SecretaryAppointedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.secretary-appointed.v1"
    session_id: Id
    secretary_ref: Id


class Attendance(Payload):
    people: Count
    staff: Count
    orgs: Count


class SessionOpenedV1(PublicEvent):
    """`delegation_doc` stands when another than the head presides (A-03)."""

    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.session-opened.v1"
    session_id: Id
    opened_at: Instant
    attendance: Attendance
    chaired_by_role: Role | None = None
    delegation_doc: Document | None = None


class RegistrationSlipRecordedV1(PublicEvent):
    """`slip_no` runs per session."""

    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.registration-slip-recorded.v1"
    session_id: Id
    slip_no: Count
    opinion_id: Id
    submitter_ref: Id | None = None
    recorded_at: Instant


class SpeakingTurnTakenV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.speaking-turn-taken.v1"
    session_id: Id
    slip_no: Count
    turn_no: Count
    overridden_by_chair: bool
    override_reason: Text | None = None


class OpinionAnsweredAtSessionV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.opinion-answered-at-session.v1"
    session_id: Id
    opinion_id: Id
    answered_by_role: Role
    outcome: Outcome


class OpinionAssignedAtSessionV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.opinion-assigned-at-session.v1"
    session_id: Id
    opinion_id: Id
    assigned_agency_id: Id
    co_agencies: tuple[Id, ...] = ()
    complexity: Complexity
    authority: Authority


class MinutesAdoptedV1(PublicEvent):
    """Adopting the minutes ends the session."""

    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.minutes-adopted.v1"
    session_id: Id
    minutes_doc: Document
    adopted_at: Instant


EVENTS: tuple[type[PublicEvent], ...] = (
    OrgUnitRegisteredV1,
    OrgUnitChangedV1,
    OrgUnitClosedV1,
    RoleAssignedV1,
    RoleEndedV1,
    AnnualPlanIssuedV1,
    AnnualPlanAmendedV1,
    SessionScheduledV1,
    SessionPostponedV1,
    SessionCancelledV1,
    InvitationListApprovedV1,
    AgendaApprovedV1,
    SecurityArrangedV1,
    SecretaryAppointedV1,
    SessionOpenedV1,
    RegistrationSlipRecordedV1,
    SpeakingTurnTakenV1,
    OpinionAnsweredAtSessionV1,
    OpinionAssignedAtSessionV1,
    MinutesAdoptedV1,
    SessionConcludedV1,
    SessionDateCorrectedV1,
    MinutesCorrectedV1,
    SessionRecordedV1,
    ConclusionNoticeIssuedV1,
    ResultNoticeIssuedV1,
    InternalReviewHeldV1,
    SessionReportSubmittedV1,
)
