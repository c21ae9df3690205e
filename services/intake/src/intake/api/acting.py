"""What every action of the API answers, and how it runs: one act, one transaction, the first answer again for a repeated key."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Response
from pydantic import BaseModel

from chassis.handle import Unit
from chassis.privacy.local import LocalVault
from chassis.web.dependencies import CommandId, CurrentActor, ExpectedVersion, TheHandler, get_part, set_etag
from intake.opinion.commands import OpinionCommand
from intake.opinion.decide import OPINION, stream_of
from intake.opinion.events import OpinionEvent
from intake.reach import must_sort, must_work_with

TheVault = Annotated[LocalVault, Depends(get_part(LocalVault))]


class Acted(BaseModel):
    """What came of it. `position` is the place in the log to wait for; `repeated`: this key was used before, nothing new happened."""

    opinion_id: str
    version: int
    position: int
    happened: list[str]
    repeated: bool = False


@dataclass(frozen=True)
class Acting:
    """Who asks, with which key and on which version."""

    handler: TheHandler
    vault: TheVault
    actor: CurrentActor
    command_id: CommandId
    expected_version: ExpectedVersion
    response: Response

    async def ask(self, opinion_id: str, command: OpinionCommand, *, sorts: str | None = None) -> Acted:
        """One command to one opinion; `sorts` is the permission of an act that some roles have for the people's side only."""

        async def work(unit: Unit) -> Sequence[OpinionEvent]:
            return await unit.handle(OPINION, stream_of(opinion_id), command, expected_version=self.expected_version)

        return await self.perform(opinion_id, work, sorts=sorts)

    async def perform(
        self, opinion_id: str, work: Callable[[Unit], Awaitable[Sequence[OpinionEvent]]], *, sorts: str | None = None
    ) -> Acted:
        """Several decisions as one act. Raises NotPermitted for an opinion that lies outside the person's reach."""

        async def permitted(unit: Unit) -> Sequence[OpinionEvent]:
            await must_work_with(unit, self.actor, opinion_id)
            if sorts:
                await must_sort(unit, self.actor, opinion_id, sorts)
            return await work(unit)

        handled = await self.handler.perform(permitted, OPINION, stream_of(opinion_id), actor=self.actor, command_id=self.command_id)
        set_etag(self.response, handled.version)
        happened = [type(event).__name__ for event in handled.events]
        return Acted(
            opinion_id=opinion_id, version=handled.version, position=handled.position, happened=happened, repeated=handled.repeated
        )


async def acting(
    handler: TheHandler, vault: TheVault, actor: CurrentActor, command_id: CommandId, expected_version: ExpectedVersion, response: Response
) -> Acting:
    """The dependency of every action route."""
    return Acting(handler, vault, actor, command_id, expected_version, response)


TheAct = Annotated[Acting, Depends(acting)]
