"""Simulated time: everybody is told the same instant, every armed timer gets its own day, and nobody acts before everything is quiet."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Final

import nats.errors
import nats.js.errors
import stamina
from nats.aio.client import Client

from chassis.clock import broadcast
from chassis.composition import Service
from chassis.lag import Lag, measure
from chassis.messaging.provision import ProvisioningRefused, provision_streams
from chassis.runtime import Runtime
from doithoai.demo_glance import UNREACHABLE, Lookout
from doithoai.places import SERVICES
from doithoai.reach import reached
from doithoai.rights import OPERATOR
from doithoai.running import Running

QUIET_SECONDS: Final = 150.0
FIRST_PAUSE: Final = 0.02
LONGEST_PAUSE: Final = 0.1
RECONNECT_SECONDS: Final = 1.2
TELL_AGAIN: Final = 2
BROKER_AWAY: Final = (nats.errors.Error, nats.js.errors.Error, ProvisioningRefused)


class NeverQuiet(Exception):
    """Something still waited after a long time; the message says what."""


class Timekeeper:
    """Moves the clock of one running system and knows when it has settled."""

    def __init__(
        self, members: list[tuple[Service, Runtime]], lookout: Lookout, client: Client, begin: datetime, *, simulated: bool
    ) -> None:
        self._members = members
        self._lookout = lookout
        self._client = client
        self._simulated = simulated
        self.now = begin
        self.steps = 0
        self._shaken = False

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
        began, pause = loop.time(), FIRST_PAUSE
        before: tuple[int, ...] | None = None
        while True:
            if self._shaken:
                await self._steady()
            heads = await self._look()
            if heads is not None and heads == before:
                return
            if heads is None:
                await asyncio.sleep(pause)
                pause = min(pause * 1.3, LONGEST_PAUSE)
            before = heads
            if loop.time() - began > QUIET_SECONDS:
                raise NeverQuiet(f"{self.now:%Y-%m-%d %H:%M}: {await self.lags()}")

    async def _look(self) -> tuple[int, ...] | None:
        try:
            return await self._lookout.look(self.now)
        except UNREACHABLE:
            self._shaken = True
            return None

    async def _steady(self) -> None:
        """Something was away. Whoever comes back late may have missed the time, so it is told until all had the chance to hear it."""
        for _ in range(TELL_AGAIN):
            await self._tell()
            await asyncio.sleep(RECONNECT_SECONDS)
        self._shaken = False

    async def shaken(self) -> None:
        """The broker went away."""
        self._shaken = True

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
        """Tell a simulation's time, however long it takes; a broker that was killed has forgotten the clock's stream, so it is made again."""
        if not self._simulated:
            return
        async for attempt in stamina.retry_context(on=BROKER_AWAY, attempts=None, timeout=QUIET_SECONDS, wait_initial=0.1, wait_max=1):
            with attempt:
                try:
                    await broadcast(self._client, self.now)
                except BROKER_AWAY:
                    self._shaken = True
                    await provision_streams(self._client, simulated=True)
                    raise

    async def _lag(self, service: Service, runtime: Runtime) -> Lag:
        async with runtime.reader() as connection:
            return await measure(service, connection, self._client, self.now)


@asynccontextmanager
async def timekeeper(running: Running, begin: datetime) -> AsyncIterator[Timekeeper]:
    """The keeper of a running system's clock, which already shows `begin`. On wall time it only knows when all is quiet."""
    async with AsyncExitStack() as stack:
        members = [await stack.enter_async_context(reached(running, name)) for name in SERVICES]
        lookout = Lookout(running, members)
        stack.push_async_callback(lookout.close)
        client = Client()
        stack.push_async_callback(client.close)
        keeper = Timekeeper(members, lookout, client, begin, simulated=running.state.clock == "broadcast")
        await client.connect(
            running.nats_url(OPERATOR),
            inbox_prefix=f"_INBOX.{OPERATOR}".encode(),
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            disconnected_cb=keeper.shaken,
        )
        await keeper.quiet()
        yield keeper
