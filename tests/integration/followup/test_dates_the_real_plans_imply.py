"""The dates that the real plans imply, as duties on somebody's list: lists before 17/12/2025, the session of 18/12/2025, the annual report."""

from datetime import date
from typing import Any

from followup_cases import at, day
from followup_world import HOST, World, concluded, organisation

from contracts.envelope import Document
from contracts.identifiers import duty_id, duty_of
from contracts.reporting import ReportPeriodOpenedV1
from contracts.sessions import AnnualPlanIssuedV1, PlannedDialogue, SessionScheduledV1
from contracts.vocabulary import Audience, DutyKind, Form, Level, OrgClass, Regime, ReportType, Trigger
from doithoai.sample.reading import plans

SESSION, UNIT = "session-18-12-2025", "sl-vpub-tong-hop"
STAFF: dict[str, Any] = {"audience": (Audience.STAFF,), "form": Form.EMBEDDED}


def plan_of_2026() -> AnnualPlanIssuedV1:
    plan = next(each for each in plans() if each["plan_id"] == "sl-vpub-2026")
    planned = tuple(
        PlannedDialogue(audience=each["audience"], regime=each["regime"], form=each["form"], min_count=each["min_count"])
        for each in plan["planned"]
    )
    return AnnualPlanIssuedV1(plan_id="sl-vpub-2026", plan_year=2026, org_id="sl-vpub", doc=Document(symbol="KH-VPUB"), planned=planned)


async def test_the_plan_of_2026_gives_its_dates_and_is_met_by_the_session_of_december_2025(world: World) -> None:
    scheduled = SessionScheduledV1(
        session_id=SESSION,
        plan_id="sl-vpub-2026",
        plan_year=2026,
        regime=Regime.PERIODIC,
        level=Level.PROVINCE,
        host_org_id=HOST,
        chair_role="chairperson",
        starts_at=at(day("2025-12-18"), 8),
        ends_at=at(day("2025-12-18"), 11),
        venue="Hội trường",
        opinion_cutoff_on=date(2025, 12, 17),
        trigger=Trigger.PLAN,
        **STAFF,
    )
    unit = organisation(UNIT, "Phòng Tổng hợp", OrgClass.UNIT, HOST)
    await world.tell("sessions", unit, plan_of_2026(), scheduled)
    lists = await world.get(f"/duties/{duty_of(SESSION, DutyKind.OPINION_LIST, UNIT)}")
    assert (lists["due_on"], lists["explanation"]["formula"]) == ("2025-12-16", "BEFORE(C)")

    await world.tell(
        "sessions", concluded(day("2025-12-18"), session_id=SESSION, opinions=()).model_copy(update={**STAFF, "plan_year": 2026})
    )
    met = await world.get(f"/duties/{duty_id('sl-vpub:2026:STAFF', DutyKind.MINIMUM_FREQUENCY)}")
    assert (met["state"], met["fulfilled_on"], met["required"]) == ("FULFILLED", "2025-12-18", 1)
    open_still = await world.get(f"/duties/{duty_id('sl-vpub:2026:ORG_TTHC', DutyKind.MINIMUM_FREQUENCY)}")
    assert (open_still["state"], open_still["required"], open_still["due_on"]) == ("PENDING", 2, "2026-12-31")


async def test_the_annual_report_before_15_12_2025_is_due_on_friday_12_12_2025(world: World) -> None:
    annual = ReportPeriodOpenedV1(
        report_id="bc-2025",
        report_type=ReportType.ANNUAL,
        period_start=day("2024-12-15"),
        period_end=day("2025-12-14"),
        data_cutoff_on=day("2025-12-05"),
        due_on=day("2025-12-12"),
        owner_org_id=HOST,
        recipients=("sl-ubnd-tinh",),
    )
    await world.tell("reporting", annual)
    report = await world.get(f"/duties/{duty_id('bc-2025', DutyKind.PERIODIC_REPORT)}")
    assert (report["due_on"], report["rule_id"], report["formula"]) == ("2025-12-12", "DL-15", "BEFORE(15/12)")
    assert any("14/12/2025: không tính" in line for line in report["explanation"]["lines"])
    cutoff = await world.get(f"/duties/{duty_id('bc-2025', DutyKind.DATA_CUTOFF)}")
    assert cutoff["due_on"] == "2025-12-05"


async def test_the_reports_of_the_plan_of_2019_fall_before_20_6_and_10_12(world: World) -> None:
    told = await world.get("/deadlines/explain?held_on=2019-06-14&class=report-six-month")
    assert (told["due_on"], told["rule_pack_id"]) == ("2019-06-19", "SL-12-QD-2019")
    told = await world.get("/deadlines/explain?held_on=2019-12-14&class=report-annual")
    assert (told["due_on"], told["rule_id"]) == ("2019-12-09", "DL-14")


async def test_an_office_says_by_hand_what_no_other_service_can_know_and_the_work_list_shows_it(world: World) -> None:
    from followup_world import conclusion_notice

    await world.tell("sessions", concluded(), conclusion_notice("2026-02-11"))
    todo = (await world.get("/work-list?organisation=sl-ubnd-tinh&kind=DOCUMENT_SENT"))["items"]
    assert [(each["owner_org_id"], each["due_on"], each["state"]) for each in todo] == [(HOST, "2026-02-12", "PENDING")]
    replies = (await world.get("/work-list?kind=REPLY_ORDINARY&role=assigned_agency"))["items"]
    assert [(each["owner_org_id"], each["due_on"]) for each in replies] == [("sl-snv", "2026-03-11")]
    assert (await world.get("/work-list?organisation=sl-stc&kind=REPLY_ORDINARY"))["total"] == 0
    path = f"/duties/{todo[0]['id']}/done"
    assert (await world.post(path, {"done_on": "2026-02-12"}, expect=409))["slug"] == "duty_done_in_the_future"
    await world.post(path, {}, expect=403, org_id="sl-stc")
    await world.post(path, {"doc": {"number": "5", "symbol": "TB-VPUB"}})
    assert (await world.post(path, {}, expect=409))["slug"] == "duty_not_pending"
    frequency = duty_id("sl-vpub:2026:STAFF", DutyKind.MINIMUM_FREQUENCY)
    assert (await world.post(f"/duties/{frequency}/done", {}, expect=409))["slug"] == "duty_done_elsewhere"
    page = await world.page("/duties?kind=REPLY_ORDINARY")
    assert "Gia hạn không quá 01/04/2026" in page
    assert "Trình cấp trên: chậm nhất 11/03/2026" in page
    rules = await world.page("/rules")
    for words in ("Sổ giả định", "reply_timely_by", "BEFORE(15/12)", "PERSONAL-DATA-356-2025", "Câu 7"):
        assert words in rules, words
