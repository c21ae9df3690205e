"""What an ended organisation owed stands on the work list of who takes over on the first day without it, on real servers."""

from typing import Any

import orjson
from followup_cases import at, day
from followup_told import DECISION, NEW, UNIT, UNITS, duties, ended, scheduled
from followup_world import AGENCY, CASE, HOST, SESSION, World, concluded, conclusion_notice, organisation, reply_body

from chassis.identity.actor import SYSTEM
from contracts.envelope import Document
from contracts.sessions import AnnualPlanIssuedV1, OrgUnitRegisteredV1, PlannedDialogue, SessionRecordedV1
from contracts.vocabulary import Audience, DatePrecision, Form, Level, OrgClass, Regime
from followup.succession import run

HEIR = "sl-vp-moi"
OFFICE = organisation(HEIR, "Văn phòng mới", OrgClass.DEPARTMENT, "sl-ubnd-tinh")


async def test_the_notice_a_host_did_not_issue_is_its_successors_and_done_by_it(world: World) -> None:
    await world.tell("sessions", OFFICE, concluded(), ended(HOST, "2026-02-19", (HEIR,)))
    await world.move_to(at(day("2026-02-20"), 1))
    owed = await duties(world, session_id=SESSION)
    assert {each["owner_org_id"] for each in owed.values()} == {HEIR}
    notice = owed["CONCLUSION_NOTICE"]
    assert (notice["due_on"], notice["passed_from"], notice["passed_on"]) == ("2026-02-25", HOST, "2026-02-20")
    [told] = [orjson.loads(each) for each in await world.published("duty-passed-to-successor") if notice["duty_id"].encode() in each]
    assert (told["from_org_id"], told["to_org_id"], told["decision_doc"]["number"]) == (HOST, HEIR, DECISION.number)
    page = await world.page(f"/duties/{notice['duty_id']}")
    assert (
        "Văn phòng UBND tỉnh Sơn La (đến 19/02/2026), từ ngày 20/02/2026" in page
        or "Văn phòng UBND tỉnh Sơn La, từ ngày 20/02/2026" in page
    )
    listed = (await world.get(f"/work-list?organisation={HEIR}&kind=CONCLUSION_NOTICE"))["items"]
    assert [each["id"] for each in listed] == [notice["duty_id"]]
    await world.tell("sessions", conclusion_notice("2026-02-24"))
    assert (await duties(world, session_id=SESSION))["CONCLUSION_NOTICE"]["state"] == "FULFILLED"


async def test_where_nobody_succeeds_the_organisation_above_has_the_duties_and_leads_the_cases(world: World) -> None:
    await world.tell("sessions", concluded(), ended(HOST, "2026-02-19", ()))
    await world.move_to(at(day("2026-02-20"), 1))
    assert {each["owner_org_id"] for each in (await duties(world, session_id=SESSION)).values()} == {"sl-ubnd-tinh"}
    [case] = (await world.get("/cases"))["items"]
    assert (case["assigned_agency_id"], case["host_org_id"]) == (AGENCY, "sl-ubnd-tinh")
    body = {"complexity": "COMPLEX", "reason": "Nhiều ngành"}
    await world.act("classification", body, expect=403, role="chairperson", org_id=HOST)
    await world.act("classification", body, role="chairperson", org_id="sl-ubnd-tinh")


async def test_only_the_successors_office_says_that_a_letter_left(world: World) -> None:
    await world.tell("sessions", NEW, concluded())
    await world.move_to(at(day("2026-02-27"), 9))
    await world.act("replies", reply_body("2026-02-27"), role="assigned_agency", org_id=AGENCY)
    await world.tell("sessions", ended())
    await world.move_to(at(day("2026-03-02"), 9))
    letter = (await duties(world))["DOCUMENT_SENT"]
    assert (letter["owner_org_id"], letter["due_on"]) == ("sl-so-moi", "2026-03-02")
    await world.post(f"/duties/{letter['duty_id']}/done", {}, expect=403, org_id=AGENCY)
    await world.post(f"/duties/{letter['duty_id']}/done", {}, org_id="sl-so-moi")
    assert (await duties(world))["DOCUMENT_SENT"]["timeliness"] == "ON_TIME"


async def test_a_duty_that_begins_after_its_owner_ended_is_passed_on_at_once(world: World) -> None:
    await world.move_to(at(day("2026-03-02")))
    await world.tell("sessions", OFFICE, ended(HOST, "2026-02-19", (HEIR,)), concluded(opinions=()))
    assert {each["owner_org_id"] for each in (await duties(world, session_id=SESSION)).values()} == {HEIR}
    assert "DutyPassedToSuccessor" in await world.happened("DutyPassedToSuccessor")


async def test_a_unit_that_ended_lists_nothing_more_and_its_successor_lists_for_both(world: World) -> None:
    await world.tell("sessions", *UNITS, scheduled("2026-03-26", cutoff="2026-03-24"))
    heir = organisation("sl-phong-moi", "Phòng mới", OrgClass.UNIT, HOST)
    await world.tell("sessions", heir, ended(UNIT, "2026-02-28", ("sl-phong-moi",)))
    await world.move_to(at(day("2026-03-02")))
    lists = {each["owner_org_id"]: each for each in (await world.get("/duties?kind=OPINION_LIST"))["items"]}
    assert {org_id: each["state"] for org_id, each in lists.items()} == {UNIT: "LIFTED", "sl-phong-moi": "PENDING"}
    assert lists["sl-phong-moi"]["due_on"] == lists[UNIT]["due_on"] == "2026-03-23"


