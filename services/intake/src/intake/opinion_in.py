"""An opinion as a form, a file or another program hands it in: unknown fields are refused, texts are NFC, personal fields never printed."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from contracts.fields import Id, Instant, Name, Text
from contracts.vocabulary import Audience, DomainCode, OpinionChannel, OpinionKind, RejectReason, Route, SubmitterKind, Urgency
from intake.registering import AtOnce, Person, Received

Slip = Annotated[int, Field(ge=1, le=100_000)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PersonIn(Shape):
    """Sealed at once under the submitter's own key; never shown, logged or published."""

    name: Name | None = Field(default=None, repr=False)
    phone: Annotated[str, Field(max_length=30)] | None = Field(default=None, repr=False)
    address: Name | None = Field(default=None, repr=False)
    email: Annotated[str, Field(max_length=200)] | None = Field(default=None, repr=False)

    def person(self) -> Person:
        return Person(self.name, self.phone, self.address, self.email)


class AtOnceIn(Shape):
    """Reject or route out on receipt; then neither text nor summary is kept."""

    reject: RejectReason | None = None
    route: Route | None = None
    to_org_id: Id | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "AtOnceIn":
        if (self.reject is None) == (self.route is None):
            raise ValueError("Chọn một trong hai: từ chối hoặc chuyển đơn.")
        return self


class OpinionIn(Shape):
    """A new opinion. Without `opinion_id` one is made from the Idempotency-Key, which is then required."""

    opinion_id: Id | None = None
    channel: OpinionChannel
    received_at: Instant | None = None
    received_by_org_id: Id
    submitter_kind: SubmitterKind
    submitter_ref: Id | None = None
    submitter: PersonIn | None = None
    text: Text | None = Field(default=None, repr=False)
    summary_redacted: Text = ""
    represented_count: Annotated[int, Field(le=1_000_000)] = 1
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "vi"
    needs_interpreter: bool = False
    audience: Audience
    kind: OpinionKind = OpinionKind.RECOMMENDATION
    domain_code: DomainCode | None = None
    urgency: Urgency | None = None
    attachment_refs: tuple[Id, ...] = ()
    target_session_id: Id | None = None
    slip_no: Slip | None = None
    raised_live: bool = False
    source_ref: Id | None = None
    at_once: AtOnceIn | None = None

    def received(self, opinion_id: str, now: datetime) -> Received:
        """The opinion at our door."""
        once = self.at_once
        return Received(
            opinion_id=opinion_id,
            channel=self.channel,
            received_at=self.received_at or now,
            received_by_org_id=self.received_by_org_id,
            submitter_kind=self.submitter_kind,
            audience=self.audience,
            kind=self.kind,
            summary_redacted=self.summary_redacted,
            text=self.text or None,
            person=self.submitter.person() if self.submitter else Person(),
            submitter_ref=self.submitter_ref,
            represented_count=self.represented_count,
            language=self.language,
            needs_interpreter=self.needs_interpreter,
            domain_code=self.domain_code,
            urgency=self.urgency,
            attachment_refs=self.attachment_refs,
            target_session_id=self.target_session_id,
            slip_no=self.slip_no,
            raised_live=self.raised_live,
            source_ref=self.source_ref,
            at_once=AtOnce(once.reject, once.route, once.to_org_id) if once else None,
        )
