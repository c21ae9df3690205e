"""Public events of followup: cases, deadlines, the chair's duties, working calendars and rule packs (domain rules, section 16)."""

from datetime import date
from typing import ClassVar, Self

from pydantic import Field, JsonValue

from contracts import cases, duties
from contracts.cases import Roadmap
from contracts.duties import Recalculated
from contracts.envelope import Document, Payload, PublicEvent, Sealed
from contracts.fields import Count, Id, Instant, Mark, Role, Slug, Text
from contracts.sessions import Window
from contracts.vocabulary import (
    Authority,
    Channel,
    Complexity,
    DayStatus,
    DeadlineLevel,
    Outcome,
    RecalculationCause,
    SuperiorOutcome,
    TargetKind,
    Timeliness,
)
from contracts.workdays import SpecialDay, WorkingCalendar


class CalendarDay(Payload):
    date: date
    is_working: bool
    reason: Text
    source_document: Text
    status: DayStatus


class WorkingCalendarLoadedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.working-calendar.working-calendar-loaded.v1"
    calendar_version: Id
    covers: Window
    applies_confirm_rows: bool
    days: tuple[CalendarDay, ...]
    loaded_by: Id

    @classmethod
    def announcing(cls, calendar: WorkingCalendar, *, loaded_by: str) -> Self:
        """The event that publishes a calendar version."""
        rows = sorted(calendar.special.values(), key=lambda day: day.date)
        return cls(
            calendar_version=calendar.version,
            covers=Window(from_=calendar.covers_from, to=calendar.covers_to),
            applies_confirm_rows=calendar.applies_confirm_rows,
            days=tuple(CalendarDay.model_validate(vars(row)) for row in rows),
            loaded_by=loaded_by,
        )

    def calendar(self) -> WorkingCalendar:
        """The calendar version this event publishes, ready to count with."""
        rows = [SpecialDay(day.date, day.is_working, day.reason, day.source_document, day.status) for day in self.days]
        covers = (self.covers.from_, self.covers.to)
        return WorkingCalendar.of(self.calendar_version, covers, rows, applies_confirm_rows=self.applies_confirm_rows)


class RulePackLoadedV1(PublicEvent):
    """`rules` holds the formulas as data; an additive pack applies beside the others (a commune session runs two)."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.rule-pack.rule-pack-loaded.v1"
    rulepack_id: Id
    province_code: Mark
    org_scope: Id | None = None
    valid_from: date
    valid_to: date | None = None
    rules: dict[str, JsonValue]
    additive: bool
    provenance: Text


class FollowUpOpenedV1(PublicEvent):
    """`due_on` is None when no rule pack covered the date: the case has no limit."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.follow-up-opened.v1"
    case_id: Id
    opinion_ids: tuple[Id, ...]
    session_id: Id
    host_org_id: Id
    assigned_agency_id: Id
    co_agencies: tuple[Id, ...] = ()
    complexity: Complexity
    authority: Authority | None = None
    anchor_on: date
    rule_id: Id | None = None
    rule_pack_id: Id | None = None
    calendar_version: Id | None = None
    due_on: date | None = None
    warn_on: tuple[date, ...] = ()
    summary_redacted: Text | None = None


class CaseReassignedV1(PublicEvent):
    """Another agency answers from now on; the clock keeps running."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.case-reassigned.v1"
    case_id: Id
    from_agency_id: Id
    to_agency_id: Id
    co_agencies: tuple[Id, ...] = ()
    decided_by_role: Role
    reason: Text


class CaseReclassifiedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.case-reclassified.v1"
    case_id: Id
    from_: Complexity = Field(alias="from")
    to: Complexity
    decided_by_role: Role
    reason: Text
    due_on: date | None = None


class _Extension(PublicEvent):
    case_id: Id
    requested_on: date
    proposed_due_on: date
    reason: Text
    legal_basis: Text | None = None
    citizen_notice_doc: Document | None = None
    reported_to_org_id: Id | None = None


class ExtensionRequestedV1(_Extension):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.extension-requested.v1"


class ExtensionGrantedV1(_Extension):
    """`proposed_due_on` is the due date from now on."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.extension-granted.v1"
    cap_on: date | None = None
    decided_by_role: Role


class ExtensionRefusedV1(_Extension):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.extension-refused.v1"
    cap_on: date | None = None
    decided_by_role: Role
    refused_because: Slug | None = None


class DelayNoticeSentToSubmitterV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.delay-notice-sent-to-submitter.v1"
    case_id: Id
    doc: Document
    expected_reply_on: date