def commune(unit_id: str, name: str) -> OrgUnitRegisteredV1:
    return OrgUnitRegisteredV1(unit_id=unit_id, name=name, org_class=OrgClass.GOV, level=Level.COMMUNE, symbol="UBND")


def held(host: str, session_id: str, held_on: str) -> SessionRecordedV1:
    return SessionRecordedV1(
        session_id=session_id,
        plan_year=2026,
        held_on=day(held_on),
        level=Level.COMMUNE,
        regime=Regime.PERIODIC,
        audience=(Audience.PEOPLE,),
        form=Form.CONFERENCE,
        host_org_id=host,
        held_on_precision=DatePrecision.DAY,
    )


async def yearly(world: World, owner: str) -> dict[str, Any]:
    [found] = [
        each
        for each in (await world.get(f"/duties?kind=MINIMUM_FREQUENCY&owner={owner}&page_size=100"))["items"]
        if "nhân dân" in each["title"].lower()
    ]
    return found


async def test_the_year_of_a_commune_goes_on_with_its_only_successor_and_what_it_held_and_promised_counts(world: World) -> None:
    thrice = PlannedDialogue(audience=Audience.PEOPLE, regime=Regime.PERIODIC, form=Form.CONFERENCE, min_count=3)
    plan = AnnualPlanIssuedV1(plan_id="p-1", plan_year=2026, org_id="xa-cu", doc=Document(symbol="KH-UBND"), planned=(thrice,))
    await world.tell("sessions", commune("xa-cu", "UBND xã Cũ"), commune("xa-moi", "UBND xã Mới"), plan, held("xa-cu", "s-1", "2026-02-03"))
    assert [(each["done"], each["required"]) for each in [await yearly(world, "xa-cu"), await yearly(world, "xa-moi")]] == [(1, 3), (0, 1)]
    await world.tell("sessions", ended("xa-cu", "2026-02-28", ("xa-moi",)))
    await world.move_to(at(day("2026-03-02")))
    old, new = await yearly(world, "xa-cu"), await yearly(world, "xa-moi")
    assert (old["state"], old["lifted_because"]) == ("LIFTED", "Tính tiếp cho UBND xã Mới")
    assert (new["state"], new["done"], new["required"]) == ("PENDING", 1, 3)
    await world.tell("sessions", held("xa-cu", "s-2", "2026-02-20"), held("xa-moi", "s-3", "2026-03-02"))
    assert [((await yearly(world, each))["done"], (await yearly(world, each))["state"]) for each in ("xa-cu", "xa-moi")] == [
        (1, "LIFTED"),
        (3, "FULFILLED"),
    ]


async def test_a_year_that_was_kept_counts_for_the_successor_too(world: World) -> None:
    await world.tell("sessions", commune("xa-cu", "UBND xã Cũ"), commune("xa-moi", "UBND xã Mới"), held("xa-cu", "s-1", "2026-02-03"))
    await world.tell("sessions", ended("xa-cu", "2026-02-28", ("xa-moi",)))
    await world.move_to(at(day("2026-03-02")))
    assert [((await yearly(world, each))["done"], (await yearly(world, each))["state"]) for each in ("xa-cu", "xa-moi")] == [
        (1, "FULFILLED")
    ] * 2


async def test_the_year_of_a_commune_divided_among_several_stays_its_own(world: World) -> None:
    parts = [commune(each, f"UBND {each}") for each in ("xa-1", "xa-2")]
    await world.tell("sessions", commune("xa-cu", "UBND xã Cũ"), *parts, ended("xa-cu", "2026-02-28", ("xa-1", "xa-2")))
    await world.move_to(at(day("2026-03-02")))
    assert (await yearly(world, "xa-cu"))["state"] == "PENDING"


async def test_what_the_run_could_not_see_yet_goes_on_before_anybody_is_told_of_its_date(world: World) -> None:
    await world.tell("sessions", OFFICE, concluded(), ended(HOST, "2026-02-19", (HEIR,)))
    unseen = run.Advance(page=1, after="", done=True)
    await world.runtime.handler.handle(run.decider, run.STREAM + HOST, unseen, actor=SYSTEM)
    await world.live_through("2026-02-20", "2026-02-23")
    told = [orjson.loads(each) for each in await world.published("deadline-approaching")]
    assert {each["owner_org_id"] for each in told if each["target_kind"] == "DUTY"} == {HEIR}
    await world.live_through("2026-03-04")
    assert (await world.get(f"/cases/{CASE}"))["host_org_id"] == HEIR


async def test_more_than_a_page_of_cases_and_duties_moves_page_by_page(world: World) -> None:
    opinions = [f"opinion-{number}" for number in range(1, 100)]
    await world.tell("sessions", OFFICE, concluded(opinions=opinions), ended(HOST, "2026-02-19", (HEIR,)))
    await world.move_to(at(day("2026-02-20"), 1))
    assert (await world.get(f"/cases/{CASE}"))["host_org_id"] == HEIR
    assert {each["owner_org_id"] for each in (await duties(world, session_id=SESSION)).values()} == {HEIR}
    assert await world.happened("SuccessionAdvanced") == ["SuccessionAdvanced"] * 2
