"""Public events of a case besides its assignment, clock and reply: what was promised, who holds it now, what the submitter thinks of it."""

from datetime import date
from typing import ClassVar

from contracts.envelope import Document, Payload, PublicEvent
from contracts.fields import Id, Role, Slug, Text
from contracts.vocabulary import Satisfaction


class Roadmap(Payload):
    """When and how a matter that is "in plan" will be settled. Both texts are public and reviewed; they name no person."""

    expected_on: date
    steps: Text = ""
    budget_note: Text = ""


class InterimReplyIssuedV1(PublicEvent):
    """A first answer on the way: it closes nothing and stops no clock."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.interim-reply-issued.v1"
    reply_id: Id
    case_id: Id
    opinion_ids: tuple[Id, ...]
    issuing_org_id: Id
    reply_doc: Document
    issued_on: date
    expected_reply_on: date | None = None
    summary_plain: Text


class ReplyReportingCompletedV1(PublicEvent):
    """A reply was reported to those who had been left out; `flags` are what is still to be known of the reply."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.reply-reporting-completed.v1"
    case_id: Id
    reply_id: Id
    reported_to: tuple[Id, ...]
    flags: tuple[Slug, ...] = ()


class CommitmentMadeV1(PublicEvent):
    """A reply said IN_PLAN: answered, not resolved. `commitment_id` is the reply's id; `expected_on` None when no roadmap came with it."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.commitment-made.v1"
    commitment_id: Id
    case_id: Id
    opinion_ids: tuple[Id, ...]
    owner_org_id: Id
    made_on: date
    expected_on: date | None = None
    steps: Text = ""
    budget_note: Text = ""


class CommitmentRescheduledV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.commitment-rescheduled.v1"
    commitment_id: Id
    case_id: Id
    old_expected_on: date | None = None
    new_expected_on: date
    reason: Text


class CommitmentRemindedV1(PublicEvent):
    """The date of an open promise is a week away, or it has `passed` without the matter being settled; said once for each date.

    `of_reply`: the reply itself was promised for that date, by the interim reply or notice of delay that `commitment_id` names.
    """

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.commitment-reminded.v1"
    commitment_id: Id
    case_id: Id
    owner_org_id: Id
    expected_on: date
    passed: bool
    of_reply: bool = False


class CommitmentWithdrawnV1(PublicEvent):
    """A later reply took the promise back: the matter was explained or refused instead."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.commitment-withdrawn.v1"
    commitment_id: Id
    case_id: Id
    withdrawn_on: date
    reason: Text


class ResolutionRecordedV1(PublicEvent):
    """What was in plan has been settled; until then it is carried over from period to period."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.resolution-recorded.v1"
    commitment_id: Id
    case_id: Id
    opinion_ids: tuple[Id, ...]
    resolved_on: date
    summary_plain: Text
    doc: Document | None = None


class CaseUrgedV1(PublicEvent):
    """Somebody who tracks the case urged its holder by hand (theo dõi, đôn đốc)."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.case-urged.v1"
    case_id: Id
    urged_on: date
    by_role: Role
    by_org_id: Id | None = None
    to_org_id: Id
    due_on: date | None = None
    note: Text


class CasePassedToSuccessorV1(PublicEvent):
    """An organisation ended and its open case went on to its successor; the last fields say who holds it from now on.

    `superior_org_id` stands only when the superior that had the case was the one that ended: who has it now. `referral_ended`: nobody follows
    that superior, the case runs again with its host until `due_on`.
    """

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.case-passed-to-successor.v1"
    case_id: Id
    from_org_id: Id
    to_org_id: Id
    effective_on: date
    decision_doc: Document | None = None
    assigned_agency_id: Id
    host_org_id: Id
    co_agencies: tuple[Id, ...] = ()
    superior_org_id: Id | None = None
    referral_ended: bool = False
    due_on: date | None = None


class OpinionsJoinedCaseV1(PublicEvent):
    """Opinions merged into the case's own: each keeps its reply duty and is replied one by one."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.opinions-joined-case.v1"
    case_id: Id
    opinion_ids: tuple[Id, ...]


class SatisfactionRecordedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.case.satisfaction-recorded.v1"
    case_id: Id
    opinion_id: Id
    satisfaction: Satisfaction
    recorded_on: date


EVENTS: tuple[type[PublicEvent], ...] = (
    InterimReplyIssuedV1,
    ReplyReportingCompletedV1,
    CommitmentMadeV1,
    CommitmentRescheduledV1,
    CommitmentRemindedV1,
    CommitmentWithdrawnV1,
    ResolutionRecordedV1,
    CaseUrgedV1,
    CasePassedToSuccessorV1,
    OpinionsJoinedCaseV1,
    SatisfactionRecordedV1,
)
