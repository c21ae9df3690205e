"""Our event store as the benchmark drives it: full rows with id, meta and hash chain, one append function."""

import asyncio
import time
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from samples import EVENTS, UPCASTERS, noted
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from chassis.clock import WallClock
from chassis.eventstore.append import append
from chassis.eventstore.codec import Codec
from chassis.eventstore.read import read_log, read_rows, read_stream
from chassis.eventstore.recorded import Meta, Pending, Recorded
from chassis.eventstore.schema import event_log_v1
from chassis.ids import new_id
from chassis.projections.change import Add, Change
from chassis.projections.projection import Projection
from chassis.projections.rebuild import rebuild
from chassis.projections.runner import PAGE, ProjectionRunner

META = Meta(actor="bench", correlation="bench")
COUNTER = sa.Table(
    "counter", sa.MetaData(), sa.Column("commune", sa.Text, primary_key=True), sa.Column("noted", sa.Integer, nullable=False)
)
_RAW_PAGE = "SELECT position, id, stream, version, type, data, meta, at FROM event WHERE position > $1 ORDER BY position LIMIT 2000"


def apply(recorded: Recorded) -> Iterable[Change]:
    yield Add("counter", {"commune": recorded.event.commune}, {"noted": 1})


class Ours:
    """Every workload returns seconds for the given number of events (milliseconds for the wake-up)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.codec = Codec(EVENTS, upcasters=UPCASTERS)
        self.clock = WallClock()
        self.engine: AsyncEngine = create_async_engine(url, pool_size=8)
        self.direct = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self.projection = Projection("counter", 1, (COUNTER,), apply)

    async def open(self) -> None:
        async with self.engine.begin() as connection:
            for statement in event_log_v1("nobody"):
                await connection.execute(sa.text(statement.replace(":=", r"\:=")))
            await connection.run_sync(COUNTER.create)

    async def reset(self) -> None:
        async with self.engine.begin() as connection:
            await connection.execute(sa.text("ALTER TABLE event DISABLE TRIGGER no_truncate"))
            await connection.execute(sa.text("TRUNCATE event, position, counter"))
            await connection.execute(sa.text("ALTER TABLE event ENABLE TRIGGER no_truncate"))

    def pending(self, stream: str, first: int, size: int) -> Sequence[Pending]:
        return [Pending(new_id(), stream, first + n, noted(first + n), META) for n in range(size)]

    async def _write(self, connection: AsyncConnection, stream: str, first: int, size: int) -> None:
        await append(connection, self.codec, self.pending(stream, first, size), self.clock.now())

    async def append(self, writers: int, each: int, size: int = 1, *, one_call: bool = False) -> float:
        async def writer(number: int) -> None:
            stream = f"sample-{number}-{new_id()}"
            if one_call:
                async with self.direct.connect() as connection:
                    for turn in range(each):
                        await self._write(connection, stream, 1 + turn * size, size)
                return
            async with self.engine.connect() as connection:
                for turn in range(each):
                    async with connection.begin():
                        await self._write(connection, stream, 1 + turn * size, size)

        begun = time.perf_counter()
        await asyncio.gather(*(writer(number) for number in range(writers)))
        return time.perf_counter() - begun

    async def fill(self, streams: int, length: int) -> list[str]:
        names = [f"sample-{number}" for number in range(streams)]
        for name in names:
            async with self.engine.begin() as connection:
                await self._write(connection, name, 1, length)
        return names

    async def scan(self, total: int) -> float:
        begun, position = time.perf_counter(), 0
        async with self.engine.connect() as connection:
            while position < total:
                position = (await read_rows(connection, position, 1000))[-1].position
        return time.perf_counter() - begun

    async def scan_decoded(self, total: int) -> float:
        begun, position = time.perf_counter(), 0
        async with self.engine.connect() as connection:
            while position < total:
                position = (await read_log(connection, self.codec, position, 1000))[-1].position
        return time.perf_counter() - begun

    async def load(self, names: Sequence[str]) -> float:
        begun = time.perf_counter()
        async with self.engine.connect() as connection:
            for name in names:
                await read_stream(connection, self.codec, name)
        return time.perf_counter() - begun

    async def project(self) -> float:
        runner = ProjectionRunner(self.engine, self.codec, [self.projection], page=100)
        await runner.start()
        begun = time.perf_counter()
        while await runner.step():
            pass
        return time.perf_counter() - begun

    async def rebuild(self) -> float:
        begun = time.perf_counter()
        async for _ in rebuild(self.engine, self.codec, self.projection, "postgres"):
            pass
        return time.perf_counter() - begun

    async def raw_fetch(self, pool: object) -> float:
        """The limit of any rebuild: fetch every row with the bare driver and decode its event, nothing else."""
        begun, position = time.perf_counter(), 0
        async with pool.acquire() as connection:  # type: ignore[attr-defined]
            while rows := await connection.fetch(_RAW_PAGE, position):
                for row in rows:
                    self.codec.decode(row["type"], row["data"])
                position = rows[-1]["position"]
        return time.perf_counter() - begun

    async def wake(self, times: int) -> list[float]:
        import asyncpg

        listener = await asyncpg.connect(self.url.replace("+asyncpg", ""))
        heard, took, position = asyncio.Event(), [], 0
        await listener.add_listener("event_log", lambda *_: heard.set())
        stream = f"sample-wake-{new_id()}"
        async with self.direct.connect() as writer, self.direct.connect() as reader:
            position = len(await read_rows(reader, 0, 1_000_000))
            for turn in range(times):
                heard.clear()
                begun = time.perf_counter()
                await self._write(writer, stream, 1 + turn, 1)
                await heard.wait()
                await read_rows(reader, position, PAGE)
                took.append((time.perf_counter() - begun) * 1000)
                position += 1
        await listener.close()
        return took
