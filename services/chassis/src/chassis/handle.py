"""The only way to write: one unit of work, one transaction; what was decided is appended last, in one call."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import orjson
import sqlalchemy as sa
import stamina
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chassis.clock import Clock
from chassis.decider import Decider
from chassis.eventstore.append import append
from chassis.eventstore.codec import Codec
from chassis.eventstore.errors import CommandAlreadySeen, StaleVersion, translate
from chassis.eventstore.read import autocommitted, head, read_stream, read_streams
from chassis.eventstore.recorded import Meta, Pending, Recorded
from chassis.identity.actor import Actor
from chassis.ids import new_id
from chassis.observability.context import correlation_id, service_name
from chassis.observability.metrics import HANDLED_COMMANDS
from chassis.observability.traces import traceparent
from chassis.projections.change import Change
from chassis.projections.runner import OWN
from chassis.projections.write import write

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")

_SEEN = sa.text("SELECT result FROM command_seen WHERE id = :id")
_SEEN_BY = sa.text("SELECT count(*) FROM position WHERE reader = ANY(:readers) AND source = :source AND position >= :position")
_QUEUE = sa.text("SELECT pg_advisory_xact_lock(22, hashtext(:stream))")
_REMEMBER = sa.text("INSERT INTO command_seen (id, result, at) VALUES (:id, :result, :at)")


class VersionConflict(Exception):
    """The caller decided on an older version of the stream than the newest; `version` is the newest."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the stream is at version {version}")
        self.version = version


class KeyReused(Exception):
    """The `command_id` belongs to a command that decided about another stream: the first answer would be a lie about this one."""


@dataclass(frozen=True)
class Handled:
    """What came of a command: its events, the log position to wait for, the stream's version; `repeated` for a known idempotency key."""

    events: tuple[Any, ...]
    position: int
    version: int
    repeated: bool = False


@dataclass(frozen=True)
class _Stream:
    state: Any
    version: int


class Unit:
    """One transaction. Streams are loaded once and see their own pending events; nothing is appended before the end."""

    def __init__(self, connection: AsyncConnection, codec: Codec, clock: Clock, meta: Meta, tables: Mapping[str, sa.Table]) -> None:
        self.connection = connection
        self.codec = codec
        self.clock = clock
        self.meta = meta
        self.position = 0
        self._tables = tables
        self._streams: dict[str, _Stream] = {}
        self._pending: list[Pending] = []
        self._changes: list[Change] = []

    async def _stream(self, decider: Decider[C, S, E], stream: str) -> _Stream:
        known = self._streams.get(stream)
        if known is None:
            state: S = decider.initial
            history: Sequence[Recorded] = await read_stream(self.connection, self.codec, stream)
            for recorded in history:
                state = decider.evolve(state, recorded.event)
            known = self._streams[stream] = _Stream(state, len(history))
        return known

    async def load(self, decider: Decider[C, S, E], streams: Sequence[str]) -> None:
        """Load several streams in one question; those this unit knows already stay as they are."""
        wanted = {stream: _Stream(decider.initial, 0) for stream in streams if stream not in self._streams}
        for recorded in await read_streams(self.connection, self.codec, list(wanted)) if wanted else ():
            known = wanted[recorded.stream]
            wanted[recorded.stream] = _Stream(decider.evolve(known.state, recorded.event), known.version + 1)
        self._streams |= wanted

    async def state(self, decider: Decider[C, S, E], stream: str) -> S:
        """The stream's state now, pending events included."""
        return (await self._stream(decider, stream)).state  # type: ignore[no-any-return]

    async def version(self, decider: Decider[C, S, E], stream: str) -> int:
        """How many events the stream has, pending ones included."""
        return (await self._stream(decider, stream)).version

    async def handle(self, decider: Decider[C, S, E], stream: str, command: C, *, expected_version: int | None = None) -> tuple[E, ...]:
        """Load, decide, remember what was decided. Raises Refused, or VersionConflict when `expected_version` is not the newest."""
        known = await self._stream(decider, stream)
        if expected_version is not None and expected_version != known.version:
            raise VersionConflict(known.version)
        events = tuple(decider.decide(command, known.state))
        state, version = known.state, known.version
        for event in events:
            state, version = decider.evolve(state, event), version + 1
            self._pending.append(Pending(new_id(), stream, version, event, self.meta))
        self._streams[stream] = _Stream(state, version)
        return events

    async def record(self, stream: str, event: Any) -> None:
        """Append a fact of the machinery itself (a receipt): no decision, no state."""
        known = self._streams.get(stream)
        version = known.version if known else len(await read_stream(self.connection, self.codec, stream))
        self._pending.append(Pending(new_id(), stream, version + 1, event, self.meta))
        self._streams[stream] = _Stream(known.state if known else None, version + 1)

    @property
    def decided(self) -> bool:
        """Whether anything waits to be appended to the log."""
        return bool(self._pending)

    def change(self, *changes: Change) -> None:
        """Rows to write in the same transaction (what other services said; own events belong in a projection)."""
        self._changes.extend(changes)

    @asynccontextmanager
    async def attempt(self, *, savepoint: bool = True) -> AsyncIterator[None]:
        """A part that can fail alone: on an exception everything it did in this unit is undone, then the exception goes on.

        Without `savepoint` only what was decided is undone, not what was written on the connection: enough for a refusal.
        """
        streams, pending, changes = dict(self._streams), len(self._pending), len(self._changes)
        try:
            async with self.connection.begin_nested() if savepoint else nullcontext():
                yield
        except BaseException:
            self._streams = streams
            del self._pending[pending:]
            del self._changes[changes:]
            raise

    def caused_by(self, meta: Meta) -> None:
        """Why what follows happens."""
        self.meta = meta

    async def flush(self) -> None:
        """Write rows, then append: the last statement before commit."""
        if self._changes:
            await write(self.connection, self._tables, self._changes)
        if self._pending:
            self.position = await append(self.connection, self.codec, self._pending, self.clock.now())


