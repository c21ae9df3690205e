"""What happened to a request, as stored: only references, never who asks or in which words."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import DataRequestKind, DataRequestOutcome


@dataclass(frozen=True)
class DataRequestRegistered:
    request_id: str
    kind: DataRequestKind
    received_on: date
    received_by_org_id: str
    submitter_ref: str | None
    third_parties: bool = False


@dataclass(frozen=True)
class DataRequestAnswered:
    request_id: str
    answered_on: date
    outcome: DataRequestOutcome
    doc: Document | None


@dataclass(frozen=True)
class DataRequestCompleted:
    request_id: str
    completed_on: date
    doc: Document | None


DataRequestEvent: TypeAlias = DataRequestRegistered | DataRequestAnswered | DataRequestCompleted

EVENTS: dict[str, type] = {
    "data-request.data-request-registered.v1": DataRequestRegistered,
    "data-request.data-request-answered.v1": DataRequestAnswered,
    "data-request.data-request-completed.v1": DataRequestCompleted,
}
