"""What may be asked of an opinion. Every command carries the moment and by whom; texts arrive sealed, reasons hold no personal data."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document, Sealed
from contracts.vocabulary import (
    Audience,
    Authority,
    Complexity,
    Disposition,
    DomainCode,
    OpinionChannel,
    OpinionKind,
    Outcome,
    PreparationOutcome,
    RejectReason,
    Route,
    SubmitterKind,
    Timeliness,
    Urgency,
)
from intake.opinion.events import SealedSubmitter
from intake.opinion.vocabulary import Acknowledged


@dataclass(frozen=True)
class RegisterOpinion:
    """`list_due_on`: last day on which the target session's lists are on time. `acknowledge_by`: 10 working days after receipt, by `calendar_version`.

    `refused_at_once`: it will be routed out or rejected in the same breath, so no text and no summary is kept. `lookup_code`: nobody else has it.
    """

    now: datetime
    by: str
    opinion_id: str
    channel: OpinionChannel
    received_at: datetime
    received_by_org_id: str
    submitter_kind: SubmitterKind
    audience: Audience
    kind: OpinionKind
    summary_redacted: str
    submitter_ref: str | None = None
    submitter: SealedSubmitter | None = None
    text: Sealed | None = None
    represented_count: int = 1
    language: str = "vi"
    needs_interpreter: bool = False
    domain_code: DomainCode | None = None
    urgency: Urgency | None = None
    attachment_refs: tuple[str, ...] = ()
    target_session_id: str | None = None
    list_due_on: date | None = None
    slip_no: int | None = None
    raised_live: bool = False
    source_ref: str | None = None
    acknowledge_by: date | None = None
    calendar_version: str | None = None
    refused_at_once: bool = False
    lookup_code: str | None = None


@dataclass(frozen=True)
class AcknowledgeOpinion:
    now: datetime
    by: str
    answer: Acknowledged
    ack_doc: Document


@dataclass(frozen=True)
class ClassifyOpinion:
    now: datetime
    by: str
    by_role: str
    domain_code: DomainCode
    urgency: Urgency
    complexity: Complexity
    is_longstanding: bool
    authority: Authority
    reason: str


@dataclass(frozen=True)
class AssignPreparation:
    now: datetime
    by: str
    unit_org_id: str
    due_on: date | None


@dataclass(frozen=True)
class SubmitPreparedAnswer:
    now: datetime
    by: str
    unit_org_id: str
    outcome: PreparationOutcome
    text_ref: str | None
    text: Sealed | None = None


@dataclass(frozen=True)
class ScheduleOpinion:
    now: datetime
    by: str
    session_id: str


@dataclass(frozen=True)
class AbsorbOpinions:
    """Asked of the survivor; each member is asked `JoinSurvivor` in the same transaction."""

    now: datetime
    by: str
    member_ids: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class JoinSurvivor:
    now: datetime
    by: str
    survivor_id: str
    reason: str


@dataclass(frozen=True)
class RejectOpinion:
    now: datetime
    by: str
    reason_code: RejectReason


@dataclass(frozen=True)
class RouteOutOpinion:
    now: datetime
    by: str
    route: Route
    to_org_id: str | None


@dataclass(frozen=True)
class WithdrawOpinion:
    now: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class ShredText:
    """The submitter was erased; the key of the text goes in the same transaction."""

    now: datetime
    by: str


@dataclass(frozen=True)
class RecordSlip:
    now: datetime
    by: str
    session_id: str
    slip_no: int


@dataclass(frozen=True)
class RecordRaised:
    now: datetime
    by: str
    session_id: str
    slip_no: int
    turn_no: int


@dataclass(frozen=True)
class RecordOutcome:
    """What the session says became of the opinion."""

    now: datetime
    by: str
    session_id: str
    disposition: Disposition
    agency_id: str | None = None
    co_agencies: tuple[str, ...] = ()
    complexity: Complexity | None = None
    authority: Authority | None = None
    outcome: Outcome | None = None
    answered_by_role: str | None = None


@dataclass(frozen=True)
class RecordCaseOpened:
    now: datetime
    by: str
    case_id: str
    session_id: str
    agency_id: str | None


@dataclass(frozen=True)
class RecordReply:
    now: datetime
    by: str
    reply_id: str
    case_id: str
    issuing_org_id: str
    outcome: Outcome
    issued_on: date | None


@dataclass(frozen=True)
class RecordCaseClosed:
    now: datetime
    by: str
    case_id: str
    closed_on: date
    timeliness: Timeliness


@dataclass(frozen=True)
class RecordCaseReopened:
    now: datetime
    by: str
    case_id: str


BeforeSession: TypeAlias = (
    AcknowledgeOpinion
    | ClassifyOpinion
    | AssignPreparation
    | SubmitPreparedAnswer
    | ScheduleOpinion
    | AbsorbOpinions
    | JoinSurvivor
    | RejectOpinion
    | RouteOutOpinion
    | WithdrawOpinion
    | ShredText
)
FromOthers: TypeAlias = RecordSlip | RecordRaised | RecordOutcome | RecordCaseOpened | RecordReply | RecordCaseClosed | RecordCaseReopened
OpinionCommand: TypeAlias = RegisterOpinion | BeforeSession | FromOthers
