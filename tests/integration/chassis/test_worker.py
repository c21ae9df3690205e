import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import nats
import pytest
import sqlalchemy as sa
from pydantic import BaseModel
from toy import DECIDER, EVENTS, LATEST, PROJECTION, START, TALLY, Count, Counted, CountedV1, outbound, toy

from chassis.clock import broadcast
from chassis.composition import Service
from chassis.eventstore.read import read_log
from chassis.eventstore.recorded import Recorded
from chassis.handle import Handler, Unit
from chassis.identity.actor import SYSTEM
from chassis.identity.permissions import Permissions
from chassis.lag import measure
from chassis.messaging.agency_inbox import AgencyInbox, AgencyMessage
from chassis.messaging.inbox import Source
from chassis.messaging.provision import provision_consumers, provision_streams
from chassis.messaging.receipts import Answer, ReceiptIssued, accepted
from chassis.projections.change import Add
from chassis.settings import ServiceSettings
from chassis.timers import Arm, Disarm, TimerChange, Timers
from chassis.worker import _serve
from contracts.envelope import Envelope
from doithoai.embedded.databases import Database


class Note(BaseModel):
    thing: str


def settings(database: Database, nats_url: str) -> ServiceSettings:
    return ServiceSettings(database_url=database.dsn, nats_url=nats_url, clock="broadcast")


def service(name: str, database: Database, nats_url: str) -> Service:
    return Service(
        name=name,
        title=name,
        summary=name,
        settings=settings(database, nats_url),
        events=(EVENTS,),
        outbound=outbound if name == "intake" else lambda _: None,
        migrations=Path(),
        permissions=Permissions(),
        refusals={"counted_enough": "Đã đủ."},
    )


async def heard(unit: Unit, envelope: Envelope, event: CountedV1) -> None:
    unit.change(Add("tally", {"thing": event.thing}, {"counted": 1}))


def arm(recorded: Recorded) -> list[TimerChange]:
    if isinstance(recorded.event, Counted) and recorded.event.number == 1:
        return [Arm(recorded.stream, "second", 1, START + timedelta(days=3)), Arm(recorded.stream, "broken", 1, START + timedelta(days=2))]
    return [Disarm(recorded.stream, "second")]


async def fire(unit: Unit, due: Arm) -> None:
    if due.name == "broken":
        raise RuntimeError("never works")
    await unit.handle(DECIDER, due.process, Count("fired", limit=2))


async def note(unit: Unit, message: AgencyMessage, body: Note) -> Answer:
    await unit.handle(DECIDER, f"thing-{message.event_id}", Count(body.thing, limit=1))
    return accepted(f"thing-{message.event_id}")


@dataclass
class World:
    client: Any
    here: Handler
    there: Handler
    services: tuple[Service, Service]

    async def settle(self) -> None:
        async with asyncio.timeout(20):
            quiet = 0
            while quiet < 2:
                idle = True
                for one, handler in zip(self.services, (self.here, self.there), strict=True):
                    async with handler.engine.connect() as connection:
                        idle &= (await measure(one, connection, self.client, handler.clock.now())).idle
                quiet = quiet + 1 if idle else 0
                await asyncio.sleep(0.02)

    async def tally(self, handler: Handler) -> dict[str, int]:
        async with handler.engine.connect() as connection:
            return {row.thing: row.counted for row in await connection.execute(sa.select(TALLY))}


@asynccontextmanager
async def world(make_database: Any, nats_url: str) -> AsyncIterator[World]:
    client = await nats.connect(nats_url)
    await provision_streams(client, simulated=True)
    await broadcast(client, START)
    first, second = await make_database(), await make_database()
    inbox = AgencyInbox("in.>", {("note", "v1"): Note}, note, refusals={"counted_enough": "Đã đủ."})
    here = replace(service("intake", first, nats_url), projections=(PROJECTION,), timers=Timers(arm, fire), agency_inbox=inbox)
    there = replace(service("followup", second, nats_url), heard_tables=(TALLY, LATEST), sources=(Source("intake", {CountedV1: heard}),))
    for one in (here, there):
        await provision_consumers(client, one.consumers())
    async with toy(first) as one, toy(second) as other:
        tasks = [asyncio.create_task(_serve(each)) for each in (here, there)]
        try:
            yield World(client, one, other, (here, there))
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task
            await client.close()


