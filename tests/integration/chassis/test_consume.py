import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

import nats
import pytest
import structlog
from nats.js.api import ConsumerConfig
from structlog.testing import capture_logs
from toy import taken

from chassis.ending import end
from chassis.messaging import consume
from chassis.messaging.connect import Farewell, connect
from chassis.messaging.consume import LONGEST_DELAY_SECONDS, Consumer, delay
from chassis.messaging.errors import Hole, NotYet
from chassis.messaging.inbox import Delivered
from chassis.messaging.provision import provision_consumers, provision_streams
from chassis.settings import ServiceSettings

DURABLE = {"followup-intake": ("EVENTS", "evt.*.intake.>")}
SUBJECT = "evt.son-la.intake.thing.counted.v1"


class Listener:
    """Remembers what it was handed; fails each message as often as it is told to. `tries`: when each message was handed over."""

    def __init__(self, failures: int = 0, why: Exception | None = None) -> None:
        self.failures = failures
        self.why = why or RuntimeError("not now")
        self.heard: list[str] = []
        self.batches: list[int] = []
        self.tries: dict[str, list[float]] = {}

    async def handle(self, messages: Sequence[Delivered]) -> None:
        for message in messages:
            self.tries.setdefault(message.data.decode(), []).append(asyncio.get_running_loop().time())
        if any(message.metadata.num_delivered <= self.failures for message in messages):
            raise self.why
        self.batches.append(len(messages))
        self.heard += [message.data.decode() for message in messages]

    async def wait_for(self, count: int, seconds: float = 60) -> None:
        async with asyncio.timeout(seconds):
            while len(self.heard) < count:
                await asyncio.sleep(0.02)


class InOrder(Listener):
    """Takes messages 0, 1, 2 … and nothing out of turn, as the inbox does."""

    async def handle(self, messages: Sequence[Delivered]) -> None:
        for done, message in enumerate(messages):
            if int(message.data) > len(self.heard):
                raise Hole("urn:doithoai:son-la:intake", len(self.heard), int(message.data), done)
            if int(message.data) == len(self.heard):
                self.heard.append(message.data.decode())


async def forever(consumer: Consumer) -> None:
    while True:
        try:
            await consumer.step()
        except (nats.errors.Error, nats.js.errors.Error, OSError):
            await asyncio.sleep(0.1)


