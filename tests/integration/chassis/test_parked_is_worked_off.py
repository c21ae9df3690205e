"""What was parked is worked off by a person: in order with what waits behind it, or given up; agencies get their last word."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import nats
import orjson
import pytest
import sqlalchemy as sa
from toy import DECIDER, EVENTS, LATEST, START, Count, Counted, CountedV1, Delivery, fetched, outbound, toy
from toy_workers import Note, service

from chassis.clock import FakeClock
from chassis.composition import Service
from chassis.decider import Refused
from chassis.eventstore.codec import Codec
from chassis.eventstore.read import read_log
from chassis.handle import Handler, Unit
from chassis.identity.actor import SYSTEM, Actor
from chassis.messaging.agency_inbox import AgencyInbox, AgencyMessage, InboundReader
from chassis.messaging.inbox import TRIES_BEFORE_PARKING, Inbox, Source
from chassis.messaging.parked import ParkedMessage, parked_messages
from chassis.messaging.provision import provision_consumers, provision_streams
from chassis.messaging.receipts import RECEIPT_EVENTS, Answer, ReceiptIssued, accepted
from chassis.messaging.retry_parked import NotParked, discard, retry
from chassis.projections.change import Put
from chassis.relay import Origin, Relay, drain
from chassis.timers import Arm, Ticker, Timers
from contracts.envelope import Envelope

OPERATOR = Actor("operator-1", "operator")
DURABLE = {"followup-intake": ("EVENTS", "evt.*.intake.>"), "followup-in": ("INBOUND", "in.>")}


@dataclass
class World:
    here: Handler
    there: Handler
    client: Any
    service: Service
    faulty: bool = True
    heard: list[tuple[str, int]] = field(default_factory=list)

    async def parked(self) -> Sequence[ParkedMessage]:
        async with self.there.engine.connect() as connection:
            return await parked_messages(connection)

    async def log(self) -> list[Any]:
        async with self.there.direct.connect() as connection:
            return [recorded.event for recorded in await read_log(connection, self.there.codec, 0, 100)]

    async def latest(self) -> dict[str, int]:
        async with self.there.engine.connect() as connection:
            return {row.thing: row.number for row in await connection.execute(sa.select(LATEST))}

    async def arrive(self, *things: str) -> None:
        """These are counted here and heard there, each for the last time before it is parked."""
        for thing in things:
            await self.here.handle(DECIDER, f"thing-{thing}", Count(thing), actor=SYSTEM)
        await drain(Relay(self.here.engine, Codec(EVENTS, RECEIPT_EVENTS), self.client, Origin("son-la", "intake", "14"), outbound))
        batch = [Delivery(message, TRIES_BEFORE_PARKING) for message in await fetched(self.client, "followup-intake", "EVENTS")]
        await Inbox(self.there, self.service.sources[0]).handle(batch)

    async def write_in(self, thing: str) -> str:
        """An agency's message comes in for the last time before it is parked; its id."""
        ident = str(uuid4())
        headers = {
            "ce-specversion": "1.0",
            "ce-id": ident,
            "ce-type": "vn.gov.doithoai.agency.note.v1",
            "ce-source": "urn:doithoai:a01:software",
            "ce-subject": "note",
            "ce-time": "2026-02-11T01:00:00Z",
        }
        await self.client.jetstream().publish("in.a01.note.v1", b'{"thing": "%s"}' % thing.encode(), headers=headers)
        await self.received(TRIES_BEFORE_PARKING)
        return ident

    async def received(self, times: int = 1) -> None:
        inbox = self.service.agency_inbox
        assert inbox
        await InboundReader(self.there, inbox).handle(
            [Delivery(message, times) for message in await fetched(self.client, "followup-in", "INBOUND")]
        )

    async def answers(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(each.status, each.slugs) for each in await self.log() if isinstance(each, ReceiptIssued)]


@asynccontextmanager
async def world(make_database: Any, nats_url: str) -> AsyncIterator[World]:
    client = await nats.connect(nats_url)
    await provision_streams(client)
    await provision_consumers(client, DURABLE)
    first, second = await make_database(), await make_database()

    async def on(unit: Unit, envelope: Envelope, event: CountedV1) -> None:
        if w.faulty and event.thing == "rice":
            raise ValueError("cannot")
        w.heard.append((event.thing, event.number))
        unit.change(Put("latest", {"thing": event.thing}, {"number": event.number}))

    async def note(unit: Unit, message: AgencyMessage, body: Note) -> Answer:
        if w.faulty:
            raise ValueError("cannot")
        if body.thing == "salt":
            raise Refused("counted_enough")
        await unit.handle(DECIDER, f"thing-{message.event_id}", Count(body.thing))
        return accepted(f"thing-{message.event_id}")

    async def fire(unit: Unit, due: Arm) -> None:
        if w.faulty:
            raise ValueError("cannot")
        await unit.handle(DECIDER, due.process, Count(due.name))

    composed = replace(
        service("followup", second, nats_url),
        sources=(Source("intake", {CountedV1: on}),),
        timers=Timers(lambda _: (), fire),
        agency_inbox=AgencyInbox("in.>", {("note", "v1"): Note}, note, refusals={"counted_enough": "Đã đủ."}),
    )
    async with toy(first) as here, toy(second, FakeClock(START)) as there:
        w = World(here, there, client, composed)
        yield w
    await client.close()


