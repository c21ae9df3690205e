import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest
from toy import DECIDER, START, Count, Counted
from toy_workers import world

from chassis.clock import broadcast
from chassis.eventstore.read import read_log
from chassis.identity.actor import SYSTEM
from chassis.lag import measure
from chassis.messaging.receipts import ReceiptIssued


async def test_an_event_reaches_the_other_service_and_the_own_projection(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        for _ in range(5):
            await w.here.handle(DECIDER, "thing-rice", Count("rice"), actor=SYSTEM)
        await w.settle()
        assert await w.tally(w.here) == {"rice": 5}
        assert await w.tally(w.there) == {"rice": 5}


async def test_a_timer_fires_on_its_day_and_a_broken_one_is_parked_without_holding_it_up(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        await w.here.handle(DECIDER, "thing-rice", Count("rice"), actor=SYSTEM)
        await w.settle()
        await broadcast(w.client, START + timedelta(days=2, hours=23))
        await w.settle()
        assert (await w.tally(w.here)).get("fired") is None
        await broadcast(w.client, START + timedelta(days=4))
        async with asyncio.timeout(60):
            while "fired" not in await w.tally(w.here):
                await asyncio.sleep(0.05)
        await w.settle()
        assert await w.tally(w.there) == {"rice": 1, "fired": 1}
        async with w.here.engine.connect() as connection:
            assert (await measure(w.services[0], connection, w.client, START)).parked == 1


def headers(event_id: str, **changes: str) -> dict[str, str]:
    return {
        "ce-specversion": "1.0",
        "ce-id": event_id,
        "ce-type": "vn.gov.doithoai.agency.note.v1",
        "ce-source": "urn:doithoai:a01:software",
        "ce-subject": "note",
        "ce-time": "2026-02-11T01:00:00Z",
        **changes,
    }


@pytest.mark.parametrize(
    ("subject", "body", "changes", "status", "slug"),
    [
        ("in.a01.note.v1", b'{"thing": "rice"}', {}, "accepted", None),
        ("in.a01.note.v1", b"\xff{", {}, "refused", "malformed_json"),
        ("in.a01.note.v1", b"{}", {}, "refused", "field_thing_missing"),
        ("in.a01.note.v9", b"{}", {}, "refused", "unknown_version"),
        ("in.a01.gossip.v1", b"{}", {}, "refused", "unknown_event"),
        ("in.a01.note.v1", b'{"thing": "rice"}', {"ce-time": "2026-02-12T01:00:00Z"}, "refused", "future_dated"),
        ("in.a01.note.v1", b'{"thing": "rice"}', {"ce-source": "urn:doithoai:b02:software"}, "refused", "wrong_agency"),
        ("in.a01.note.v1", b'{"thing": "rice"}', {"ce-type": "vn.gov.doithoai.agency.gossip.v1"}, "refused", "type_differs"),
        ("in.a01.note.v1", b'{"thing": "' + b"x" * 300_000 + b'"}', {}, "refused", "too_large"),
    ],
)
async def test_every_message_from_outside_gets_its_receipt_within_a_second(
    make_database: Any, nats_url: str, subject: str, body: bytes, changes: dict[str, str], status: str, slug: str | None
) -> None:
    async with world(make_database, nats_url) as w:
        event_id = str(uuid4())
        receipts = await w.client.jetstream().subscribe(f"receipt.a01.{event_id}", stream="RECEIPTS")
        await w.settle()
        await w.client.jetstream().publish(subject, body, headers=headers(event_id, **changes))
        told = (await receipts.next_msg(timeout=60)).data.decode()
        assert f'"status":"{status}"' in told
        assert slug is None or slug in told
        assert "rice" not in told


@pytest.mark.parametrize(
    ("body", "changes", "sentence"),
    [
        (b'{"thing": "rice", "more": {"deep": "x"}}', {}, "Các trường sau thiếu hoặc sai: more.deep."),
        (b"[]", {}, "Các trường sau thiếu hoặc sai: cả thông điệp."),
        (b"{}", {"ce-time": "yesterday"}, "Phần đầu thông điệp có ce-time không đúng dạng; xem contracts/README.md."),
        (b"{}", {"ce-subject": ""}, "Phần đầu thông điệp thiếu ce-subject; xem contracts/README.md."),
        (b"{}", {"Nats-Msg-Id": "another"}, "Nats-Msg-Id phải trùng với ce-id; xem contracts/README.md."),
    ],
)
async def test_a_refused_message_says_which_part_of_it_was_wrong(
    make_database: Any, nats_url: str, body: bytes, changes: dict[str, str], sentence: str
) -> None:
    async with world(make_database, nats_url) as w:
        receipts = await w.client.jetstream().subscribe("receipt.a01.>", stream="RECEIPTS")
        await w.settle()
        await w.client.jetstream().publish("in.a01.note.v1", body, headers=headers(str(uuid4()), **changes))
        assert orjson.loads((await receipts.next_msg(timeout=60)).data)["message_vi"] == sentence


async def test_a_message_sent_again_is_counted_once_and_answered_the_same(make_database: Any, nats_url: str) -> None:
    async with world(make_database, nats_url) as w:
        event_id = str(uuid4())
        for _ in range(3):
            await w.client.jetstream().publish("in.a01.note.v1", b'{"thing": "rice"}', headers=headers(event_id))
        await w.client.jetstream().publish("in.a01.note.v1", b"no envelope at all")
        await w.settle()
        async with w.here.engine.connect() as connection:
            log = [one.event for one in await read_log(connection, w.here.codec, 0, 100)]
        answers = [(one.status, one.our_id) for one in log if isinstance(one, ReceiptIssued)]
        assert sum(isinstance(one, Counted) for one in log) == 1
        assert sorted(answers) == [("accepted", f"thing-{event_id}")] * 3 + [("refused", None)]
