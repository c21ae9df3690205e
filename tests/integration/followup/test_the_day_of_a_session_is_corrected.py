"""The day of a session was told wrongly: cases and duties are counted from the right one, and nobody's known date comes sooner."""

import orjson
from followup_cases import at, day
from followup_world import CASE, HOST, OPINION, SESSION, World, concluded, conclusion_notice

from contracts.sessions import SessionDateCorrectedV1
from contracts.vocabulary import Audience, Level


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
