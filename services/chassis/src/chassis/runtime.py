"""A started service: its database, its broker connection, its clock, and the parts it made for itself."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from nats.aio.client import Client
from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from chassis.clock import Clock
from chassis.handle import Handler
from chassis.observability.health import Check
from chassis.settings import ServiceSettings

T = TypeVar("T")


@dataclass
class Runtime:
    """What pages, handlers, timers and effects work with. `client` is the broker connection.

    Who holds a connection of `readers` may wait for one of `engine`, never the other way round: a crowd cannot wait for itself.
    """

    name: str
    settings: ServiceSettings
    engine: AsyncEngine
    readers: AsyncEngine
    client: Client
    clock: Clock
    handler: Handler
    checks: Sequence[Check] = ()
    _parts: dict[type, Any] = field(default_factory=dict)

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[AsyncConnection]:
        """A read-only connection: one snapshot for a page."""
        async with self.readers.connect() as connection:
            await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection

    def provide(self, kind: type[T], part: T) -> None:
        """Keep a part that the service made at its start (a vault, a mailer)."""
        self._parts[kind] = part

    def part(self, kind: type[T]) -> T:
        """A part by its type; raises KeyError when the service did not provide it."""
        found: T = self._parts[kind]
        return found


def asyncpg_url(url: str) -> str:
    """The same database for SQLAlchemy's asyncpg dialect."""
    return "postgresql+asyncpg://" + url.split("://", 1)[1]


def make_engine(settings: ServiceSettings, process: str, *, owner: bool = False) -> AsyncEngine:
    """A pool that notices dead connections without asking the server, and never leaves a transaction idle."""
    secret = settings.migration_database_url if owner and settings.migration_database_url else settings.database_url
    engine = create_async_engine(
        asyncpg_url(secret.get_secret_value()),
        pool_size=settings.pool_size,
        max_overflow=0,
        hide_parameters=True,
        connect_args={
            "server_settings": {
                "application_name": process,
                "idle_in_transaction_session_timeout": "60000",
                "lock_timeout": "15000",
                "jit": "off",
                "timezone": "UTC",
            }
        },
    )
    event.listen(engine.sync_engine, "checkout", _alive)
    return engine


def _alive(connection: Any, _record: Any, _proxy: Any) -> None:
    """A connection whose socket has ended is replaced; asking the server each time would cost three round trips."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError
