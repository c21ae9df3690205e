from collections.abc import Iterable

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine
from toy import DECIDER, LATEST, PROJECTION, TALLY, Count, Counted, toy

from chassis.eventstore.recorded import Recorded
from chassis.handle import Handler
from chassis.identity.actor import SYSTEM
from chassis.projections.change import Add, Change, Drop, Patch, Put
from chassis.projections.projection import Projection, all_tables, tables_of
from chassis.projections.rebuild import rebuild
from chassis.projections.runner import ProjectionRunner, SecondInstance
from chassis.projections.write import write
from doithoai.embedded.databases import Database, execute


async def rows(handler: Handler, table: sa.Table) -> dict[str, int]:
    async with handler.engine.connect() as connection:
        return {row[0]: row[1] for row in await connection.execute(sa.select(table))}


async def count(handler: Handler, *things: str) -> int:
    position = 0
    for thing in things:
        position = (await handler.handle(DECIDER, f"thing-{thing}", Count(thing), actor=SYSTEM)).position
    return position


async def test_a_projection_follows_the_log_and_a_page_sees_its_own_write(database: Database) -> None:
    async with toy(database) as handler:
        runner = ProjectionRunner(handler.engine, handler.codec, [PROJECTION])
        position = await count(handler, "rice", "rice", "salt")
        assert not await handler.wait_for(position, seconds=0.05)
        assert await runner.step()
        assert await handler.wait_for(position, seconds=0.05)
        assert not await runner.step()
        assert await rows(handler, TALLY) == {"rice": 2, "salt": 1}
        assert await rows(handler, LATEST) == {"rice": 2, "salt": 1}


async def test_two_runners_at_once_never_count_an_event_twice(database: Database) -> None:
    async with toy(database) as handler:
        first, second = (ProjectionRunner(handler.engine, handler.codec, [PROJECTION]) for _ in range(2))
        await first.start()
        await second.start()
        await count(handler, "rice")
        assert await first.step()
        with pytest.raises(SecondInstance):
            await second.step()
        assert not await second.step()
        assert await rows(handler, TALLY) == {"rice": 1}


async def test_a_rebuild_beside_replaces_damaged_rows_and_goes_on_from_the_head(database: Database) -> None:
    async with toy(database) as handler:
        runner = ProjectionRunner(handler.engine, handler.codec, [PROJECTION])
        await count(handler, *["rice"] * 30, "salt")
        while await runner.step():
            pass
        await execute(database.owner_dsn, "UPDATE tally SET counted = 999")
        owner = create_async_engine(database.owner_url)
        role = database.dsn.split("://", 1)[1].split(":", 1)[0]
        progress = [state async for state in rebuild(owner, handler.codec, PROJECTION, role)]
        await owner.dispose()
        assert progress[-1].done
        assert await rows(handler, TALLY) == {"rice": 30, "salt": 1}
        await count(handler, "rice")
        assert await runner.step()
        assert await rows(handler, TALLY) == {"rice": 31, "salt": 1}


async def test_what_happens_while_a_rebuild_makes_ready_to_switch_is_in_the_new_rows(database: Database) -> None:
    async with toy(database) as handler:
        runner = ProjectionRunner(handler.engine, handler.codec, [PROJECTION])
        await count(handler, "rice")
        while await runner.step():
            pass
        owner = create_async_engine(database.owner_url)
        role = database.dsn.split("://", 1)[1].split(":", 1)[0]
        async for state in rebuild(owner, handler.codec, PROJECTION, role):
            if not state.done:
                await count(handler, "rice", "salt")  # after the last page was read, before the tables change places
        await owner.dispose()
        assert await rows(handler, TALLY) == {"rice": 2, "salt": 1}
        assert not await ProjectionRunner(handler.engine, handler.codec, [PROJECTION]).step(), "the position went along"


async def test_changes_of_different_kinds_keep_their_order_within_a_batch(database: Database) -> None:
    key = {"thing": "rice"}
    changes: list[Change] = [
        Add("tally", key, {"counted": 5}),
        Patch("tally", key, {"counted": 1}),
        Add("tally", key, {"counted": 2}),
        Put("latest", key, {"number": 1}),
        Drop("latest", key),
        Put("latest", key, {"number": 7}),
        Patch("latest", key, {"number": 8}),
        Patch("latest", {"thing": "never seen"}, {"number": 9}),
    ]
    async with toy(database) as handler:
        async with handler.engine.begin() as connection:
            await write(connection, tables_of(TALLY, LATEST), changes)
        assert await rows(handler, TALLY) == {"rice": 3}
        assert await rows(handler, LATEST) == {"rice": 8}


async def test_a_failing_projection_moves_nothing(database: Database) -> None:
    def broken(recorded: Recorded) -> Iterable[Change]:
        if isinstance(recorded.event, Counted) and recorded.event.number == 2:
            raise ZeroDivisionError
        yield Add("tally", {"thing": "x"}, {"counted": 1})

    async with toy(database) as handler:
        await count(handler, "rice", "rice")
        runner = ProjectionRunner(handler.engine, handler.codec, [Projection("tally", 1, (TALLY,), broken)])
        with pytest.raises(ZeroDivisionError):
            await runner.step()
        assert await rows(handler, TALLY) == {}


def test_two_projections_cannot_claim_one_table() -> None:
    with pytest.raises(ValueError, match="tally"):
        all_tables([PROJECTION, Projection("other", 1, (TALLY,), PROJECTION.apply)])


async def test_a_row_that_is_only_its_key_is_written_once(database: Database) -> None:
    met = sa.Table("met", sa.MetaData(), sa.Column("name", sa.Text, primary_key=True))
    engine = create_async_engine(database.owner_url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(met.create)
            for _ in range(2):
                await write(connection, {"met": met}, [Put("met", {"name": "rice"}, {})])
            assert (await connection.execute(sa.select(met))).scalars().all() == ["rice"]
    finally:
        await engine.dispose()
