"""Pulling one durable consumer: whole batches in order, acknowledged when handled, delivered again with growing delay when not, never dropped."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from nats.aio.client import Client
from nats.js.client import JetStreamContext

from chassis.messaging.inbox import Delivered
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.observability.redaction import spoken

log = get_log(__name__)

BATCH = 100
LINGER_SECONDS = 5.0
GATHER_SECONDS = 0.004
LONGEST_DELAY_SECONDS = 300.0

Handle = Callable[[Sequence[Delivered]], Awaitable[None]]


def delay(delivered: int) -> float:
    """Seconds before the next delivery: 0.2, 0.4, 0.8 … at most five minutes."""
    return float(min(0.1 * 2.0 ** min(delivered, 20), LONGEST_DELAY_SECONDS))


class Consumer:
    """Binds to a provisioned durable and never declares one. One active instance per durable: the worker's lock sees to it."""

    def __init__(self, client: Client, service: str, stream: str, durable: str, handle: Handle) -> None:
        self.client = client
        self.service = service
        self.stream = stream
        self.durable = durable
        self.handle = handle
        self._subscription: JetStreamContext.PullSubscription | None = None

    async def step(self) -> bool:
        """Wait for messages and handle one batch; always True, there may be more. Raises nats' errors when the durable is gone."""
        batch = await self._batch()
        if batch:
            await self._deliver(batch)
        return True

    async def close(self) -> None:
        """Stop pulling; what was not acknowledged is delivered to the next instance."""
        if self._subscription is not None and self.client.is_connected:
            await self._subscription.unsubscribe()

    async def _batch(self) -> list[Any]:
        if self._subscription is None:
            prefix = f"_INBOX.{self.service}.".encode()
            self._subscription = await self.client.jetstream().pull_subscribe_bind(self.durable, self.stream, inbox_prefix=prefix)
        first = await self._fetch(self._subscription, 1, LINGER_SECONDS)
        return first + await self._fetch(self._subscription, BATCH - 1, GATHER_SECONDS) if first else []

    @staticmethod
    async def _fetch(subscription: JetStreamContext.PullSubscription, size: int, seconds: float) -> list[Any]:
        try:
            return list(await subscription.fetch(size, timeout=seconds))
        except TimeoutError:
            return []

    async def _deliver(self, batch: list[Any]) -> None:
        try:
            await self.handle(batch)
        except Exception as error:
            delivered = max(message.metadata.num_delivered for message in batch)
            facts = {"consumer": self.durable, "attempt": delivered, "count": len(batch)}
            log.warning(LogEvent.MESSAGE_DELAYED, **facts, error=type(error).__name__, reason=spoken(error))
            for message in batch:
                await message.nak(delay=delay(delivered))
        else:
            for message in batch:
                await message.ack()
