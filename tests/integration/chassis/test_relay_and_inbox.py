import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import nats
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine
from toy import DECIDER, EVENTS, TALLY, Count, CountedV1, Delivery, Whisper, fetched, outbound, stream, toy

from chassis.eventstore.codec import Codec
from chassis.eventstore.read import read_log
from chassis.eventstore.recorded import Recorded
from chassis.handle import Handler, Unit
from chassis.identity.actor import SYSTEM
from chassis.messaging.errors import Hole, NotYet, Transient
from chassis.messaging.inbox import TRIES_BEFORE_PARKING, Inbox, Source
from chassis.messaging.parked import parked_messages
from chassis.messaging.provision import Drift, provision_consumers, provision_streams
from chassis.messaging.receipts import RECEIPT_EVENTS
from chassis.projections.change import Add, Put
from chassis.relay import Origin, Relay, drain, rewind
from contracts.envelope import Envelope, PublicEvent

ORIGIN = Origin("son-la", "intake", "14")
DURABLE = {"followup-intake": ("EVENTS", "evt.*.intake.>")}


async def count_it(unit: Unit, envelope: Envelope, event: CountedV1) -> None:
    unit.change(Add("tally", {"thing": event.thing}, {"counted": 1}), Put("latest", {"thing": event.thing}, {"number": event.number}))


On = Callable[[Unit, Envelope, Any], Awaitable[None]]


@dataclass
class World:
    here: Handler
    there: Handler
    client: Any
    relay: Relay

    async def publish(self, *things: str) -> None:
        for thing in things:
            await self.here.handle(DECIDER, f"thing-{thing}", Count(thing), actor=SYSTEM)
        await drain(self.relay)

    async def messages(self) -> list[Any]:
        return await fetched(self.client, "followup-intake", "EVENTS")

    async def tally(self) -> dict[str, int]:
        async with self.there.engine.connect() as connection:
            return {row.thing: row.counted for row in await connection.execute(sa.select(TALLY))}

    def inbox(self, on: On = count_it) -> Inbox:
        return Inbox(self.there, Source("intake", {CountedV1: on}))


@asynccontextmanager
async def world(make_database: Any, nats_url: str) -> AsyncIterator[World]:
    client = await nats.connect(nats_url)
    await provision_streams(client)
    await provision_consumers(client, DURABLE)
    async with toy(await make_database()) as here, toy(await make_database()) as there:
        yield World(here, there, client, Relay(here.engine, Codec(EVENTS, RECEIPT_EVENTS), client, ORIGIN, outbound))
    await client.close()


