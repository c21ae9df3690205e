"""The broker lets everybody do what is theirs, and nothing else."""

from collections.abc import AsyncIterator, Awaitable, Callable

import nats
import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as BrokerError
from nats.errors import TimeoutError as BrokerTimeoutError

from chassis.messaging.provision import provision_consumers, provision_streams
from doithoai.embedded.nats import NatsServer
from doithoai.rights import user_names, users

AGENCIES = ("so-a", "so-b")
REFUSED = 0.7

Connect = Callable[[str], Awaitable[Client]]


@pytest.fixture
async def connect(make_nats: Callable[..., NatsServer]) -> AsyncIterator[Connect]:
    server = make_nats(*users(dict.fromkeys(user_names(AGENCIES), "secret"), AGENCIES))
    opened: list[Client] = []

    async def ignore(_: Exception) -> None:
        return

    async def connect_as(user: str) -> Client:
        client = await nats.connect(server.url(user), inbox_prefix=f"_INBOX.{user}".encode(), error_cb=ignore)
        opened.append(client)
        return client

    operator = await connect_as("operator")
    await provision_streams(operator)
    await provision_consumers(operator, {"sessions-intake": ("EVENTS", "evt.*.intake.>"), "agency-so-a": ("RECEIPTS", "receipt.so-a.>")})
    yield connect_as
    for client in opened:
        await client.close()


async def publish(client: Client, subject: str) -> None:
    await client.jetstream().publish(subject, b"{}", timeout=60)


async def must_not_publish(client: Client, subject: str) -> None:
    """The broker does not answer who may not."""
    with pytest.raises((BrokerTimeoutError, BrokerError)):
        await client.jetstream().publish(subject, b"{}", timeout=REFUSED)


async def test_an_agency_publishes_under_its_own_name_only(connect: Connect) -> None:
    agency = await connect("agency-so-a")
    await publish(agency, "in.so-a.reply-issued.v1")
    await must_not_publish(agency, "in.so-b.reply-issued.v1")
    await must_not_publish(agency, "evt.son-la.intake.opinion.opinion-registered.v1")
    await must_not_publish(agency, "receipt.so-a.1")


async def test_an_agency_reads_its_own_receipts_only(connect: Connect) -> None:
    service, agency, other = await connect("intake"), await connect("agency-so-a"), await connect("agency-so-b")
    heard, overheard = await agency.subscribe("receipt.so-a.>"), await other.subscribe("receipt.so-a.>")
    events = await agency.subscribe("evt.>")
    await agency.flush()
    await other.flush()
    await publish(service, "receipt.so-a.1")
    await publish(service, "evt.son-la.intake.opinion.opinion-registered.v1")
    assert (await heard.next_msg(timeout=60)).subject == "receipt.so-a.1"
    for silent in (overheard, events):
        with pytest.raises((BrokerTimeoutError, BrokerError)):
            await silent.next_msg(timeout=REFUSED)


async def test_an_agency_reads_missed_receipts_from_its_durable(connect: Connect) -> None:
    service, agency = await connect("followup"), await connect("agency-so-a")
    await publish(service, "receipt.so-a.7")
    durable = await agency.jetstream().pull_subscribe_bind("agency-so-a", "RECEIPTS")
    (message,) = await durable.fetch(1, timeout=60)
    await message.ack_sync()
    assert message.subject == "receipt.so-a.7"


async def test_a_service_publishes_its_own_events_and_reads_its_own_consumers(connect: Connect) -> None:
    intake, sessions = await connect("intake"), await connect("sessions")
    await publish(intake, "evt.son-la.intake.opinion.opinion-registered.v1")
    await must_not_publish(sessions, "evt.son-la.intake.opinion.opinion-registered.v1")
    mine = await sessions.jetstream().pull_subscribe_bind("sessions-intake", "EVENTS")
    (message,) = await mine.fetch(1, timeout=60)
    await message.ack_sync()
    theirs = await intake.jetstream().pull_subscribe_bind("sessions-intake", "EVENTS")
    with pytest.raises((BrokerTimeoutError, BrokerError)):
        await theirs.fetch(1, timeout=REFUSED)


async def test_a_service_cannot_delete_a_stream(connect: Connect) -> None:
    reporting = await connect("reporting")
    with pytest.raises((BrokerTimeoutError, BrokerError)):
        await reporting.jetstream(timeout=REFUSED).delete_stream("EVENTS")


async def test_keys_are_asked_for_by_those_who_read_and_answered_by_intake_alone(connect: Connect) -> None:
    intake, notify, reporting = await connect("intake"), await connect("notify"), await connect("reporting")

    async def answer(message: Msg) -> None:
        await message.respond(b"key")

    await intake.subscribe("key.intake", queue="key.intake", cb=answer)
    await intake.flush()
    assert (await notify.request("key.intake", b"", timeout=60)).data == b"key"
    with pytest.raises((BrokerTimeoutError, BrokerError)):
        await reporting.request("key.intake", b"", timeout=REFUSED)
