"""What the law wants gone is gone: from texts, keys, read models, messages; what is counted stays counted."""

from pathlib import Path

import orjson
import pytest
from intake_world import Register, World, opinion_body

CANARY = "Vừ Thị Chim Yến"
BODY = {
    "submitter": {"name": CANARY, "phone": "0987654321"},
    "text": f"Tôi là {CANARY}, gia đình tôi thiếu nước",
    "summary_redacted": "Thiếu nước",
}


async def everything(world: World) -> bytes:
    """Every row of every table and every message of every stream, as bytes."""
    tables = await world.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    dumped = [str(row) for (table,) in tables for row in await world.rows(f"SELECT t::text FROM {table} t")]
    messages = [data for _, data in await world.published()]
    return "\n".join(dumped).encode() + b"\n".join(messages)


async def test_a_name_is_nowhere_in_the_clear_even_before_erasure(world: World, register: Register) -> None:
    await register(opinion_id="o-1", **BODY)
    await world.settle()
    kept = await everything(world)
    for trace in (CANARY, "0987654321", "gia đình tôi"):
        assert trace.encode() not in kept
        assert orjson.dumps(trace)[1:-1] not in kept


async def test_erasing_a_person_destroys_their_key_and_their_texts_and_keeps_the_opinion(world: World, register: Register) -> None:
    ref = (await register(opinion_id="o-1", **BODY))["submitter_ref"]
    await world.post("/opinions", opinion_body(opinion_id="o-2", submitter_ref=ref, **BODY))
    await world.settle()
    assert (await world.get("/opinions/o-1/text"))["submitter"]["name"] == CANARY
    answer = await world.web.delete(f"/intake/api/v1/submitters/{ref}", headers=world.headers())
    assert answer.json()["opinion_ids"] == ["o-1", "o-2"]
    assert (await world.get("/opinions/o-1/text")) == {"text": None, "submitter": {}, "erased": True}
    await world.settle()
    assert (await world.get("/opinions/o-2"))["shredded"]
    assert (await world.get("/opinions"))["total"] == 2
    erased = [orjson.loads(body) for subject, body in await world.published() if "submitter-erased" in subject]
    assert [each["subject"] for each in erased] == [ref]
    assert await world.rows("SELECT 1 FROM subject_key WHERE wrapped IS NOT NULL") == []


async def test_erasure_asked_twice_happens_once(world: World, register: Register) -> None:
    ref = (await register(opinion_id="o-1", **BODY))["submitter_ref"]
    first = await world.post(f"/submitters/{ref}/erase", {"reason": "Đơn đề nghị số 5"})
    again = await world.post(f"/submitters/{ref}/erase", {"reason": "Đơn đề nghị số 5"})
    assert (first["erased"], again["erased"]) == (True, False)
    assert (await world.happened()).count("SubmitterErased") == 1


async def test_nothing_can_be_added_to_an_erased_person(world: World, register: Register) -> None:
    ref = (await register(opinion_id="o-1", **BODY))["submitter_ref"]
    await world.post(f"/submitters/{ref}/erase", {})
    refused = await world.post("/opinions", opinion_body(submitter_ref=ref), expect=409)
    assert refused["slug"] == "submitter_erased"


async def test_erasing_somebody_unknown_is_refused(world: World) -> None:
    assert (await world.post("/submitters/nobody/erase", {}, expect=409))["slug"] == "submitter_unknown"


async def test_a_denunciation_raised_live_leaves_only_a_count(world: World, register: Register) -> None:
    once = {"route": "DENUNCIATION", "to_org_id": "org-9"}
    await register(opinion_id="o-1", raised_live=True, slip_no=4, target_session_id="s-1", at_once=once, **BODY)
    await world.settle()
    kept = await everything(world)
    assert CANARY.encode() not in kept
    assert "Thiếu nước".encode() not in kept
    registered, routed = [orjson.loads(body) for _, body in await world.published()]
    assert (registered["text"], registered["submitter"], registered["submitter_ref"], registered["summary_redacted"]) == (
        None,
        None,
        None,
        "",
    )
    assert routed == {"opinion_id": "o-1", "route": "DENUNCIATION", "to_org_id": "org-9"}
    assert (await world.get("/opinions?state=ROUTED_OUT"))["total"] == 1
    assert await world.rows("SELECT 1 FROM subject_key") == []


async def test_a_denunciation_seen_later_loses_its_text_its_person_and_its_summary(world: World, register: Register) -> None:
    await register(opinion_id="o-1", **BODY)
    await world.settle()
    await world.post("/opinions/o-1/route-out", {"route": "DENUNCIATION", "to_org_id": "org-9"})
    await world.settle()
    seen = await world.get("/opinions/o-1")
    assert (seen["summary"], seen["submitter_ref"], seen["shredded"], seen["has_text"]) == ("", None, True, False)
    assert (await world.get("/opinions/o-1/text"))["text"] is None
    assert (await world.get("/opinions?q=thieu nuoc"))["total"] == 0
    assert await world.rows("SELECT 1 FROM subject_key WHERE subject = 'o-1' AND wrapped IS NOT NULL") == []


async def test_a_complaint_is_routed_out_without_text_but_keeps_its_sealed_text_for_the_hand_over(world: World, register: Register) -> None:
    await register(opinion_id="o-1", **BODY)
    await world.post("/opinions/o-1/route-out", {"route": "COMPLAINT", "to_org_id": "org-9"})
    await world.settle()
    assert (await world.get("/opinions/o-1"))["summary"] == ""
    assert await world.rows("SELECT 1 FROM subject_key WHERE subject = 'o-1' AND wrapped IS NOT NULL") != []


async def test_a_suspected_state_secret_keeps_no_text_not_even_sealed(world: World, register: Register) -> None:
    await register(opinion_id="o-1", at_once={"reject": "STATE_SECRET_SUSPECTED"}, **BODY)
    await register(opinion_id="o-2", **BODY)
    await world.post("/opinions/o-2/reject", {"reason_code": "STATE_SECRET_SUSPECTED"})
    await world.settle()
    registered = [orjson.loads(body) for subject, body in await world.published() if "opinion-registered" in subject]
    assert registered[0]["text"] is None
    assert (await world.get("/opinions/o-2/text"))["text"] is None
    assert await world.rows("SELECT 1 FROM subject_key WHERE subject IN ('o-1', 'o-2') AND wrapped IS NOT NULL") == []


@pytest.mark.parametrize("kind", ["CITIZEN", "ANONYMOUS"])
async def test_an_opinion_without_a_person_makes_no_key_for_one(world: World, kind: str) -> None:
    await world.post("/opinions", opinion_body(submitter_kind=kind, submitter=None, text=None))
    assert await world.rows("SELECT 1 FROM subject_key") == []


async def test_no_migration_stores_a_personal_field_in_the_clear() -> None:
    folder = Path(__file__).parents[3] / "services" / "intake" / "migrations" / "versions"
    text = "\n".join(file.read_text() for file in folder.glob("*.py"))
    assert not any(f" {name} text" in text for name in ("phone", "address", "email", "full_name"))