async def test_a_parked_event_is_handled_in_order_with_what_waits_behind_it_once_the_fault_is_gone(
    make_database: Any, nats_url: str
) -> None:
    async with world(make_database, nats_url) as w:
        await w.arrive("rice", "salt", "rice", "rice")
        first, *behind = await w.parked()
        assert (w.heard, [each.reason for each in behind]) == ([("salt", 1)], ["behind a parked event"] * 2)
        with pytest.raises(ValueError, match="cannot"):
            await retry(w.service, w.there, first.number, OPERATOR)
        assert len(await w.parked()) == 3
        w.faulty = False
        assert await retry(w.service, w.there, first.number, OPERATOR) == 3
        assert (w.heard[1:], await w.latest(), await w.parked()) == ([("rice", 1), ("rice", 2), ("rice", 3)], {"salt": 1, "rice": 3}, [])
        await w.arrive("rice")
        assert w.heard[-1] == ("rice", 4), "nothing waits any more"


async def test_what_is_given_up_leaves_what_waited_behind_it_to_be_retried(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        await w.arrive("rice", "rice")
        first, second = await w.parked()
        given_up = await discard(w.there, first.number, OPERATOR, "Thử nghiệm")
        assert (given_up.event_id, [each.number for each in await w.parked()]) == (first.event_id, [second.number])
        w.faulty = False
        assert await retry(w.service, w.there, second.number, OPERATOR) == 1
        assert w.heard == [("rice", 2)]


async def test_what_is_not_parked_is_neither_retried_nor_given_up(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        with pytest.raises(NotParked):
            await retry(w.service, w.there, 9, OPERATOR)
        with pytest.raises(NotParked):
            await discard(w.there, 9, OPERATOR, "Thử nghiệm")


@pytest.mark.parametrize(("thing", "last"), [("rice", ("accepted", ())), ("salt", ("refused", ("counted_enough",)))])
async def test_an_agencys_parked_message_ends_in_a_last_receipt_and_its_repetition_gets_the_same(
    make_database: Any, nats_url: str, thing: str, last: tuple[str, tuple[str, ...]]
) -> None:
    async with world(make_database, nats_url) as w:
        await w.write_in(thing)
        [parked] = await w.parked()
        assert await w.answers() == [("held", ("under_review",))]
        w.faulty = False
        assert await retry(w.service, w.there, parked.number, OPERATOR) == 1
        assert (await w.answers())[1:] == [last]
        assert sum(isinstance(each, Counted) for each in await w.log()) == (thing == "rice")
        await w.client.jetstream().publish(parked.subject, parked.data, headers=orjson.loads(parked.headers))
        await w.received()
        assert (await w.answers())[2:] == [last]


async def test_an_agency_is_told_that_its_message_was_given_up(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        await w.write_in("rice")
        [parked] = await w.parked()
        await discard(w.there, parked.number, OPERATOR, "Sai nội dung")
        assert await w.answers() == [("held", ("under_review",)), ("refused", ("given_up",))]


async def test_a_parked_timer_fires_once_the_fault_is_gone(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        async with w.there.engine.begin() as connection:
            statement = sa.text("INSERT INTO timer (process, name, generation, due_at) VALUES ('thing-1', 'rice', 2, :due)")
            await connection.execute(statement, {"due": START})
        assert w.service.timers
        ticker = Ticker(w.there, w.service.timers)
        for _ in range(2):
            with pytest.raises(ValueError, match="cannot"):
                await ticker.step()
        assert await ticker.step()
        [parked] = await w.parked()
        assert (parked.reader, parked.event_id) == ("timer", "thing-1/rice/2")
        w.faulty = False
        await retry(w.service, w.there, parked.number, OPERATOR)
        assert (await w.log(), await w.parked()) == ([Counted("rice", 1)], [])


async def test_timers_fire_in_the_order_in_which_they_are_due(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        w.faulty = False
        async with w.there.engine.begin() as connection:
            for name, minutes in (("a", 1), ("b", 3), ("c", 2)):
                statement = sa.text("INSERT INTO timer (process, name, generation, due_at) VALUES ('thing-1', :name, 1, :due)")
                await connection.execute(statement, {"name": name, "due": START - timedelta(minutes=minutes)})
        assert w.service.timers
        ticker = Ticker(w.there, w.service.timers)
        while await ticker.step():
            pass
        assert [each.thing for each in await w.log()] == ["b", "c", "a"]
