"""The three real plans come in through the door an office uses, with their windows, and are read back as they were issued."""

import pytest
from sessions_world import World

from doithoai.sample.reading import organisations, plans

PLANS = {plan["plan_id"]: {key: value for key, value in plan.items() if key != "title_vi"} for plan in plans()}


async def with_their_organisations(world: World) -> None:
    wanted = {plan["org_id"] for plan in PLANS.values()}
    for each in organisations():
        if each.id in wanted:
            body = {"unit_id": each.id, "name": each.name, "class": each.org_class, "level": each.level, "symbol": each.symbol}
            await world.post("/org-units", body)


@pytest.mark.parametrize(
    ("plan_id", "year", "promised"),
    [
        ("sl-snv-2019", 2019, {"STAFF": 1}),
        ("lc-tamduong-2019", 2019, {"PEOPLE": 1}),
        ("sl-vpub-2026", 2026, {"STAFF": 1, "ORG_TTHC": 2}),
    ],
)
async def test_a_real_plan_is_issued_and_binds_to_what_it_promises(world: World, plan_id: str, year: int, promised: dict[str, int]) -> None:
    await with_their_organisations(world)
    await world.post("/plans", PLANS[plan_id], expect=201)
    read = await world.get(f"/plans/{plan_id}")
    assert read["plan_year"] == year
    assert {audience: each["at_least"] for audience, each in read["frequency"].items() if each["at_least"]} == promised


async def test_the_session_of_18_12_2025_is_counted_for_the_plan_of_2026(world: World) -> None:
    await with_their_organisations(world)
    await world.post("/plans", PLANS["sl-vpub-2026"], expect=201)
    staff = {"audience": ["STAFF"], "form": "EMBEDDED", "regime": "PERIODIC", "level": "PROVINCE", "host_org_id": "sl-vpub"}
    await world.post("/sessions/record", {**staff, "held_on": "2025-12-18", "plan_year": 2026}, expect=201)
    read = await world.get("/plans/sl-vpub-2026")
    assert read["frequency"]["STAFF"] == {"at_least": 1, "held": 1}
    assert (read["held"][0]["held_on"], read["held"][0]["reporting_year"]) == ("2025-12-18", 2026)
    shown = await world.page("/plans/sl-vpub-2026")
    assert "01/04/2026 – 30/06/2026" in shown
    assert "18/12/2025 – 18/12/2025" not in shown, "one day is told once"
