"""Reports and the duty register follow the rule pack that followup loaded: cut-off, after-session report, embedded sessions, binding plans."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from reporting_story import concluded, organisation, packs_loaded, paper
from reporting_world import World

from contracts.followup import RulePackLoadedV1
from contracts.sessions import AnnualPlanIssuedV1, PlannedDialogue
from contracts.vocabulary import Audience, Form, Level, OrgClass, Regime
from followup.rules.read import public_rules, read_rule_pack, shipped_text

OFFICE = "sl-vpub"
SHIPPED = "SL-429-provisional-1"


def pack(
    rulepack_id: str, *, formulas: Mapping[str, str] | None = None, province: str = "14", at_least: int = 1, **choices: bool
) -> RulePackLoadedV1:
    """The shipped pack of Sơn La under another name, with other formulas by rule id and other choices."""
    rules: dict[str, Any] = public_rules(read_rule_pack(shipped_text(SHIPPED)))
    rules["frequency"] = [{**rule, "at_least": at_least} for rule in rules["frequency"]]
    rules["rules"] = [{**rule, "formula": (formulas or {}).get(rule["rule_id"], rule["formula"])} for rule in rules["rules"]]
    rules["choices"] = {**rules["choices"], **choices}
    return RulePackLoadedV1(
        rulepack_id=rulepack_id, province_code=province, valid_from=date(2022, 7, 1), rules=rules, additive=False, provenance="Quyết định 1"
    )


def embedded() -> Any:
    staff = {"audience": (Audience.STAFF,), "level": Level.PROVINCE, "host_org_id": OFFICE, "form": Form.EMBEDDED}
    return concluded("phien-1", date(2025, 12, 18), plan_year=2026, **staff)


def office() -> Any:
    return organisation(OFFICE, "Văn phòng", org_class=OrgClass.DEPARTMENT, level=Level.PROVINCE, symbol="VPUB", valid_from=None)


async def standing(world: World) -> dict[str, str]:
    rows = (await world.get("/duty-register?plan_year=2026"))["rows"]
    return {row["audience"]: row["standing"] for row in rows if row["org_id"] == OFFICE}


async def test_a_04_the_data_of_a_report_closes_as_the_pack_in_force_says_and_a_pack_of_another_province_says_nothing(world: World) -> None:
    listed = {each["id"]: each for each in await world.get("/reports?year=2026")}
    assert (listed["nam"]["due_on"], listed["nam"]["data_cutoff_on"]) == ("2026-12-14", "2026-12-07")
    await world.tell(pack("LC-khac", formulas={"DL-16": "WD(D,-9)"}, province="12"))
    listed = {each["id"]: each for each in await world.get("/reports?year=2026")}
    assert listed["nam"]["data_cutoff_on"] == "2026-12-07"
    await world.tell(pack("SL-moi", formulas={"DL-16": "WD(D,-3)"}))
    listed = {each["id"]: each for each in await world.get("/reports?year=2026")}
    assert (listed["nam"]["due_on"], listed["nam"]["data_cutoff_on"]) == ("2026-12-14", "2026-12-09")
    await world.tell(pack("SL-ngay-lich", formulas={"DL-16": "DAY(D,-9)"}))
    listed = {each["id"]: each for each in await world.get("/reports?year=2026")}
    assert listed["nam"]["data_cutoff_on"] == "2026-12-05", "calendar days, as followup counts them"
    before = {each["id"]: each for each in await world.get("/reports?year=2021")}
    assert before["nam"]["data_cutoff_on"] == "2021-12-02", "a pack of 2022 says nothing about 2021"


async def test_a_21_the_report_after_a_session_is_due_as_the_pack_in_force_says(world: World) -> None:
    await world.tell(concluded("phien-9", date(2026, 2, 11)))
    assert (await world.get("/reports/2026/sau-hoi-nghi-phien-9"))["due_on"] == "2026-02-25"
    await world.tell(pack("SL-moi", formulas={"DL-12": "WD(E,10)"}))
    assert (await world.get("/reports/2026/sau-hoi-nghi-phien-9"))["due_on"] == "2026-03-04"
    await world.tell(pack("SL-ngay-lich", formulas={"DL-12": "CAL(E,5)"}))
    assert (await world.get("/reports/2026/sau-hoi-nghi-phien-9"))["due_on"] == "2026-02-23", "rolled out of Tết to a working day"


async def test_a_22_embedded_sessions_meet_the_minimum_only_where_the_pack_counts_them(world: World) -> None:
    await world.tell(*packs_loaded(), office(), embedded())
    assert (await standing(world))["STAFF"] == "MET"
    await world.tell(pack("SL-moi", embedded_sessions_count=False))
    assert (await standing(world))["STAFF"] != "MET"


async def test_a_22_an_own_plan_binds_only_where_the_pack_says_so(world: World) -> None:
    promised = PlannedDialogue(audience=Audience.ORG_TTHC, regime=Regime.PERIODIC, form=Form.CONFERENCE, min_count=2)
    plan = AnnualPlanIssuedV1(plan_id="kh-1", plan_year=2026, org_id=OFFICE, doc=paper("74", "KH-VPUB"), planned=(promised,))
    await world.tell(*packs_loaded(), office(), plan)
    assert set(await standing(world)) == {"STAFF", "ORG_TTHC"}
    await world.tell(pack("SL-moi", plans_bind=False))
    assert set(await standing(world)) == {"STAFF"}


async def test_the_register_asks_for_as_many_dialogues_as_the_pack_that_was_loaded(world: World) -> None:
    await world.tell(*packs_loaded(), office(), embedded())
    assert await standing(world) == {"STAFF": "MET"}
    await world.tell(pack("SL-moi", at_least=2))
    assert await standing(world) == {"STAFF": "OPEN"}
    await world.tell(pack("LC-khac", at_least=9, province="12"))
    [row] = (await world.get("/duty-register?plan_year=2026"))["rows"]
    assert (row["required"], row["source"]) == (2, "Kế hoạch năm 2019 của Sở Nội vụ; kế hoạch năm 2026 của Văn phòng UBND tỉnh")