class Handler:
    """Opens units of work on one service's database."""

    def __init__(
        self,
        engine: AsyncEngine,
        codec: Codec,
        clock: Clock,
        *,
        tables: Mapping[str, sa.Table] | None = None,
        readers: Sequence[str] = (),
    ) -> None:
        """`tables` may be written through `Unit.change`; `readers` are the projections that `wait_for` waits for."""
        self.engine = engine
        self.direct = autocommitted(engine)
        self.codec = codec
        self.clock = clock
        self.tables = tables or {}
        self.readers = tuple(readers)

    @asynccontextmanager
    async def unit(
        self, *, actor: Actor, correlation: str | None = None, causation: str | None = None, command_id: UUID | None = None
    ) -> AsyncIterator[Unit]:
        """One transaction; committed at the end, rolled back on any exception. Raises StaleVersion when another writer was first."""
        async with self.engine.begin() as connection:
            meta = Meta(
                actor=actor.ref,
                correlation=correlation or correlation_id() or str(command_id or new_id()),
                causation=causation,
                command=str(command_id) if command_id else None,
                org=actor.org_id,
                traceparent=traceparent(),
            )
            unit = Unit(connection, self.codec, self.clock, meta, self.tables)
            yield unit
            await unit.flush()

    async def handle(
        self,
        decider: Decider[C, S, E],
        stream: str,
        command: C,
        *,
        actor: Actor,
        command_id: UUID | None = None,
        expected_version: int | None = None,
        correlation: str | None = None,
    ) -> Handled:
        """One command in a transaction of its own, decided again when another writer was first.

        Raises Refused, VersionConflict. A `command_id` seen before changes nothing and gives the first answer again, or raises KeyReused
        when the first command was about another stream.
        """

        async def work(unit: Unit) -> Sequence[E]:
            return await unit.handle(decider, stream, command, expected_version=expected_version)

        return await self.perform(work, decider, stream, actor=actor, command_id=command_id, correlation=correlation)

    async def perform(
        self,
        work: Callable[[Unit], Awaitable[Sequence[E]]],
        decider: Decider[C, S, E],
        stream: str,
        *,
        actor: Actor,
        command_id: UUID | None = None,
        correlation: str | None = None,
    ) -> Handled:
        """Several decisions as one act, in one transaction: as `handle`, with the version of `stream` in the answer.

        Who was overtaken stands in line for the stream from then on, so that everybody in a crowd is served.
        """
        async for attempt in stamina.retry_context(on=StaleVersion, attempts=6, wait_initial=0.005, wait_max=0.1, wait_jitter=0.02):
            with attempt:
                try:
                    async with self.unit(actor=actor, command_id=command_id, correlation=correlation) as unit:
                        if attempt.num > 1:
                            await unit.connection.execute(_QUEUE, {"stream": stream})
                        if command_id and (answer := await self._answered(unit.connection, command_id, stream)):
                            return answer
                        events = tuple(await work(unit))
                        version = await unit.version(decider, stream)
                        if command_id:
                            await _remember(unit, command_id, stream, version)
                    HANDLED_COMMANDS.labels(service_name()).inc()
                    return Handled(events, unit.position, version)
                except CommandAlreadySeen as seen:
                    raise StaleVersion from seen
        raise AssertionError("stamina raises before this")

    @staticmethod
    async def _answered(connection: AsyncConnection, command_id: UUID, stream: str) -> Handled | None:
        result = (await connection.execute(_SEEN, {"id": command_id})).scalar()
        if result is None:
            return None
        told = orjson.loads(result)
        if told.get("stream", stream) != stream:
            raise KeyReused
        return Handled((), await head(connection), told["version"], repeated=True)

    async def wait_for(self, position: int, *, seconds: float = 5) -> bool:
        """Wait until this service's projections have seen `position`; False when they did not within `seconds`."""
        deadline = asyncio.get_running_loop().time() + seconds
        values = {"readers": list(self.readers), "source": OWN, "position": position}
        while True:
            async with self.direct.connect() as connection:
                seen = (await connection.execute(_SEEN_BY, values)).scalar_one()
            if seen == len(self.readers):
                return True
            if asyncio.get_running_loop().time() >= deadline:
                return False
            await asyncio.sleep(0.01)


async def _remember(unit: Unit, command_id: UUID, stream: str, version: int) -> None:
    try:
        result = orjson.dumps({"version": version, "stream": stream}).decode()
        values = {"id": command_id, "result": result, "at": unit.clock.now()}
        await unit.connection.execute(_REMEMBER, values)
    except sa.exc.DBAPIError as error:
        translate(error)
