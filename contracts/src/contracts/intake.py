"""Public events of intake: opinions and the lists they come in (domain rules, section 16)."""

from datetime import date
from typing import ClassVar

from contracts.envelope import Document, Payload, PublicEvent, Sealed
from contracts.fields import Count, Id, Instant, Mark, Role, Text
from contracts.vocabulary import (
    Audience,
    Authority,
    Complexity,
    DataRequestKind,
    DataRequestOutcome,
    DomainCode,
    OpinionChannel,
    OpinionKind,
    PreparationOutcome,
    RejectReason,
    Route,
    SubmitterKind,
    Urgency,
)


class SealedSubmitter(Payload):
    """Who spoke, each field sealed under the submitter's own key."""

    name: Sealed | None = None
    phone: Sealed | None = None
    address: Sealed | None = None
    email: Sealed | None = None


class OpinionRegisteredV1(PublicEvent):
    """`text` is absent when the opinion was routed out or refused at once. `lookup_code` is what people say to ask how it stands (`lookup_codes.py`)."""

    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion.opinion-registered.v1"
    opinion_id: Id
    channel: OpinionChannel
    received_at: Instant
    received_by_org_id: Id
    submitter_kind: SubmitterKind
    submitter_ref: Id | None = None
    submitter: SealedSubmitter | None = None
    text: Sealed | None = None
    represented_count: Count = 1
    language: Mark = "vi"
    needs_interpreter: bool = False
    audience: Audience
    kind: OpinionKind
    domain_code: DomainCode | None = None
    urgency: Urgency | None = None
    summary_redacted: Text = ""
    attachment_refs: tuple[Id, ...] = ()
    target_session_id: Id | None = None
    after_cutoff: bool = False
    slip_no: Count | None = None
    raised_live: bool = False
    source_ref: Mark | None = None
    lookup_code: Mark | None = None


class OpinionAcknowledgedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion.opinion-acknowledged.v1"
    opinion_id: Id
    ack_doc: Document
    accepted_or_forwarded: Mark


class OpinionClassifiedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion.opinion-classified.v1"
    opinion_id: Id
    domain_code: DomainCode
    urgency: Urgency
    complexity: Complexity
    is_longstanding: bool
    authority: Authority
    classified_by_role: Role
    reason: Text


class OpinionMergedV1(PublicEvent):
    """Each merged member keeps its own reply duty."""

    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion.opinion-merged.v1"
    survivor_id: Id
    merged_ids: tuple[Id, ...]
    reason: Text


class OpinionRoutedOutV1(PublicEvent):
    """Never carries text."""

    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion.opinion-routed-out.v1"
    opinion_id: Id
    route: Route
    to_org_id: Id | None = None


class OpinionRejectedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion.opinion-rejected.v1"
    opinion_id: Id
    reason_code: RejectReason


class OpinionWithdrawnV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion.opinion-withdrawn.v1"
    opinion_id: Id
    reason: Text


class UnitOpinionListSubmittedV1(PublicEvent):
    """`nil_return`: the unit reports it has none, which is not the same as silence. A late list keeps its opinions."""

    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion-list.unit-opinion-list-submitted.v1"
    list_id: Id
    unit_org_id: Id
    session_id: Id
    cutoff_on: date
    submitted_at: Instant
    opinion_ids: tuple[Id, ...]
    late: bool
    nil_return: bool


class CutoffCounts(Payload):
    lists: Count
    late_lists: Count
    nil_returns: Count
    opinions: Count


class OpinionCutoffClosedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion-list.opinion-cutoff-closed.v1"
    session_id: Id
    cutoff_on: date
    counts: CutoffCounts


class OpinionScheduledV1(PublicEvent):
    """The office puts the opinion on the list of a session: its first one, or the next one after it was not raised (A-14)."""

    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion.opinion-scheduled.v1"
    opinion_id: Id
    session_id: Id


class PreparationAssignedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion.preparation-assigned.v1"
    opinion_id: Id
    unit_org_id: Id
    due_on: date | None = None


class PreparedAnswerSubmittedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.intake.opinion.prepared-answer-submitted.v1"
    opinion_id: Id
    unit_org_id: Id
    outcome: PreparationOutcome
    text_ref: Id | None = None


class SubmitterErasedV1(PublicEvent):
    """The subject's key is destroyed; whatever was sealed under it is unreadable everywhere."""

    event_type: ClassVar[str] = "vn.gov.doithoai.intake.submitter.submitter-erased.v1"
    subject: Id
    erased_at: Instant


class DataRequestRegisteredV1(PublicEvent):
    """A person asked about the data held on them (DL-20). What they said stays with intake; `submitter_ref` when they are known to it.

    `third_parties`: others were given the data and must be asked to stop using it too, which allows a longer limit.
    """

    event_type: ClassVar[str] = "vn.gov.doithoai.intake.data-request.data-request-registered.v1"
    request_id: Id
    kind: DataRequestKind
    received_on: date
    received_by_org_id: Id
    submitter_ref: Id | None = None
    third_parties: bool = False


class DataRequestAnsweredV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.intake.data-request.data-request-answered.v1"
    request_id: Id
    answered_on: date
    outcome: DataRequestOutcome
    doc: Document | None = None


class DataRequestCompletedV1(PublicEvent):
    """What the answer promised was carried out."""

    event_type: ClassVar[str] = "vn.gov.doithoai.intake.data-request.data-request-completed.v1"
    request_id: Id
    completed_on: date
    doc: Document | None = None


EVENTS: tuple[type[PublicEvent], ...] = (
    OpinionRegisteredV1,
    OpinionAcknowledgedV1,
    OpinionClassifiedV1,
    OpinionMergedV1,
    OpinionRoutedOutV1,
    OpinionRejectedV1,
    OpinionWithdrawnV1,
    OpinionScheduledV1,
    UnitOpinionListSubmittedV1,
    OpinionCutoffClosedV1,
    PreparationAssignedV1,
    PreparedAnswerSubmittedV1,
    SubmitterErasedV1,
    DataRequestRegisteredV1,
    DataRequestAnsweredV1,
    DataRequestCompletedV1,
)
