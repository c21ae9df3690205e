"""Two toy services with real workers on a real broker: one tells, the other hears."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import nats
import sqlalchemy as sa
from pydantic import BaseModel
from toy import DECIDER, EVENTS, LATEST, PROJECTION, START, TALLY, Count, Counted, CountedV1, outbound, toy

from chassis.clock import broadcast
from chassis.composition import Service
from chassis.ending import end
from chassis.eventstore.recorded import Recorded
from chassis.handle import Handler, Unit
from chassis.identity.permissions import Permissions
from chassis.lag import Lag, measure
from chassis.messaging.agency_inbox import AgencyInbox, AgencyMessage
from chassis.messaging.inbox import Source
from chassis.messaging.provision import provision_consumers, provision_streams
from chassis.messaging.receipts import Answer, accepted
from chassis.projections.change import Add
from chassis.settings import ServiceSettings
from chassis.timers import Arm, Disarm, TimerChange, Timers
from chassis.worker import _serve
from contracts.envelope import Envelope
from doithoai.embedded.databases import Database


class Note(BaseModel):
    thing: str
    more: dict[str, int] = {}


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

    async def lags(self) -> list[Lag]:
        found = []
        for one, handler in zip(self.services, (self.here, self.there), strict=True):
            async with handler.engine.connect() as connection:
                found.append(await measure(one, connection, self.client, handler.clock.now()))
        return found

    async def settle(self) -> None:
        """Wait until nothing waits anywhere, twice in a row; say what did when it never came to that."""
        quiet, lags = 0, await self.lags()
        for _ in range(500):
            quiet = quiet + 1 if all(lag.idle for lag in lags) else 0
            if quiet == 2:
                return
            await asyncio.sleep(0.02)
            lags = await self.lags()
        raise AssertionError(f"never quiet: {lags}")

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
    there = replace(
        service("followup", second, nats_url),
        events=(),
        heard_tables=(TALLY, LATEST),
        sources=(Source("intake", {CountedV1: heard}, rows_only=True),),
    )
    for one in (here, there):
        await provision_consumers(client, one.consumers())
    async with toy(first) as one, toy(second) as other:
        tasks = [asyncio.create_task(_serve(each)) for each in (here, there)]
        try:
            yield World(client, one, other, (here, there))
        finally:
            await end(*tasks)
            await client.close()
