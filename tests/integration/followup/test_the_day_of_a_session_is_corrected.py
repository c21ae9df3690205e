"""The day of a session was told wrongly: cases and duties are counted from the right one, and nobody's known date comes sooner."""

import orjson
from followup_cases import at, day
from followup_world import AGENCY, CASE, HOST, OPINION, SESSION, World, concluded, conclusion_notice, organisation, reply_body

from contracts.sessions import SessionDateCorrectedV1
from contracts.vocabulary import Audience, Level, OrgClass


def corrected(held_on: str, previous: str) -> SessionDateCorrectedV1:
    return SessionDateCorrectedV1(
        session_id=SESSION,
        held_from=day(held_on),
        held_on=day(held_on),
        previous_held_on=day(previous),
        reporting_year=2026,
        reason="Biên bản ghi nhầm ngày",
        level=Level.PROVINCE,
        audience=(Audience.PEOPLE,),
        host_org_id=HOST,
        opinion_ids=(OPINION,),
        assigned_opinion_ids=(OPINION,),
    )


async def test_limits_run_from_the_corrected_day_and_say_why(world: World) -> None:
    await world.tell("sessions", concluded(), corrected("2026-02-12", "2026-02-11"))
    [case] = (await world.get("/cases"))["items"]
    assert (case["case_id"], case["due_on"]) == (CASE, "2026-03-12")
    [told] = [orjson.loads(each) for each in await world.published("deadline-recalculated")]
    assert (told["cause"], told["old_due_on"], told["new_due_on"]) == ("SESSION_DATE_CORRECTED", "2026-03-11", "2026-03-12")
    duties = {each["kind"]: each["due_on"] for each in (await world.get("/duties"))["items"]}
    assert duties["CONCLUSION_NOTICE"] == "2026-02-26"


async def test_a_date_already_printed_in_the_conclusion_notice_is_not_shortened(world: World) -> None:
    await world.tell("sessions", concluded(day("2026-02-12")))
    await world.move_to(at(day("2026-02-24")))
    await world.tell("sessions", conclusion_notice("2026-02-24"), corrected("2026-02-11", "2026-02-12"))
    [case] = (await world.get("/cases"))["items"]
    assert case["due_on"] == "2026-03-12"


async def test_a_closed_case_that_was_late_by_the_wrong_day_is_shown_in_time_by_the_true_one(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-03-12")))
    await world.act("replies", reply_body("2026-03-12"), role="assigned_agency", org_id=AGENCY)
    await world.act("close")
    assert [(each["timeliness"], each["anchor_on"]) for each in (await world.get("/cases"))["items"]] == [("LATE", "2026-02-11")]
    await world.tell("sessions", corrected("2026-02-12", "2026-02-11"))
    [case] = (await world.get("/cases"))["items"]
    assert (case["state"], case["timeliness"], case["working_days_late"]) == ("CLOSED", "ON_TIME", 0)
    assert (case["due_on"], case["anchor_on"]) == ("2026-03-12", "2026-02-12")
    told = orjson.loads((await world.published("deadline-recalculated"))[-1])
    assert (told["timeliness"], told["working_days_late"]) == ("ON_TIME", 0)
    assert "12/02/2026" in await world.page(f"/cases/{CASE}")


async def test_with_the_superior_the_clock_stays_stopped_and_the_days_left_are_counted_from_the_true_day(world: World) -> None:
    superior = organisation("sl-cap-tren", "Ban Chỉ đạo tỉnh Sơn La", OrgClass.GOV, "sl-ubnd-tinh")
    await world.tell("sessions", superior, concluded())
    await world.move_to(at(day("2026-03-06")))
    doc = {"symbol": "SNV-VP", "number": "12", "issued_on": "2026-03-06"}
    await world.act("referrals", {"superior_org_id": "sl-cap-tren", "doc": doc, "citizen_notice_doc": doc}, role="chairperson")
    await world.tell("sessions", corrected("2026-02-12", "2026-02-11"))
    await world.move_to(at(day("2026-03-16")))
    assert await world.happened("DeadlineMissed") == []
    await world.act("superior-responses", {"superior_org_id": "sl-cap-tren", "doc": doc, "outcome": "RETURNED"})
    assert (await world.get(f"/cases/{CASE}"))["schedule"]["deadline"]["due_on"] == "2026-03-20"
