"""What other agencies' software sends to `in.<agency>.>`, and the receipt they get back (domain rules, section 16, A-28, A-29)."""

from datetime import date
from typing import ClassVar, Literal

from contracts.cases import Roadmap
from contracts.envelope import Document, Payload, PublicEvent
from contracts.fields import Base64, Count, Id, Instant, Mark, Slug, Text, Token, Year
from contracts.sessions import SessionTotals
from contracts.vocabulary import (
    Audience,
    Authority,
    Complexity,
    Disposition,
    DomainCode,
    Form,
    Level,
    OpinionChannel,
    OpinionKind,
    Outcome,
    ReceiptStatus,
    Regime,
    SubmitterKind,
    Urgency,
)


class SealedBox(Payload):
    """A libsodium sealed box for the province's public key; `ciphertext` is base64. Made by `contracts.seal.seal_for`."""

    alg: Literal["x25519-sealedbox"] = "x25519-sealedbox"
    key_id: Id
    ciphertext: Base64


class SubmitterBoxes(Payload):
    """Personal fields, each in its own sealed box. Plaintext is refused (A-28)."""

    name: SealedBox | None = None
    phone: SealedBox | None = None
    address: SealedBox | None = None
    email: SealedBox | None = None


class OpinionRegisteredInV1(PublicEvent):
    """`opinion_ref` is the agency's own id; ours comes back in the receipt. `summary_redacted` names no person."""

    event_type: ClassVar[str] = "vn.gov.doithoai.agency.opinion.opinion-registered.v1"
    opinion_ref: Id
    channel: OpinionChannel
    received_at: Instant
    received_by_org_id: Id
    submitter_kind: SubmitterKind
    submitter: SubmitterBoxes | None = None
    text: SealedBox | None = None
    represented_count: Count = 1
    language: Mark = "vi"
    needs_interpreter: bool = False
    audience: Audience
    kind: OpinionKind
    domain_code: DomainCode | None = None
    urgency: Urgency | None = None
    summary_redacted: Text = ""
    target_session_id: Id | None = None
    raised_live: bool = False
    slip_no: Count | None = None


class SessionOpinionIn(Payload):
    opinion_id: Id
    disposition: Disposition
    assigned_agency_id: Id | None = None
    co_agencies: tuple[Id, ...] = ()
    complexity: Complexity | None = None
    authority: Authority | None = None


class SessionConcludedInV1(PublicEvent):
    """`session_ref` is the agency's own id; `session_id` is ours when the session was scheduled here."""

    event_type: ClassVar[str] = "vn.gov.doithoai.agency.dialogue-session.session-concluded.v1"
    session_ref: Id
    session_id: Id | None = None
    held_from: date
    held_on: date
    concluded_at: Instant
    plan_year: Year
    level: Level
    regime: Regime
    audience: tuple[Audience, ...]
    form: Form
    host_org_id: Id
    totals: SessionTotals
    opinions: tuple[SessionOpinionIn, ...] = ()


class ReplyIssuedInV1(PublicEvent):
    """Idempotent on `reply_id`. `case_id` may be computed beforehand with `contracts.identifiers.case_id`.

    One reply may answer opinions of several cases: name them all in `opinion_ids` and any one case in `case_id`. `corrects` names an earlier
    `reply_id`; `roadmap` comes with the outcome IN_PLAN.
    """

    event_type: ClassVar[str] = "vn.gov.doithoai.agency.case.reply-issued.v1"
    reply_id: Id
    case_id: Id
    opinion_ids: tuple[Id, ...]
    issuing_org_id: Id
    reply_doc: Document
    outcome: Outcome
    issued_on: date | None = None
    simultaneous_report_to: tuple[Id, ...] = ()
    summary_plain: Text
    text: SealedBox | None = None
    corrects: Id | None = None
    roadmap: Roadmap | None = None


class ReceiptV1(PublicEvent):
    """The answer to one inbound event. The same event sent twice gets the same receipt; `held` is followed by a final one."""

    event_type: ClassVar[str] = "vn.gov.doithoai.agency.receipt.receipt-issued.v1"
    event_id: Id
    agency: Token
    status: ReceiptStatus
    our_id: Id | None = None
    slugs: tuple[Slug, ...] = ()
    message_vi: Text
    received_at: Instant


INBOUND_EVENTS: tuple[type[PublicEvent], ...] = (OpinionRegisteredInV1, SessionConcludedInV1, ReplyIssuedInV1)
RECEIPT_EVENTS: tuple[type[PublicEvent], ...] = (ReceiptV1,)