class ReferredToSuperiorV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.referred-to-superior.v1"
    case_id: Id
    superior_org_id: Id
    doc: Document
    referred_on: date


class SuperiorResponseReceivedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.superior-response-received.v1"
    case_id: Id
    superior_org_id: Id
    doc: Document
    outcome: SuperiorOutcome


class DeadlineRecalculatedV1(Recalculated):
    """`timeliness` and the counted days stand where the case is answered already: what its reply is by the new date."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.deadline-recalculated.v1"
    case_id: Id
    old_due_on: date | None = None
    new_due_on: date | None = None
    cause: RecalculationCause
    calendar_version: Id
    timeliness: Timeliness | None = None
    working_days_late: Count | None = None
    working_days_early: Count | None = None


class _Deadline(PublicEvent):
    """`target_id` is a case or a duty of the chair; `case_id` is set for a case."""

    target_kind: TargetKind = TargetKind.CASE
    target_id: Id
    case_id: Id | None = None
    owner_org_id: Id | None = None


class DeadlineApproachingV1(_Deadline):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.deadline-approaching.v1"
    level: DeadlineLevel
    due_on: date


class DeadlineMissedV1(_Deadline):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.deadline-missed.v1"
    due_on: date
    detected_on: date


class EscalationAddressee(Payload):
    role: Role
    org_id: Id | None = None


class EscalationRaisedV1(_Deadline):
    """One event per level; `also_to` are the further addressees of the same level (A-15: the inspectorate beside the Party committee)."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.escalation-raised.v1"
    level: int = Field(ge=1, le=4)
    to_role: Role
    to_org_id: Id | None = None
    also_to: tuple[EscalationAddressee, ...] = ()
    working_days_late: Count


class ReplyIssuedV1(PublicEvent):
    """`simultaneous_report_to` must hold the same-level Party committee, the same-level government and the chair; `flags` says when not.

    `corrects` names the earlier reply this one sets right: both stay on record, and the case's timeliness stays as the first complete reply made it.
    `roadmap` comes with IN_PLAN. `answers_all`: with it every opinion of the case is answered for the first time. `timeliness` and the counted days are the case's as known with this reply; early means a working day or more.
    """

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.reply-issued.v1"
    reply_id: Id
    case_id: Id
    opinion_ids: tuple[Id, ...]
    issuing_org_id: Id
    reply_doc: Document
    outcome: Outcome
    issued_on: date | None = None
    simultaneous_report_to: tuple[Id, ...] = ()
    summary_plain: Text
    text: Sealed | None = None
    flags: tuple[Slug, ...] = ()
    corrects: Id | None = None
    roadmap: Roadmap | None = None
    answers_all: bool | None = None
    timeliness: Timeliness | None = None
    working_days_late: Count | None = None
    working_days_early: Count | None = None


class ReplyDeliveredV1(PublicEvent):
    """One person has a reply; `reply_id` may be an interim one's, which ends nothing."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.reply-delivered.v1"
    reply_id: Id
    opinion_id: Id
    case_id: Id | None = None
    channel: Channel
    delivered_at: Instant


class CaseClosedV1(PublicEvent):
    """A late reply still closes the case. `flags`: INCOMPLETE_REPORTING, REPLY_DATE_MISMATCH and the like."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.case-closed.v1"
    case_id: Id
    closed_on: date
    timeliness: Timeliness
    working_days_late: Count
    flags: tuple[Slug, ...] = ()
    working_days_early: Count | None = None


class CaseReopenedV1(PublicEvent):
    """A second round with a clock of its own; `due_on` None: no rule limits it."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.case-reopened.v1"
    case_id: Id
    reason: Text
    reopened_on: date | None = None
    due_on: date | None = None


EVENTS: tuple[type[PublicEvent], ...] = (
    WorkingCalendarLoadedV1,
    RulePackLoadedV1,
    FollowUpOpenedV1,
    CaseReassignedV1,
    CaseReclassifiedV1,
    ExtensionRequestedV1,
    ExtensionGrantedV1,
    ExtensionRefusedV1,
    DelayNoticeSentToSubmitterV1,
    ReferredToSuperiorV1,
    SuperiorResponseReceivedV1,
    DeadlineRecalculatedV1,
    DeadlineApproachingV1,
    DeadlineMissedV1,
    EscalationRaisedV1,
    ReplyIssuedV1,
    ReplyDeliveredV1,
    CaseClosedV1,
    CaseReopenedV1,
    *duties.EVENTS,
    *cases.EVENTS,
)
