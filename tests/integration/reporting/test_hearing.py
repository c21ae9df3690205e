"""The worker hears four services on a real broker; everything it knows can be filled again from the stream."""

from datetime import date

from reporting_story import assigned, concluded, opened, registered, replied
from reporting_world import World, world_of

from chassis.messaging.refill import Refill
from doithoai.embedded.databases import Database, execute

HELD = date(2026, 3, 18)


async def publish_story(world: World) -> None:
    events = [
        opened("vv-1", "yk-1", HELD, date(2026, 4, 8)),
        replied("vv-1", "yk-1", date(2026, 4, 7)),
        concluded("phien-1", HELD, assigned("yk-1")),
        registered("yk-1"),
    ]
    await world.publish([world.logs.write(event) for event in events])


async def test_facts_arrive_through_the_broker_and_are_filled_again_from_it(database: Database, nats_url: str) -> None:
    async with world_of(database, nats_url, worker=True) as world:
        await publish_story(world)
        await world.settle()
        before = await world.tables()
        figures = await world.figures()
        assert (figures["sessions"], figures["opinions-resolved"], figures["cases-on-time"]) == (1, 1, 1)
        await execute(world.owner_dsn, "DELETE FROM case_fact; UPDATE session_fact SET level = 'DISTRICT'")
        refill = Refill(world.service, world.owner_dsn, world.client, world.runtime.clock, "tester")
        assert [one async for one in refill.run()][-1].done
        assert await world.tables() == before
        await world.publish([world.logs.write(registered("yk-2"))])
        await world.settle()
        assert (await world.figures())["opinions"] == 2
