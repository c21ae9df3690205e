"""Hearing other services: a batch is one transaction, each event counts once, order is kept, what cannot be handled is parked by key."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
import sqlalchemy as sa
import stamina
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.decider import Refused
from chassis.eventstore.errors import StaleVersion
from chassis.eventstore.recorded import Meta
from chassis.handle import Handler, Unit
from chassis.identity.actor import Actor
from chassis.messaging.errors import Hole, NotYet, Transient
from chassis.messaging.parked import ParkedMessage, keys_parked, park
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.observability.redaction import spoken
from chassis.observability.traces import span, traceparent
from contracts.envelope import Envelope, MalformedEnvelope, PublicEvent, from_headers

log = get_log(__name__)

On = Callable[[Unit, Envelope, Any], Awaitable[None]]

TRIES_BEFORE_PARKING = 3
TRIES_FOR_ORDER = 30


@dataclass(frozen=True)
class Source:
    """One service that is heard: the public events that matter, each with what to do about it. Other types are ignored.

    `rows_only`: what is heard becomes rows and never a decision, so that hearing everything again is harmless.
    """

    service: str
    handlers: Mapping[type[PublicEvent], On]
    rows_only: bool = False


class Delivered(Protocol):
    """What a broker client hands over (nats-py's Msg)."""

    subject: str
    headers: dict[str, str] | None
    data: bytes

    @property
    def metadata(self) -> Any: ...


@dataclass(frozen=True)
class _Heard:
    message: Delivered
    envelope: Envelope


_LAST = sa.text("SELECT position FROM position WHERE reader = :reader AND source = :source FOR UPDATE")
_START = sa.text("INSERT INTO position (reader, source, position) VALUES (:reader, :source, 0) ON CONFLICT DO NOTHING")
_MOVE = sa.text("UPDATE position SET position = :position WHERE reader = :reader AND source = :source")


class Inbox:
    """Handles the messages of one source service for one reader."""

    def __init__(self, handler: Handler, source: Source, *, reader: str = "inbox") -> None:
        self.handler = handler
        self.reader = reader
        self.service = source.service
        self._rows_only = source.rows_only
        self._handlers = {model.event_type: (model, on) for model, on in source.handlers.items()}
        self._actor = Actor(ref=f"service:{source.service}", role="system")

    async def handle(self, messages: Sequence[Delivered]) -> None:
        """Handle a batch in order, all or nothing. Raises Transient (and the database's own errors): deliver it again later.

        Raises Hole once what stood before the hole is committed: the messages from `done` on came too early.
        """
        delivered = max(message.metadata.num_delivered for message in messages)
        async for attempt in stamina.retry_context(on=StaleVersion, attempts=6, wait_initial=0.005, wait_max=0.1, wait_jitter=0.02):
            with attempt:
                async with self.handler.unit(actor=self._actor) as unit:
                    handled, hole = await self._batch(unit, messages, delivered)
        for envelope in handled:
            ids = {"event_id": str(envelope.id), "correlation_id": envelope.correlation_id, "position": envelope.position}
            log.info(LogEvent.MESSAGE_HANDLED, source=self.service, type=envelope.type, **ids)
        if hole:
            raise hole

    async def _batch(self, unit: Unit, messages: Sequence[Delivered], delivered: int) -> tuple[list[Envelope], Hole | None]:
        positions: dict[str, int] = {}
        handled: list[Envelope] = []
        hole: Hole | None = None
        for done, message in enumerate(messages):
            heard = await self._read(unit, message)
            if heard is None:
                continue
            envelope = heard.envelope
            position, previous = envelope.position or 0, envelope.previous or 0
            last = positions.get(envelope.source)
            if last is None:
                last = await self._last(unit.connection, envelope.source)
            if position > last:
                if previous > last:
                    hole = Hole(envelope.source, last, position, done)
                    break
                if await self._one(unit, heard, delivered):
                    handled.append(envelope)
                last = position
            positions[envelope.source] = last
        if self._rows_only and unit.decided:
            raise RuntimeError(f"what {self.service} says was declared to become rows only, and something was decided on it")
        for source, position in positions.items():
            await unit.connection.execute(_MOVE, {"reader": self.reader, "source": source, "position": position})
        return handled, hole

    async def _read(self, unit: Unit, message: Delivered) -> _Heard | None:
        try:
            return _Heard(message, from_headers(message.headers))
        except MalformedEnvelope as error:
            identity = f"sequence-{message.metadata.sequence.stream}"
            await self._park(unit, message, identity, "unreadable", 0, spoken(error))
            return None

    async def _last(self, connection: AsyncConnection, source: str) -> int:
        values = {"reader": self.reader, "source": source}
        last = (await connection.execute(_LAST, values)).scalar()
        if last is None:
            await connection.execute(_START, values)
            last = (await connection.execute(_LAST, values)).scalar_one()
        return int(last)

    async def _one(self, unit: Unit, heard: _Heard, delivered: int) -> bool:
        """True when the message did what it is for; False when it is ignored or parked."""
        envelope, entry = heard.envelope, self._handlers.get(heard.envelope.type)
        if entry is None:
            return False
        if await keys_parked(unit.connection, self.reader, envelope.source, envelope.subject):
            await self._park(unit, heard.message, str(envelope.id), envelope.subject, envelope.position or 0, "behind a parked event")
            return False
        model, on = entry
        try:
            with span(f"hear {envelope.type}", traceparent=(heard.message.headers or {}).get("traceparent")):
                correlation, cause = envelope.correlation_id or str(envelope.id), str(envelope.id)
                unit.caused_by(Meta(self._actor.ref, correlation, cause, org=envelope.org_id, traceparent=traceparent()))
                async with unit.attempt(savepoint=delivered > 1):
                    await on(unit, envelope, model.read(heard.message.data))
        except Exception as error:
            if not _permanent(error, delivered):
                raise
            await self._park(unit, heard.message, str(envelope.id), envelope.subject, envelope.position or 0, _reason(error))
            return False
        return True

    async def _park(self, unit: Unit, message: Delivered, event_id: str, stream: str, position: int, reason: str) -> None:
        parked = ParkedMessage(
            reader=self.reader,
            source=f"{self.service}",
            stream=stream,
            position=position,
            event_id=event_id,
            subject=message.subject,
            headers=orjson.dumps(message.headers or {}).decode(),
            data=message.data,
            reason=reason,
            at=unit.clock.now(),
        )
        await park(unit.connection, parked)
        log.error(LogEvent.MESSAGE_PARKED, source=self.service, stream=stream, event_id=event_id, reason=reason)


def _reason(error: Exception) -> str:
    if isinstance(error, Refused):
        return f"refused: {error.slug}"
    return spoken(error)


def _permanent(error: Exception, delivered: int) -> bool:
    if isinstance(error, NotYet):
        return delivered >= TRIES_FOR_ORDER
    if isinstance(error, Transient | StaleVersion | OperationalError | InterfaceError):
        return False
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return False
    return delivered >= TRIES_BEFORE_PARKING
