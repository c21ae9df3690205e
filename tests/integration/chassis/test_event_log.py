import asyncio
from datetime import UTC, datetime
from itertools import permutations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from toy import DECIDER, START, Count, Counted, Whisper, stream, toy

from chassis.decider import Refused
from chassis.eventstore.append import append
from chassis.eventstore.errors import StaleVersion
from chassis.eventstore.read import read_log, read_stream
from chassis.eventstore.recorded import Meta, Pending
from chassis.eventstore.verify import ChainState, verify_chain
from chassis.handle import Handler, KeyReused, VersionConflict
from chassis.identity.actor import SYSTEM
from chassis.ids import new_id
from doithoai.embedded.databases import Database, execute


async def whole_log(handler: Handler) -> list[tuple[int, str, int]]:
    async with handler.engine.connect() as connection:
        return [(row.position, row.stream, row.version) for row in await read_log(connection, handler.codec, 0, 100_000)]


async def chain(handler: Handler) -> ChainState:
    async with handler.engine.connect() as connection:
        states = [state async for state in verify_chain(connection)]
    return states[-1]


async def test_what_was_decided_is_read_back_in_order_with_who_and_when(database: Database) -> None:
    async with toy(database) as handler:
        await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM)
        await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM)
        async with handler.engine.connect() as connection:
            history = await read_stream(connection, handler.codec, stream(1))
    assert [(one.position, one.version, one.event) for one in history] == [(1, 1, Counted("rice", 1)), (2, 2, Counted("rice", 2))]
    assert {one.meta.actor for one in history} == {"system"}
    assert {one.at for one in history} == {START}


async def test_a_refused_command_leaves_no_trace(database: Database) -> None:
    async with toy(database) as handler:
        await handler.handle(DECIDER, stream(1), Count("rice", limit=1), actor=SYSTEM)
        with pytest.raises(Refused, match="counted_enough"):
            await handler.handle(DECIDER, stream(1), Count("rice", limit=1), actor=SYSTEM)
        assert len(await whole_log(handler)) == 1


async def test_a_text_that_no_column_could_hold_is_refused_and_a_backslash_is_kept(database: Database) -> None:
    async with toy(database) as handler:
        for text in ("ri\x00ce", "rice\\\x00"):
            with pytest.raises(Refused, match="text_illegible"):
                await handler.handle(DECIDER, stream(1), Count(text), actor=SYSTEM)
        written = "ri\\u0000ce"
        await handler.handle(DECIDER, stream(1), Count(written), actor=SYSTEM)
        async with handler.engine.connect() as connection:
            [kept] = await read_stream(connection, handler.codec, stream(1))
    assert kept.event == Counted(written, 1)


async def test_the_same_idempotency_key_counts_once(database: Database) -> None:
    async with toy(database) as handler:
        key = new_id()
        first = await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM, command_id=key)
        again = await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM, command_id=key)
        assert (first.repeated, again.repeated, again.version) == (False, True, first.version)
        both = await asyncio.gather(*(handler.handle(DECIDER, stream(2), Count("rice"), actor=SYSTEM, command_id=UUID_2) for _ in range(4)))
        assert sum(not one.repeated for one in both) == 1
        assert len(await whole_log(handler)) == 2


async def test_an_idempotency_key_is_never_the_answer_to_a_command_about_something_else(database: Database) -> None:
    async with toy(database) as handler:
        key = new_id()
        await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM, command_id=key)
        with pytest.raises(KeyReused):
            await handler.handle(DECIDER, stream(2), Count("rice"), actor=SYSTEM, command_id=key)
        assert await whole_log(handler) == [(1, stream(1), 1)]


UUID_2 = new_id()


async def test_everybody_in_a_crowd_at_one_stream_is_served(database: Database) -> None:
    async with toy(database) as handler:
        every = await asyncio.gather(*(handler.handle(DECIDER, stream(3), Count("x", 100), actor=SYSTEM) for _ in range(40)))
    assert sorted(each.version for each in every) == list(range(1, 41))


async def test_a_command_decided_on_an_old_version_is_turned_back(database: Database) -> None:
    async with toy(database) as handler:
        await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM)
        with pytest.raises(VersionConflict) as conflict:
            await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM, expected_version=0)
        assert conflict.value.version == 1


async def test_two_units_on_one_stream_never_both_win(database: Database) -> None:
    async with toy(database) as handler:
        with pytest.raises(StaleVersion):
            async with handler.unit(actor=SYSTEM) as slow:
                await slow.handle(DECIDER, stream(1), Count("rice"))
                await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM)
        assert await whole_log(handler) == [(1, stream(1), 1)]


