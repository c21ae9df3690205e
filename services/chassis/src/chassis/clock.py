"""The only place where time comes from: wall, set by a test, or broadcast to all processes of a simulation."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import nats.js.errors
from nats.aio.client import Client

CLOCK_STREAM = "CLOCK"
CLOCK_SUBJECT = "clock.now"


class Clock(Protocol):
    """UTC instants for facts. Intervals and back-off use the event loop's monotonic time, never this."""

    def now(self) -> datetime:
        """The current instant, timezone-aware, in UTC."""
        ...

    async def sleep_until(self, when: datetime) -> None:
        """Return once `now() >= when`; a clock that is moved wakes its sleepers."""
        ...


class WallClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep_until(self, when: datetime) -> None:
        while (left := (when - self.now()).total_seconds()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(min(left, 30))


class FakeClock:
    """A clock that stands still until it is moved; only forward."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        return self._now

    def move_to(self, when: datetime) -> None:
        """Set the time and wake every sleeper; a moment in the past is ignored."""
        if when > self._now:
            self._now = when.astimezone(UTC)
            self._moved.set()
            self._moved = asyncio.Event()

    def advance(self, by: timedelta) -> None:
        self.move_to(self._now + by)

    async def sleep_until(self, when: datetime) -> None:
        while self._now < when:
            await self._moved.wait()


class BroadcastClock(FakeClock):
    """Follows the time that a simulation's driver publishes on `clock.now`; the newest is kept for late starters."""

    def __init__(self) -> None:
        super().__init__(datetime(1970, 1, 1, tzinfo=UTC))

    async def follow(self, client: Client) -> None:
        """Subscribe, then catch up with the last instant already told; waits until there is one."""
        first = asyncio.Event()

        async def heard(message: Any) -> None:
            self.move_to(datetime.fromisoformat(message.data.decode()))
            first.set()

        await client.subscribe(CLOCK_SUBJECT, cb=heard)
        try:
            last = await client.jetstream().get_last_msg(CLOCK_STREAM, CLOCK_SUBJECT)
            await heard(last)
        except nats.js.errors.NotFoundError:
            await first.wait()


async def broadcast(client: Client, when: datetime) -> None:
    """Tell every process of a simulation what time it is; durable before it returns."""
    await client.jetstream().publish(CLOCK_SUBJECT, when.astimezone(UTC).isoformat().encode(), stream=CLOCK_STREAM)
