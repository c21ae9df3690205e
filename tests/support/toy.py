"""The smallest service there can be: things that are counted. For tests of the machinery, without any rule of ours."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from nats.js.errors import NotFoundError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from chassis.clock import Clock, FakeClock
from chassis.decider import Decider, Refused
from chassis.eventstore.codec import Codec
from chassis.eventstore.recorded import Recorded
from chassis.eventstore.schema import event_log_v1
from chassis.handle import Handler
from chassis.messaging.receipts import RECEIPT_EVENTS
from chassis.projections.change import Add, Change, Put
from chassis.projections.projection import Projection, tables_of
from contracts.envelope import PublicEvent
from doithoai.embedded.databases import Database

START = datetime(2026, 2, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Counted:
    thing: str
    number: int


@dataclass(frozen=True)
class Whispered:
    thing: str


ThingEvent: TypeAlias = Counted | Whispered
EVENTS = {"thing.counted.v1": Counted, "thing.whispered.v1": Whispered}


class CountedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.intake.thing.counted.v1"
    thing: str
    number: int


@dataclass(frozen=True)
class Count:
    thing: str
    limit: int = 1_000_000


@dataclass(frozen=True)
class Whisper:
    thing: str


def decide(command: Count | Whisper, state: int) -> Sequence[ThingEvent]:
    match command:
        case Count(thing, limit):
            if state >= limit:
                raise Refused("counted_enough", thing=thing)
            return [Counted(thing, state + 1)]
        case Whisper(thing):
            return [Whispered(thing)]


def evolve(state: int, event: ThingEvent) -> int:
    return state + 1 if isinstance(event, Counted) else state


DECIDER: Decider[Count | Whisper, int, ThingEvent] = Decider(decide, evolve, 0)


def outbound(recorded: Recorded) -> PublicEvent | None:
    match recorded.event:
        case Counted(thing, number):
            return CountedV1(thing=thing, number=number)
        case _:
            return None


TALLY = sa.Table("tally", sa.MetaData(), sa.Column("thing", sa.Text, primary_key=True), sa.Column("counted", sa.Integer, nullable=False))
LATEST = sa.Table("latest", sa.MetaData(), sa.Column("thing", sa.Text, primary_key=True), sa.Column("number", sa.Integer, nullable=False))


def apply(recorded: Recorded) -> Iterable[Change]:
    if isinstance(recorded.event, Counted):
        yield Add("tally", {"thing": recorded.event.thing}, {"counted": 1})
        yield Put("latest", {"thing": recorded.event.thing}, {"number": recorded.event.number})


PROJECTION = Projection("tally", 1, (TALLY, LATEST), apply)


@asynccontextmanager
async def toy(database: Database, clock: Clock | None = None) -> AsyncIterator[Handler]:
    """A toy service's database with its tables, and the handler on it (as the role with fewer rights)."""
    role = database.dsn.split("://", 1)[1].split(":", 1)[0]
    owner = create_async_engine(database.owner_url)
    async with owner.begin() as connection:
        for statement in event_log_v1(role):
            await connection.execute(sa.text(statement.replace(":=", r"\:=")))
        await connection.run_sync(lambda sync: [table.create(sync) for table in (TALLY, LATEST)])
    await owner.dispose()
    engine: AsyncEngine = create_async_engine(database.url)
    tables = tables_of(TALLY, LATEST)
    try:
        yield Handler(engine, Codec(EVENTS, RECEIPT_EVENTS), clock or FakeClock(START), tables=tables, readers=[PROJECTION.reader])
    finally:
        await engine.dispose()


def stream(number: int) -> str:
    return f"thing-{UUID(int=number)}"


class Delivery:
    """A message as the broker delivers it for the n-th time."""

    def __init__(self, message: Any, times: int) -> None:
        self.subject, self.headers, self.data = message.subject, message.headers, message.data
        self.metadata = type("Metadata", (), {"num_delivered": times, "sequence": message.metadata.sequence})


async def fetched(client: Any, durable: str, stream: str) -> list[Any]:
    """Every message that waits for this consumer, none of them acknowledged.

    Up to the last one the stream holds for it: how many are pending, the broker counts a moment after it has stored them.
    """
    subscription, messages = await client.jetstream().pull_subscribe_bind(durable, stream), list[Any]()
    try:
        consumer = await subscription.consumer_info()
        last = (await client.jetstream().get_last_msg(stream, consumer.config.filter_subject)).seq
        place = consumer.delivered.stream_seq if consumer.delivered else 0
        while place < last:
            messages += await subscription.fetch(100, timeout=60)
            place = messages[-1].metadata.sequence.stream
    except NotFoundError:
        return []
    finally:
        await subscription.unsubscribe()
    return messages


async def taken(subscription: Any, count: int) -> list[Any]:
    """So many messages of a pull subscription; one answer of the broker may hold fewer than were asked for."""
    messages: list[Any] = []
    while len(messages) < count:
        messages += await subscription.fetch(count - len(messages), timeout=60)
    return messages
