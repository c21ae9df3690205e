"""What may be asked about a person's request."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import DataRequestKind, DataRequestOutcome


@dataclass(frozen=True)
class RegisterDataRequest:
    """`received_on` is a local date: the limits run from it (DL-20). `third_parties`: others hold the data and must be asked to stop too."""

    now: datetime
    request_id: str
    kind: DataRequestKind
    received_on: date
    received_by_org_id: str
    submitter_ref: str | None
    third_parties: bool = False


@dataclass(frozen=True)
class AnswerDataRequest:
    """`doc` is the written answer, where there is one; a refusal always has one."""

    now: datetime
    answered_on: date
    outcome: DataRequestOutcome
    doc: Document | None


@dataclass(frozen=True)
class CompleteDataRequest:
    """What the answer promised was carried out, on this local date."""

    now: datetime
    completed_on: date
    doc: Document | None


DataRequestCommand: TypeAlias = RegisterDataRequest | AnswerDataRequest | CompleteDataRequest
