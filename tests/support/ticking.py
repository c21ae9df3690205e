"""What every running world can do: wait until nothing waits, let the simulated clock run, read rows."""

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from nats.aio.client import Client
from nats.js.api import RawStreamMsg
from nats.js.errors import NotFoundError

from chassis.clock import broadcast
from chassis.composition import Service
from chassis.lag import measure
from chassis.runtime import Runtime


class Ticking:
    """One service with its worker, on a broadcast clock."""

    service: Service
    runtime: Runtime
    client: Client

    async def settle(self) -> None:
        """Wait until nothing is waiting anywhere, twice in a row."""
        async with asyncio.timeout(60):
            quiet = 0
            while quiet < 2:
                async with self.runtime.engine.connect() as connection:
                    idle = (await measure(self.service, connection, self.client, self.runtime.clock.now())).idle
                quiet = quiet + 1 if idle else 0
                await asyncio.sleep(0.03)

    async def move_to(self, when: datetime) -> None:
        """Let the clock run to an instant; everything due by then has fired afterwards."""
        await broadcast(self.client, when)
        async with asyncio.timeout(60):
            while self.runtime.clock.now() < when:
                await asyncio.sleep(0.01)
        await self.settle()

    async def stored(self, stream: str, subject: str) -> list[RawStreamMsg]:
        """Every message a stream keeps under a subject, in order, once nothing waits to be published."""
        await self.settle()
        found: list[RawStreamMsg] = []
        with suppress(NotFoundError):
            while True:
                after = (found[-1].seq or 0) + 1 if found else 1
                found.append(await self.client.jetstream().get_msg(stream, seq=after, subject=subject, next=True))
        return found

    async def rows(self, query: str) -> list[Any]:
        async with self.runtime.engine.connect() as connection:
            return list((await connection.execute(sa.text(query))).all())
