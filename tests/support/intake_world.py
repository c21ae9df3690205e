"""intake as it runs: migrated database, real broker, its web application and its worker, in one process of the test."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx2
import nats
from nats.aio.client import Client
from ticking import Ticking

from chassis.clock import WallClock, broadcast
from chassis.composition import Service
from chassis.ending import end
from chassis.eventstore.read import read_log
from chassis.eventstore.recorded import Recorded
from chassis.identity.actor import Actor, Reach
from chassis.identity.tokens import Tokens
from chassis.messaging.provision import provision_consumers, provision_streams
from chassis.migrate import upgrade
from chassis.runtime import Runtime
from chassis.start import running
from chassis.web.app import site
from chassis.worker import _serve
from contracts.envelope import Envelope, PublicEvent, to_headers
from contracts.subjects import event_subject
from doithoai.embedded.databases import Database
from intake.main import compose
from intake.settings import Settings

KEY = "a signing key that is long enough for anybody"
START = datetime(2026, 2, 9, 2, tzinfo=UTC)


@dataclass
class World(Ticking):
    """Everything a test may touch."""

    service: Service
    runtime: Runtime
    client: Client
    web: httpx2.AsyncClient
    positions: dict[str, int] = field(default_factory=dict)

    def headers(self, role: str = "dialogue_office", org_id: str = "org-1", reach: str = "everywhere", **more: str) -> dict[str, str]:
        token = Tokens(KEY, WallClock()).issue(Actor(f"acc-{role}", role, org_id, Reach(reach)))
        return {"authorization": f"Bearer {token}", **more}

    async def post(self, path: str, body: Any = None, *, expect: int | None = None, **who: Any) -> dict[str, Any]:
        answer = await self.web.post(f"/intake/api/v1{path}", json=body, headers={"idempotency-key": str(uuid4()), **self.headers(**who)})
        assert expect is None or answer.status_code == expect, answer.text
        assert expect is not None or answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def get(self, path: str, *, expect: int = 200, **who: Any) -> Any:
        await self.settle()
        answer = await self.web.get(f"/intake/api/v1{path}", headers=self.headers(**who))
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def tell(self, service: str, *events: PublicEvent, subject: str = "stream-1") -> None:
        """Another service publishes, as its relay would, and is heard."""
        source = f"urn:doithoai:son-la:{service}"
        for event in events:
            previous = self.positions.get(source, 0)
            self.positions[source] = previous + 1
            envelope = Envelope(uuid4(), event.event_type, source, subject, START, position=previous + 1, previous=previous)
            stream = self.client.jetstream()
            await stream.publish(event_subject("son-la", event.event_type), event.body(), headers=to_headers(envelope), stream="EVENTS")
        await self.settle()

    async def log(self) -> list[Recorded]:
        async with self.runtime.engine.connect() as connection:
            return list(await read_log(connection, self.runtime.handler.codec, 0, 1000))

    async def happened(self) -> list[str]:
        return [type(recorded.event).__name__ for recorded in await self.log()]

    async def published(self) -> list[tuple[str, bytes]]:
        """Everything in EVENTS that intake published."""
        return [(each.subject or "", each.data or b"") for each in await self.stored("EVENTS", "evt.*.intake.>")]


def settings_for(database: Database, nats_url: str) -> Settings:
    return Settings(
        database_url=database.owner_dsn,  # type: ignore[arg-type]
        migration_database_url=database.owner_dsn,  # type: ignore[arg-type]
        nats_url=nats_url,
        clock="broadcast",
        pages_public=True,
        auth_key=KEY,  # type: ignore[arg-type]
        master_key="m1:" + base64.b64encode(os.urandom(32)).decode(),  # type: ignore[arg-type]
        agency_key=base64.b64encode(os.urandom(32)).decode(),  # type: ignore[arg-type]
    )


@asynccontextmanager
async def world_of(database: Database, nats_url: str) -> AsyncIterator[World]:
    settings = settings_for(database, nats_url)
    service = compose(settings)
    await asyncio.to_thread(upgrade, service.migrations, settings)
    client = await nats.connect(nats_url)
    await provision_streams(client, simulated=True)
    await provision_consumers(client, service.consumers())
    await broadcast(client, START)
    app = site([service], starts={"intake": lambda: running(service, "web")})
    worker = asyncio.create_task(_serve(service))
    try:
        async with app.router.lifespan_context(app):
            runtime = app.state.services["intake"].state.runtime
            transport = httpx2.ASGITransport(app, raise_app_exceptions=True)
            async with httpx2.AsyncClient(transport=transport, base_url="http://dialogue.test") as web:
                yield World(service, runtime, client, web)
    finally:
        await end(worker)
        await client.close()


Register = Callable[..., Awaitable[dict[str, Any]]]


def opinion_body(**fields: Any) -> dict[str, Any]:
    """An opinion as the office sends it; fields can be overridden."""
    return {
        "channel": "IN_PERSON",
        "received_by_org_id": "org-1",
        "submitter_kind": "CITIZEN",
        "submitter": {"name": "Giàng A Dơ", "phone": "0912345678", "address": "Bản Sốp Nặm"},
        "text": "Tôi là Giàng A Dơ, đề nghị sửa cống thoát nước ở bản Sốp Nặm.",
        "summary_redacted": "Đề nghị sửa cống thoát nước ở bản Sốp Nặm",
        "audience": "PEOPLE",
        **fields,
    }
