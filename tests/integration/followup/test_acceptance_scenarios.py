"""The acceptance scenarios (domain rules, section 21) told on real servers: what others publish in, dates, states and slugs out."""

import orjson
from followup_cases import day
from followup_world import AGENCY, CASE, SESSION, World, calendar_csv, concluded, conclusion_notice, reply_body

from contracts.followup import DeadlineRecalculatedV1
from contracts.identifiers import case_id
from contracts.sessions import OrgUnitRegisteredV1, SessionConcludedV1, SessionOpinion
from contracts.vocabulary import Audience, Authority, Complexity, Disposition, Form, Level, OrgClass, RecalculationCause

COMMUNE = "sl-xa-03646-ubnd"
AGENT = {"role": "assigned_agency", "org_id": AGENCY}
CHAIR = {"role": "chairperson"}
PAPER = {"number": "9", "symbol": "SNV"}

WORKED = {
    "AS-01": ("2026-02-11", "2026-02-25", "2026-03-11", "2026-04-01"),
    "AS-02": ("2025-12-18", "2025-12-25", "2026-01-10", "2026-01-30"),
    "AS-03": ("2026-03-08", "2026-03-13", "2026-03-27", "2026-04-17"),
    "AS-04": ("2026-04-22", "2026-05-04", "2026-05-18", "2026-06-08"),
    "AS-05": ("2026-11-20", "2026-11-30", "2026-12-14", "2027-01-05"),
}
"""Concluded on; conclusion notice, ordinary reply, complex reply."""


def with_both_classes(scenario: str) -> SessionConcludedV1:
    """One ordinary and one complex opinion; AS-02 is the seed's staff session, which follows the same limits (A-24)."""
    opinions = tuple(
        SessionOpinion(opinion_id=f"{each.value}", disposition=Disposition.ASSIGNED, assigned_agency_id=AGENCY, complexity=each)
        for each in Complexity
    )
    staff = {"audience": (Audience.STAFF,), "form": Form.EMBEDDED, "plan_year": 2026} if scenario == "AS-02" else {}
    held_on = day(WORKED[scenario][0])
    return concluded(held_on, session_id=scenario, opinions=("x", "y")).model_copy(update={"opinions": opinions, **staff})


async def three_dates(world: World, scenario: str) -> tuple[tuple[str, str], ...]:
    """(due date, calendar version) of the conclusion notice, the ordinary and the complex reply."""
    cases = {each["complexity"]: each for each in (await world.get(f"/cases?session_id={scenario}"))["items"]}
    [notice] = [each for each in (await world.get(f"/duties?session_id={scenario}"))["items"] if each["kind"] == "CONCLUSION_NOTICE"]
    return tuple((each["due_on"], each["calendar_version"]) for each in (notice, cases["ORDINARY"], cases["COMPLEX"]))


async def test_as_01_to_as_05_a_concluded_session_owes_its_notice_and_its_replies_on_the_worked_days(world: World) -> None:
    for scenario, (_, *due) in WORKED.items():
        await world.tell("sessions", with_both_classes(scenario))
        assert await three_dates(world, scenario) == tuple((each, "2026-1") for each in due), scenario


async def test_as_05_a_calendar_in_which_24_11_is_a_working_day_gives_the_earlier_dates_each_with_its_version(world: World) -> None:
    await world.tell("sessions", with_both_classes("AS-05"))
    body = {"calendar_version": "2026-2", "csv": calendar_csv(), "applies_confirm_rows": False, "decision": "Công văn 1"}
    await world.post("/calendars", body, expect=201, role="operator")
    assert await three_dates(world, "AS-05") == (("2026-11-27", "2026-2"), ("2026-12-11", "2026-2"), ("2027-01-04", "2026-2"))
    told = [DeadlineRecalculatedV1.model_validate_json(each) for each in await world.published("deadline-recalculated")]
    moved = sorted((str(each.old_due_on), str(each.new_due_on), each.cause, each.calendar_version) for each in told)
    cause = RecalculationCause.CALENDAR_VERSION
    assert moved == [("2026-12-14", "2026-12-11", cause, "2026-2"), ("2027-01-05", "2027-01-04", cause, "2026-2")]


