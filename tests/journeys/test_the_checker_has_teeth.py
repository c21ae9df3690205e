"""The checker of the fault journey is shown relays that are wrong: it must find what they lose."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import nats
import pytest
import sqlalchemy as sa
from toy import DECIDER, EVENTS, TALLY, Count, CountedV1, fetched, outbound, toy

from chassis.eventstore.codec import Codec
from chassis.eventstore.read import read_log
from chassis.handle import Handler, Unit
from chassis.identity.actor import SYSTEM
from chassis.messaging.errors import Hole
from chassis.messaging.inbox import Inbox, Source
from chassis.messaging.provision import provision_consumers, provision_streams
from chassis.messaging.publish import publish
from chassis.messaging.receipts import RECEIPT_EVENTS
from chassis.projections.change import Add
from chassis.relay import Origin, Relay, outgoing
from contracts.envelope import Envelope
from doithoai.demo_checker import compare

ORIGIN = Origin("son-la", "intake", "14")
THINGS = [f"thing {number}" for number in range(12)]


class MovesFirst(Relay):
    """Stores its position before publishing, and is killed in between at every third page of one event."""

    turns = 0

    async def step(self) -> bool:
        mark = await self.mark()
        async with self.direct.connect() as connection:
            page = await read_log(connection, self.codec, mark.position, 1)
        if not page:
            return False
        messages, after = outgoing(self.origin, self.outbound, page, mark)
        await self._move(mark, after)
        self.turns += 1
        if self.turns % 3:
            await publish(self.client, messages)
        return True


async def count_it(unit: Unit, envelope: Envelope, event: CountedV1) -> None:
    unit.change(Add("tally", {"thing": event.thing}, {"counted": 1}))


@asynccontextmanager
async def passed_on(make_database: Any, nats_url: str, relay_class: type[Relay]) -> AsyncIterator[tuple[Handler, Handler, list[Any]]]:
    client = await nats.connect(nats_url)
    await provision_streams(client)
    await provision_consumers(client, {"followup-intake": ("EVENTS", "evt.*.intake.>")})
    async with toy(await make_database()) as here, toy(await make_database()) as there:
        for thing in THINGS:
            await here.handle(DECIDER, f"thing-{thing}", Count(thing), actor=SYSTEM)
        relay = relay_class(here.engine, Codec(EVENTS, RECEIPT_EVENTS), client, ORIGIN, outbound)
        while await relay.step():
            pass
        yield here, there, await fetched(client, "followup-intake", "EVENTS")
    await client.close()


async def tally(handler: Handler) -> Sequence[str]:
    async with handler.engine.connect() as connection:
        return [row.thing for row in await connection.execute(sa.select(TALLY))]


async def logged(handler: Handler) -> list[str]:
    async with handler.engine.connect() as connection:
        return [one.event.thing for one in await read_log(connection, handler.codec, 0, 100)]


async def test_the_right_relay_passes(make_database: Any, nats_url: str) -> None:
    async with passed_on(make_database, nats_url, Relay) as (here, there, messages):
        await Inbox(there, Source("intake", {CountedV1: count_it})).handle(messages)
        found = compare("things", THINGS, await logged(here), len(await tally(there)))
    assert (found.lost, found.doubled) == ([], [])


async def test_a_relay_that_moves_before_it_publishes_is_caught_twice(make_database: Any, nats_url: str) -> None:
    """The reader meets a hole and stands still; the checker sees what was acknowledged and never counted."""
    async with passed_on(make_database, nats_url, MovesFirst) as (here, there, messages):
        with pytest.raises(Hole):
            await Inbox(there, Source("intake", {CountedV1: count_it})).handle(messages)
        found = compare("things", THINGS, await logged(here), len(await tally(there)))
    assert len(found.lost) == len(THINGS) - 2  # two came before the first hole


def test_an_acknowledged_opinion_that_is_in_no_log_is_lost_and_one_that_is_there_twice_is_doubled() -> None:
    found = compare("opinions", ["a", "b"], ["b", "b"], 1)
    assert [finding.what for finding in found.lost] == ["a was acknowledged and is not in the log"]
    assert [finding.what for finding in found.doubled] == ["b is in the log 2 times"]
