"""/api/v1/data-requests: a person asks about the data held on them; followup counts the two working days and urges the answer (DL-20)."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from chassis.identity.permissions import permit
from chassis.web.dependencies import CommandId, CurrentActor, Reader, TheClock, TheHandler, created_id
from contracts.envelope import Document
from contracts.fields import Id
from contracts.vocabulary import DataRequestKind, DataRequestOutcome
from contracts.workdays import local_date
from intake.answering_requests import act_on_request
from intake.data_request.commands import AnswerDataRequest, CompleteDataRequest, RegisterDataRequest
from intake.data_request.decide import DATA_REQUEST, stream_of
from intake.opinion.permissions import ANSWER_DATA_REQUEST
from intake.opinion_in import Shape
from intake.reach import must_exist, must_reach

router = APIRouter(prefix="/api/v1", tags=["data requests"])


class DataRequestIn(Shape):
    """`received_on` defaults to today, local date. `third_parties`: others were given the data and must be asked to stop using it too.

    No words of the person belong here: they stay on the paper.
    """

    kind: DataRequestKind
    received_by_org_id: Id
    received_on: date | None = None
    submitter_ref: Id | None = None
    third_parties: bool = False


class DataAnswerIn(Shape):
    outcome: DataRequestOutcome
    answered_on: date | None = None
    doc: Document | None = None


class DataCompletionIn(Shape):
    completed_on: date | None = None
    doc: Document | None = None


class DataRequestDone(BaseModel):
    request_id: str
    position: int


@router.post("/data-requests", status_code=201, dependencies=[permit(ANSWER_DATA_REQUEST)])
async def register_data_request(
    asked: DataRequestIn, handler: TheHandler, reader: Reader, actor: CurrentActor, clock: TheClock, command_id: CommandId
) -> DataRequestDone:
    """Register a request; repeated under the same idempotency key it is the same request."""
    await must_reach(reader, actor, asked.received_by_org_id, ANSWER_DATA_REQUEST, local_date(clock.now()))
    request_id = created_id(command_id)
    now = clock.now()
    received_on = asked.received_on or local_date(now)
    await must_exist(reader, asked.received_by_org_id, received_on)
    command = RegisterDataRequest(
        now,
        request_id,
        asked.kind,
        received_on,
        asked.received_by_org_id,
        asked.submitter_ref,
        asked.third_parties,
    )
    handled = await handler.handle(DATA_REQUEST, stream_of(request_id), command, actor=actor, command_id=command_id)
    return DataRequestDone(request_id=request_id, position=handled.position)


@router.post("/data-requests/{request_id}/answer", dependencies=[permit(ANSWER_DATA_REQUEST)])
async def answer_data_request(
    request_id: UUID, answer: DataAnswerIn, handler: TheHandler, actor: CurrentActor, clock: TheClock, command_id: CommandId
) -> DataRequestDone:
    """Say what will be done, and by which document; the erasure itself is asked of the submitter."""
    now = clock.now()
    command = AnswerDataRequest(now, answer.answered_on or local_date(now), answer.outcome, answer.doc)
    handled = await act_on_request(handler, actor, str(request_id), command, command_id)
    return DataRequestDone(request_id=str(request_id), position=handled.position)


@router.post("/data-requests/{request_id}/completion", dependencies=[permit(ANSWER_DATA_REQUEST)])
async def complete_data_request(
    request_id: UUID, done: DataCompletionIn, handler: TheHandler, actor: CurrentActor, clock: TheClock, command_id: CommandId
) -> DataRequestDone:
    """Say that what the answer promised was carried out."""
    now = clock.now()
    command = CompleteDataRequest(now, done.completed_on or local_date(now), done.doc)
    handled = await act_on_request(handler, actor, str(request_id), command, command_id)
    return DataRequestDone(request_id=str(request_id), position=handled.position)
