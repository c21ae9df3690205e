"""Filling again, from the event stream, the tables that a service keeps about what others said: beside the old ones, then switched."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from nats.aio.client import Client
from nats.js.api import ConsumerConfig, DeliverPolicy
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from chassis.clock import Clock
from chassis.composition import Service
from chassis.handle import Handler
from chassis.messaging.inbox import Inbox
from chassis.projections.rebuild import BESIDE, Progress, make_beside, switch
from chassis.runtime import asyncpg_url
from contracts.subjects import EVENTS

SCHEMA = f"{BESIDE}_heard"
LIVE = "inbox"
FRESH = "inbox@rebuild"
BATCH = 500

_FORGET = [sa.text("DELETE FROM position WHERE reader = :reader"), sa.text("DELETE FROM parked WHERE reader = :reader")]
_HOLD = sa.text("SELECT position FROM position WHERE reader = :reader FOR UPDATE")
_RENAME = [
    sa.text("UPDATE position SET reader = :live WHERE reader = :fresh"),
    sa.text("UPDATE parked SET reader = :live WHERE reader = :fresh"),
]


def refillable(service: Service) -> bool:
    """Say whether hearing everything again is harmless: only where it becomes rows and nothing else, so that no command runs twice."""
    return bool(service.heard_tables) and all(source.rows_only for source in service.sources)


@dataclass(frozen=True)
class Refill:
    """One refill: `owner_url` is the database as its owner, `client` may create a consumer on the event stream."""

    service: Service
    owner_url: str
    client: Client
    clock: Clock
    runtime_role: str

    async def run(self) -> AsyncIterator[Progress]:
        """Yield progress in stream sequence numbers. Live messages wait only while the last few are read and the tables change places.

        Raises ValueError for a service that also decides.
        """
        if not refillable(self.service):
            raise ValueError(f"{self.service.name} decides on what it hears; its tables follow its own log")
        owner = create_async_engine(asyncpg_url(self.owner_url))
        beside = create_async_engine(asyncpg_url(self.owner_url), connect_args={"server_settings": {"search_path": f"{SCHEMA}, public"}})
        tables = list(self.service.written_by_inbound())
        try:
            await self._prepare(owner, tables)
            async for progress in self._fill(owner, beside, tables):
                yield progress
        finally:
            await beside.dispose()
            await owner.dispose()

    async def _prepare(self, owner: AsyncEngine, tables: list[str]) -> None:
        async with owner.begin() as connection:
            await make_beside(connection, tables, SCHEMA)
            for statement in _FORGET:
                await connection.execute(statement, {"reader": FRESH})

    async def _fill(self, owner: AsyncEngine, beside: AsyncEngine, tables: list[str]) -> AsyncIterator[Progress]:
        handler = Handler(beside, self.service.codec(), self.clock, tables=self.service.written_by_inbound())
        inboxes = {source.service: Inbox(handler, source, reader=FRESH) for source in self.service.sources}
        config = ConsumerConfig(deliver_policy=DeliverPolicy.ALL, inactive_threshold=300)
        stream = self.client.jetstream()
        subscription = await stream.pull_subscribe("evt.>", stream=EVENTS, config=config)
        try:
            last = await self._last_sequence()
            sequence = 0
            while sequence < last:
                sequence = await self._page(subscription, inboxes, sequence)
                last = await self._last_sequence()
                yield Progress(sequence, last)
            async with owner.begin() as connection:
                await connection.execute(_HOLD, {"reader": LIVE})
                last = await self._last_sequence()
                while sequence < last:
                    sequence = await self._page(subscription, inboxes, sequence)
                await switch(connection, tables, SCHEMA, self.runtime_role)
                for statement in _FORGET:
                    await connection.execute(statement, {"reader": LIVE})
                for statement in _RENAME:
                    await connection.execute(statement, {"live": LIVE, "fresh": FRESH})
            yield Progress(sequence, sequence, done=True)
        finally:
            await subscription.unsubscribe()

    async def _last_sequence(self) -> int:
        return int((await self.client.jetstream().stream_info(EVENTS)).state.last_seq)

    async def _page(self, subscription: Any, inboxes: dict[str, Inbox], sequence: int) -> int:
        """Handle the next messages, source by source in their order; returns the newest sequence number."""
        try:
            messages = await subscription.fetch(BATCH, timeout=2)
        except TimeoutError:
            await asyncio.sleep(0)
            return sequence
        by_source: dict[str, list[Any]] = {}
        for message in messages:
            by_source.setdefault(message.subject.split(".")[2], []).append(message)
        for name, batch in by_source.items():
            if name in inboxes:
                await inboxes[name].handle(batch)
        for message in messages:
            await message.ack()
        return int(messages[-1].metadata.sequence.stream)
