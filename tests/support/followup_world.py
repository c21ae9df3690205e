"""followup as it runs: migrated database, real broker, its web application and its worker; others speak to it as their relays would."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx2
import nats
from followup_cases import at, day
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
from contracts.envelope import Document, Envelope, PublicEvent, to_headers
from contracts.identifiers import case_id
from contracts.sessions import ConclusionNoticeIssuedV1, OrgUnitRegisteredV1, SessionConcludedV1, SessionOpinion, SessionTotals
from contracts.subjects import event_subject, inbound_subject, parse_type
from contracts.vocabulary import Audience, Complexity, Disposition, Form, Level, OrgClass, Regime
from contracts.workdays import SHIPPED_VERSION, shipped_calendar
from doithoai.embedded.databases import Database
from followup.main import compose
from followup.rules.read import SHIPPED
from followup.settings import Settings

KEY = "a signing key that is long enough for anybody"
START = at(day("2026-02-11"), 8)
HELD_ON = day("2026-02-11")
HOST, AGENCY, OPINION, SESSION = "sl-vpub", "sl-snv", "opinion-1", "0198a000-0000-7000-8000-000000000001"
CASE = str(case_id(SESSION, OPINION))
LEGS = ["sl-tinh-uy", "sl-ubnd-tinh", "chair"]


@dataclass
class World(Ticking):
    """Everything a test may touch."""

    service: Service
    runtime: Runtime
    client: Client
    web: httpx2.AsyncClient
    positions: dict[str, int] = field(default_factory=dict)

    def headers(self, role: str = "dialogue_office", org_id: str = HOST, **more: str) -> dict[str, str]:
        token = Tokens(KEY, WallClock()).issue(Actor(f"acc-{role}", role, org_id, Reach.OWN))
        return {"authorization": f"Bearer {token}", **more}

    async def post(self, path: str, body: Any = None, *, expect: int | None = None, **who: str) -> Any:
        answer = await self.web.post(f"/followup/api/v1{path}", json=body, headers={"idempotency-key": str(uuid4()), **self.headers(**who)})
        assert answer.status_code == expect if expect else answer.is_success, answer.text
        return answer.json()

    async def act(self, what: str, body: Any = None, *, case: str = CASE, **who: Any) -> Any:
        return await self.post(f"/cases/{case}/{what}", body, **who)

    async def get(self, path: str, *, expect: int = 200, **who: str) -> Any:
        await self.settle()
        answer = await self.web.get(f"/followup/api/v1{path}", headers=self.headers(**who))
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def owed(self, session_id: str) -> list[str]:
        """Kinds of the duties about a session, in order."""
        return sorted(each["kind"] for each in (await self.get(f"/duties?session_id={session_id}"))["items"])

    async def page(self, path: str) -> str:
        await self.settle()
        answer = await self.web.get(f"/followup{path}", headers=self.headers(accept="text/html"))
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    async def tell(self, service: str, *events: PublicEvent, at_instant: datetime | None = None, wait: bool = True) -> None:
        """Another service publishes, as its relay would."""
        source = f"urn:doithoai:son-la:{service}"
        for event in events:
            previous = self.positions.get(source, 0)
            self.positions[source] = previous + 1
            moment = at_instant or self.runtime.clock.now()
            envelope = Envelope(uuid4(), event.event_type, source, "stream-1", moment, position=previous + 1, previous=previous)
            stream = self.client.jetstream()
            await stream.publish(event_subject("son-la", event.event_type), event.body(), headers=to_headers(envelope), stream="EVENTS")
        if wait:
            await self.settle()

    async def send(self, agency: str, event: PublicEvent, *, event_id: str | None = None) -> str:
        """An agency publishes; gives the id of its message."""
        kind = parse_type(event.event_type)
        envelope = Envelope(
            uuid4() if event_id is None else UUID(event_id),
            event.event_type,
            f"urn:doithoai:{agency}:agency",
            "own-id",
            self.runtime.clock.now(),
        )
        headers = {name: value for name, value in to_headers(envelope).items() if name != "Nats-Msg-Id"}
        subject = inbound_subject(agency, kind.event, kind.version)
        await self.client.jetstream().publish(subject, event.body(), headers=headers, stream="INBOUND")
        await self.settle()
        return str(envelope.id)

    async def receipts(self, agency: str, event_id: str) -> list[str]:
        """Every receipt for one message, oldest first."""
        return [(each.data or b"").decode() for each in await self.stored("RECEIPTS", f"receipt.{agency}.{event_id}")]

    async def live_through(self, *days: str, hour: int = 9) -> None:
        for each in days:
            await self.move_to(at(day(each), hour))

    async def log(self) -> list[Recorded]:
        async with self.runtime.engine.connect() as connection:
            return list(await read_log(connection, self.runtime.handler.codec, 0, 5000))

    async def happened(self, *names: str) -> list[str]:
        """Class names of the stored events, in order; only these when some are named."""
        return [name for name in (type(each.event).__name__ for each in await self.log()) if not names or name in names]

    async def published(self, token: str) -> list[bytes]:
        """Bodies of what followup published under this event token."""
        return [each.data or b"" for each in await self.stored("EVENTS", f"evt.*.followup.*.{token}.v1")]


def organisation(
    unit_id: str, name: str, org_class: OrgClass, parent_id: str | None = None, agency_code: str | None = None
) -> OrgUnitRegisteredV1:
    return OrgUnitRegisteredV1(
        unit_id=unit_id, name=name, org_class=org_class, level=Level.PROVINCE, parent_id=parent_id, agency_code=agency_code
    )


ORGANISATIONS: Sequence[OrgUnitRegisteredV1] = (
    organisation("sl-tinh-uy", "Tỉnh ủy Sơn La", OrgClass.PARTY),
    organisation("sl-ubnd-tinh", "UBND tỉnh Sơn La", OrgClass.GOV),
    organisation("sl-vpub", "Văn phòng UBND tỉnh Sơn La", OrgClass.DEPARTMENT, "sl-ubnd-tinh"),
    organisation("sl-snv", "Sở Nội vụ tỉnh Sơn La", OrgClass.DEPARTMENT, "sl-ubnd-tinh", "so-noi-vu"),
    organisation("sl-stc", "Sở Tài chính tỉnh Sơn La", OrgClass.DEPARTMENT, "sl-ubnd-tinh", "so-tai-chinh"),
)


def concluded(
    held_on: date = HELD_ON, *, session_id: str = SESSION, opinions: Sequence[str] = (OPINION,), **changes: Any
) -> SessionConcludedV1:
    """A session with these opinions assigned to the agency."""
    count = len(opinions)
    assigned = tuple(
        SessionOpinion(opinion_id=each, disposition=Disposition.ASSIGNED, assigned_agency_id=AGENCY, complexity=Complexity.ORDINARY)
        for each in opinions
    )
    totals = SessionTotals(registered=count, raised=count, answered_on_spot=0, assigned=count, beyond_authority=0, rejected=0, routed_out=0)
    values: dict[str, Any] = {
        "session_id": session_id,
        "held_from": held_on,
        "held_on": held_on,
        "concluded_at": at(held_on, 11),
        "plan_year": held_on.year,
        "reporting_year": held_on.year,
        "level": Level.PROVINCE,
        "regime": Regime.PERIODIC,
        "audience": (Audience.PEOPLE,),
        "form": Form.CONFERENCE,
        "host_org_id": HOST,
        "totals": totals,
        "opinions": assigned,
    }
    return SessionConcludedV1(**{**values, **changes})


def conclusion_notice(issued_on: str) -> ConclusionNoticeIssuedV1:
    return ConclusionNoticeIssuedV1(session_id=SESSION, doc=Document(number="5", symbol="TB-VPUB", issued_on=day(issued_on)))


def reply_body(issued_on: str, **changes: Any) -> dict[str, Any]:
    return {
        "reply_id": "reply-1",
        "issuing_org_id": AGENCY,
        "reply_doc": {"number": "77", "symbol": "SNV-VP", "issued_on": issued_on},
        "outcome": "RESOLVED",
        "simultaneous_report_to": LEGS,
        "summary_plain": "Đã giải quyết theo kiến nghị.",
        **changes,
    }


def calendar_csv(*extra: str) -> str:
    rows = sorted(shipped_calendar().special.values(), key=lambda each: each.date)
    lines = [
        f'{row.date},{int(row.is_working)},"{row.reason}","{row.source_document}",{row.status.value}'
        for row in rows
        if not any(each.startswith(row.date.isoformat()) for each in extra)
    ]
    return "\n".join(["date,is_working,reason_vi,source_document,status", *lines, *extra])


async def load_rules(world: World) -> None:
    who = {"role": "operator"}
    await world.post("/calendars", {"calendar_version": SHIPPED_VERSION, "csv": calendar_csv()}, expect=201, **who)
    for each in SHIPPED:
        await world.post("/rule-packs", {"shipped": each}, expect=201, **who)
    await world.settle()


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
    app = site([service], starts={"followup": lambda: running(service, "web")})
    worker = asyncio.create_task(_serve(service))
    try:
        async with app.router.lifespan_context(app):
            runtime = app.state.services["followup"].state.runtime
            transport = httpx2.ASGITransport(app, raise_app_exceptions=True)
            async with httpx2.AsyncClient(transport=transport, base_url="http://dialogue.test") as web:
                yield World(service, runtime, client, web)
    finally:
        await end(worker)
        await client.close()
