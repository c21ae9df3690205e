"""The real worker process: hears over the broker, gets keys over the broker, sends, tells the others; and is killed in the middle."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import nats
from nats.aio.client import Client
from notify_desk import MASTER, Mailroom, mail_server, notify_desk
from notify_examples import local
from notify_news import ORGANISATIONS, approved, case, invitee, opinion, replied, scheduled

from chassis.clock import broadcast
from chassis.messaging.provision import provision_consumers, provision_streams
from chassis.privacy.local import LocalVault
from chassis.privacy.remote import KeyResponder
from contracts.envelope import Envelope, PublicEvent, from_headers, to_headers
from contracts.intake import SealedSubmitter
from contracts.notify import InvitationIssuedV1, InvitationSentV1, NoticeSentV1, PublicAnnouncementPublishedV1
from contracts.subjects import event_subject
from doithoai.embedded.databases import Database
from notify.notice import events as e

MONDAY = local("2026-02-09 08:00")


class Town:
    """Everything around one notify worker: broker, keeper of keys, mail server, and the process itself."""

    def __init__(self, client: Client, environment: dict[str, str]) -> None:
        self.client = client
        self.environment = environment
        self.process: Process | None = None
        self._positions: dict[str, int] = {}

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "notify", "worker", env=self.environment, stderr=asyncio.subprocess.DEVNULL
        )

    async def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def tell(self, *events: PublicEvent) -> None:
        for event in events:
            source = event.event_type.split(".")[3]
            previous = self._positions.get(source, 0)
            self._positions[source] = previous + 1
            envelope = Envelope(
                id=uuid4(), type=event.event_type, source=f"urn:doithoai:son-la:{source}", subject=str(next(iter(event.model_dump().values()))),
                time=MONDAY, position=previous + 1, previous=previous,
            )  # fmt: skip
            await self.client.jetstream().publish(event_subject("son-la", event.event_type), event.body(), headers=to_headers(envelope))

    async def heard(self, count: int, *models: type[PublicEvent]) -> list[PublicEvent]:
        """The first public events of notify of these kinds, as another service would hear them."""
        kinds = {model.event_type: model for model in models}
        subscription = await self.client.jetstream().subscribe("evt.*.notify.>", stream="EVENTS", ordered_consumer=True)
        found: list[PublicEvent] = []
        async with asyncio.timeout(60):
            while len(found) < count:
                message = await subscription.next_msg(timeout=60)
                model = kinds.get(from_headers(message.headers).type)
                if model:
                    found.append(model.read(message.data))
        await subscription.unsubscribe()
        return found


def environment(database: Database, nats_url: str, room: Mailroom, folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "NOTIFY_DATABASE_URL": database.dsn,
        "NOTIFY_NATS_URL": nats_url,
        "NOTIFY_CLOCK": "broadcast",
        "NOTIFY_SMTP_URL": f"smtp://127.0.0.1:{room.port}",
        "NOTIFY_DOCUMENTS_DIR": str(folder),
    }


@asynccontextmanager
async def town(database: Database, nats_url: str, folder: Path, room: Mailroom) -> AsyncIterator[tuple[Town, Any]]:
    async with notify_desk(database, folder, MONDAY) as desk:
        client = await nats.connect(nats_url)
        await provision_streams(client, simulated=True)
        await provision_consumers(client, desk.service.consumers())
        await broadcast(client, MONDAY)
        await KeyResponder(LocalVault(desk.handler.engine, MASTER, desk.clock)).serve(client)
        place = Town(client, environment(database, nats_url, room, folder))
        try:
            yield place, desk
        finally:
            if place.process and place.process.returncode is None:
                await place.kill()
            await client.close()


async def test_news_over_the_broker_becomes_mail_and_is_told_to_the_others(database: Database, nats_url: str, tmp_path: Path) -> None:
    async with mail_server() as room, town(database, nats_url, tmp_path, room) as (place, desk):
        await place.start()
        contact = await desk.vault.seal("person-1", "contact", "Giàng A Dơ; do@example.vn")
        await place.tell(*ORGANISATIONS, scheduled(local("2026-02-26 08:00")), approved(invitee("person-1", contact)))
        told = await place.heard(5, InvitationIssuedV1, InvitationSentV1, PublicAnnouncementPublishedV1)
        assert sorted(type(one).__name__ for one in told) == [
            "InvitationIssuedV1",
            "InvitationSentV1",
            *["PublicAnnouncementPublishedV1"] * 3,
        ]
        assert len(room.to("do@example.vn")) == 1


async def test_killed_while_the_server_holds_the_mail_it_ends_as_one_notice_with_one_message_id(
    database: Database, nats_url: str, tmp_path: Path
) -> None:
    async with mail_server() as room, town(database, nats_url, tmp_path, room) as (place, desk):
        room.held = asyncio.Event()
        await place.start()
        sealed = SealedSubmitter(email=await desk.vault.seal("person-1", "email", "un@example.vn"))
        await place.tell(opinion(submitter=sealed))
        await place.tell(*ORGANISATIONS, case(), replied())
        async with asyncio.timeout(60):
            while not room.mails:
                await asyncio.sleep(0.05)
        await place.kill()
        assert await desk.log(e.NoticeSent) == []
        room.held.set()
        room.held = None
        await place.start()
        [told] = await place.heard(1, NoticeSentV1)
        assert isinstance(told, NoticeSentV1)
        assert told.opinion_id == "opinion-1"
        assert len(room.mails) == 2
        assert len({mail["Message-ID"] for mail in room.mails}) == 1
        assert len(await desk.log(e.DeliveryAttempted)) == 1
        assert len(await desk.log(e.NoticeSent)) == 1
