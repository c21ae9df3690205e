"""A reply that was issued is sent the same day, at latest the next working day (DL-19), whoever decided it; each delivery counts, the last one ends it."""

from typing import Any

import orjson
import pytest
import sqlalchemy as sa
from followup_cases import at, day
from followup_world import AGENCY, CASE, LEGS, OPINION, SESSION, World, concluded, reply_body

from contracts.agencies import ReplyIssuedInV1
from contracts.envelope import Document
from contracts.identifiers import case_id, duty_id
from contracts.vocabulary import DutyKind, Outcome

AGENT = {"role": "assigned_agency", "org_id": AGENCY}
SECOND = str(case_id(SESSION, "opinion-2"))


def by_post(on: str, opinion_id: str = OPINION) -> dict[str, Any]:
    return {"channel": "PAPER_POST", "opinion_id": opinion_id, "delivered_at": at(day(on), 9).isoformat()}


async def sendings(world: World) -> dict[str, dict[str, Any]]:
    items = (await world.get("/duties?kind=DOCUMENT_SENT&page_size=100"))["items"]
    return {each["subject_id"]: each for each in items}


async def test_a_reply_is_owed_to_be_sent_by_who_issued_it_and_its_delivery_ends_that(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-02-13")))
    await world.act("replies", reply_body("2026-02-13"), **AGENT)
    owed = (await sendings(world))["reply-1"]
    assert (owed["state"], owed["due_on"], owed["rule_id"], owed["owner_org_id"]) == ("PENDING", "2026-02-23", "DL-19", AGENCY), (
        "Tết lies between"
    )
    assert owed["title"] == "Gửi văn bản trả lời số 77/SNV-VP đến người có ý kiến"
    assert owed["title"] in await world.page("/duties?kind=DOCUMENT_SENT")
    await world.act("replies/reply-1/deliveries", by_post("2026-02-13"), **AGENT)
    sent = (await sendings(world))["reply-1"]
    assert (sent["state"], sent["timeliness"], sent["fulfilled_on"]) == ("FULFILLED", "ON_TIME", "2026-02-13")


async def test_a_reply_that_stays_in_the_drawer_is_reminded_and_missed_and_sent_late(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-02-12")))
    await world.act("replies", reply_body("2026-02-12"), **AGENT)
    await world.live_through("2026-02-13")
    assert "DutyDeadlineApproaching" in await world.happened("DutyDeadlineApproaching")
    await world.move_to(at(day("2026-02-24"), 10))
    late = (await sendings(world))["reply-1"]
    assert (late["due_on"], late["missed"]) == ("2026-02-13", True)
    await world.act("replies/reply-1/deliveries", by_post("2026-02-24"), **AGENT)
    late = (await sendings(world))["reply-1"]
    assert (late["state"], late["timeliness"], late["working_days_late"]) == ("FULFILLED", "LATE", 2)


async def test_an_agencys_message_owes_the_same_as_an_entry_on_the_page(world: World) -> None:
    await world.tell("sessions", concluded())
    said = ReplyIssuedInV1(
        reply_id="reply-9",
        case_id=CASE,
        opinion_ids=(OPINION,),
        issuing_org_id=AGENCY,
        reply_doc=Document(number="9", symbol="SNV", issued_on=day("2026-02-11")),
        outcome=Outcome.RESOLVED,
        simultaneous_report_to=tuple(LEGS),
        summary_plain="Đã giải quyết.",
    )
    await world.send("so-noi-vu", said)
    assert (await sendings(world))["reply-9"]["due_on"] == "2026-02-12"


async def test_the_share_of_a_joint_reply_in_each_case_is_sent_to_its_own_people(world: World) -> None:
    await world.tell("sessions", concluded(opinions=(OPINION, "opinion-2")))
    await world.move_to(at(day("2026-02-12")))
    await world.act("replies", reply_body("2026-02-12", opinion_ids=[OPINION, "opinion-2"]), **AGENT)
    assert len(await sendings(world)) == 2
    await world.act("replies/reply-1/deliveries", by_post("2026-02-12"), **AGENT)
    assert sorted(each["state"] for each in (await sendings(world)).values()) == ["FULFILLED", "PENDING"]


async def test_a_correction_takes_the_place_of_what_was_not_sent_yet(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-02-12")))
    await world.act("replies", reply_body("2026-02-12"), **AGENT)
    await world.act("replies", reply_body("2026-02-12", reply_id="reply-2", corrects="reply-1"), **AGENT)
    found = await sendings(world)
    assert (found["reply-1"]["state"], found["reply-1"]["lifted_because"]) == ("LIFTED", "Đã có văn bản đính chính thay thế")
    assert found["reply-2"]["state"] == "PENDING"


async def test_timers_made_again_owe_nothing_twice(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-02-12")))
    await world.act("replies", reply_body("2026-02-12"), **AGENT)
    await world.act("replies/reply-1/deliveries", by_post("2026-02-12"), **AGENT)
    await world.settle()
    before = await world.happened("DutyOpened", "DutyFulfilled", "DutyLifted")
    async with world.runtime.engine.begin() as connection:
        for name in ("owed:reply-1", "delivered:reply-1"):
            values = {"process": f"sending-{CASE}", "name": name, "generation": day("2026-02-12").toordinal(), "at": at(day("2026-02-12"))}
            await connection.execute(sa.text("INSERT INTO timer VALUES (:process, :name, :generation, :at)"), values)
    await world.settle()
    assert await world.happened("DutyOpened", "DutyFulfilled", "DutyLifted") == before
    assert (await sendings(world))["reply-1"]["duty_id"] == str(duty_id("reply-1", DutyKind.DOCUMENT_SENT))


def first_word(on: str, **changes: Any) -> dict[str, Any]:
    doc = {"number": "70", "symbol": "SNV-VP", "issued_on": on}
    return {
        "reply_id": "interim-1",
        "issuing_org_id": AGENCY,
        "reply_doc": doc,
        "issued_on": on,
        "summary_plain": "Đang xác minh.",
        **changes,
    }


@pytest.mark.parametrize(
    ("held_on", "on", "due_on"),
    [
        pytest.param("2026-02-11", "2026-02-13", "2026-02-23", id="before Tết"),
        pytest.param("2026-08-10", "2026-08-21", "2026-08-22", id="across a working Saturday"),
        pytest.param("2026-12-16", "2026-12-31", "2027-01-04", id="at a year's end"),
    ],
)
async def test_a_first_word_on_the_way_is_a_document_too_and_sent_by_the_next_working_day(
    world: World, held_on: str, on: str, due_on: str
) -> None:
    await world.move_to(at(day(on), 17, 30))
    await world.tell("sessions", concluded(day(held_on)))
    await world.act("interim-replies", first_word(on), **AGENT)
    owed = (await sendings(world))["interim-1"]
    assert (owed["state"], owed["due_on"], owed["rule_id"], owed["owner_org_id"]) == ("PENDING", due_on, "DL-19", AGENCY)
    assert owed["title"] == "Gửi văn bản trả lời bước đầu số 70/SNV-VP đến người có ý kiến"
    await world.act("replies/interim-1/deliveries", by_post(on), **AGENT)
    sent = (await sendings(world))["interim-1"]
    assert (sent["state"], sent["timeliness"], sent["fulfilled_on"]) == ("FULFILLED", "ON_TIME", on)


async def test_a_first_word_told_after_midnight_local_time_counts_from_that_day(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-02-12"), 0, 30))
    await world.act("interim-replies", first_word("2026-02-11"), **AGENT)
    assert (await sendings(world))["interim-1"]["due_on"] == "2026-02-13"


async def test_the_reply_takes_the_place_of_a_first_word_still_in_the_drawer(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-02-12")))
    await world.act("interim-replies", first_word("2026-02-12"), **AGENT)
    await world.act("replies", reply_body("2026-02-12"), **AGENT)
    found = await sendings(world)
    assert (found["interim-1"]["state"], found["interim-1"]["lifted_because"]) == ("LIFTED", "Đã có văn bản trả lời")
    assert found["reply-1"]["state"] == "PENDING"
    before = await world.happened("DutyOpened", "DutyLifted")
    async with world.runtime.engine.begin() as connection:
        values = {"process": f"sending-{CASE}", "generation": day("2026-02-12").toordinal(), "at": at(day("2026-02-12"))}
        await connection.execute(sa.text("INSERT INTO timer VALUES (:process, 'interim:interim-1', :generation, :at)"), values)
    await world.settle()
    assert await world.happened("DutyOpened", "DutyLifted") == before


async def test_the_day_for_which_a_reply_was_announced_is_recalled_when_it_has_passed(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-02-12")))
    await world.act("interim-replies", first_word("2026-02-12", expected_reply_on="2026-02-27"), **AGENT)
    await world.act("replies/interim-1/deliveries", by_post("2026-02-12"), **AGENT)
    await world.live_through("2026-02-28", "2026-03-02")
    assert await world.happened("CommitmentReminded", "CommitmentReminderPostponed") == [
        "CommitmentReminderPostponed",
        "CommitmentReminded",
    ]
    [told] = [orjson.loads(each) for each in await world.published("commitment-reminded")]
    assert (told["commitment_id"], told["of_reply"], told["passed"], told["owner_org_id"]) == ("interim-1", True, True, AGENCY)
    assert "Ngày dự kiến trả lời 27/02/2026 đã qua" in await world.page(f"/cases/{CASE}")
