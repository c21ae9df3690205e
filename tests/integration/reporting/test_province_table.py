"""AS-16, AS-17: every session is counted once, on each axis of years."""

import random
from datetime import date

from reporting_story import concluded, recorded, totals
from reporting_world import Said, World

from contracts.sessions import ReportedTotals
from contracts.vocabulary import Audience, DatePrecision, Form, Level


async def test_as_17_three_years_of_sessions_shuffled_and_repeated_come_to_983(world: World) -> None:
    held = [Level.PROVINCE] * 90 + [Level.DISTRICT] * 219 + [Level.COMMUNE] * 674
    chance = random.Random(983)
    chance.shuffle(held)
    days = [date(2019 + n % 3, 1 + n % 12, 1 + n % 28) for n in range(len(held))]
    said: list[Said] = []
    for number, (level, day) in enumerate(zip(held, days, strict=True)):
        said.append(world.logs.write(concluded(f"phien-{number}", day, level=level, host_org_id=f"org-{number % 40}")))
        if number % 10 == 0:
            said.append(chance.choice(said))
    await world.hear(said)
    table = await world.get("/province-table?from_year=2019&to_year=2021")
    assert table["totals"]["sessions"] == 983 == sum(row["totals"]["sessions"] for row in table["rows"])
    assert {level: counted["sessions"] for level, counted in table["by_level"].items()} == {
        "PROVINCE": 90,
        "DISTRICT": 219,
        "COMMUNE": 674,
    }
    summary = await world.get("/summary?from_year=2021&to_year=2021")
    assert summary["three_years"] == {"from_year": 2019, "to_year": 2021, "figures": summary["three_years"]["figures"]}
    assert summary["three_years"]["figures"]["sessions"] == 983


async def test_as_16_a_session_has_three_years_and_stands_once_on_each_axis(world: World) -> None:
    december = concluded("phien-1", date(2025, 12, 18), plan_year=2026, audience=(Audience.STAFF,), level=Level.PROVINCE)
    next_december = concluded("phien-2", date(2026, 12, 16), plan_year=2026, audience=(Audience.STAFF,), level=Level.PROVINCE)
    await world.tell(december, next_december)
    years = {axis: (await world.get(f"/province-table?axis={axis}"))["by_year"] for axis in ("calendar", "plan", "reporting")}
    found = {axis: {row["year"]: row["sessions"] for row in rows} for axis, rows in years.items()}
    assert found == {"calendar": {2025: 1, 2026: 1}, "plan": {2026: 2}, "reporting": {2026: 1, 2027: 1}}


async def test_a_session_with_two_audiences_is_one_session_and_is_found_under_both(world: World) -> None:
    await world.tell(concluded("phien-1", date(2026, 3, 18), audience=(Audience.PEOPLE, Audience.ORG_TTHC)))
    for audience in ("PEOPLE", "ORG_TTHC"):
        assert (await world.get(f"/province-table?audience={audience}"))["totals"]["sessions"] == 1
    assert (await world.get("/province-table?audience=STAFF"))["totals"]["sessions"] == 0
    assert (await world.get("/province-table"))["totals"]["sessions"] == 1


async def test_history_known_to_the_month_or_not_at_all_is_counted_and_more_than_stays_more_than(world: World) -> None:
    await world.tell(
        recorded("dt-1", totals=ReportedTotals(registered=8680, lower_bound=True)),
        recorded("dt-2", held_on_precision=DatePrecision.UNKNOWN, held_period=None),
        recorded("dt-3", held_on=date(2024, 6, 3), held_on_precision=DatePrecision.DAY, totals=ReportedTotals(registered=5)),
    )
    table = await world.get("/province-table")
    assert [(row["year"], row["sessions"]) for row in table["by_year"]] == [(2024, 2), (None, 1)]
    assert (table["totals"]["registered"], table["totals"]["lower_bound"]) == (8685, True)
    assert "trên 8.685" in await world.page("/")


async def test_embedded_meetings_are_counted_and_shown_apart(world: World) -> None:
    await world.tell(
        concluded("phien-1", date(2026, 1, 15), form=Form.EMBEDDED, audience=(Audience.STAFF,), totals=totals()),
        concluded("phien-2", date(2026, 3, 18)),
    )
    figures = await world.figures()
    assert (figures["sessions"], figures["sessions-embedded"]) == (2, 1)
