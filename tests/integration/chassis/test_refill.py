from typing import Any

import nats
from sqlalchemy import text
from toy import DECIDER, START, Count
from toy_workers import world

from chassis.clock import FakeClock
from chassis.identity.actor import SYSTEM
from chassis.messaging.refill import Refill
from doithoai.embedded.databases import execute


async def test_tables_fed_by_others_are_refilled_from_the_stream_while_they_serve(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        for thing in ["rice"] * 20 + ["salt"] * 3:
            await w.here.handle(DECIDER, f"thing-{thing}", Count(thing), actor=SYSTEM)
        await w.settle()
        before = await w.tally(w.there)
        owner = str(w.there.engine.url.render_as_string(hide_password=False)).replace("+asyncpg", "").replace("tester:", "tester_owner:", 1)
        await execute(owner, "UPDATE tally SET counted = 999")
        client = await nats.connect(nats_url)
        refill = Refill(w.services[1], owner, client, FakeClock(START), "tester")
        progress = [one async for one in refill.run()]
        await client.close()
        assert progress[-1].done
        assert await w.tally(w.there) == before == {"rice": 20, "salt": 3}
        await w.here.handle(DECIDER, "thing-rice", Count("rice"), actor=SYSTEM)
        await w.settle()
        assert await w.tally(w.there) == {"rice": 21, "salt": 3}
        async with w.there.engine.connect() as connection:
            assert (await connection.execute(text("SELECT count(*) FROM parked"))).scalar() == 0
