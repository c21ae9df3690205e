"""The notify service on a real database, driven by hand: news comes in, the clock moves, the courier goes; with a real mail server."""

import asyncio
import email
import email.policy
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
import uvicorn
from aiosmtpd.smtp import SMTP
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import create_async_engine

from chassis.clock import FakeClock
from chassis.composition import Service
from chassis.eventstore.read import read_log
from chassis.handle import Handler
from chassis.messaging.inbox import Inbox
from chassis.migrate import upgrade
from chassis.privacy.keys import Vault
from chassis.privacy.local import LocalVault, subject_key_v1
from chassis.privacy.master import MasterKeys
from chassis.projections.runner import ProjectionRunner
from chassis.runtime import make_engine
from chassis.timers import Ticker
from contracts.envelope import Envelope, PublicEvent, to_headers
from contracts.vocabulary import Channel
from doithoai.embedded.databases import Database
from notify.channels.equip import ways_of
from notify.channels.port import Way
from notify.channels.sms import Sms
from notify.channels.zalo import Zalo
from notify.courier.courier import Courier
from notify.courier.reach import Finder
from notify.documents.render import Desk
from notify.main import compose
from notify.settings import Settings

MASTER = MasterKeys.parse("test:" + "A" * 43 + "=")


@dataclass
class Mailroom:
    """A mail server that keeps what it took; `answers` are given to the next recipients instead of a yes, `busy` to all mail."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    busy: bool = False
    drop_after_data: bool = False
    held: asyncio.Event | None = None

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.busy:
            return "451 4.3.0 try again later"
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        if self.drop_after_data:
            server.transport.abort()
        if self.held is not None:
            await self.held.wait()
        return "250 2.0.0 kept"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if address in str(mail["To"])]


@asynccontextmanager
async def mail_server(port: int = 0) -> AsyncIterator[Mailroom]:
    room = Mailroom()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(room, enable_SMTPUTF8=True, hostname="localhost", loop=loop), "127.0.0.1", port)
    room.port = server.sockets[0].getsockname()[1]
    try:
        yield room
    finally:
        server.close()
        await server.wait_closed()
        await asyncio.sleep(0.05)


@dataclass
class MessageGateway:
    """An HTTP gateway for SMS and Zalo; `status` and `said` are what it answers next, `taken` what it received."""

    url: str = ""
    status: int = 200
    said: dict[str, Any] = field(default_factory=lambda: {"message_id": "m-1"})
    taken: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def app(self) -> FastAPI:
        app = FastAPI(openapi_url=None)

        @app.post("/{channel}")
        async def take(channel: str, request: Request) -> JSONResponse:
            self.taken.append({"channel": channel, "headers": dict(request.headers), **json.loads(await request.body())})
            self.keys.append(request.headers["idempotency-key"])
            return JSONResponse(self.said, self.status)

        return app


@asynccontextmanager
async def message_gateway() -> AsyncIterator[MessageGateway]:
    gateway = MessageGateway()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(gateway.app(), host="127.0.0.1", port=port, log_config=None, lifespan="off"))
    serving = asyncio.ensure_future(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    gateway.url = f"http://127.0.0.1:{port}"
    try:
        yield gateway
    finally:
        server.should_exit = True
        await serving


@dataclass
class _Metadata:
    num_delivered: int = 1


@dataclass
class _Message:
    subject: str
    headers: dict[str, str] | None
    data: bytes
    metadata: Any = field(default_factory=_Metadata)


class NotifyDesk:
    """One notify service whose parts move only when the test says so."""

    def __init__(self, service: Service, handler: Handler, clock: FakeClock, vault: Vault, ways: dict[Channel, Way]) -> None:
        self.service, self.handler, self.clock, self.vault, self.ways = service, handler, clock, vault, ways
        settings = service.settings
        assert isinstance(settings, Settings)
        self.settings = settings
        self.finder = Finder(vault, ways, settings.person_channels)
        self.runner = ProjectionRunner(handler.engine, handler.codec, service.all_projections)
        assert service.timers is not None
        self.ticker = Ticker(handler, service.timers)
        self._inboxes = {source.service: Inbox(handler, source) for source in service.sources}
        self._positions = dict.fromkeys(self._inboxes, 0)

    @property
    def courier(self) -> Courier:
        """A courier as a fresh process would have it."""
        return Courier(self.handler, self.finder, self.ways, Desk("Sơn La", "0212 3852 000"), province_code="14")

    async def hear(self, *events: PublicEvent, subject: str = "") -> None:
        """As the broker delivers them: one message each, in order."""
        for event in events:
            source = event.event_type.split(".")[3]
            previous = self._positions[source]
            self._positions[source] = previous + 1
            about = subject or next(iter(event.model_dump().values()))
            envelope = Envelope(
                id=uuid4(), type=event.event_type, source=f"urn:doithoai:son-la:{source}", subject=str(about), time=self.clock.now(),
                position=previous + 1, previous=previous,
            )  # fmt: skip
            await self._inboxes[source].handle([_Message("evt", to_headers(envelope), event.body())])

    async def project(self) -> None:
        while await self.runner.step():
            pass

    async def settle(self, courier: Courier | None = None) -> None:
        """Until nothing is due now: timers fire, the courier delivers, projections follow."""
        going = courier or self.courier
        while True:
            await self.project()
            fired = await self.ticker.step()
            await self.project()
            delivered = await self._deliver(going)
            if not fired and not delivered:
                return

    async def _deliver(self, courier: Courier) -> bool:
        step = asyncio.ensure_future(courier.step())
        while not step.done():
            await self.project()
            await asyncio.sleep(0.005)
        return await step

    async def pass_time(self, until: datetime, step: timedelta = timedelta(minutes=30)) -> None:
        while self.clock.now() < until:
            self.clock.move_to(min(until, self.clock.now() + step))
            await self.settle()

    async def log(self, kind: type | None = None) -> list[Any]:
        async with self.handler.engine.connect() as connection:
            events = [recorded.event for recorded in await read_log(connection, self.handler.codec, 0, 10_000)]
        return [event for event in events if kind is None or isinstance(event, kind)]

    async def rows(self, query: str) -> list[dict[str, Any]]:
        async with self.handler.engine.connect() as connection:
            return [dict(row) for row in (await connection.execute(sa.text(query))).mappings()]


def settings_for(database: Database, folder: Path, **given: Any) -> Settings:
    return Settings(database_url=database.dsn, migration_database_url=database.owner_dsn, documents_dir=folder, auth_key="k" * 40, **given)


@asynccontextmanager
async def notify_desk(database: Database, folder: Path, start: datetime, **given: Any) -> AsyncIterator[NotifyDesk]:
    """Migrated with the service's own migrations; a keeper of keys lives beside it in the same database."""
    settings = settings_for(database, folder, **given)
    service = compose(settings)
    await asyncio.to_thread(upgrade, service.migrations, settings)
    await _keep_keys(database)
    engine, clock = make_engine(settings, "notify-test"), FakeClock(start)
    readers = [projection.reader for projection in service.all_projections]
    handler = Handler(engine, service.codec(), clock, tables=service.written_by_inbound(), readers=readers)
    ways = ways_of(settings)
    try:
        yield NotifyDesk(service, handler, clock, LocalVault(engine, MASTER, clock), ways)
    finally:
        for way in ways.values():
            if isinstance(way, Sms | Zalo):
                await way.gateway.close()
        await engine.dispose()


async def _keep_keys(database: Database) -> None:
    role = database.dsn.split("://", 1)[1].split(":", 1)[0]
    owner = create_async_engine(database.owner_url)
    async with owner.begin() as connection:
        for statement in [*subject_key_v1(), f"GRANT SELECT, INSERT, UPDATE ON subject_key TO {role}"]:
            await connection.execute(sa.text(statement))
    await owner.dispose()
