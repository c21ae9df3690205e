"""What the API takes in about opinions; unknown fields are refused, texts are NFC."""

from datetime import date
from typing import Annotated

from pydantic import Field

from contracts.envelope import Document
from contracts.fields import Id, Instant, Text
from contracts.vocabulary import (
    Authority,
    Complexity,
    DomainCode,
    PreparationOutcome,
    RejectReason,
    Route,
    Urgency,
)
from intake.opinion.vocabulary import Acknowledged
from intake.opinion_in import Shape

Reason = Annotated[Text, Field(max_length=2_000)]


class AcknowledgeIn(Shape):
    answer: Acknowledged
    ack_doc: Document


class ClassifyIn(Shape):
    domain_code: DomainCode
    urgency: Urgency
    complexity: Complexity = Complexity.ORDINARY
    is_longstanding: bool = False
    authority: Authority = Authority.UNKNOWN
    reason: Reason = ""


class PreparationIn(Shape):
    unit_org_id: Id
    due_on: date | None = None


class PreparedAnswerIn(Shape):
    unit_org_id: Id
    outcome: PreparationOutcome
    text_ref: Id | None = None
    text: Text | None = None


class ScheduleIn(Shape):
    session_id: Id


class MergeIn(Shape):
    member_ids: Annotated[tuple[Id, ...], Field(max_length=500)]
    reason: Reason


class RejectIn(Shape):
    reason_code: RejectReason


class RouteOutIn(Shape):
    route: Route
    to_org_id: Id | None = None


class WithdrawIn(Shape):
    reason: Reason


class UnitListIn(Shape):
    """A unit's list for one session. Without `list_id` one is made from the Idempotency-Key, which is then required."""

    list_id: Id | None = None
    session_id: Id
    unit_org_id: Id
    submitted_at: Instant | None = None
    opinion_ids: tuple[Id, ...] = ()
    nil_return: bool = False