async def test_an_event_travels_once_with_its_envelope(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        await w.here.handle(DECIDER, stream(9), Whisper("private"), actor=SYSTEM)
        await w.publish("rice", "rice", "salt")
        batch = await w.messages()
        assert [m.headers["ce-previous"] for m in batch] == ["0", "2", "3"]
        assert {m.subject for m in batch} == {"evt.son-la.intake.thing.counted.v1"}
        await w.inbox().handle(batch)
        await w.inbox().handle(batch)
        assert await w.tally() == {"rice": 2, "salt": 1}


async def test_publishing_again_from_the_start_counts_nothing_twice(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        await w.publish("rice", "salt")
        await w.inbox().handle(await w.messages())
        await rewind(w.here.engine)
        await w.publish("rice")
        state = await w.client.jetstream().stream_info("EVENTS")
        assert state.state.messages == 3
        await w.inbox().handle(await w.messages())
        assert await w.tally() == {"rice": 2, "salt": 1}


async def test_what_the_broker_does_not_take_stays_to_be_published(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        await w.publish("rice")
        before = await w.relay.mark()
        await w.client.jetstream().delete_stream("EVENTS")
        await w.here.handle(DECIDER, "thing-salt", Count("salt"), actor=SYSTEM)
        with pytest.raises(nats.errors.Error):
            await w.relay.step()
        assert await w.relay.mark() == before, "the position moves only once the broker has stored the page"
        await provision_streams(w.client)
        await provision_consumers(w.client, DURABLE)
        await drain(w.relay)
        assert [message.headers["ce-subject"] for message in await w.messages()] == ["thing-salt"]


async def test_a_rewind_while_a_page_is_on_its_way_is_not_lost(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        await w.publish("rice", "salt")
        await w.here.handle(DECIDER, "thing-oil", Count("oil"), actor=SYSTEM)

        def interrupted(recorded: Recorded) -> PublicEvent | None:
            """Between reading the page and moving on, somebody asks for everything again."""
            with ThreadPoolExecutor(1) as elsewhere:
                elsewhere.submit(asyncio.run, rewind_from(w.here.engine.url)).result()
            return outbound(recorded)

        relay = Relay(w.here.engine, Codec(EVENTS, RECEIPT_EVENTS), w.client, ORIGIN, interrupted)
        assert await relay.step()
        assert (await w.relay.mark()).position == 0
        await w.client.jetstream().delete_stream("EVENTS")
        await provision_streams(w.client)
        await provision_consumers(w.client, DURABLE)
        await drain(w.relay)
        assert [message.headers["ce-subject"] for message in await w.messages()] == ["thing-rice", "thing-salt", "thing-oil"]


async def rewind_from(url: sa.URL) -> None:
    engine = create_async_engine(url)
    await rewind(engine)
    await engine.dispose()


async def test_a_wiped_broker_is_refilled_from_the_log(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        await w.publish("rice", "salt")
        await w.inbox().handle(await w.messages())
        await w.client.jetstream().delete_stream("EVENTS")
        await provision_streams(w.client)
        await provision_consumers(w.client, DURABLE)
        await rewind(w.here.engine)
        await w.publish("rice")
        await w.inbox().handle(await w.messages())
        assert await w.tally() == {"rice": 2, "salt": 1}


async def test_a_missing_event_stops_the_reader_instead_of_being_skipped(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        await w.publish("rice", "salt", "tea")
        batch = await w.messages()
        with pytest.raises(Hole, match="after 1 came 3"):
            await w.inbox().handle([batch[0], batch[2]])
        assert await w.tally() == {"rice": 1}
        await w.inbox().handle(batch)
        assert await w.tally() == {"rice": 1, "salt": 1, "tea": 1}


async def test_what_fails_for_good_is_parked_with_its_followers_and_others_flow(make_database: Any, nats_url: str) -> None:
    async def broken_for_rice(unit: Unit, envelope: Envelope, event: CountedV1) -> None:
        if event.thing == "rice":
            raise ValueError("cannot")
        await count_it(unit, envelope, event)

    async with world(make_database, nats_url) as w:
        await w.publish("rice", "salt", "rice")
        batch = await w.messages()
        with pytest.raises(ValueError, match="cannot"):
            await w.inbox(broken_for_rice).handle(batch)
        assert await w.tally() == {}
        await w.inbox(broken_for_rice).handle([Delivery(m, TRIES_BEFORE_PARKING) for m in batch])
        assert await w.tally() == {"salt": 1}
        async with w.there.engine.connect() as connection:
            reasons = [one.reason for one in await parked_messages(connection)]
        assert reasons[0].startswith("ValueError at test_relay_and_inbox.py:")
        assert reasons[1:] == ["behind a parked event"]


async def test_what_fails_half_way_leaves_neither_rows_nor_events_of_its_own_and_spares_the_rest_of_the_batch(
    make_database: Any, nats_url: str
) -> None:
    async def half(unit: Unit, envelope: Envelope, event: CountedV1) -> None:
        await count_it(unit, envelope, event)
        await unit.handle(DECIDER, f"thing-{event.thing}", Count(event.thing))
        if event.thing == "rice":
            raise ValueError("cannot")

    async with world(make_database, nats_url) as w:
        await w.publish("salt", "rice", "tea")
        await w.inbox(half).handle([Delivery(message, TRIES_BEFORE_PARKING) for message in await w.messages()])
        assert await w.tally() == {"salt": 1, "tea": 1}
        async with w.there.direct.connect() as connection:
            assert [recorded.stream for recorded in await read_log(connection, w.there.codec, 0, 10)] == ["thing-salt", "thing-tea"]


async def test_an_unreadable_message_is_parked_and_the_rest_of_its_batch_counts(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        await w.publish("rice")
        await w.client.jetstream().publish("evt.son-la.intake.thing.counted.v1", b"\xff", headers={"x": "y"})
        await w.inbox().handle(await w.messages())
        assert await w.tally() == {"rice": 1}
        async with w.there.engine.connect() as connection:
            assert len(await parked_messages(connection)) == 1


async def test_order_between_services_is_waited_for(make_database: Any, nats_url: str) -> None:
    async def not_yet(unit: Unit, envelope: Envelope, event: CountedV1) -> None:
        raise NotYet(event.thing)

    async with world(make_database, nats_url) as w:
        await w.publish("rice")
        batch = await w.messages()
        with pytest.raises(NotYet):
            await w.inbox(not_yet).handle([Delivery(m, 10) for m in batch])
        async with w.there.engine.connect() as connection:
            assert await parked_messages(connection) == []


async def test_a_fault_that_passes_by_itself_is_waited_for_and_never_parked(make_database: Any, nats_url: str) -> None:
    async def unreachable(unit: Unit, envelope: Envelope, event: CountedV1) -> None:
        raise Transient(event.thing)

    async def broken_connection(unit: Unit, envelope: Envelope, event: CountedV1) -> None:
        raise OperationalError("SELECT 1", None, OSError("gone"))

    async with world(make_database, nats_url) as w:
        await w.publish("rice")
        batch = [Delivery(message, 1000) for message in await w.messages()]
        for handler, error in ((unreachable, Transient), (broken_connection, OperationalError)):
            with pytest.raises(error):
                await w.inbox(handler).handle(batch)
        async with w.there.engine.connect() as connection:
            assert await parked_messages(connection) == []
        await w.inbox().handle(batch)
        assert await w.tally() == {"rice": 1}


async def test_provisioning_twice_changes_nothing_and_drift_is_reported(nats_url: str) -> None:
    client = await nats.connect(nats_url)
    try:
        assert set(await provision_streams(client)) == {"EVENTS", "INBOUND", "RECEIPTS"}
        assert await provision_streams(client) == []
        with pytest.raises(Drift, match="num_replicas"):
            await provision_streams(client, replicas=3)
    finally:
        await client.close()


async def test_what_was_declared_to_become_rows_only_cannot_become_a_decision(make_database: Any, nats_url: str) -> None:
    async def decide_on_it(unit: Unit, envelope: Envelope, event: CountedV1) -> None:
        await unit.handle(DECIDER, f"thing-{event.thing}", Count(event.thing))

    async with world(make_database, nats_url) as w:
        await w.publish("rice")
        messages = await w.messages()
        inbox = Inbox(w.there, Source("intake", {CountedV1: decide_on_it}, rows_only=True))
        with pytest.raises(RuntimeError, match="rows only"):
            await inbox.handle(messages)
        await w.inbox(decide_on_it).handle(messages)