@pytest.fixture
def told() -> Iterator[list[Any]]:
    """What the consumer logs, also where an earlier test of this process left the log at a level that keeps quiet."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    with capture_logs() as entries:
        yield entries
    structlog.configure(**before)


@asynccontextmanager
async def listening(client: Any, listener: Listener) -> AsyncIterator[None]:
    task = asyncio.create_task(forever(Consumer(client, "followup", "EVENTS", "followup-intake", listener.handle)))
    try:
        yield
    finally:
        await end(task)


async def ready(url: str) -> Any:
    client = await nats.connect(url, max_reconnect_attempts=-1, reconnect_time_wait=0.2)
    await provision_streams(client)
    await provision_consumers(client, DURABLE)
    return client


async def test_a_connection_that_ends_in_order_is_not_told_as_a_loss(nats_url: str, told: list[Any]) -> None:
    farewell = Farewell()
    client = await connect(ServiceSettings(database_url="postgresql://nowhere/nothing", nats_url=nats_url), "followup", farewell)
    farewell.wanted = True
    await client.close()
    assert [each["event"] for each in told] == []


async def test_messages_come_in_order_and_in_batches(nats_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consume, "GATHER_SECONDS", 2.0)  # a busy machine needs more than four milliseconds to hand over a hundred
    client = await ready(nats_url)
    for number in range(250):
        await client.jetstream().publish(SUBJECT, str(number).encode())
    listener = Listener()
    async with listening(client, listener):
        await listener.wait_for(250)
    assert listener.heard == [str(number) for number in range(250)]
    assert max(listener.batches) == 100
    await client.close()


async def test_an_idle_consumer_stays_awake(nats_url: str) -> None:
    """The wait for a first message is passed several times, at the moments where a fetch ends without one."""
    client = await ready(nats_url)
    listener = Listener()
    async with listening(client, listener):
        for number in range(3):
            await asyncio.sleep(0.7 + number * 2.5)
            await client.jetstream().publish(SUBJECT, str(number).encode())
            await listener.wait_for(number + 1)
    await client.close()


async def test_a_failing_batch_comes_back_whole_with_growing_delay(nats_url: str) -> None:
    client = await ready(nats_url)
    for number in range(5):
        await client.jetstream().publish(SUBJECT, str(number).encode())
    listener = Listener(failures=3)
    async with listening(client, listener):
        await listener.wait_for(5)
    assert sorted(listener.heard) == ["0", "1", "2", "3", "4"]
    for tries in listener.tries.values():
        gaps = [after - before for before, after in pairwise(tries)]
        assert len(gaps) >= 3
        assert all(gap >= 0.9 * delay(number) for number, gap in enumerate(gaps, 1))
    await client.close()


async def test_what_comes_before_its_turn_waits_in_hand_until_a_killed_instance_s_share_comes_back(nats_url: str) -> None:
    client = await nats.connect(nats_url)
    await provision_streams(client)
    waits = ConsumerConfig(durable_name="followup-intake", filter_subject="evt.*.intake.>", ack_wait=3, max_ack_pending=100)
    await client.jetstream().add_consumer("EVENTS", waits)
    for number in range(150):
        await client.jetstream().publish(SUBJECT, str(number).encode())
    killed = await client.jetstream().pull_subscribe_bind("followup-intake", "EVENTS")
    await taken(killed, 7)
    listener = InOrder()
    async with listening(client, listener):
        await listener.wait_for(150)
    assert listener.heard == [str(number) for number in range(150)]
    await client.close()


async def test_a_true_hole_is_sent_back_and_told_once_nothing_more_can_come(
    nats_url: str, monkeypatch: pytest.MonkeyPatch, told: list[Any]
) -> None:
    monkeypatch.setattr(consume, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(consume, "LINGER_SECONDS", 0.3)
    client = await ready(nats_url)
    for number in (0, 2):
        await client.jetstream().publish(SUBJECT, str(number).encode())
    listener = InOrder()
    async with listening(client, listener), asyncio.timeout(60):
        while not told:
            await asyncio.sleep(0.05)
    assert listener.heard == ["0"]
    assert (told[0]["event"], told[0]["error"], told[0]["count"]) == ("message_delayed", "Hole", 1)
    await client.close()


async def test_waiting_for_another_service_is_said_quietly_and_aloud_when_it_lasts(nats_url: str, told: list[Any]) -> None:
    client = await ready(nats_url)
    await client.jetstream().publish(SUBJECT, b"0")
    listener = Listener(failures=5, why=NotYet("its calendar"))
    async with listening(client, listener):
        await listener.wait_for(1)
    assert [(each["attempt"], each["log_level"]) for each in told] == [(n, "info") for n in range(1, 5)] + [(5, "warning")]
    await client.close()


def test_delays_grow_to_five_minutes_and_stay_there() -> None:
    assert [delay(n) for n in (1, 2, 3)] == pytest.approx([0.2, 0.4, 0.8])
    assert delay(50) == LONGEST_DELAY_SECONDS


async def test_a_killed_broker_is_outlived(make_nats: Any) -> None:
    server = make_nats()
    client = await ready(server.url())
    listener = Listener()
    async with listening(client, listener):
        await client.jetstream().publish(SUBJECT, b"before")
        await listener.wait_for(1)
        server.kill()
        await asyncio.sleep(0.5)
        server.start()
        other = await nats.connect(server.url())
        await other.jetstream().publish(SUBJECT, b"after")
        await listener.wait_for(2)
        await other.close()
    assert listener.heard == ["before", "after"]
    await client.close()


async def test_a_deleted_consumer_that_is_provisioned_again_is_heard_again(nats_url: str) -> None:
    client = await ready(nats_url)
    listener = Listener()
    async with listening(client, listener):
        await client.jetstream().delete_consumer("EVENTS", "followup-intake")
        await asyncio.sleep(0.3)
        await provision_consumers(client, DURABLE)
        await client.jetstream().publish(SUBJECT, b"again")
        await listener.wait_for(1)
    await client.close()
