"""`make bench`: our store beside the `eventsourcing` library, our whole path beside the raw one, our rebuild beside a raw fetch."""

import argparse
import asyncio
import gc
import os
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

import asyncpg
from ours import Ours
from peer import Peer
from samples import STREAM_LENGTH
from table import Figure, milliseconds, pairs, rate, show
from whole_path import whole_path

from doithoai.embedded.databases import create_database, drop_database
from doithoai.embedded.postgres import PostgresServer

ROOT = Path(__file__).resolve().parents[2]
PEER = "eventsourcing 9.5.6"


class Store:
    """The store's workloads, both sides in turns on one PostgreSQL."""

    def __init__(self, ours: Ours, peer: Peer, repeat: int, scale: float) -> None:
        self.ours = ours
        self.peer = peer
        self.repeat = repeat
        self.scale = scale

    def n(self, count: int) -> int:
        return max(1, int(count * self.scale))

    async def _writes(self, workload: str, aim: str, *, writers: int, each: int, size: int = 1, one_call: bool = False) -> Figure:
        async def mine() -> float:
            await self.ours.reset()
            return await self.ours.append(writers, each, size, one_call=one_call)

        async def theirs() -> float:
            self.peer.reset()
            return await asyncio.to_thread(self.peer.append, writers, each, size)

        return rate(workload, PEER, writers * each * size, *await pairs(self.repeat, mine, theirs), aim)

    async def _sync(self, workload: str, aim: str, events: int, mine: Callable[[], object], theirs: Callable[[], float]) -> Figure:
        async def other() -> float:
            return await asyncio.to_thread(theirs)

        return rate(workload, PEER, events, *await pairs(self.repeat, mine, other), aim)  # type: ignore[arg-type]

    async def writing(self) -> list[Figure]:
        return [
            await self._writes("append, 1 writer", "1", writers=1, each=self.n(1000)),
            await self._writes("append, 1 writer, one call", "1.5", writers=1, each=self.n(1000), one_call=True),
            await self._writes("append, 4 writers", "1.2", writers=4, each=self.n(500)),
            await self._writes("append, 4 writers, one call", "1.5", writers=4, each=self.n(500), one_call=True),
            await self._writes("append, batch of 100", "1.7", writers=1, each=self.n(150), size=100),
        ]

    async def reading(self) -> list[Figure]:
        await self.ours.reset()
        self.peer.reset()
        streams = self.n(20)
        names, keys = await self.ours.fill(streams, STREAM_LENGTH), self.peer.fill(streams, STREAM_LENGTH)
        total = streams * STREAM_LENGTH
        figures = [
            await self._sync("log read, pages of 1,000", "1.7", total, lambda: self.ours.scan(total), lambda: self.peer.scan(total)),
            await self._sync(
                "log read, decoded to events", "1", total, lambda: self.ours.scan_decoded(total), lambda: self.peer.scan(total, decode=True)
            ),
            await self._sync("load stream of 1,000, as events", "1.5", total, lambda: self.ours.load(names), lambda: self.peer.load(keys)),
            await self._sync(
                "load stream of 1,000, beside JSON only",
                "",
                total,
                lambda: self.ours.load(names),
                lambda: self.peer.load(keys, parsed_only=True),
            ),
        ]
        return [*figures, await self._projecting(total), await self._rebuilding(total)]

    async def _projecting(self, total: int) -> Figure:
        async def mine() -> float:
            async with self.ours.engine.begin() as connection:
                await connection.exec_driver_sql("TRUNCATE position, counter")
            return await self.ours.project()

        async def theirs() -> float:
            with self.peer.store.transaction(commit=True) as cursor:
                cursor.execute("TRUNCATE notification_tracking, peer_counter")
            return await asyncio.to_thread(self.peer.project)

        return rate("projection, 100 per transaction", PEER, total, *await pairs(self.repeat, mine, theirs), "1.4")

    async def _rebuilding(self, total: int) -> Figure:
        async with asyncpg.create_pool(self.ours.url.replace("+asyncpg", ""), min_size=1) as pool:
            mine, limit = await pairs(self.repeat, self.ours.rebuild, lambda: self.ours.raw_fetch(pool))
        return rate("rebuild of a projection", "raw fetch and decode", total, mine, limit, "0.5")

    async def waking(self) -> list[Figure]:
        await self.ours.reset()
        self.peer.reset()
        mine, theirs = await self.ours.wake(self.n(200)), await asyncio.to_thread(self.peer.wake, self.n(200))
        return [
            milliseconds("wake-up, median", PEER, median(mine), median(theirs), "1"),
            milliseconds("wake-up, 99th percentile", PEER, quantiles(mine, n=100)[98], quantiles(theirs, n=100)[98], "1"),
        ]


async def store(dsn: str, repeat: int, scale: float) -> list[Figure]:
    """Every workload of the store on a database of its own."""
    await create_database(dsn, "bench", "bench", "bench")
    own = dsn.rsplit("/", 1)[0] + "/bench"
    ours, peer = Ours(own.replace("postgresql://", "postgresql+asyncpg://")), Peer(own)
    await ours.open()
    gc.collect()
    gc.freeze()  # as a service does at its start
    try:
        runs = Store(ours, peer, repeat, scale)
        return [*await runs.writing(), *await runs.reading(), *await runs.waking()]
    finally:
        peer.close()
        await ours.engine.dispose()
        await drop_database(dsn, "bench")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5, help="runs of each workload; the median counts")
    parser.add_argument("--scale", type=float, default=1.0, help="size of each run")
    parser.add_argument("--only", choices=["store", "path"], help="only this part")
    parser.add_argument("--out", type=Path, default=ROOT / "bench.json")
    options = parser.parse_args()
    figures: list[Figure] = []
    if options.only != "path":
        server = PostgresServer(ROOT / ".run" / f"bench-{os.getpid()}")
        try:
            figures += asyncio.run(store(server.start().url(), options.repeat, options.scale))
        finally:
            server.stop()
    if options.only != "store":
        figures += whole_path(ROOT, options.scale)
    show(figures, options.out)


if __name__ == "__main__":
    main()