async def test_as_07_after_a_commune_session_both_packs_run_to_their_own_days(world: World) -> None:
    commune = OrgUnitRegisteredV1(unit_id=COMMUNE, name="UBND xã Tô Hiệu", org_class=OrgClass.GOV, level=Level.COMMUNE, symbol="UBND")
    await world.tell("sessions", commune, concluded(day("2026-04-20"), level=Level.COMMUNE, host_org_id=COMMUNE))
    owed = {each["kind"]: each for each in (await world.get(f"/duties?session_id={SESSION}"))["items"]}
    assert {kind: (each["due_on"], each["rule_pack_id"]) for kind, each in owed.items()} == {
        "CONCLUSION_NOTICE": ("2026-04-28", "SL-429-provisional-1"),
        "AFTER_SESSION_REPORT": ("2026-04-28", "SL-429-provisional-1"),
        "RESULTS_PUBLISHED": ("2026-05-04", "COMMUNE-72-2025-D43"),
    }
    results = await world.get(f"/duties/{owed['RESULTS_PUBLISHED']['duty_id']}")
    assert any("30/04/2026" in line for line in results["explanation"]["lines"]), "the raw day, off, is shown"


async def test_as_08_a_reply_dated_on_the_last_day_and_delivered_on_13_03_closes_on_time_and_its_delivery_is_kept(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.live_through("2026-03-11")
    await world.act("replies", reply_body("2026-03-11"), **AGENT)
    await world.live_through("2026-03-13")
    await world.act("replies/reply-1/deliveries", {"channel": "PAPER_POST", "delivered_at": "2026-03-13T08:30:00+07:00"}, **AGENT)
    [item] = (await world.get("/cases"))["items"]
    assert (item["state"], item["timeliness"], item["overdue"]) == ("CLOSED", "ON_TIME", False)
    [told] = [orjson.loads(each) for each in await world.published("reply-delivered")]
    assert told["delivered_at"] == "2026-03-13T01:30:00Z"


async def test_as_09_l1_is_raised_on_thu_12_03_l2_on_mon_16_03_and_the_reply_of_that_day_is_late_by_three(world: World) -> None:
    await world.tell("sessions", concluded(), conclusion_notice("2026-02-11"))
    await world.live_through("2026-03-11", "2026-03-12", "2026-03-13", "2026-03-16")
    raised = [each for each in (await world.get("/escalations"))["items"] if each["target_id"] == CASE]
    assert [(each["level"], each["raised_at"], each["working_days_late"]) for each in reversed(raised)] == [
        (1, "2026-03-12T02:00:00Z", 1),
        (2, "2026-03-16T02:00:00Z", 3),
    ]
    await world.act("replies", reply_body("2026-03-16"), **AGENT)
    await world.act("close")
    [told] = [orjson.loads(each) for each in await world.published("case-closed")]
    assert (told["timeliness"], told["working_days_late"]) == ("LATE", 3)


async def test_as_10_more_time_is_granted_on_tue_10_03_with_the_notice_and_asked_on_12_03_it_is_refused_and_overdue(world: World) -> None:
    await world.tell("sessions", concluded(opinions=("granted", "too-late")))
    granted, too_late = (str(case_id(SESSION, each)) for each in ("granted", "too-late"))
    await world.live_through("2026-03-10")
    body = {"proposed_due_on": "2026-03-25", "reason": "Cần xác minh thực địa", "reported_to_org_id": "sl-ubnd-tinh"}
    assert (await world.act("extensions", body, case=granted, expect=409, **AGENT))["slug"] == "extension_without_submitter_notice"
    await world.act("extensions", {**body, "citizen_notice_doc": PAPER}, case=granted, **AGENT)
    await world.act("extensions/grant", {}, case=granted, **CHAIR)
    [told] = [orjson.loads(each) for each in await world.published("extension-granted")]
    assert (told["proposed_due_on"], told["cap_on"]) == ("2026-03-25", "2026-04-01")
    await world.live_through("2026-03-12")
    asked = await world.act("extensions", {**body, "citizen_notice_doc": PAPER}, case=too_late, expect=409, **AGENT)
    assert asked["slug"] == "extension_after_due"
    overdue = (await world.get("/cases?overdue=true"))["items"]
    assert [(each["case_id"], each["due_on"]) for each in overdue] == [(too_late, "2026-03-11")]


async def test_as_11_to_15_04_it_is_refused_unless_there_is_a_legal_basis_and_the_chairs_written_decision(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.live_through("2026-03-10")
    body = {"proposed_due_on": "2026-04-15", "reason": "Phải đo đạc lại", "citizen_notice_doc": PAPER, "reported_to_org_id": "sl-ubnd-tinh"}
    assert (await world.act("extensions", body, expect=409, **AGENT))["slug"] == "extension_beyond_cap"
    await world.act("extensions", {**body, "legal_basis": "Luật Đất đai 2024"}, **AGENT)
    assert (await world.act("extensions/grant", {}, expect=409, **CHAIR))["slug"] == "extension_beyond_cap"
    await world.act("extensions/grant", {"decision_doc": PAPER}, **CHAIR)
    assert (await world.get(f"/cases/{CASE}"))["schedule"]["deadline"]["due_on"] == "2026-04-15"


async def test_as_12_set_complex_on_09_03_it_is_due_on_01_04_and_on_12_03_it_is_refused(world: World) -> None:
    await world.tell("sessions", concluded(opinions=("early", "late")))
    early, late = (str(case_id(SESSION, each)) for each in ("early", "late"))
    body = {"complexity": "COMPLEX", "reason": "Liên quan nhiều ngành"}
    await world.live_through("2026-03-09")
    await world.act("classification", body, case=early, **CHAIR)
    deadline = (await world.get(f"/cases/{early}"))["schedule"]["deadline"]
    assert (deadline["due_on"], deadline["anchor_on"], deadline["rule_id"]) == ("2026-04-01", "2026-02-11", "DL-08")
    await world.live_through("2026-03-12")
    assert (await world.act("classification", body, case=late, expect=409, **CHAIR))["slug"] == "reclassified_too_late"


async def test_as_13_referred_on_fri_03_04_within_its_limit_of_wed_08_04_it_misses_nothing_and_the_submitter_is_told(world: World) -> None:
    assigned = SessionOpinion(
        opinion_id="o",
        disposition=Disposition.ASSIGNED,
        assigned_agency_id=AGENCY,
        complexity=Complexity.ORDINARY,
        authority=Authority.BEYOND,
    )
    await world.tell("sessions", concluded(day("2026-03-18")).model_copy(update={"opinions": (assigned,)}))
    [case] = (await world.get("/cases"))["items"]
    assert case["due_on"] == "2026-04-08"
    await world.live_through("2026-04-03")
    body = {"superior_org_id": "sl-ubnd-tinh", "doc": PAPER}
    untold = await world.act("referrals", body, case=case["case_id"], expect=409, **CHAIR)
    assert untold["slug"] == "referral_without_submitter_notice"
    await world.act("referrals", {**body, "citizen_notice_doc": PAPER}, case=case["case_id"], **CHAIR)
    await world.live_through("2026-04-09", "2026-06-01")
    missed = [orjson.loads(each)["target_kind"] for each in await world.published("deadline-missed")]
    assert set(missed) == {"DUTY"}, "the chair's own duties were missed, the referred case was not"
    [told] = [orjson.loads(each) for each in await world.published("referred-to-superior")]
    assert (told["case_id"], told["referred_on"]) == (case["case_id"], "2026-04-03")
    assert (await world.get("/cases"))["items"][0]["state"] == "REFERRED_UP"
