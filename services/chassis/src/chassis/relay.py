"""The log is the outbox: reads it by position, maps each event through the pure `outbound`, publishes, and only then moves."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from nats.aio.client import Client
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chassis.eventstore.codec import Codec
from chassis.eventstore.read import autocommitted, read_log
from chassis.eventstore.recorded import Recorded
from chassis.messaging.publish import Outgoing, publish
from chassis.messaging.receipts import ReceiptIssued, outgoing_receipt
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.projections.runner import OWN
from contracts.envelope import Envelope, PublicEvent, to_headers
from contracts.subjects import EVENTS, event_subject

log = get_log(__name__)

RELAY = "relay"
PAGE = 500

Outbound = Callable[[Recorded], PublicEvent | None]

_START = sa.text("INSERT INTO position (reader, source, position) VALUES (:reader, :source, 0) ON CONFLICT DO NOTHING")
_READ = sa.text("SELECT position, published FROM position WHERE reader = :reader AND source = :source")
_MOVE = sa.text(
    "WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))"
    " UPDATE position SET position = :position, published = :published FROM quick"
    " WHERE reader = :reader AND source = :source AND position = :seen"
)
"""One round trip, and no wait for the disk: what a crash takes of it is published again under the same ids."""
_REWIND = sa.text("UPDATE position SET position = 0, published = 0 WHERE reader = :reader AND source = :source")
_ROW = {"reader": RELAY, "source": OWN}


@dataclass(frozen=True)
class Origin:
    """What every envelope of a service says about where it comes from."""

    org: str
    service: str
    province_code: str

    @property
    def source(self) -> str:
        """CloudEvents source: names the log."""
        return f"urn:doithoai:{self.org}:{self.service}"


@dataclass(frozen=True)
class Mark:
    """How far the relay came: last position handled, last position that was public."""

    position: int
    published: int


def envelope_of(origin: Origin, recorded: Recorded, event: PublicEvent, previous: int) -> Envelope:
    """The envelope of a public event: a function of the log alone, so that publishing again sends the same message."""
    return Envelope(
        id=recorded.id,
        type=event.event_type,
        source=origin.source,
        subject=recorded.stream,
        time=recorded.at,
        aggregate_version=recorded.version,
        position=recorded.position,
        previous=previous,
        correlation_id=recorded.meta.correlation,
        causation_id=recorded.meta.causation,
        org_id=recorded.meta.org,
        actor_ref=recorded.meta.actor,
        province_code=origin.province_code,
    )


def outgoing(origin: Origin, outbound: Outbound, page: Sequence[Recorded], mark: Mark) -> tuple[list[Outgoing], Mark]:
    """Messages of a page in log order, and where the relay stands once they are stored."""
    messages: list[Outgoing] = []
    published = mark.published
    for recorded in page:
        if isinstance(recorded.event, ReceiptIssued):
            messages.append(outgoing_receipt(recorded))
        elif (event := outbound(recorded)) is not None:
            headers = to_headers(envelope_of(origin, recorded, event, published))
            if recorded.meta.traceparent:
                headers["traceparent"] = recorded.meta.traceparent
            messages.append(Outgoing(EVENTS, event_subject(origin.org, event.event_type), headers, event.body()))
            published = recorded.position
    return messages, Mark(page[-1].position, published)


class Relay:
    """One per service; the advisory lock that makes it one is the worker's."""

    def __init__(self, engine: AsyncEngine, codec: Codec, client: Client, origin: Origin, outbound: Outbound) -> None:
        self.direct = autocommitted(engine)
        self.codec = codec
        self.client = client
        self.origin = origin
        self.outbound = outbound

    async def mark(self) -> Mark:
        """Where it stands."""
        async with self.direct.connect() as connection:
            return await self._mark(connection)

    async def _mark(self, connection: AsyncConnection) -> Mark:
        row = (await connection.execute(_READ, _ROW)).one_or_none()
        if row is None:
            await connection.execute(_START, _ROW)
            return Mark(0, 0)
        return Mark(*row)

    async def step(self) -> bool:
        """Publish the next page; False at the end of the log. Anything the broker refuses is raised, and nothing moves.

        A rewind that comes between is kept: the row only moves from where this page began.
        """
        async with self.direct.connect() as connection:
            mark = await self._mark(connection)
            page = await read_log(connection, self.codec, mark.position, PAGE)
        if not page:
            return False
        messages, after = outgoing(self.origin, self.outbound, page, mark)
        if messages:
            await publish(self.client, messages)
            log.info(LogEvent.EVENTS_PUBLISHED, count=len(messages), position=after.position)
        await self._move(mark, after)
        return True

    async def _move(self, seen: Mark, after: Mark) -> None:
        values = {**_ROW, "seen": seen.position, "position": after.position, "published": after.published}
        async with self.direct.connect() as connection:
            await connection.execute(_MOVE, values)


async def rewind(engine: AsyncEngine) -> None:
    """Publish everything again from the first event; the broker and the consumers ignore what they have."""
    async with engine.begin() as connection:
        await connection.execute(_START, _ROW)
        await connection.execute(_REWIND, _ROW)


async def drain(relay: Relay) -> None:
    """Publish until nothing is left; for commands and tests."""
    while await relay.step():  # noqa: ASYNC110
        await asyncio.sleep(0)
