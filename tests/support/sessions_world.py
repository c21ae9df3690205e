"""sessions as it runs: migrated database, real broker, its web application and its worker, with the keeper of keys beside it."""

import asyncio
import os
from collections.abc import AsyncIterator
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
from chassis.privacy.keys import SubjectErased, Vault
from chassis.privacy.sealing import SubjectKey
from chassis.runtime import Runtime
from chassis.start import running
from chassis.web.app import site
from chassis.worker import _serve
from contracts.envelope import Envelope, PublicEvent, to_headers
from contracts.subjects import event_subject, inbound_subject, parse_type
from doithoai.embedded.databases import Database
from sessions.main import compose
from sessions.settings import Settings

KEY = "a signing key that is long enough for anybody"
START = datetime(2026, 2, 26, 2, tzinfo=UTC)


class KeptKeys(Vault):
    """Keys of this test alone."""

    def __init__(self) -> None:
        self.kept: dict[str, SubjectKey] = {}
        self.erased: set[str] = set()

    async def key(self, subject: str, *, create: bool = False) -> SubjectKey | None:
        if create and subject in self.erased:
            raise SubjectErased(subject)
        if create:
            self.kept.setdefault(subject, SubjectKey(subject, 1, os.urandom(32)))
        return self.kept.get(subject)


@dataclass
class World(Ticking):
    """Everything a test may touch."""

    service: Service
    runtime: Runtime
    client: Client
    web: httpx2.AsyncClient
    vault: KeptKeys
    positions: dict[str, int] = field(default_factory=dict)

    def headers(self, role: str = "administrator", org_id: str = "vpub", reach: Reach = Reach.EVERYWHERE, **more: str) -> dict[str, str]:
        token = Tokens(KEY, WallClock()).issue(Actor(f"acc-{role}", role, org_id, reach))
        return {"authorization": f"Bearer {token}", **more}

    async def post(self, path: str, body: Any = None, *, expect: int | None = None, **who: Any) -> dict[str, Any]:
        answer = await self.web.post(f"/sessions/api/v1{path}", json=body, headers={"idempotency-key": str(uuid4()), **self.headers(**who)})
        assert expect is None or answer.status_code == expect, answer.text
        assert expect is not None or answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def get(self, path: str, *, expect: int = 200, **who: Any) -> Any:
        await self.settle()
        answer = await self.web.get(f"/sessions/api/v1{path}", headers=self.headers(**who))
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def page(self, path: str, **who: Any) -> str:
        await self.settle()
        answer = await self.web.get(f"/sessions{path}", headers=self.headers(**who, accept="text/html"))
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    async def tell(self, service: str, *events: PublicEvent, subject: str = "stream-1") -> None:
        """Another service publishes, as its relay would."""
        source = f"urn:doithoai:son-la:{service}"
        for event in events:
            previous = self.positions.get(source, 0)
            self.positions[source] = previous + 1
            envelope = Envelope(uuid4(), event.event_type, source, subject, START, position=previous + 1, previous=previous)
            stream = self.client.jetstream()
            await stream.publish(event_subject("son-la", event.event_type), event.body(), headers=to_headers(envelope), stream="EVENTS")
        await self.settle()

    async def send(self, agency: str, *events: PublicEvent) -> list[str]:
        """An agency publishes; gives the ids of its messages."""
        sent = []
        for event in events:
            kind = parse_type(event.event_type)
            envelope = Envelope(uuid4(), event.event_type, f"urn:doithoai:{agency}:agency", "own-id", START)
            subject = inbound_subject(agency, kind.event, kind.version)
            await self.client.jetstream().publish(subject, event.body(), headers=to_headers(envelope), stream="INBOUND")
            sent.append(str(envelope.id))
        await self.settle()
        return sent

    async def receipt(self, agency: str, event_id: str) -> str:
        [told] = await self.stored("RECEIPTS", f"receipt.{agency}.{event_id}")
        return (told.data or b"").decode()

    async def log(self) -> list[Recorded]:
        async with self.runtime.engine.connect() as connection:
            return list(await read_log(connection, self.runtime.handler.codec, 0, 5000))

    async def published(self) -> list[tuple[str, bytes]]:
        """Everything in EVENTS that sessions published."""
        return [(each.subject or "", each.data or b"") for each in await self.stored("EVENTS", "evt.*.sessions.>")]


def settings_for(database: Database, nats_url: str) -> Settings:
    return Settings(
        database_url=database.owner_dsn,  # type: ignore[arg-type]
        migration_database_url=database.owner_dsn,  # type: ignore[arg-type]
        nats_url=nats_url,
        clock="broadcast",
        auth_key=KEY,  # type: ignore[arg-type]
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
    app = site([service], starts={"sessions": lambda: running(service, "web")})
    worker = asyncio.create_task(_serve(service))
    try:
        async with app.router.lifespan_context(app):
            runtime = app.state.services["sessions"].state.runtime
            vault = KeptKeys()
            runtime.provide(Vault, vault)
            transport = httpx2.ASGITransport(app, raise_app_exceptions=True)
            async with httpx2.AsyncClient(transport=transport, base_url="http://dialogue.test") as web:
                yield World(service, runtime, client, web, vault)
    finally:
        await end(worker)
        await client.close()


ORGANISATIONS = (
    {"unit_id": "ubnd-tinh", "name": "UBND tỉnh Sơn La", "class": "GOV", "level": "PROVINCE", "agency_code": "son-la"},
    {"unit_id": "vpub", "name": "Văn phòng UBND tỉnh Sơn La", "class": "DEPARTMENT", "level": "PROVINCE", "parent_id": "ubnd-tinh"},
    {"unit_id": "snn", "name": "Sở Nông nghiệp và Môi trường", "class": "DEPARTMENT", "level": "PROVINCE", "parent_id": "ubnd-tinh"},
    {
        "unit_id": "sop-cop",
        "name": "UBND huyện Sốp Cộp",
        "class": "GOV",
        "level": "DISTRICT",
        "parent_id": "ubnd-tinh",
        "agency_code": "sop-cop",
    },
)


async def register_organisations(world: World) -> None:
    for unit in ORGANISATIONS:
        await world.post("/org-units", unit)


def session_body(**fields: Any) -> dict[str, Any]:
    """A session as the office plans it; fields can be overridden."""
    return {
        "session_id": "0198a000-0000-7000-8000-000000000001",
        "plan_year": 2026,
        "regime": "PERIODIC",
        "audience": ["PEOPLE"],
        "form": "CONFERENCE",
        "level": "PROVINCE",
        "host_org_id": "vpub",
        "chair_role": "chairperson",
        "starts_at": "2026-02-26T08:00:00+07:00",
        "ends_at": "2026-02-26T11:00:00+07:00",
        "venue": "Hội trường Văn phòng UBND tỉnh",
        "trigger": "PLAN",
        **fields,
    }
