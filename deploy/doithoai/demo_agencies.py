"""Agencies' own software: sealed messages under their own subject, and the receipts that answer them."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import TracebackType
from typing import Final, Self
from uuid import UUID

import nats
import nats.errors
import nats.js.errors
import stamina
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.client import JetStreamContext

from chassis.ending import end
from contracts.agencies import ReceiptV1
from contracts.envelope import Envelope, PublicEvent, to_headers
from contracts.subjects import RECEIPTS, agency_source, inbound_subject, parse_type
from doithoai.rights import agency_user
from doithoai.running import Running

RECEIPT_SECONDS: Final = 90.0
LONGEST_PIPELINE: Final = 256
READ_AT_ONCE: Final = 100


class NoReceipt(Exception):
    """A message was stored but nobody answered it in time."""


@dataclass
class Mail:
    """One message as it goes out: the same bytes and headers however often it is published. `about` is the agency's own id of its matter."""

    agency: str
    about: str
    event_id: UUID
    subject: str
    body: bytes
    headers: Mapping[str, str]


@dataclass
class Agency:
    """One agency's connection, with the receipts heard so far by event id."""

    token: str
    client: Client
    receipts: dict[str, ReceiptV1] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        """Read the agency's own durable consumer for ever; what was answered while nobody was connected is there too."""
        while True:
            with suppress(nats.errors.Error, nats.js.errors.Error):
                await self._read()
            await asyncio.sleep(0.5)

    async def _read(self) -> None:
        user = agency_user(self.token)
        inbox = await self.client.jetstream().pull_subscribe_bind(user, RECEIPTS, inbox_prefix=f"_INBOX.{user}.".encode())
        while True:
            for batch, patience in ((1, 2.0), (READ_AT_ONCE, 0.05)):
                for message in await _fetched(inbox, batch, patience):
                    receipt = ReceiptV1.read(message.data)
                    self.receipts[receipt.event_id] = receipt
                    await message.ack()
                self.news.set()


async def _fetched(inbox: JetStreamContext.PullSubscription, batch: int, patience: float) -> list[Msg]:
    """At most `batch` messages; a fetch that outlives its own patience is given up and asked anew."""
    try:
        async with asyncio.timeout(patience + 0.5):
            return list(await inbox.fetch(batch, timeout=patience))
    except TimeoutError:
        return []


def mail(agency: str, event_id: UUID, event: PublicEvent, at: datetime, about: str) -> Mail:
    """An inbound event in its envelope, written at the UTC instant `at`, about the agency's own id."""
    kind = parse_type(event.event_type)
    envelope = Envelope(id=event_id, type=event.event_type, source=agency_source(agency), subject=about, time=at)
    return Mail(agency, about, event_id, inbound_subject(agency, kind.event, kind.version), event.body(), to_headers(envelope))


def without_message_id(letter: Mail) -> Mail:
    """The same event, but the broker keeps it although it has it already."""
    return replace(letter, headers={name: value for name, value in letter.headers.items() if name != "Nats-Msg-Id"})


class Agencies:
    """Every agency that publishes, connected on first use under its own credential."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._agencies: dict[str, Agency] = {}
        self._listening: list[asyncio.Task[None]] = []
        self._connecting = asyncio.Lock()
        self.answered: dict[str, ReceiptV1] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await end(*self._listening)
        for agency in self._agencies.values():
            await agency.client.close()

    async def agency(self, token: str) -> Agency:
        async with self._connecting:
            if token not in self._agencies:
                user = agency_user(token)
                client = await nats.connect(self._running.nats_url(user), inbox_prefix=f"_INBOX.{user}".encode(), max_reconnect_attempts=-1)
                self._agencies[token] = Agency(token, client)
                self._listening.append(asyncio.create_task(self._agencies[token].listen()))
        return self._agencies[token]

    async def publish(self, letters: Iterable[Mail]) -> None:
        """Store messages at the broker, pipelined; each is acknowledged before this returns, tried again while the broker is away."""
        gate, listed = asyncio.Semaphore(LONGEST_PIPELINE), list(letters)
        for token in sorted({letter.agency for letter in listed}):
            await self.agency(token)
        await asyncio.gather(*(self._publish(letter, gate) for letter in listed))

    async def _publish(self, letter: Mail, gate: asyncio.Semaphore) -> None:
        away = (nats.errors.Error, nats.js.errors.Error)
        async with gate:
            client = (await self.agency(letter.agency)).client
            async for attempt in stamina.retry_context(on=away, attempts=None, timeout=RECEIPT_SECONDS, wait_initial=0.1, wait_max=2):
                with attempt:
                    await client.jetstream().publish(letter.subject, letter.body, headers=dict(letter.headers), timeout=10)

    async def receipts(self, letters: Iterable[Mail], seconds: float = RECEIPT_SECONDS) -> list[ReceiptV1]:
        """Wait for the receipt of every message, in order. Raises NoReceipt."""
        return [await self._receipt(letter, seconds) for letter in letters]

    async def _receipt(self, letter: Mail, seconds: float) -> ReceiptV1:
        agency, event_id = await self.agency(letter.agency), str(letter.event_id)
        try:
            async with asyncio.timeout(seconds):
                while event_id not in agency.receipts:
                    agency.news.clear()
                    await agency.news.wait()
        except TimeoutError as error:
            raise NoReceipt(f"{letter.subject} {event_id}") from error
        self.answered[event_id] = agency.receipts[event_id]
        return agency.receipts[event_id]

    async def send(self, letters: Iterable[Mail]) -> list[ReceiptV1]:
        """Publish and wait for the receipts."""
        listed = list(letters)
        await self.publish(listed)
        return await self.receipts(listed)

    async def repeat(self, letter: Mail) -> tuple[ReceiptV1, ReceiptV1]:
        """Publish what was answered before; the receipt it had and the one it gets now."""
        before = (await self.agency(letter.agency)).receipts.pop(str(letter.event_id))
        return before, (await self.send([letter]))[0]
