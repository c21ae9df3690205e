"""One act on one stream, asked over HTTP: evidence is read, the command decided, the answer says what happened."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeAlias, TypeVar

from fastapi import Depends, Response
from pydantic import BaseModel, ConfigDict

from chassis.decider import Decider
from chassis.handle import Handled, Unit
from chassis.identity.actor import Actor, Reach
from chassis.identity.permissions import NotPermitted
from chassis.web.dependencies import CommandId, CurrentActor, ExpectedVersion, TheClock, TheHandler, set_etag
from contracts.workdays import local_date
from sessions.dialogue_session.commands import ApproveProposal, DialogueSessionCommand, ScheduleSession
from sessions.dialogue_session.decide import decider as sessions
from sessions.dialogue_session.decide import stream_of
from sessions.dialogue_session.events import DialogueSessionEvent, SessionScheduled
from sessions.dialogue_session.session import (
    Adjourned,
    Closed,
    Concluded,
    Open,
    Postponed,
    Proposed,
    Recorded,
    Scheduled,
)
from sessions.heard import alone_with, scheduling, waiting_for
from sessions.lookup import chain_above, find_unit
from sessions.org_unit.org_unit import ClosedUnit
from sessions.readmodel.organisation_directory import read_places

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")
Asking: TypeAlias = Callable[[Unit], Awaitable[C]]


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

    async def perform(self, decider: Decider[C, S, E], stream: str, work: Callable[[Unit], Awaitable[Sequence[E]]]) -> Handled:
        """Evidence, decisions and rows in one transaction, tried again when another writer was first."""
        handled = await self.handler.perform(work, decider, stream, actor=self.actor, command_id=self.command_id)
        set_etag(self.response, handled.version)
        return handled

    async def decide(self, decider: Decider[C, S, E], stream: str, command: C | Asking[C]) -> Handled:
        """One decision; a command that needs evidence is made inside the deciding transaction."""

        async def work(unit: Unit) -> Sequence[E]:
            said: C = await command(unit) if callable(command) else command
            return await unit.handle(decider, stream, said, expected_version=self.version)

        return await self.perform(decider, stream, work)

    async def on_session(self, session_id: str, command: DialogueSessionCommand | Asking[DialogueSessionCommand]) -> Handled:
        """An act on a session of an organisation within the actor's reach. Raises NotPermitted."""

        async def work(unit: Unit) -> Sequence[DialogueSessionEvent]:
            await within_reach(unit, self.actor, session_id)
            said = await command(unit) if callable(command) else command
            if isinstance(said, ScheduleSession | ApproveProposal):
                await alone_with(unit.connection, session_id)
            events = [*await unit.handle(sessions, stream_of(session_id), said, expected_version=self.version)]
            if any(isinstance(event, SessionScheduled) for event in events):
                events += await _put_waiting_on_the_list(unit, session_id)
            return events

        return await self.perform(sessions, stream_of(session_id), work)


async def _put_waiting_on_the_list(unit: Unit, session_id: str) -> list[DialogueSessionEvent]:
    """Opinions that were meant for this session before it was on the calendar, in the same transaction."""
    events: list[DialogueSessionEvent] = []
    for opinion in await waiting_for(unit.connection, session_id):
        events += await unit.handle(sessions, stream_of(session_id), scheduling(opinion))
    return events


async def within_reach(unit: Unit, actor: Actor, session_id: str) -> None:
    """Raises NotPermitted unless one of the hosts is within reach; a session nobody knows is within everybody's, to be told so."""
    hosts = await hosts_of(unit, session_id)
    if actor.reach is Reach.EVERYWHERE or not hosts:
        return
    for host in hosts:
        if await _reached(unit, actor, host):
            return
    raise NotPermitted("org_unit.reach", actor)


async def reaches(unit: Unit, actor: Actor, org_id: str) -> None:
    """Raises NotPermitted when the organisation lies outside the actor's reach."""
    if not await _reached(unit, actor, org_id):
        raise NotPermitted("org_unit.reach", actor)


async def _reached(unit: Unit, actor: Actor, org_id: str) -> bool:
    """Itself, or through who took over from it once it has ended."""
    ancestors = [unit_id for unit_id, _ in await chain_above(unit, org_id)]
    if actor.reaches(org_id, ancestors=ancestors):
        return True
    if not isinstance(await find_unit(unit, org_id), ClosedUnit):
        return False
    return (await read_places(unit.connection)).reached_by(actor, org_id, local_date(unit.clock.now()))


async def hosts_of(unit: Unit, session_id: str) -> tuple[str, ...]:
    """Who hosts the session, the leading office first; nobody when it is not known or cancelled."""
    session = await unit.state(sessions, stream_of(session_id))
    match session:
        case Proposed():
            return (session.proposal.host_org_id, *session.proposal.co_host_org_ids)
        case Scheduled() | Postponed() | Open() | Adjourned():
            return (session.plan.scheduled.host_org_id, *session.plan.scheduled.co_host_org_ids)
        case Concluded() | Closed():
            return (session.conclusion.host_org_id, *session.conclusion.co_host_org_ids)
        case Recorded():
            return (session.record.host_org_id,)
        case _:
            return ()


def done(stream_id: str, handled: Handled) -> Done:
    return Done(id=stream_id, version=handled.version, position=handled.position, events=names(handled.events))


def names(events: Sequence[object]) -> list[str]:
    return [type(event).__name__ for event in events]


async def get_act(
    handler: TheHandler, actor: CurrentActor, clock: TheClock, command_id: CommandId, version: ExpectedVersion, response: Response
) -> Act:
    """The dependency of every writing route."""
    return Act(handler, actor, clock, command_id, version, response)


TheAct: TypeAlias = Annotated[Act, Depends(get_act)]
