"""One act on one stream, asked over HTTP: evidence is read, the command decided, the answer says what happened."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeAlias, TypeVar

from fastapi import Depends, Response
from pydantic import BaseModel, ConfigDict

from chassis.decider import Decider
from chassis.handle import Handled, Unit
from chassis.identity.actor import Actor, Reach
from chassis.identity.permissions import NotPermitted
from chassis.web.dependencies import CommandId, CurrentActor, ExpectedVersion, TheClock, TheHandler, set_etag
from sessions.dialogue_session.decide import decider as sessions
from sessions.dialogue_session.decide import stream_of
from sessions.dialogue_session.session import (
    Adjourned,
    Closed,
    Concluded,
    DialogueSession,
    Open,
    Postponed,
    Recorded,
    Scheduled,
)
from sessions.lookup import chain_above

T = TypeVar("T")
C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")


class Body(BaseModel):
    """What is asked; unknown fields are refused rather than ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Done(BaseModel):
    """`events` names what happened; it is empty when the same was said before. `version` is that of the stream (ETag)."""

    id: str
    version: int
    position: int
    events: list[str]


class FloorDone(Done):
    """With the number that was given."""

    slip_no: int | None = None
    turn_no: int | None = None


@dataclass(frozen=True)
class Act:
    """Everything a writing route needs."""

    handler: TheHandler
    actor: CurrentActor
    clock: TheClock
    command_id: CommandId
    version: ExpectedVersion
    response: Response

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def look(self, read: Callable[[Unit], Awaitable[T]]) -> T:
        """Read evidence from the streams; nothing is written."""
        async with self.handler.unit(actor=self.actor) as unit:
            return await read(unit)

    async def decide(self, decider: Decider[C, S, E], stream: str, command: C) -> Handled:
        handled = await self.handler.handle(
            decider, stream, command, actor=self.actor, command_id=self.command_id, expected_version=self.version
        )
        set_etag(self.response, handled.version)
        return handled

    async def on_session(self, session_id: str, command: Any) -> Handled:
        """An act on a session of an organisation within the actor's reach. Raises NotPermitted."""
        if self.actor.reach is not Reach.EVERYWHERE:
            await self.look(lambda unit: within_reach(unit, self.actor, session_id))
        return await self.decide(sessions, stream_of(session_id), command)

    async def host(self, session_id: str) -> str | None:
        """Who hosts the session; None when it is not known."""

        async def read(unit: Unit) -> str | None:
            return host_of(await unit.state(sessions, stream_of(session_id)))

        return await self.look(read)


async def within_reach(unit: Unit, actor: Actor, session_id: str) -> None:
    host = host_of(await unit.state(sessions, stream_of(session_id)))
    if host is not None:
        await reaches(unit, actor, host)


async def reaches(unit: Unit, actor: Actor, org_id: str) -> None:
    """Raises NotPermitted when the organisation lies outside the actor's reach."""
    ancestors = [unit_id for unit_id, _ in await chain_above(unit, org_id)]
    if not actor.reaches(org_id, ancestors=ancestors):
        raise NotPermitted("org_unit.reach", actor)


def host_of(session: DialogueSession) -> str | None:
    match session:
        case Scheduled() | Postponed() | Open() | Adjourned():
            return session.plan.scheduled.host_org_id
        case Concluded() | Closed():
            return session.conclusion.host_org_id
        case Recorded():
            return session.record.host_org_id
        case _:
            return None


def done(stream_id: str, handled: Handled) -> Done:
    return Done(id=stream_id, version=handled.version, position=handled.position, events=names(handled.events))


def names(events: Sequence[object]) -> list[str]:
    return [type(event).__name__ for event in events]


TheAct: TypeAlias = Annotated[Act, Depends(Act)]
