"""Pulling one durable consumer: batches in order, acknowledged when handled, delivered again with growing delay when not, never dropped."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from nats.aio.client import Client
from nats.js.client import JetStreamContext

from chassis.messaging.errors import Hole, NotYet
from chassis.messaging.inbox import Delivered
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.observability.redaction import spoken
from chassis.pace import Pace

log = get_log(__name__)

BATCH = 100
LINGER_SECONDS = 5.0
GATHER_SECONDS = 0.004
LONGEST_DELAY_SECONDS = 300.0
WORTH_A_WARNING = 5
"""Tries after which an operator should hear of a message that waits for what it needs; the order between services is not promised."""
PATIENCE_SECONDS = 90.0
"""Longer than the broker waits for an acknowledgement: what a killed instance held has come back by then."""

Handle = Callable[[Sequence[Delivered]], Awaitable[None]]


def delay(delivered: int) -> float:
    """Seconds before the next delivery: 0.2, 0.4, 0.8 … at most five minutes."""
    return float(min(0.1 * 2.0 ** min(delivered, 20), LONGEST_DELAY_SECONDS))


class Consumer:
    """Binds to a provisioned durable and never declares one. One active instance per durable: the worker's lock sees to it.

    What comes before its turn (a killed instance held what should come first) is kept in hand until that has come; sent back, it would
    return in pieces, and each piece would meet the same hole again.
    """

    def __init__(self, client: Client, service: str, stream: str, durable: str, handle: Handle) -> None:
        self.client = client
        self.service = service
        self.stream = stream
        self.durable = durable
        self.handle = handle
        self._subscription: JetStreamContext.PullSubscription | None = None
        self._early: dict[int, Any] = {}
        self._early_since = 0.0
        self._pace = Pace(asyncio.get_running_loop().time())

    async def step(self) -> bool:
        """Wait for messages, handle one batch and rest; always True, there may be more. Raises nats' errors when the durable is gone."""
        now = asyncio.get_running_loop().time
        batch, begun = await self._batch(), now()
        if batch:
            await self._deliver(batch)
            await self._pace.rest(now() - begun)
        return True

    async def close(self) -> None:
        """Stop pulling; what was not acknowledged is delivered to the next instance."""
        if self._subscription is not None and self.client.is_connected:
            await self._give_back(list(self._early.values()))
            await self._subscription.unsubscribe()

    async def _batch(self) -> list[Any]:
        if self._subscription is None:
            prefix = f"_INBOX.{self.service}.".encode()
            self._subscription = await self.client.jetstream().pull_subscribe_bind(self.durable, self.stream, inbox_prefix=prefix)
        room = BATCH - len(self._early)
        first = await self._fetch(self._subscription, 1, LINGER_SECONDS) if room else []
        fresh = first + await self._fetch(self._subscription, room - 1, GATHER_SECONDS) if first and room > 1 else first
        if not fresh and not self._out_of_patience:
            for message in self._early.values():
                await message.in_progress()
            return []
        found = self._early | {message.metadata.sequence.stream: message for message in fresh}
        return [found[sequence] for sequence in sorted(found)]

    @property
    def _out_of_patience(self) -> bool:
        """Nothing more can come, or it should have come by now."""
        if not self._early:
            return False
        return len(self._early) >= BATCH or asyncio.get_running_loop().time() - self._early_since > PATIENCE_SECONDS

    @staticmethod
    async def _fetch(subscription: JetStreamContext.PullSubscription, size: int, seconds: float) -> list[Any]:
        try:
            return list(await subscription.fetch(size, timeout=seconds))
        except TimeoutError:
            return []

    async def _deliver(self, batch: list[Any]) -> None:
        try:
            await self.handle(batch)
        except Hole as hole:
            await self._done(batch[: hole.done])
            await self._keep(batch[hole.done :], hole)
        except Exception as error:
            self._early.clear()
            await self._send_back(batch, error)
        else:
            self._early.clear()
            await self._done(batch)

    async def _keep(self, rest: list[Any], hole: Hole) -> None:
        if min(self._early, default=None) != rest[0].metadata.sequence.stream:
            self._early_since = asyncio.get_running_loop().time()
        elif self._out_of_patience:
            self._early.clear()
            await self._send_back(rest, hole)
            return
        self._early = {message.metadata.sequence.stream: message for message in rest}

    async def _send_back(self, batch: list[Any], error: Exception) -> None:
        delivered = max(message.metadata.num_delivered for message in batch)
        facts = {"consumer": self.durable, "attempt": delivered, "count": len(batch)}
        tell = log.info if isinstance(error, NotYet) and delivered < WORTH_A_WARNING else log.warning
        tell(LogEvent.MESSAGE_DELAYED, **facts, error=type(error).__name__, reason=spoken(error))
        for message in batch:
            await message.nak(delay=delay(delivered))

    @staticmethod
    async def _done(batch: Sequence[Any]) -> None:
        for message in batch:
            await message.ack()

    @staticmethod
    async def _give_back(batch: Sequence[Any]) -> None:
        for message in batch:
            await message.nak()