@pytest.mark.parametrize("order", list(permutations("ABC")))
@pytest.mark.parametrize("rolled_back", ["", "A", "B", "C"])
async def test_a_reader_that_follows_positions_misses_nothing_in_any_commit_order(
    database: Database, order: tuple[str, ...], rolled_back: str
) -> None:
    """Three transactions begin together and end in every order; the log is read after each end, as a tailing reader would."""
    async with toy(database) as handler:
        seen: list[tuple[int, str, int]] = []
        gates = {name: asyncio.Event() for name in "ABC"}

        async def writer(number: int, name: str) -> None:
            try:
                async with handler.unit(actor=SYSTEM) as unit:
                    await unit.handle(DECIDER, stream(number), Count(name))
                    await gates[name].wait()
                    if name == rolled_back:
                        raise ConnectionAbortedError
            except ConnectionAbortedError:
                return

        writers = {name: asyncio.create_task(writer(number, name)) for number, name in enumerate("ABC")}
        for name in order:
            gates[name].set()
            await writers[name]
            after = seen[-1][0] if seen else 0
            async with handler.engine.connect() as connection:
                seen += [(one.position, one.stream, one.version) for one in await read_log(connection, handler.codec, after, 10)]
        assert seen == await whole_log(handler)
        assert [position for position, _, _ in seen] == list(range(1, 4 - len(rolled_back)))


async def test_many_writers_and_a_tailing_reader_lose_no_event(database: Database) -> None:
    async with toy(database) as handler:
        done = asyncio.Event()

        async def write(number: int) -> None:
            for _ in range(25):
                await handler.handle(DECIDER, stream(number % 3), Count("rice"), actor=SYSTEM)

        async def tail() -> list[int]:
            positions: list[int] = []
            while True:
                finished = done.is_set()
                async with handler.engine.connect() as connection:
                    page = await read_log(connection, handler.codec, positions[-1] if positions else 0, 50)
                positions += [one.position for one in page]
                if finished and not page:
                    return positions

        reader = asyncio.create_task(tail())
        await asyncio.gather(*(write(number) for number in range(4)))
        done.set()
        assert await reader == list(range(1, 101))
        assert await chain(handler) == ChainState(100, (await chain(handler)).head)


async def test_the_log_refuses_change_and_removal_even_by_its_owner(database: Database) -> None:
    async with toy(database) as handler:
        await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM)
        for statement in ("UPDATE event SET data = '{}'", "DELETE FROM event", "TRUNCATE event"):
            async with handler.engine.connect() as connection:
                with pytest.raises(DBAPIError, match="permission denied"):
                    await connection.execute(sa.text(statement))
            with pytest.raises(Exception, match="append-only"):
                await execute(database.owner_dsn, statement)


@pytest.mark.parametrize(
    ("tampering", "finding"),
    [
        ("UPDATE event SET data = replace(data, 'rice', 'gold') WHERE position = 2", "event 2 does not match its hash"),
        ("DELETE FROM event WHERE position = 2", "position 2 is missing"),
        ("UPDATE event SET at = at + interval '1 day' WHERE position = 3", "event 3 does not match its hash"),
    ],
)
async def test_tampering_behind_the_triggers_breaks_the_chain(database: Database, tampering: str, finding: str) -> None:
    async with toy(database) as handler:
        for _ in range(3):
            await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM)
        assert (await chain(handler)).broken is None
        await execute(database.owner_dsn, "ALTER TABLE event DISABLE TRIGGER USER", tampering)
        assert (await chain(handler)).broken == finding


async def test_a_stream_that_skips_a_version_breaks_the_proof_though_its_hashes_are_right(database: Database) -> None:
    async with toy(database) as handler:
        await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM)
        skipping = Pending(new_id(), stream(1), 3, Counted("rice", 3), Meta("nobody", "correlation-1"))
        async with handler.engine.begin() as connection:
            await append(connection, handler.codec, [skipping], START)
        assert (await chain(handler)).broken == f"stream {stream(1)} jumps to version 3 at 2"


async def test_one_unit_appends_to_many_streams_in_one_call_and_sees_its_own_decisions(database: Database) -> None:
    async with toy(database) as handler:
        async with handler.unit(actor=SYSTEM) as unit:
            for number in range(100):
                await unit.handle(DECIDER, stream(number % 7), Count("rice"))
            await unit.handle(DECIDER, stream(0), Whisper("secret"))
        log = await whole_log(handler)
        assert [position for position, _, _ in log] == list(range(1, 102))
        assert (await chain(handler)).broken is None


async def test_the_append_is_the_only_door(database: Database) -> None:
    async with toy(database) as handler:
        await handler.handle(DECIDER, stream(1), Count("rice"), actor=SYSTEM)
        values = {"id": new_id(), "at": datetime(2026, 1, 1, tzinfo=UTC)}
        insert = sa.text("INSERT INTO event VALUES (1, :id, 'thing-x', 1, 'thing.counted.v1', '{}', '{}', :at, '')")
        with pytest.raises(DBAPIError, match="event_pkey"):
            async with handler.engine.begin() as connection:
                await connection.execute(insert, values)
