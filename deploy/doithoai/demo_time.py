"""Simulated time: everybody is told the same instant, every armed timer gets its own day, and nobody acts before everything is quiet."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Final

import nats
import nats.errors
import nats.js.errors
from nats.aio.client import Client

from chassis.clock import broadcast
from chassis.composition import Service
from chassis.lag import Lag, measure
from chassis.messaging.provision import provision_streams
from chassis.runtime import Runtime
from doithoai.demo_glance import UNREACHABLE, Lookout
from doithoai.places import SERVICES
from doithoai.reach import reached
from doithoai.rights import OPERATOR
from doithoai.running import Running

QUIET_SECONDS: Final = 150.0
FIRST_PAUSE: Final = 0.01
LONGEST_PAUSE: Final = 0.1
REMIND_AFTER: Final = 2.0


class NeverQuiet(Exception):
    """Something still waited after a long time; the message says what."""


class Timekeeper:
    """Moves the clock of one running system and knows when it has settled."""

    def __init__(self, members: list[tuple[Service, Runtime]], lookout: Lookout, client: Client, begin: datetime) -> None:
        self._members = members
        self._lookout = lookout
        self._client = client
        self.now = begin
        self.steps = 0

    async def go(self, when: datetime, seen: Callable[[datetime], None] | None = None) -> None:
        """Move to the UTC instant `when`, stopping at every timer that falls due on the way; quiet at each stop."""
        while self.now < when:
            due = self._lookout.next_due
            await self._move(when if due is None or due >= when else max(due, self.now))
            await self.quiet()
            if seen:
                seen(self.now)

    async def quiet(self) -> None:
        """Wait until no service has anything left to do, twice in a row. Raises NeverQuiet."""
        loop = asyncio.get_running_loop()
        began, reminded, pause = loop.time(), loop.time(), FIRST_PAUSE
        before: tuple[int, ...] | None = None
        while True:
            heads = await self._look()
            if heads is not None and heads == before:
                return
            if heads is None:
                await asyncio.sleep(pause)
                pause = min(pause * 1.3, LONGEST_PAUSE)
            before = heads
            if loop.time() - reminded > REMIND_AFTER:
                reminded = loop.time()
                await self._tell()
            if loop.time() - began > QUIET_SECONDS:
                raise NeverQuiet(f"{self.now:%Y-%m-%d %H:%M}: {await self.lags()}")

    async def _look(self) -> tuple[int, ...] | None:
        try:
            return await self._lookout.look(self.now)
        except UNREACHABLE:
            await asyncio.sleep(LONGEST_PAUSE)
            return None

    @property
    def runtimes(self) -> dict[str, Runtime]:
        """The services as this process reaches them, by name."""
        return {service.name: runtime for service, runtime in self._members}

    async def lags(self) -> dict[str, Lag]:
        """How far behind each service is, by name."""
        return {service.name: await self._lag(service, runtime) for service, runtime in self._members}

    async def _move(self, when: datetime) -> None:
        self.now = when
        self.steps += 1
        await self._tell()

    async def _tell(self) -> None:
        """A broker that was killed has forgotten the clock; it is made again. While it is away, telling waits for the next reminder."""
        try:
            await broadcast(self._client, self.now)
        except (nats.js.errors.Error, nats.errors.Error):
            await asyncio.sleep(0.2)
            if self._client.is_connected:
                await provision_streams(self._client, simulated=True)
                await broadcast(self._client, self.now)

    async def _lag(self, service: Service, runtime: Runtime) -> Lag:
        async with runtime.reader() as connection:
            return await measure(service, connection, self._client, self.now)


@asynccontextmanager
async def timekeeper(running: Running, begin: datetime) -> AsyncIterator[Timekeeper]:
    """The keeper of a running system's clock, which already shows `begin`."""
    async with AsyncExitStack() as stack:
        members = [await stack.enter_async_context(reached(running, name)) for name in SERVICES]
        url = running.nats_url(OPERATOR)
        client = await nats.connect(url, inbox_prefix=f"_INBOX.{OPERATOR}".encode(), max_reconnect_attempts=-1, reconnect_time_wait=0.2)
        stack.push_async_callback(client.close)
        lookout = Lookout(running, members)
        stack.push_async_callback(lookout.close)
        keeper = Timekeeper(members, lookout, client, begin)
        await keeper.quiet()
        yield keeper
