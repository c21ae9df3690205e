"""reporting as it runs: migrated database, real broker, its web application; what other services say is handed to its inboxes."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

import httpx2
import nats
import sqlalchemy as sa
from nats.aio.client import Client
from ticking import Ticking

from chassis.clock import WallClock, broadcast
from chassis.composition import Service
from chassis.ending import end
from chassis.identity.actor import SYSTEM, Actor, Reach
from chassis.identity.tokens import Tokens
from chassis.messaging.inbox import Inbox
from chassis.messaging.parked import ParkedMessage, park
from chassis.messaging.provision import provision_consumers, provision_streams
from chassis.migrate import upgrade
from chassis.runtime import Runtime
from chassis.start import running
from chassis.web.app import site
from chassis.worker import _serve
from contracts.envelope import Envelope, PublicEvent, from_headers, to_headers
from contracts.subjects import event_subject, parse_type
from doithoai.embedded.databases import Database
from reporting.main import compose
from reporting.settings import Settings

KEY = "a signing key that is long enough for anybody"
TODAY = datetime(2026, 4, 20, 2, tzinfo=UTC)
SPACE = UUID("01980c5e-2f10-7a41-9c33-5d2e8b7f1a01")


@dataclass
class Said:
    """One message as a broker client hands it over."""

    subject: str
    headers: dict[str, str] | None
    data: bytes
    number: int

    @property
    def metadata(self) -> Any:
        return SimpleNamespace(num_delivered=1, sequence=SimpleNamespace(stream=self.number))


@dataclass
class Logs:
    """The public logs of the other services: events get positions in the order they are written."""

    positions: dict[str, int] = field(default_factory=dict)

    def write(self, event: PublicEvent, *, at: datetime = TODAY, subject: str = "stream-1") -> Said:
        service = parse_type(event.event_type).service
        previous = self.positions.get(service, 0)
        self.positions[service] = previous + 1
        ident = uuid5(SPACE, f"{service} {previous + 1}")
        source = f"urn:doithoai:son-la:{service}"
        place = {"position": previous + 1, "previous": previous}
        envelope = Envelope(ident, event.event_type, source, subject, at, **place, correlation_id="vu-1", province_code="14")
        return Said(event_subject("son-la", event.event_type), to_headers(envelope), event.body(), previous + 1)


def service_of(message: Said) -> str:
    return message.subject.split(".")[2]


@dataclass
class World(Ticking):
    """Everything a test may touch."""

    service: Service
    runtime: Runtime
    client: Client
    web: httpx2.AsyncClient
    owner_dsn: str
    logs: Logs = field(default_factory=Logs)

    async def hear(self, messages: Iterable[Said], size: int = 100) -> None:
        """Hand messages to the inbox of their source, in batches, in this order."""
        inboxes = {source.service: Inbox(self.runtime.handler, source) for source in self.service.sources}
        batch: list[Said] = []
        for message in messages:
            if batch and (service_of(batch[0]) != service_of(message) or len(batch) == size):
                await inboxes[service_of(batch[0])].handle(batch)
                batch = []
            batch.append(message)
        if batch:
            await inboxes[service_of(batch[0])].handle(batch)

    async def tell(self, *events: PublicEvent, at: datetime = TODAY) -> None:
        """Other services say this, in this order, and reporting hears it."""
        await self.hear([self.logs.write(event, at=at) for event in events])

    async def get(self, path: str, *, expect: int = 200) -> Any:
        answer = await self.web.get(f"/reporting/api/v1{path}", headers=headers())
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def send(self, method: str, path: str, body: Any = None, *, role: str = "administrator", expect: int = 200) -> Any:
        answer = await self.web.request(method, f"/reporting/api/v1{path}", json=body, headers=headers(role))
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def bytes(self, path: str) -> bytes:
        answer = await self.web.get(f"/reporting{path}", headers=headers())
        assert answer.status_code == 200, answer.text
        return answer.content

    async def figures(self, query: str = "") -> dict[str, int]:
        return {each["name"]: each["value"] for each in await self.get(f"/figures?{query}")}

    async def page(self, path: str, *, expect: int = 200) -> str:
        answer = await self.web.get(f"/reporting{path}", headers={**headers(), "accept": "text/html"})
        assert answer.status_code == expect, answer.text
        return answer.text

    async def tables(self) -> dict[str, list[Any]]:
        """Every fact, for comparing two histories."""
        async with self.runtime.engine.connect() as connection:
            return {name: await _rows(connection, table) for name, table in self.service.written_by_inbound().items()}

    async def forget(self) -> None:
        """As if nothing had been heard."""
        async with self.runtime.engine.begin() as connection:
            for table in [*self.service.written_by_inbound(), "position", "parked"]:
                await connection.execute(sa.text(f"DELETE FROM {table}"))

    async def forget_heard(self) -> None:
        """As if nothing had been heard; what was decided here stays."""
        async with self.runtime.engine.begin() as connection:
            for table in self.service.written_by_inbound():
                await connection.execute(sa.text(f"DELETE FROM {table}"))
            await connection.execute(sa.text("DELETE FROM position WHERE reader = 'inbox'"))

    async def park(self, message: Said) -> None:
        """The message cannot be handled now: it waits, and its source goes on."""
        service = service_of(message)
        headers_ = message.headers or {}
        parked = ParkedMessage(
            reader="inbox",
            source=service,
            stream="parked",
            position=message.number,
            event_id=headers_["ce-id"],
            subject=message.subject,
            headers=json.dumps(headers_),
            data=message.data,
            reason="test",
            at=TODAY,
        )
        moved = sa.text("UPDATE position SET position = :position WHERE reader = 'inbox' AND source = :source")
        async with self.runtime.engine.begin() as connection:
            await park(connection, parked)
            await connection.execute(moved, {"position": message.number, "source": headers_["ce-source"]})

    async def unpark(self, message: Said) -> None:
        """What was in the way is gone: the message is handled late."""
        service = service_of(message)
        [source] = [each for each in self.service.sources if each.service == service]
        envelope = from_headers(message.headers)
        model, on = next((model, on) for model, on in source.handlers.items() if model.event_type == envelope.type)
        async with self.runtime.handler.unit(actor=SYSTEM) as unit:
            await on(unit, envelope, model.read(message.data))
            await unit.connection.execute(sa.text("DELETE FROM parked"))

    async def begun(self) -> None:
        """Wait until the worker has started and looked at the reporting year."""
        async with asyncio.timeout(60):
            while not await self.rows("SELECT 1 FROM event WHERE stream LIKE 'report-year-%'"):
                await asyncio.sleep(0.02)
        await self.settle()

    async def publish(self, messages: Sequence[Said]) -> None:
        for message in messages:
            await self.client.jetstream().publish(message.subject, message.data, headers=message.headers, stream="EVENTS")


async def _rows(connection: Any, table: sa.Table) -> list[Any]:
    return sorted((tuple(map(str, row)) for row in await connection.execute(sa.select(table))), key=str)


def headers(role: str = "provincial_standing_committee") -> dict[str, str]:
    token = Tokens(KEY, WallClock()).issue(Actor(f"acc-{role}", role, "sl-tt-tinh-uy", Reach.EVERYWHERE))
    return {"authorization": f"Bearer {token}"}


@asynccontextmanager
async def world_of(database: Database, nats_url: str, *, worker: bool = False, public: bool = False) -> AsyncIterator[World]:
    settings = Settings(
        database_url=database.owner_dsn,  # type: ignore[arg-type]
        migration_database_url=database.owner_dsn,  # type: ignore[arg-type]
        nats_url=nats_url,
        clock="broadcast",
        auth_key=KEY,  # type: ignore[arg-type]
        pages_public=public,
    )
    service = compose(settings)
    await asyncio.to_thread(upgrade, service.migrations, settings)
    client = await nats.connect(nats_url)
    await provision_streams(client, simulated=True)
    await provision_consumers(client, service.consumers())
    await broadcast(client, TODAY)
    app = site([service], starts={"reporting": lambda: running(service, "web")})
    working = asyncio.create_task(_serve(service)) if worker else None
    try:
        async with app.router.lifespan_context(app):
            runtime = app.state.services["reporting"].state.runtime
            transport = httpx2.ASGITransport(app, raise_app_exceptions=True)
            async with httpx2.AsyncClient(transport=transport, base_url="http://dialogue.test") as web:
                world = World(service, runtime, client, web, database.owner_dsn)
                if working:
                    await world.begun()
                yield world
    finally:
        if working:
            await end(working)
        await client.close()
