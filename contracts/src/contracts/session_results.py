"""What came of a dialogue session: conclusion, corrections, notices, reports (domain rules, section 16)."""

from datetime import date
from typing import ClassVar

from contracts.envelope import Document, Payload, PublicEvent
from contracts.fields import Count, Id, Instant, Mark, Role, Text, Year
from contracts.vocabulary import Audience, Authority, Channel, Complexity, DatePrecision, Disposition, Form, Level, Regime


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
    source_ref: Mark | None = None
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
    opinion_ids: tuple[Id, ...] = ()
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
    held_period: Mark | None = None
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
    source_ref: Mark | None = None


class _PublishedNotice(PublicEvent):
    """`signed_as` is the prefix of the signature, such as "KT." or "TL."."""

    session_id: Id
    doc: Document
    published_channels: tuple[Channel, ...] = ()
    signed_by_role: Role | None = None
    signed_as: Mark | None = None


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
