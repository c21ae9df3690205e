"""Acts on a person's request about the data held on them, the same from a form and from another program."""

from collections.abc import Sequence
from uuid import UUID

from chassis.handle import Handled, Handler, Unit
from chassis.identity.actor import Actor
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from intake.data_request.commands import AnswerDataRequest, CompleteDataRequest
from intake.data_request.decide import DATA_REQUEST, Asked, Unasked, stream_of
from intake.data_request.events import DataRequestEvent
from intake.opinion.permissions import ANSWER_DATA_REQUEST
from intake.reach import must_reach


async def act_on_request(
    handler: Handler, actor: Actor, request_id: str, command: AnswerDataRequest | CompleteDataRequest, command_id: UUID | None
) -> Handled:
    """Raises NotFound, NotPermitted for the business of another office, and Refused."""
    stream = stream_of(request_id)

    async def work(unit: Unit) -> Sequence[DataRequestEvent]:
        request = await unit.state(DATA_REQUEST, stream)
        if isinstance(request, Unasked):
            raise NotFound
        asked = request if isinstance(request, Asked) else request.asked
        await must_reach(unit.connection, actor, asked.received_by_org_id, ANSWER_DATA_REQUEST, local_date(unit.clock.now()))
        return await unit.handle(DATA_REQUEST, stream, command)

    return await handler.perform(work, DATA_REQUEST, stream, actor=actor, command_id=command_id)
