"""The office's day: register, read, classify, merge, end; on a real database and a real broker."""

import asyncio
from datetime import date, timedelta
from typing import Any

import orjson
import pytest
from intake_world import START, Register, World, opinion_body

from contracts.sessions import OrgUnitClosedV1, OrgUnitRegisteredV1
from contracts.vocabulary import Level, OrgClass

CLASSIFY = {"domain_code": "INFRASTRUCTURE", "urgency": "HIGH", "authority": "WITHIN", "reason": "Theo nội dung"}


async def test_a_registered_opinion_is_listed_read_and_published_without_its_person(world: World, register: Register) -> None:
    answer = await register(opinion_id="o-1")
    assert answer["acknowledge_by"] == "2026-03-02"
    await world.settle()
    listed = await world.get("/opinions?q=thoat nuoc")
    assert listed["total"] == 1
    assert listed["opinions"][0]["summary"] == "Đề nghị sửa cống thoát nước ở bản Sốp Nặm"
    assert (await world.get("/opinions/o-1"))["state"] == "REGISTERED"
    ((subject, body),) = await world.published()
    assert subject == "evt.son-la.intake.opinion.opinion-registered.v1"
    assert "Giàng" not in body.decode()
    assert orjson.loads(body)["submitter"]["name"]["subject"] == answer["submitter_ref"]


async def test_the_same_key_sent_twice_registers_one_opinion(world: World) -> None:
    first = await world.post("/opinions", opinion_body(), **{"idempotency-key": "k-1"})
    again = await world.post("/opinions", opinion_body(), **{"idempotency-key": "k-1"})
    assert first["opinion_id"] == again["opinion_id"]
    assert again["repeated"]
    assert (await world.happened()).count("OpinionRegistered") == 1


async def test_a_crowd_at_once_is_served_without_waiting_for_itself(world: World) -> None:
    """More requests than database connections, each reading and then writing, or reading and then opening a seal."""
    async with asyncio.timeout(60):
        made = await asyncio.gather(*(world.post("/opinions", opinion_body(), expect=201) for _ in range(40)))
        await world.settle()
        texts = [f"/intake/api/v1/opinions/{each['opinion_id']}/text" for each in made]
        opened = await asyncio.gather(*(world.web.get(text, headers=world.headers()) for text in texts))
    assert {each.json()["submitter"]["name"] for each in opened} == {"Giàng A Dơ"}


