"""Calendar versions and rule packs on a real server: loaded once, explained, and every open deadline counted again with its reason."""

import orjson
from followup_cases import at, day
from followup_world import CASE, SESSION, World, calendar_csv, concluded, conclusion_notice

DAY_OFF = "2026-03-02,0,Nghỉ đột xuất,Công văn 99/UBND-NC,official"
EXTRA_SATURDAY = "2026-02-28,1,Làm bù,Công văn 98/UBND-NC,official"


async def load(world: World, version: str, *rows: str) -> None:
    body = {"calendar_version": version, "csv": calendar_csv(*rows), "decision": "Công văn 99/UBND-NC ngày 27/02/2026"}
    await world.post("/calendars", body, expect=201, role="operator")
    await world.settle()


async def test_a_new_calendar_moves_open_deadlines_and_names_cause_and_both_dates(world: World) -> None:
    await world.tell("sessions", concluded(opinions=("a", "b")))
    await load(world, "2026-2", DAY_OFF)
    items = (await world.get("/cases"))["items"]
    assert {(item["due_on"], item["calendar_version"]) for item in items} == {("2026-03-12", "2026-2")}
    told = [orjson.loads(each) for each in await world.published("deadline-recalculated")]
    assert {(each["old_due_on"], each["new_due_on"], each["cause"]) for each in told} == {("2026-03-11", "2026-03-12", "CALENDAR_VERSION")}
    assert {(each["decided_by"], each["decision"]) for each in told} == {("acc-operator", "Công văn 99/UBND-NC ngày 27/02/2026")}


async def test_a_date_in_the_conclusion_notice_is_never_shortened_by_a_new_calendar(world: World) -> None:
    await world.tell("sessions", concluded(), conclusion_notice("2026-02-11"))
    await load(world, "2026-2", EXTRA_SATURDAY)
    assert (await world.get("/cases"))["items"][0]["due_on"] == "2026-03-11"
    lines = (await world.get(f"/cases/{CASE}"))["explanation"]["lines"]
    assert lines[-1].startswith("Giữ nguyên hạn 11/03/2026")
    assert await world.happened("DeadlineUpheld") == ["DeadlineUpheld"]


async def test_duties_are_counted_again_too_and_answered_cases_are_left_alone(world: World) -> None:
    await world.tell("sessions", concluded(day("2026-02-20")))
    await load(world, "2026-2", "2026-02-25,0,Nghỉ,Công văn 97,official")
    duties = (await world.get(f"/duties?session_id={SESSION}"))["items"]
    assert {(each["due_on"], each["calendar_version"]) for each in duties} == {("2026-03-02", "2026-2")}
    told = [orjson.loads(each) for each in await world.published("duty-rescheduled")]
    assert {(each["old_due_on"], each["new_due_on"], each["cause"]) for each in told} == {("2026-02-27", "2026-03-02", "CALENDAR_VERSION")}


async def test_a_timer_that_fires_after_the_calendar_moved_the_date_does_nothing(world: World) -> None:
    await world.tell("sessions", concluded())
    await load(world, "2026-2", DAY_OFF)
    await world.move_to(at(day("2026-03-12"), 1))
    missed = [each for each in await world.log() if type(each.event).__name__ == "DeadlineMissed"]
    assert missed == []
    await world.move_to(at(day("2026-03-13"), 1))
    assert await world.happened("DeadlineMissed") == ["DeadlineMissed"]


async def test_a_version_with_other_content_under_a_known_name_is_refused(world: World) -> None:
    again = {"calendar_version": "2026-1", "csv": calendar_csv()}
    assert (await world.post("/calendars", again, expect=201, role="operator"))["new"] is False
    other = {"calendar_version": "2026-1", "csv": calendar_csv(DAY_OFF)}
    problem = await world.post("/calendars", other, expect=409, role="operator")
    assert problem["slug"] == "calendar_version_taken"
    broken = await world.post("/calendars", {"calendar_version": "x", "csv": "a,b\n1,2"}, expect=422, role="operator")
    assert broken["errors"][0]["field"] == "csv"
    endless = await world.post("/calendars", {"calendar_version": "x", "csv": "x" * 200_000}, expect=422, role="operator")
    assert endless["errors"] == broken["errors"]
    await world.post("/calendars", again, expect=403, role="assigned_agency")


async def test_a_rule_pack_can_be_loaded_as_toml_and_a_broken_one_says_where(world: World) -> None:
    [son_la, *_] = (await world.get("/rule-packs"))["items"]
    assert {rule["rule_id"]: rule["formula"] for rule in son_la["rules"]["rules"]}["DL-08"] == "WD(E,30)"
    problem = await world.post("/rule-packs", {"toml": 'rule_pack_id = "x"'}, expect=409, role="operator")
    assert problem["slug"] == "rule_pack_unreadable"


async def test_another_pack_for_the_day_moves_open_deadlines_with_its_own_cause(world: World) -> None:
    from followup.rules.read import shipped_text

    await world.tell("sessions", concluded())
    text = shipped_text("SL-429-provisional-1").replace("SL-429-provisional-1", "SL-429-final").replace("WD(E,15)", "WD(E,20)")
    await world.post("/rule-packs", {"toml": text.replace("2022-07-01", "2026-01-01", 1)}, expect=201, role="operator")
    [item] = (await world.get("/cases"))["items"]
    assert (item["due_on"], item["rule_pack_id"]) == ("2026-03-18", "SL-429-final")
    [told] = await world.published("deadline-recalculated")
    assert orjson.loads(told)["cause"] == "RULEPACK"


async def test_a_date_can_be_explained_before_anything_depends_on_it(world: World) -> None:
    told = await world.get("/deadlines/explain?held_on=2026-02-11&class=ordinary")
    assert (told["due_on"], told["rule_id"], told["calendar_version"]) == ("2026-03-11", "DL-07", "2026-1")
    assert len([each for each in told["days"] if each["ordinal"]]) == 15
    assert (await world.get("/deadlines/explain?held_on=2026-04-20&class=results&level=COMMUNE"))["due_on"] == "2026-05-04"
    assert (await world.get("/deadlines/explain?held_on=2020-05-05&class=ordinary", expect=409))["slug"] == "rule_missing"
    assert (await world.get("/deadlines/explain?held_on=2027-12-28&class=complex", expect=409))["slug"] == "outside_calendar"


async def test_versions_are_listed_with_the_one_in_force_first(world: World) -> None:
    await load(world, "2026-2", DAY_OFF)
    items = (await world.get("/calendars"))["items"]
    assert [(each["calendar_version"], each["in_force"]) for each in items] == [("2026-2", True), ("2026-1", False)]
    assert any(each["date"] == "2026-03-02" for each in (await world.get("/calendars/2026-2"))["days"])
