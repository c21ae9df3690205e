"""Things that are due: rows derived from the log; each fires once, in due order, in a transaction of its own."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.decider import Refused
from chassis.eventstore.read import autocommitted
from chassis.eventstore.recorded import Recorded
from chassis.handle import Handler, Unit
from chassis.identity.actor import SYSTEM
from chassis.messaging.parked import ParkedMessage, park
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.observability.redaction import spoken
from chassis.projections.change import Change, Drop, Put
from chassis.projections.projection import Projection

log = get_log(__name__)

TRIES = 3
LONGEST_SLEEP = timedelta(seconds=30)

TIMER = sa.Table(
    "timer",
    sa.MetaData(),
    sa.Column("process", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
)
_DUE = sa.text(
    "SELECT process, name, generation, due_at FROM timer WHERE due_at <= :now ORDER BY due_at, process, name LIMIT 1 FOR UPDATE SKIP LOCKED"
)
_DONE = sa.text("DELETE FROM timer WHERE process = :process AND name = :name AND generation = :generation")
_NEXT = sa.text("SELECT min(due_at) FROM timer")
_COUNT = sa.text("SELECT count(*) FROM timer WHERE due_at <= :now")


@dataclass(frozen=True, slots=True)
class Arm:
    """Wake this process (its stream) at `due_at`, a UTC instant; arming again under the same name replaces the older generation."""

    process: str
    name: str
    generation: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Disarm:
    """Forget one timer of a process, or all of them."""

    process: str
    name: str | None = None


TimerChange: TypeAlias = Arm | Disarm


@dataclass(frozen=True)
class Timers:
    """A service's timers: `apply` derives them from events (pure); `fire` turns a due one into a command that may do nothing."""

    apply: Callable[[Recorded], Iterable[TimerChange]]
    fire: Callable[[Unit, Arm], Awaitable[None]]
    version: int = 1

    def projection(self) -> Projection:
        """The timers as a projection of the log, rebuildable like any other."""
        return Projection("timers", self.version, (TIMER,), self._changes)

    def _changes(self, recorded: Recorded) -> Iterable[Change]:
        for change in self.apply(recorded):
            match change:
                case Arm(process, name, generation, due_at):
                    yield Put("timer", {"process": process, "name": name}, {"generation": generation, "due_at": due_at})
                case Disarm(process, None):
                    yield Drop("timer", {"process": process})
                case Disarm(process, name):
                    yield Drop("timer", {"process": process, "name": name})


class Ticker:
    """Fires what is due. A timer that fails three times is parked, so that one fault never holds up the others."""

    def __init__(self, handler: Handler, timers: Timers) -> None:
        self.handler = handler
        self.timers = timers
        self._failures: dict[tuple[str, str, int], int] = {}
        self._direct = autocommitted(handler.engine)
        self._next: datetime | None = None

    async def until_due(self) -> None:
        """Sleep by the injected clock until the timer is due that the last step saw, at most half a minute."""
        soon = self.handler.clock.now() + LONGEST_SLEEP
        await self.handler.clock.sleep_until(min(self._next or soon, soon))

    async def step(self) -> bool:
        """Fire the one that is due longest; False when none is."""
        async with self._direct.connect() as connection:
            self._next = await next_due(connection)
        if self._next is None or self._next > self.handler.clock.now():
            return False
        return await self._fire_one()

    async def _fire_one(self) -> bool:
        due: Arm | None = None
        try:
            async with self.handler.unit(actor=SYSTEM) as unit:
                row = (await unit.connection.execute(_DUE, {"now": self.handler.clock.now()})).one_or_none()
                if row is None:
                    return False
                due = Arm(*row)
                await self._fire(unit, due)
                await unit.connection.execute(_DONE, {"process": due.process, "name": due.name, "generation": due.generation})
        except Exception as error:
            if due is None or not await self._given_up(due, error):
                raise
        return True

    async def _fire(self, unit: Unit, due: Arm) -> None:
        try:
            async with unit.attempt(savepoint=False):
                await self.timers.fire(unit, due)
        except Refused as refusal:
            log.info(LogEvent.COMMAND_REFUSED, command=due.name, slug=refusal.slug)
        log.info(LogEvent.TIMER_FIRED, process=due.process, timer=due.name, generation=due.generation)

    async def _given_up(self, due: Arm, error: Exception) -> bool:
        key = (due.process, due.name, due.generation)
        self._failures[key] = self._failures.get(key, 0) + 1
        if self._failures[key] < TRIES:
            return False
        del self._failures[key]
        async with self.handler.unit(actor=SYSTEM) as unit:
            await park(unit.connection, _parked(due, error, unit.clock.now()))
            await unit.connection.execute(_DONE, {"process": due.process, "name": due.name, "generation": due.generation})
        log.error(LogEvent.TIMER_PARKED, process=due.process, timer=due.name, error=type(error).__name__)
        return True


def _parked(due: Arm, error: Exception, now: datetime) -> ParkedMessage:
    identity = f"{due.process}/{due.name}/{due.generation}"
    return ParkedMessage(
        "timer", "timer", due.process, due.generation, identity, due.name, "{}", due.due_at.isoformat().encode(), spoken(error), now
    )


async def next_due(connection: AsyncConnection) -> datetime | None:
    """When the next timer is due, or None when none is armed."""
    found: datetime | None = (await connection.execute(_NEXT)).scalar()
    return found


async def due_count(connection: AsyncConnection, now: datetime) -> int:
    """How many timers are due and have not fired."""
    return int((await connection.execute(_COUNT, {"now": now})).scalar_one())
