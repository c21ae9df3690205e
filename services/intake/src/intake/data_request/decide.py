"""A request is registered, answered and carried out, each once; a refusal is given in writing, with its reason, and ends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, assert_never

from chassis.decider import Decider, Refused
from contracts.vocabulary import DataRequestOutcome
from contracts.workdays import local_date
from intake.data_request.commands import AnswerDataRequest, CompleteDataRequest, DataRequestCommand, RegisterDataRequest
from intake.data_request.events import DataRequestAnswered, DataRequestCompleted, DataRequestEvent, DataRequestRegistered


@dataclass(frozen=True)
class Unasked:
    pass


@dataclass(frozen=True)
class Asked:
    request_id: str
    received_on: date
    received_by_org_id: str


@dataclass(frozen=True)
class Answered:
    asked: Asked
    answered_on: date
    outcome: DataRequestOutcome


@dataclass(frozen=True)
class Completed:
    asked: Asked


DataRequest: TypeAlias = Unasked | Asked | Answered | Completed


def decide(command: DataRequestCommand, request: DataRequest) -> Sequence[DataRequestEvent]:
    """What follows from the command; said twice, it happens once."""
    match command:
        case RegisterDataRequest():
            return _register(command) if isinstance(request, Unasked) else []
        case AnswerDataRequest():
            return _answer(command, request)
        case CompleteDataRequest():
            return _complete(command, request)
        case _:
            assert_never(command)


def _register(command: RegisterDataRequest) -> Sequence[DataRequestEvent]:
    if command.received_on > local_date(command.now):
        raise Refused("data_request_in_the_future")
    return [
        DataRequestRegistered(
            command.request_id,
            command.kind,
            command.received_on,
            command.received_by_org_id,
            command.submitter_ref,
            command.third_parties,
        )
    ]


def _answer(command: AnswerDataRequest, request: DataRequest) -> Sequence[DataRequestEvent]:
    if isinstance(request, Unasked):
        raise Refused("data_request_unknown")
    if isinstance(request, Answered | Completed):
        raise Refused("data_request_answered")
    if not request.received_on <= command.answered_on <= local_date(command.now):
        raise Refused("data_request_answer_out_of_time")
    if command.outcome is DataRequestOutcome.REFUSED_WITH_REASON and command.doc is None:
        raise Refused("data_request_refused_without_document")
    return [DataRequestAnswered(request.request_id, command.answered_on, command.outcome, command.doc)]


def _complete(command: CompleteDataRequest, request: DataRequest) -> Sequence[DataRequestEvent]:
    match request:
        case Unasked():
            raise Refused("data_request_unknown")
        case Asked():
            raise Refused("data_request_not_answered")
        case Completed():
            raise Refused("data_request_completed")
        case Answered(outcome=DataRequestOutcome.REFUSED_WITH_REASON):
            raise Refused("data_request_was_refused")
        case Answered():
            if not request.answered_on <= command.completed_on <= local_date(command.now):
                raise Refused("data_request_completion_out_of_time")
            return [DataRequestCompleted(request.asked.request_id, command.completed_on, command.doc)]
        case _:
            assert_never(request)


def evolve(request: DataRequest, event: DataRequestEvent) -> DataRequest:
    """The request after the event."""
    match event:
        case DataRequestRegistered():
            return Asked(event.request_id, event.received_on, event.received_by_org_id)
        case DataRequestAnswered():
            return Answered(request, event.answered_on, event.outcome) if isinstance(request, Asked) else request
        case DataRequestCompleted():
            return Completed(request.asked) if isinstance(request, Answered) else request
        case _:
            assert_never(event)


DATA_REQUEST: Decider[DataRequestCommand, DataRequest, DataRequestEvent] = Decider(decide, evolve, Unasked())


def stream_of(request_id: str) -> str:
    """The stream of one request."""
    return f"data-request-{request_id}"