async def test_an_event_reaches_the_other_service_and_the_own_projection(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        for _ in range(5):
            await w.here.handle(DECIDER, "thing-rice", Count("rice"), actor=SYSTEM)
        await w.settle()
        assert await w.tally(w.here) == {"rice": 5}
        assert await w.tally(w.there) == {"rice": 5}


async def test_a_timer_fires_on_its_day_and_a_broken_one_is_parked_without_holding_it_up(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        await w.here.handle(DECIDER, "thing-rice", Count("rice"), actor=SYSTEM)
        await w.settle()
        await broadcast(w.client, START + timedelta(days=2, hours=23))
        await w.settle()
        assert (await w.tally(w.here)).get("fired") is None
        await broadcast(w.client, START + timedelta(days=4))
        async with asyncio.timeout(20):
            while "fired" not in await w.tally(w.here):
                await asyncio.sleep(0.05)
        await w.settle()
        assert await w.tally(w.there) == {"rice": 1, "fired": 1}
        async with w.here.engine.connect() as connection:
            assert (await measure(w.services[0], connection, w.client, START)).parked == 1


def headers(event_id: str, **changes: str) -> dict[str, str]:
    return {
        "ce-specversion": "1.0",
        "ce-id": event_id,
        "ce-type": "vn.gov.doithoai.agency.note.v1",
        "ce-source": "urn:doithoai:a01:software",
        "ce-subject": "note",
        "ce-time": "2026-02-11T01:00:00Z",
        **changes,
    }


@pytest.mark.parametrize(
    ("subject", "body", "changes", "status", "slug"),
    [
        ("in.a01.note.v1", b'{"thing": "rice"}', {}, "accepted", None),
        ("in.a01.note.v1", b"\xff{", {}, "refused", "malformed_json"),
        ("in.a01.note.v1", b"{}", {}, "refused", "field_thing_missing"),
        ("in.a01.note.v9", b"{}", {}, "refused", "unknown_version"),
        ("in.a01.gossip.v1", b"{}", {}, "refused", "unknown_event"),
        ("in.a01.note.v1", b'{"thing": "rice"}', {"ce-time": "2026-02-12T01:00:00Z"}, "refused", "future_dated"),
        ("in.a01.note.v1", b'{"thing": "rice"}', {"ce-source": "urn:doithoai:b02:software"}, "refused", "wrong_agency"),
        ("in.a01.note.v1", b'{"thing": "' + b"x" * 300_000 + b'"}', {}, "refused", "too_large"),
    ],
)
async def test_every_message_from_outside_gets_its_receipt_within_a_second(
    make_database: Any, nats_url: str, subject: str, body: bytes, changes: dict[str, str], status: str, slug: str | None
) -> None:
    async with world(make_database, nats_url) as w:
        event_id = str(uuid4())
        receipts = await w.client.jetstream().subscribe(f"receipt.a01.{event_id}", stream="RECEIPTS")
        await w.settle()
        await w.client.jetstream().publish(subject, body, headers=headers(event_id, **changes))
        told = (await receipts.next_msg(timeout=10)).data.decode()
        assert f'"status":"{status}"' in told
        assert slug is None or slug in told
        assert "rice" not in told


async def test_a_message_sent_again_is_counted_once_and_answered_the_same(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        event_id = str(uuid4())
        for _ in range(3):
            await w.client.jetstream().publish("in.a01.note.v1", b'{"thing": "rice"}', headers=headers(event_id))
        await w.client.jetstream().publish("in.a01.note.v1", b"no envelope at all")
        await w.settle()
        async with w.here.engine.connect() as connection:
            log = [one.event for one in await read_log(connection, w.here.codec, 0, 100)]
        answers = [(one.status, one.our_id) for one in log if isinstance(one, ReceiptIssued)]
        assert sum(isinstance(one, Counted) for one in log) == 1
        assert sorted(answers) == [("accepted", f"thing-{event_id}")] * 3 + [("refused", None)]
