"""A commune's overdue case goes to the commune's own Party committee, as the directory names it, and the form of the reply names it too."""

from datetime import date

from followup_cases import at, day
from followup_world import AGENCY, CASE, World, concluded, organisation

from contracts.sessions import OrgUnitChangedV1, OrgUnitClosedV1
from contracts.vocabulary import Level, OrgClass

COMMUNE, COMMITTEE = "sl-ubnd-xa-muong-bu", "sl-dang-uy-xa-muong-bu"
PLACES = (
    organisation(COMMITTEE, "Đảng ủy xã Mường Bú", OrgClass.PARTY, "sl-tinh-uy").model_copy(update={"level": Level.COMMUNE}),
    organisation(COMMUNE, "UBND xã Mường Bú", OrgClass.GOV, "sl-ubnd-tinh").model_copy(
        update={"level": Level.COMMUNE, "party_committee_id": COMMITTEE}
    ),
)


async def told_at_third_step(world: World, target: str = "CASE") -> list[str]:
    rows = (await world.get("/escalations"))["items"]
    return [each["to_org_id"] for each in rows if each["level"] == 3 and each["target_kind"] == target]


async def test_the_third_step_of_a_communes_case_and_duties_is_the_communes_committee(world: World) -> None:
    await world.tell("sessions", *PLACES, concluded(host_org_id=COMMUNE, level=Level.COMMUNE))
    await world.move_to(at(day("2026-03-19")))
    assert await told_at_third_step(world) == [COMMITTEE]
    assert set(await told_at_third_step(world, "DUTY")) == {COMMITTEE}
    page = await world.web.get(
        f"/followup/cases/{CASE}/reply", headers=world.headers(role="assigned_agency", org_id=AGENCY, accept="text/html")
    )
    assert "Đảng ủy xã Mường Bú" in page.text
    assert "UBND xã Mường Bú" in page.text


async def test_a_link_that_comes_later_counts_for_what_opens_later_and_one_that_had_ended_is_not_named(world: World) -> None:
    committee, commune = PLACES
    bare = commune.model_copy(update={"party_committee_id": None})
    await world.tell("sessions", committee, bare, concluded(host_org_id=COMMUNE, level=Level.COMMUNE))
    await world.tell("sessions", OrgUnitChangedV1.model_validate(commune.model_dump(by_alias=True)))
    later = concluded(session_id="phien-2", opinions=("opinion-2",), host_org_id=COMMUNE, level=Level.COMMUNE)
    await world.tell("sessions", later, OrgUnitClosedV1(unit_id=COMMITTEE, valid_to=date(2026, 2, 10)))
    ended = concluded(session_id="phien-3", opinions=("opinion-3",), host_org_id=COMMUNE, level=Level.COMMUNE)
    await world.tell("sessions", ended)
    await world.move_to(at(day("2026-03-19")))
    assert sorted(await told_at_third_step(world)) == [COMMITTEE, "sl-tinh-uy", "sl-tinh-uy"]
