"""/api/v1/data-requests: a person asks about the data held on them; followup counts the two working days and urges the answer (DL-20)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from fastapi import APIRouter
from pydantic import BaseModel

from chassis.handle import Unit
from chassis.identity.permissions import permit
from chassis.ids import new_id
from chassis.web.dependencies import CommandId, CurrentActor, Reader, TheClock, TheHandler
from chassis.web.problems import NotFound
from contracts.envelope import Document
from contracts.fields import Id
from contracts.identifiers import NAMESPACE
from contracts.vocabulary import DataRequestKind, DataRequestOutcome
from contracts.workdays import local_date
from intake.data_request.commands import AnswerDataRequest, RegisterDataRequest
from intake.data_request.decide import DATA_REQUEST, Answered, Unasked, stream_of
from intake.data_request.events import DataRequestEvent
from intake.opinion.permissions import ANSWER_DATA_REQUEST
from intake.opinion_in import Shape
from intake.reach import must_reach

router = APIRouter(prefix="/api/v1", tags=["data requests"])


class DataRequestIn(Shape):
    """`received_on` defaults to today, local date. No words of the person belong here: they stay on the paper."""

    kind: DataRequestKind
    received_by_org_id: Id
    received_on: date | None = None
    submitter_ref: Id | None = None


class DataAnswerIn(Shape):
    outcome: DataRequestOutcome
    answered_on: date | None = None
    doc: Document | None = None


class DataRequestDone(BaseModel):
    request_id: str
    position: int


@router.post("/data-requests", status_code=201, dependencies=[permit(ANSWER_DATA_REQUEST)])
async def register_data_request(
    asked: DataRequestIn, handler: TheHandler, reader: Reader, actor: CurrentActor, clock: TheClock, command_id: CommandId
) -> DataRequestDone:
    """Register a request; repeated under the same idempotency key it is the same request."""
    await must_reach(reader, actor, asked.received_by_org_id, ANSWER_DATA_REQUEST)
    request_id = str(uuid5(NAMESPACE, f"data-request:{command_id}") if command_id else new_id())
    now = clock.now()
    command = RegisterDataRequest(
        now, request_id, asked.kind, asked.received_on or local_date(now), asked.received_by_org_id, asked.submitter_ref
    )
    handled = await handler.handle(DATA_REQUEST, stream_of(request_id), command, actor=actor, command_id=command_id)
    return DataRequestDone(request_id=request_id, position=handled.position)


@router.post("/data-requests/{request_id}/answer", dependencies=[permit(ANSWER_DATA_REQUEST)])
async def answer_data_request(
    request_id: UUID, answer: DataAnswerIn, handler: TheHandler, actor: CurrentActor, clock: TheClock, command_id: CommandId
) -> DataRequestDone:
    """Say what was done, and by which document; the erasure itself is asked of the submitter."""
    stream, now = stream_of(str(request_id)), clock.now()
    command = AnswerDataRequest(now, answer.answered_on or local_date(now), answer.outcome, answer.doc)

    async def work(unit: Unit) -> Sequence[DataRequestEvent]:
        request = await unit.state(DATA_REQUEST, stream)
        if isinstance(request, Unasked):
            raise NotFound
        asked = request.asked if isinstance(request, Answered) else request
        await must_reach(unit.connection, actor, asked.received_by_org_id, ANSWER_DATA_REQUEST)
        return await unit.handle(DATA_REQUEST, stream, command)

    handled = await handler.perform(work, DATA_REQUEST, stream, actor=actor, command_id=command_id)
    return DataRequestDone(request_id=str(request_id), position=handled.position)
