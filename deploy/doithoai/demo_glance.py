"""A cheap look at what still waits: one statement per database, and one question to the broker's monitor when those are quiet.

The same counts as `chassis.lag`, for deciding when the next instant may come; the figures at the end are measured by `chassis.lag` itself.
"""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import asyncpg
import httpx2
from sqlalchemy.exc import SQLAlchemyError

from chassis.composition import Service
from chassis.projections.runner import OWN
from chassis.relay import RELAY
from chassis.runtime import Runtime
from doithoai.running import Running

UNREACHABLE: Final = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    SQLAlchemyError,
    OSError,
    httpx2.HTTPError,
    ValueError,
    KeyError,
)
_STATEMENT: Final = """
SELECT coalesce((SELECT max(position) FROM event), 0),
       (SELECT count(*) FROM timer WHERE due_at <= $1),
       (SELECT min(due_at) FROM timer),
       (SELECT json_object_agg(reader, position) FROM position WHERE source = $2)"""


@dataclass(frozen=True)
class Glance:
    """One service at one moment: newest position, what waits, and when its next timer is due."""

    head: int
    waiting: int
    next_due: datetime | None


class Onlooker:
    """Looks at one service, connecting again when its database was away."""

    def __init__(self, running: Running, service: Service, runtime: Runtime) -> None:
        self._dsn = running.dsn(service.name)
        self._service = service
        self._runtime = runtime
        self._connection: asyncpg.Connection | None = None

    @property
    def durables(self) -> frozenset[str]:
        return frozenset(self._service.consumers())

    async def look(self, now: datetime) -> Glance:
        """Raises one of UNREACHABLE."""
        try:
            if self._connection is None or self._connection.is_closed():
                self._connection = await asyncpg.connect(self._dsn, timeout=5)
            head, due, next_due, positions = await self._connection.fetchrow(_STATEMENT, now, OWN, timeout=5)
        except Exception:
            self._connection = None
            raise
        readers = json.loads(positions or "{}")
        followed = [RELAY, *(projection.reader for projection in self._service.all_projections)]
        waiting = due + sum(head - int(readers.get(reader, 0)) for reader in followed)
        if waiting == 0:
            waiting += await self._effects(now)
        return Glance(head, waiting, next_due)

    async def _effects(self, now: datetime) -> int:
        if not self._service.effects:
            return 0
        async with self._runtime.reader() as connection:
            return sum([await effect.pending(connection, now) for effect in self._service.effects])

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close(timeout=2)


class Monitor:
    """Asks the broker what its consumers have not acknowledged."""

    def __init__(self, running: Running) -> None:
        self._client = httpx2.AsyncClient(base_url=f"http://127.0.0.1:{running.state.nats_monitor_port}", timeout=5)

    async def waiting(self, durables: frozenset[str]) -> int:
        """Messages of these consumers; raises KeyError while one of them is missing."""
        told = (await self._client.get("/jsz", params={"consumers": "true"})).json()
        found = {consumer["name"]: _unacknowledged(consumer) for consumer in _consumers(told)}
        return sum(found[durable] for durable in durables)

    async def close(self) -> None:
        await self._client.aclose()


def _consumers(told: dict[str, Any]) -> list[dict[str, Any]]:
    streams = [stream for account in told.get("account_details") or () for stream in account.get("stream_detail") or ()]
    return [consumer for stream in streams for consumer in stream.get("consumer_detail") or ()]


def _unacknowledged(consumer: dict[str, Any]) -> int:
    return int(consumer.get("num_pending") or 0) + int(consumer.get("num_ack_pending") or 0)


class Lookout:
    """All services and the broker together."""

    def __init__(self, running: Running, members: list[tuple[Service, Runtime]]) -> None:
        self._onlookers = [Onlooker(running, service, runtime) for service, runtime in members]
        self._durables = frozenset[str]().union(*(onlooker.durables for onlooker in self._onlookers))
        self._monitor = Monitor(running)
        self._busy: Onlooker | None = None
        self.next_due: datetime | None = None

    async def look(self, now: datetime) -> tuple[int, ...] | None:
        """The newest position of every log when nothing waits anywhere, else None: who was busy is asked first. Raises one of UNREACHABLE."""
        if self._busy and (await self._busy.look(now)).waiting:
            return None
        looks = [onlooker.look(now) for onlooker in self._onlookers]
        seen = list[Glance]()
        for found in await asyncio.gather(*looks, return_exceptions=True):
            if isinstance(found, BaseException):
                raise found
            seen.append(found)
        self._busy = next((one for one, glance in zip(self._onlookers, seen, strict=True) if glance.waiting), None)
        self.next_due = min((glance.next_due for glance in seen if glance.next_due), default=None)
        if self._busy or await self._monitor.waiting(self._durables):
            return None
        return tuple(glance.head for glance in seen)

    async def close(self) -> None:
        await asyncio.gather(self._monitor.close(), *(onlooker.close() for onlooker in self._onlookers))
