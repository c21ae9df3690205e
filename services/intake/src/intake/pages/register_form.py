"""What is filled in about a new opinion, before the session or raised live in it: one flat form, checked like any other way in."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from contracts.fields import Id, Name, Text
from contracts.labels import LABELS
from contracts.vocabulary import Audience, DomainCode, OpinionChannel, OpinionKind, RejectReason, Route, SubmitterKind, Urgency
from intake.opinion_in import AtOnceIn, OpinionIn, PersonIn, Slip


def _forwarded(name: str) -> str:
    return name if name.startswith("Chuyển") else f"Chuyển theo thủ tục {name.lower()}"


AT_ONCE = [
    *((f"reject:{each}", f"Không tiếp nhận: {LABELS[RejectReason][each].lower()}") for each in RejectReason),
    *((f"route:{each}", _forwarded(LABELS[Route][each])) for each in Route),
]


class RegisterForm(BaseModel):
    """`at_once` holds `reject:` or `route:` with its code: then neither text nor summary is kept."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    received_by_org_id: Id
    target_session_id: Id | None = None
    raised_live: bool = False
    channel: OpinionChannel = OpinionChannel.IN_PERSON
    audience: Audience
    submitter_kind: SubmitterKind = SubmitterKind.CITIZEN
    name: Name | None = Field(default=None, repr=False)
    phone: Annotated[str, Field(max_length=30)] | None = Field(default=None, repr=False)
    address: Name | None = Field(default=None, repr=False)
    email: Annotated[str, Field(max_length=200)] | None = Field(default=None, repr=False)
    text: Text | None = Field(default=None, repr=False)
    summary_redacted: Text | None = None
    kind: OpinionKind = OpinionKind.RECOMMENDATION
    domain_code: DomainCode | None = None
    urgency: Urgency | None = None
    represented_count: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "vi"
    needs_interpreter: bool = False
    slip_no: Slip | None = None
    at_once: Annotated[str, Field(pattern=f"^({'|'.join(code for code, _ in AT_ONCE)})$")] | None = None
    to_org_id: Id | None = None

    def asked(self) -> OpinionIn:
        """The opinion as the other ways in hand it over."""
        given = self.model_dump(exclude={"name", "phone", "address", "email", "at_once", "to_org_id", "summary_redacted"})
        person = PersonIn(name=self.name, phone=self.phone, address=self.address, email=self.email)
        verb, _, code = (self.at_once or "").partition(":")
        once = AtOnceIn.model_validate({verb: code, "to_org_id": self.to_org_id if verb == "route" else None}) if verb else None
        return OpinionIn(**given, submitter=person, at_once=once, summary_redacted=self.summary_redacted or "")
