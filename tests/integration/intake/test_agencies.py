"""Another agency's software sends opinions over the broker, sealed for us, and gets its receipt."""

import asyncio
import base64
from datetime import date
from typing import Any
from uuid import uuid4

import orjson
import pytest
from intake_world import START, World

from contracts.agencies import OpinionRegisteredInV1, SubmitterBoxes
from contracts.seal import new_key_pair, seal_for
from contracts.sessions import OrgUnitRegisteredV1
from contracts.vocabulary import Audience, Level, OpinionChannel, OpinionKind, OrgClass, SubmitterKind

SUBJECT = "in.moc-chau.opinion-registered.v1"
NAME = "Lò Thị Mỷ"


def unit(unit_id: str, **fields: Any) -> OrgUnitRegisteredV1:
    values = {"unit_id": unit_id, "name": f"UBND {unit_id}", "class": OrgClass.GOV, "level": Level.COMMUNE, **fields}
    return OrgUnitRegisteredV1.model_validate(values)


async def directory(world: World) -> bytes:
    """Organisations known, and our public key as an agency would fetch it."""
    await world.tell("sessions", unit("xa-moc", agency_code="moc-chau"), unit("ban-1", parent_id="xa-moc"), unit("xa-khac"))
    await world.tell("sessions", unit("xa-cu", agency_code="moc-chau", valid_to=date(2025, 6, 30)))
    return base64.b64decode((await world.get("/seal-key"))["public_key"])


def opinion(public_key: bytes, **fields: Any) -> dict[str, Any]:
    told = OpinionRegisteredInV1(
        opinion_ref="mc-17",
        channel=OpinionChannel.PORTAL,
        received_at=START,
        received_by_org_id="xa-moc",
        submitter_kind=SubmitterKind.CITIZEN,
        submitter=SubmitterBoxes(name=seal_for(public_key, NAME)),
        text=seal_for(public_key, f"Tôi là {NAME}, xin cấp đất tái định cư"),
        audience=Audience.PEOPLE,
        kind=OpinionKind.RECOMMENDATION,
        summary_redacted="Xin cấp đất tái định cư",
    )
    return {**told.model_dump(mode="json"), **fields}


async def send(world: World, body: Any, *, event_id: str | None = None, subject: str = SUBJECT) -> dict[str, Any]:
    event_id = event_id or str(uuid4())
    agency = subject.split(".")[1]
    receipts = await world.client.jetstream().subscribe(f"receipt.{agency}.{event_id}", stream="RECEIPTS", ordered_consumer=True)
    headers = {
        "ce-specversion": "1.0",
        "ce-id": event_id,
        "Nats-Msg-Id": event_id,
        "ce-type": "vn.gov.doithoai.agency.opinion.opinion-registered.v1",
        "ce-source": f"urn:doithoai:agency:{agency}",
        "ce-subject": "mc-17",
        "ce-time": "2026-02-09T02:00:00Z",
    }
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    await world.client.jetstream().publish(subject, content, headers=headers)
    async with asyncio.timeout(60):
        receipt: dict[str, Any] = orjson.loads((await receipts.next_msg(timeout=60)).data)
    await receipts.unsubscribe()
    return receipt


async def test_a_sealed_opinion_is_accepted_and_sealed_again_under_its_own_keys(world: World) -> None:
    public_key = await directory(world)
    receipt = await send(world, opinion(public_key))
    assert (receipt["status"], receipt["slugs"]) == ("accepted", [])
    await world.settle()
    seen = await world.get(f"/opinions/{receipt['our_id']}")
    assert (seen["summary"], seen["source_ref"]) == ("Xin cấp đất tái định cư", "moc-chau:mc-17")
    opened = await world.get(f"/opinions/{receipt['our_id']}/text")
    assert opened["submitter"] == {"name": NAME}
    ((_, body),) = [each for each in await world.published() if "opinion-registered" in each[0]]
    assert orjson.loads(body)["text"]["subject"] == receipt["our_id"]


async def test_the_same_opinion_told_again_is_the_same_opinion(world: World) -> None:
    public_key = await directory(world)
    first = await send(world, opinion(public_key))
    second = await send(world, opinion(public_key))
    assert first["our_id"] == second["our_id"]
    assert (await world.happened()).count("OpinionRegistered") == 1


async def test_an_agency_may_speak_for_what_lies_below_it(world: World) -> None:
    public_key = await directory(world)
    assert (await send(world, opinion(public_key, received_by_org_id="ban-1")))["status"] == "accepted"


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        ({"received_by_org_id": "xa-khac"}, "acts_for_another_agency"),
        ({"received_by_org_id": "xa-la"}, "organisation_unknown"),
        ({"received_by_org_id": "xa-cu"}, "organisation_not_valid"),
        ({"summary_redacted": "Liên hệ 0912345678"}, "personal_data_in_plain_text"),
        ({"summary_redacted": f"Bà {NAME} xin cấp đất"}, "personal_data_in_plain_text"),
        ({"text": seal_for(new_key_pair()[1], "x").model_dump(mode="json")}, "box_unreadable"),
    ],
)
async def test_what_may_not_come_in_is_refused_with_its_reason(world: World, fields: dict[str, Any], slug: str) -> None:
    public_key = await directory(world)
    receipt = await send(world, opinion(public_key, **fields))
    assert (receipt["status"], receipt["slugs"], receipt["our_id"]) == ("refused", [slug], None)
    assert receipt["message_vi"].endswith(".")
    assert "OpinionRegistered" not in await world.happened()


async def test_a_name_in_plain_text_is_refused_and_kept_nowhere(world: World) -> None:
    public_key = await directory(world)
    for fields in ({"submitter": {"name": NAME}}, {"text": f"Tôi là {NAME}"}, {"full_name": NAME}):
        receipt = await send(world, opinion(public_key, **fields))
        assert receipt["status"] == "refused"
        assert NAME not in str(receipt)
    kept = [
        str(row)
        for (table,) in await world.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for row in await world.rows(f"SELECT t::text FROM {table} t")
    ]
    assert NAME not in "".join(kept)


async def test_nonsense_is_answered_and_the_next_message_flows(world: World) -> None:
    public_key = await directory(world)
    assert (await send(world, b"\xff\x00"))["status"] == "refused"
    assert (await send(world, opinion(public_key), subject="in.moc-chau.gossip.v1"))["slugs"] == ["unknown_event"]
    assert (await send(world, opinion(public_key)))["status"] == "accepted"
