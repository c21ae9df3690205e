"""The least there can be: a row inserted and committed, published in atomic batches, projected in batches. No domain, no HTTP, no checks."""

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import asyncpg
import nats
import orjson
from nats.js.api import ConsumerConfig

from chassis.ending import end
from chassis.ids import new_id
from chassis.messaging.publish import Outgoing, publish
from doithoai.embedded.nats import NatsServer
from doithoai.running import Running

STREAM = "RAW"
BODY = "x" * 600
BATCH = 100
_TABLES = """
CREATE TABLE raw_event (position bigserial PRIMARY KEY, id uuid UNIQUE NOT NULL, data text NOT NULL);
CREATE TABLE raw_row (id text PRIMARY KEY, length int NOT NULL);
CREATE FUNCTION raw_append(uuid, text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  PERFORM pg_advisory_xact_lock(77);  -- positions in commit order: without it a reader by position misses rows
  INSERT INTO raw_event (id, data) VALUES ($1, $2);
END $$;
"""


class RawPath:
    """Insert → atomic batch → upsert, each with its own connection; the database server is the services', the broker one like theirs."""

    def __init__(self, system: Running) -> None:
        self.system = system
        self.server = NatsServer(system.folder / "raw-nats")
        self.loops: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        dsn = self.system.owner_dsn("reporting")
        self.pool = await asyncpg.create_pool(dsn, min_size=12, max_size=16)
        await self.pool.execute(_TABLES)
        self.client = await nats.connect(self.server.start())
        stream = self.client.jetstream()
        wanted = {"name": STREAM, "subjects": ["raw.>"], "storage": "file", "allow_atomic": True}
        await self.client.request(f"$JS.API.STREAM.CREATE.{STREAM}", orjson.dumps(wanted), timeout=5)
        await stream.add_consumer(STREAM, ConsumerConfig(durable_name="raw", max_ack_pending=BATCH))
        self.loops = [asyncio.create_task(self._relay()), asyncio.create_task(self._project())]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await end(*self.loops)
        await self.client.close()
        await self.pool.close()
        self.server.stop()

    async def write(self) -> None:
        await self.pool.execute("SELECT raw_append($1, $2)", new_id(), BODY)

    async def count(self) -> int:
        return int(await self.pool.fetchval("SELECT count(*) FROM raw_row"))

    async def _relay(self) -> None:
        position = 0
        while True:
            rows = await self.pool.fetch(
                "SELECT position, id, data FROM raw_event WHERE position > $1 ORDER BY position LIMIT 500", position
            )
            if not rows:
                await asyncio.sleep(0.002)
                continue
            messages = [Outgoing(STREAM, "raw.event", {"Nats-Msg-Id": str(row["id"])}, row["data"].encode()) for row in rows]
            await publish(self.client, messages)
            position = rows[-1]["position"]

    async def _project(self) -> None:
        subscription: Any = await self.client.jetstream().pull_subscribe_bind("raw", STREAM)
        async with self.pool.acquire() as connection:
            while True:
                with suppress(TimeoutError):
                    messages = await subscription.fetch(1, timeout=1)
                    with suppress(TimeoutError):
                        messages += await subscription.fetch(BATCH - 1, timeout=0.005)
                    rows = [(message.headers["Nats-Msg-Id"], len(message.data)) for message in messages]
                    async with connection.transaction():
                        await connection.executemany("INSERT INTO raw_row VALUES ($1, $2) ON CONFLICT DO NOTHING", rows)
                    for message in messages:
                        await message.ack()
