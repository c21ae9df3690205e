"""What callers send: closed models, so that a misspelt field is told instead of ignored."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from contracts.envelope import Document
from contracts.fields import Id, Instant, Role, Text, legible
from contracts.vocabulary import Channel, Complexity, DayStatus, Outcome, Satisfaction, SuperiorOutcome

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), AfterValidator(legible)]
"""Words that must be there: a reason of spaces is no reason."""


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AssignmentBody(Body):
    to_agency_id: Id
    co_agencies: tuple[Id, ...] = ()
    reason: Said


class ClassificationBody(Body):
    complexity: Complexity
    reason: Said


class ExtensionBody(Body):
    """Lawful only with the notice to the submitter and the report of the expected date; beyond the cap also with a legal basis."""

    proposed_due_on: date
    reason: Said
    citizen_notice_doc: Document | None = None
    reported_to_org_id: Id | None = None
    legal_basis: Text | None = None


class GrantBody(Body):
    decision_doc: Document | None = None


class RefusalBody(Body):
    because: Said


class DelayNoticeBody(Body):
    doc: Document
    expected_reply_on: date


class ReferralRequestBody(Body):
    superior_org_id: Id
    reason: Said


class ReferralBody(Body):
    superior_org_id: Id
    doc: Document
    citizen_notice_doc: Document | None = None


class SuperiorResponseBody(Body):
    superior_org_id: Id
    doc: Document
    outcome: SuperiorOutcome


class EvidenceBody(Body):
    """When an addressee was told, and by which document."""

    addressee: Id
    reported_on: date
    doc: Document | None = None


class RoadmapBody(Body):
    """Comes with IN_PLAN. Both texts are public and reviewed."""

    expected_on: date
    steps: Text = ""
    budget_note: Text = ""


class ReplyBody(Body):
    """`opinion_ids` left out: all opinions of the case; opinions of other cases of the session are answered with the same reply.

    `reply_id` left out: made from the Idempotency-Key, which is then required.
    `simultaneous_report_to`: organisation ids, or `party_committee`, `government`, `chair`. `corrects`: the reply this one sets right.
    """

    reply_id: Id | None = None
    opinion_ids: tuple[Id, ...] = ()
    issuing_org_id: Id
    reply_doc: Document
    outcome: Outcome
    issued_on: date | None = None
    simultaneous_report_to: tuple[Id, ...] = ()
    summary_plain: Said
    corrects: Id | None = None
    roadmap: RoadmapBody | None = None
    evidence: tuple[EvidenceBody, ...] = ()


class InterimReplyBody(Body):
    """`opinion_ids` left out: all opinions of the case. `issued_on` left out: the document's date, else today. `reply_id`: as for a reply."""

    reply_id: Id | None = None
    opinion_ids: tuple[Id, ...] = ()
    issuing_org_id: Id
    reply_doc: Document
    issued_on: date | None = None
    expected_reply_on: date | None = None
    summary_plain: Said


class ReportingBody(Body):
    reported_to: tuple[Id, ...] = Field(min_length=1)
    evidence: tuple[EvidenceBody, ...] = ()


class CommitmentBody(Body):
    expected_on: date
    reason: Said


class ResolutionBody(Body):
    """`resolved_on` left out: the document's date, else today."""

    resolved_on: date | None = None
    summary_plain: Said
    doc: Document | None = None


class SatisfactionBody(Body):
    opinion_id: Id | None = None
    satisfaction: Satisfaction


class UrgingBody(Body):
    note: Said


class DeliveryBody(Body):
    """`opinion_id` may be left out when the reply answers one opinion."""

    opinion_id: Id | None = None
    channel: Channel
    delivered_at: Instant | None = None


class ReopenBody(Body):
    reason: Said


class EscalationBody(Body):
    level: int = Field(ge=1, le=4)
    to_role: Role
    to_org_id: Id | None = None


class CalendarDayBody(Body):
    date: date
    is_working: bool
    reason: Text
    source_document: Text
    status: DayStatus = DayStatus.OFFICIAL


class CalendarBody(Body):
    """Rows either as `csv` (date,is_working,reason_vi,source_document,status) or as `days`; coverage defaults to the whole years of the rows."""

    calendar_version: Id
    csv: str | None = Field(default=None, max_length=500_000)
    days: tuple[CalendarDayBody, ...] = ()
    covers_from: date | None = None
    covers_to: date | None = None
    applies_confirm_rows: bool = True
    decision: Text | None = None


class RulePackBody(Body):
    """A pack as TOML text, or the name of one that comes with the service."""

    toml: str | None = Field(default=None, max_length=500_000)
    shipped: Id | None = None