async def test_the_full_text_is_opened_only_for_those_whose_work_needs_it(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    await world.settle()
    opened = await world.get("/opinions/o-1/text")
    assert opened["text"].startswith("Tôi là Giàng A Dơ")
    assert opened["submitter"] == {"name": "Giàng A Dơ", "phone": "0912345678", "address": "Bản Sốp Nặm"}
    await world.get("/opinions/o-1/text", role="propaganda_mobilisation_board", expect=403)


async def test_an_opinion_goes_from_registered_to_prepared_with_its_history(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    document = {"symbol": "VPUB", "number": "12", "issued_on": "2026-02-10"}
    await world.post("/opinions/o-1/acknowledge", {"answer": "ACCEPTED", "ack_doc": document})
    await world.post("/opinions/o-1/classify", CLASSIFY)
    await world.post("/opinions/o-1/preparation", {"unit_org_id": "org-2", "due_on": "2026-02-20"})
    done = await world.post("/opinions/o-1/prepared-answer", {"unit_org_id": "org-2", "outcome": "PROPOSAL", "text_ref": "doc-7"})
    assert done["version"] == 5
    await world.settle()
    seen = await world.get("/opinions/o-1")
    assert (seen["state"], seen["domain_code"], seen["acknowledged_on"]) == ("PREPARED", "INFRASTRUCTURE", "2026-02-09")
    history = [row["happened"] for row in await world.get("/opinions/o-1/history")]
    expected = ["opinion-registered", "opinion-acknowledged", "opinion-classified", "preparation-assigned", "prepared-answer-submitted"]
    assert history == expected
    public = [subject.split(".")[-2] for subject, _ in await world.published()]
    assert public == expected


async def test_a_decision_on_an_older_version_is_not_taken(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    await world.post("/opinions/o-1/classify", CLASSIFY, **{"if-match": '"1"'})
    await world.post("/opinions/o-1/withdraw", {"reason": "Đã được giải quyết"}, expect=412, **{"if-match": '"1"'})


async def test_a_refusal_comes_with_its_slug_and_a_vietnamese_sentence(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    refused = await world.post("/opinions/o-1/schedule", {"session_id": "s-1"}, expect=409)
    assert refused["slug"] == "opinion_not_classified"
    assert refused["detail"] == "Cần phân loại ý kiến trước khi giao chuẩn bị hoặc đưa vào danh sách hội nghị."


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        ({"summary_redacted": "Gọi cho tôi theo số 0912 345 678"}, "personal_data_in_plain_text"),
        ({"summary_redacted": "Ông Giàng A Dơ đề nghị sửa cống"}, "personal_data_in_plain_text"),
        ({"summary_redacted": ""}, "summary_missing"),
        ({"received_at": "2026-02-10T00:00:00Z"}, "received_in_future"),
        ({"submitter_kind": "ANONYMOUS"}, "anonymous_with_identity"),
        ({"represented_count": 0}, "represents_nobody"),
        ({"raised_live": True}, "live_without_session"),
    ],
)
async def test_what_contradicts_itself_or_shows_a_person_is_refused_and_nothing_is_kept(
    world: World, fields: dict[str, Any], slug: str
) -> None:
    assert (await world.post("/opinions", opinion_body(**fields), expect=409))["slug"] == slug
    assert await world.log() == []
    assert await world.rows("SELECT 1 FROM subject_key") == []


async def test_an_unknown_field_is_named_in_vietnamese(world: World) -> None:
    told = await world.post("/opinions", opinion_body(citizen_number="014086001234"), expect=422)
    assert told["errors"] == [{"field": "citizen_number", "message": "Trường thông tin này không được hỗ trợ."}]


async def test_merged_opinions_are_traceable_both_ways_and_keep_their_own_reply(world: World, register: Register) -> None:
    for number in (1, 2, 3):
        await register(opinion_id=f"o-{number}")
    await world.post("/opinions/o-1/merge", {"member_ids": ["o-2", "o-3"], "reason": "Cùng một cống"})
    await world.settle()
    assert (await world.get("/opinions/o-1"))["member_ids"] == ["o-2", "o-3"]
    member = await world.get("/opinions/o-2")
    assert (member["state"], member["survivor_id"]) == ("MERGED", "o-1")
    merged = [orjson.loads(body) for subject, body in await world.published() if "opinion-merged" in subject]
    assert merged == [{"survivor_id": "o-1", "merged_ids": ["o-2", "o-3"], "reason": "Cùng một cống"}]


async def test_a_merge_with_one_opinion_that_is_not_open_merges_none(world: World, register: Register) -> None:
    for number in (1, 2, 3):
        await register(opinion_id=f"o-{number}")
    await world.post("/opinions/o-3/withdraw", {"reason": "Người gửi rút"})
    refused = await world.post("/opinions/o-1/merge", {"member_ids": ["o-2", "o-3"], "reason": "Giống nhau"}, expect=409)
    assert refused["slug"] == "opinion_not_open"
    assert "OpinionMerged" not in await world.happened()


async def test_likely_duplicates_are_proposed_and_never_merged_alone(world: World, register: Register) -> None:
    await register(opinion_id="o-1", summary_redacted="Đề nghị sửa cống thoát nước ở bản Sốp Nặm")
    await register(opinion_id="o-2", summary_redacted="Dân bản Sốp Nặm đề nghị sửa cống thoát nước")
    await register(opinion_id="o-3", summary_redacted="Xin hỗ trợ giống cây ăn quả")
    await world.settle()
    assert [each["opinion_id"] for each in await world.get("/opinions/o-1/duplicates")] == ["o-2"]
    assert [each["opinion_id"] for each in await world.get("/opinions/duplicates?summary=ho tro giong cay an qua")] == ["o-3"]


async def test_search_finds_words_without_diacritics_and_treats_signs_as_signs(world: World, register: Register) -> None:
    await register(opinion_id="o-1", summary_redacted="Đất đai ở xã Liên Hoà")
    await register(opinion_id="o-2", summary_redacted="Giảm 50% phí vệ sinh ở Liên Hòa")
    await world.settle()

    async def found(q: str) -> set[str]:
        answer = await world.web.get("/intake/api/v1/opinions", params={"q": q}, headers=world.headers())
        return {row["opinion_id"] for row in answer.json()["opinions"]}

    assert await found("dat dai") == {"o-1"}
    assert await found("Lien Hoa") == {"o-1", "o-2"}
    assert await found("50%") == {"o-2"}
    assert await found("_") == set()


async def test_a_unit_registers_and_sees_only_what_is_its_own(world: World, register: Register) -> None:
    unit = {"role": "unit_head", "org_id": "org-2", "reach": "own"}
    await world.post("/opinions", opinion_body(received_by_org_id="org-1"), expect=403, **unit)
    await world.post("/opinions", opinion_body(opinion_id="o-2", received_by_org_id="org-2"), **unit)
    await register(opinion_id="o-1")
    await world.settle()
    assert [row["opinion_id"] for row in (await world.get("/opinions", **unit))["opinions"]] == ["o-2"]
    await world.get("/opinions/o-1", expect=404, **unit)
    await world.post("/opinions/o-1/withdraw", {"reason": "Không phải việc của tôi"}, expect=403, **unit)
    await world.get("/opinions/o-2", **unit)


async def test_who_took_over_from_an_ended_office_goes_on_with_its_opinions_and_nobody_beside_it(world: World, register: Register) -> None:
    parent = {"class": OrgClass.DEPARTMENT, "level": Level.PROVINCE, "parent_id": "org-0"}
    for unit_id in ("org-1", "org-2", "org-3"):
        await world.tell("sessions", OrgUnitRegisteredV1.model_validate({"unit_id": unit_id, "name": unit_id, **parent}))
    await register(opinion_id="o-1")
    await world.tell("sessions", OrgUnitClosedV1(unit_id="org-1", valid_to=date(2026, 2, 9), successor_ids=("org-2",)))
    heir, other = ({"role": "dialogue_office", "org_id": each, "reach": "own"} for each in ("org-2", "org-3"))
    await world.get("/opinions/o-1", expect=404, **heir)
    await world.move_to(START + timedelta(days=1))
    assert [row["opinion_id"] for row in (await world.get("/opinions", **heir))["opinions"]] == ["o-1"]
    assert (await world.get("/opinions/o-1/text", **heir))["submitter"]["name"] == "Giàng A Dơ"
    await world.post("/opinions/o-1/classify", {"domain_code": "LAND", "urgency": "NORMAL", "reason": "Theo nội dung"}, **heir)
    assert (await world.get("/opinions", **other))["opinions"] == []
    await world.post("/opinions/o-1/withdraw", {"reason": "Không phải việc của tôi"}, expect=403, **other)


async def test_without_signing_in_only_what_is_published_is_read_and_nothing_is_written(world: World, register: Register) -> None:
    for number in (1, 2):
        await register(opinion_id=f"o-{number}")
    await world.post("/opinions/o-2/reject", {"reason_code": "ABUSIVE"})
    await world.settle()
    shown = (await world.web.get("/intake/api/v1/opinions")).json()
    assert [row["opinion_id"] for row in shown["opinions"]] == ["o-1"]
    assert "submitter_ref" not in (await world.web.get("/intake/api/v1/opinions/o-1")).json()
    assert "submitter_ref" in await world.get("/opinions/o-1")
    assert (await world.web.get("/intake/api/v1/opinions/o-2")).status_code == 404
    assert (await world.web.get("/intake/api/v1/opinions/o-1/text")).status_code == 401
    assert (await world.web.post("/intake/api/v1/opinions", json=opinion_body())).status_code == 401


async def test_an_inspectorate_sorts_what_the_people_say_and_the_chair_may_overrule_anybody(world: World, register: Register) -> None:
    await register(opinion_id="o-1", audience="PEOPLE")
    await register(opinion_id="o-2", audience="STAFF")
    sorted_so = {"domain_code": "LAND", "urgency": "NORMAL"}
    await world.post("/opinions/o-1/classify", sorted_so, role="inspectorate")
    await world.post("/opinions/o-2/classify", sorted_so, role="inspectorate", expect=403)
    await world.post("/opinions/o-2/reject", {"reason_code": "BASELESS"}, role="inspectorate", expect=403)
    route = {"route": "COMPLAINT", "to_org_id": "org-9"}
    await world.post("/opinions/o-2/route-out", route, role="inspectorate", expect=403)
    await world.post("/opinions/o-2/classify", {**sorted_so, "urgency": "HOT"}, role="chairperson")
    await world.settle()
    assert (await world.get("/opinions/o-2"))["urgency"] == "HOT"


async def test_a_secretary_registers_what_is_raised_live_only(world: World) -> None:
    live = {"raised_live": True, "slip_no": 4, "target_session_id": "s-1"}
    await world.post("/opinions", opinion_body(opinion_id="o-1", **live), role="secretary")
    await world.post("/opinions", opinion_body(opinion_id="o-2"), role="secretary", expect=403)
    assert (await world.happened()).count("OpinionRegistered") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"represented_count": 10**12},
        {"slip_no": 10**12},
        {"received_at": "9999-12-31T23:59:59-12:00"},
        {"received_at": "0001-01-01T00:00:00+14:00"},
    ],
    ids=str,
)
async def test_a_number_or_an_instant_that_fits_nowhere_is_told_to_who_typed_it_and_stops_nothing(
    world: World, wrong: dict[str, Any]
) -> None:
    told = await world.post("/opinions", opinion_body(**wrong), expect=422)
    assert [each["field"].rpartition(".")[2] for each in told["errors"]] == list(wrong)
    await world.post("/opinions", opinion_body(), expect=201)
    await world.settle()
    assert (await world.get("/opinions"))["total"] == 1
