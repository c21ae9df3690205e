"""Public events of sessions: organisations, annual plans, dialogue sessions (domain rules, section 16)."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from contracts.envelope import Document, Payload, PublicEvent, Sealed
from contracts.fields import Count, Id, Instant, Name, Role, Text, Token, Year
from contracts.vocabulary import (
    Audience,
    Authority,
    Channel,
    Complexity,
    DatePrecision,
    Disposition,
    DomainCode,
    Form,
    Level,
    MeetingMode,
    OrgClass,
    Outcome,
    Regime,
    Trigger,
)


class _OrgUnit(PublicEvent):
    """The whole unit as it is from now on. A blank `valid_from` is older than the sources."""

    unit_id: Id
    name: Name
    org_class: OrgClass = Field(alias="class")
    level: Level
    parent_id: Id | None = None
    official_ids: tuple[Id, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor_ids: tuple[Id, ...] = ()
    contact_email: str | None = None
    agency_code: Token | None = None
    symbol: str | None = None
    admin_unit_code: str | None = None


class OrgUnitRegisteredV1(_OrgUnit):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.org-unit.org-unit-registered.v1"


class OrgUnitChangedV1(_OrgUnit):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.org-unit.org-unit-changed.v1"


class OrgUnitClosedV1(PublicEvent):
    """`valid_to` is the unit's last day."""

    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.org-unit.org-unit-closed.v1"
    unit_id: Id
    valid_to: date
    successor_ids: tuple[Id, ...] = ()


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

    part_no: int
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
    online_url: str | None = None
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
    at: str | None = None


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
    slip_no: int
    opinion_id: Id
    submitter_ref: Id | None = None
    recorded_at: Instant


class SpeakingTurnTakenV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.speaking-turn-taken.v1"
    session_id: Id
    slip_no: int
    turn_no: int
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


class SessionTotals(Payload):
    registered: Count
    raised: Count
    answered_on_spot: Count
    assigned: Count
    beyond_authority: Count
    rejected: Count
    routed_out: Count


class ReportedTotals(Payload):
    """Figures as a published report gives them: None where it is silent; `lower_bound` when it says "trên" (more than)."""

    registered: Count | None = None
    raised: Count | None = None
    answered_on_spot: Count | None = None
    assigned: Count | None = None
    beyond_authority: Count | None = None
    rejected: Count | None = None
    routed_out: Count | None = None
    lower_bound: bool = False


class SessionOpinion(Payload):
    """What became of one opinion. `assigned_agency_id` and `complexity` stand with ASSIGNED."""

    opinion_id: Id
    disposition: Disposition
    assigned_agency_id: Id | None = None
    co_agencies: tuple[Id, ...] = ()
    complexity: Complexity | None = None
    authority: Authority | None = None


class SessionConcludedV1(PublicEvent):
    """`held_on` is the last local day (A-16); reply deadlines run from it."""

    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.session-concluded.v1"
    session_id: Id
    held_from: date
    held_on: date
    concluded_at: Instant
    plan_year: Year
    reporting_year: Year
    level: Level
    regime: Regime
    audience: tuple[Audience, ...]
    form: Form
    host_org_id: Id
    totals: SessionTotals
    opinions: tuple[SessionOpinion, ...] = ()
    source_ref: str | None = None
    co_host_org_ids: tuple[Id, ...] = ()
    delegated: bool = False


class SessionDateCorrectedV1(PublicEvent):
    """The day first told was wrong: limits run from `held_on` of this event. The other fields let a reader count without looking back."""

    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.session-date-corrected.v1"
    session_id: Id
    held_from: date
    held_on: date
    previous_held_on: date
    reporting_year: Year
    reason: Text
    level: Level
    audience: tuple[Audience, ...]
    host_org_id: Id
    assigned_opinion_ids: tuple[Id, ...] = ()


class MinutesCorrectedV1(PublicEvent):
    """The adopted minutes stay; `minutes_doc` corrects them."""

    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.minutes-corrected.v1"
    session_id: Id
    minutes_doc: Document
    corrected_on: date
    reason: Text


class SessionRecordedV1(PublicEvent):
    """Light path: embedded staff sessions recorded afterwards (A-26), and history whose date may be known only to the month or year.

    `held_period` is "2024-05" or "2024" when `held_on_precision` is MONTH or YEAR; no deadline is computed from such a date.
    """

    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.session-recorded.v1"
    session_id: Id
    held_from: date | None = None
    held_on: date | None = None
    held_on_precision: DatePrecision
    held_period: str | None = None
    concluded_at: Instant | None = None
    plan_year: Year | None = None
    reporting_year: Year | None = None
    level: Level
    regime: Regime
    audience: tuple[Audience, ...]
    form: Form
    host_org_id: Id
    totals: ReportedTotals | None = None
    opinions: tuple[SessionOpinion, ...] = ()
    source_ref: str | None = None


class _PublishedNotice(PublicEvent):
    """`signed_as` is the prefix of the signature, such as "KT." or "TL."."""

    session_id: Id
    doc: Document
    published_channels: tuple[Channel, ...] = ()
    signed_by_role: Role | None = None
    signed_as: str | None = None


class ConclusionNoticeIssuedV1(_PublishedNotice):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.conclusion-notice-issued.v1"


class ResultNoticeIssuedV1(_PublishedNotice):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.result-notice-issued.v1"


class InternalReviewHeldV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.internal-review-held.v1"
    session_id: Id
    held_on: date


class SessionReportSubmittedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.sessions.dialogue-session.session-report-submitted.v1"
    session_id: Id
    recipients: tuple[Id, ...]
    doc: Document


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
