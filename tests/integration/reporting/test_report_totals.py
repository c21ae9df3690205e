"""AS-16, AS-17 through the reports, and a report's totals against an independent fold over the same events."""

import random
from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
from reporting_story import (
    AGENCY,
    COMMUNE,
    answered,
    assigned,
    closed,
    concluded,
    extended,
    opened,
    organisation,
    packs_loaded,
    recorded,
    registered,
    replied,
)
from reporting_world import World
from sheets import pdf_text, word_text

from contracts import followup, intake, sessions
from contracts.envelope import PublicEvent
from contracts.sessions import ReportedTotals
from contracts.vocabulary import Audience, DatePrecision, DomainCode, Form, Level, Outcome, Timeliness

START, CUT_OFF = date(2025, 12, 15), date(2026, 6, 12)


async def test_as_17_the_three_year_report_says_983_conferences_and_more_than_8680_opinions(working: World) -> None:
    held = [Level.PROVINCE] * 90 + [Level.DISTRICT] * 219 + [Level.COMMUNE] * 674
    random.Random(983).shuffle(held)
    said = []
    for number, level in enumerate(held):
        day = date(2019 + number % 3, 1 + number % 11, 1 + number % 28)
        if number == 7:
            told = recorded(
                "phien-7",
                level=level,
                held_on=day,
                held_on_precision=DatePrecision.DAY,
                held_period=None,
                totals=ReportedTotals(registered=8680, lower_bound=True),
            )
        elif number == 8:
            told = recorded("phien-8", level=level, held_period="2020-05")
        else:
            told = concluded(f"phien-{number}", day, level=level)
        said.append(working.logs.write(told))
        if number % 10 == 0:
            said.append(said[number // 2])
    await working.hear(said)
    data = (await working.get("/reports/2021/so-ket-3-nam"))["data"]
    by_level = Counter(dict.fromkeys(Level, 0))
    for row in data["sessions"]["rows"]:
        by_level[Level(row["level"])] += row["sessions"]
    assert (data["figures"]["sessions"], dict(by_level)) == (983, {Level.PROVINCE: 90, Level.DISTRICT: 219, Level.COMMUNE: 674})
    assert (data["sessions"]["total"]["registered"], data["sessions"]["total"]["lower_bound"]) == (8680, True)
    await working.send("POST", "/reports/2021/so-ket-3-nam/open", {"due_on": "2022-01-20"})
    await working.send("POST", "/reports/2021/so-ket-3-nam/snapshots", {})
    address = f"/reports/2021/so-ket-3-nam/snapshots/{(await working.get('/reports/2021/so-ket-3-nam'))['snapshots'][0]['snapshot_id']}"
    for made in (word_text(await working.bytes(f"{address}/bao-cao.docx")), pdf_text(await working.bytes(f"{address}/bao-cao.pdf"))):
        assert "983 hội nghị đối thoại (cấp tỉnh 90, cấp huyện 219, cấp xã 674)" in " ".join(made.split())
        assert "trên 8.680" in made


async def test_as_16_the_session_of_18_december_2025_counts_for_plan_and_reporting_year_2026(world: World) -> None:
    staff: dict[str, Any] = {"plan_year": 2026, "audience": (Audience.STAFF,), "level": Level.PROVINCE, "host_org_id": "sl-snv"}
    await world.tell(
        *packs_loaded(),
        organisation("sl-snv", "Sở Nội vụ tỉnh Sơn La", org_class="DEPARTMENT", level=Level.PROVINCE, symbol="SNV", valid_from=None),
        concluded("phien-1", date(2025, 12, 18), **staff),
    )
    before, report = await world.get("/reports/2025/nam"), await world.get("/reports/2026/nam")
    assert (before["data"]["figures"]["sessions"], report["data"]["figures"]["sessions"]) == (0, 1)
    assert report["data"]["frequency"] == {"plan_year": 2026, "duties": 1, "met": 1, "not_met": []}
    assert [row["held"] for row in before["data"]["frequency"]["not_met"]] == [0]
    await world.tell(concluded("phien-2", date(2026, 12, 16), **staff))
    assert (await world.get("/reports/2026/nam"))["data"]["figures"]["sessions"] == 1
    assert (await world.get("/reports/2027/nam"))["data"]["figures"]["sessions"] == 1


async def test_a_03_a_session_over_which_another_presided_for_the_head_is_told_in_the_report(working: World) -> None:
    await working.tell(concluded("phien-1", date(2026, 1, 15), delegated=True), concluded("phien-2", date(2026, 1, 16)))
    assert (await working.get("/reports/2026/6-thang"))["data"]["figures"]["sessions-delegated"] == 1
    assert [row["id"] for row in (await working.get("/figures/sessions-delegated/explain"))["rows"]] == ["phien-1"]
    assert "Theo ủy quyền của người đứng đầu" in await working.page("/sessions/phien-1")
    await working.send("POST", "/reports/2026/6-thang/open", {})
    await working.send("POST", "/reports/2026/6-thang/snapshots", {})
    [taken] = (await working.get("/reports/2026/6-thang"))["snapshots"]
    made = word_text(await working.bytes(f"/reports/2026/6-thang/snapshots/{taken['snapshot_id']}/bao-cao.docx"))
    assert "Có 1 hội nghị do người được ủy quyền chủ trì." in " ".join(made.split())


async def test_an_embedded_session_is_a_part_of_the_number_and_never_added(world: World) -> None:
    await world.tell(
        concluded("phien-1", date(2026, 1, 15), form=Form.EMBEDDED, audience=(Audience.STAFF,)),
        concluded("phien-2", date(2026, 1, 16), audience=(Audience.STAFF,)),
    )
    data = (await world.get("/reports/2026/6-thang"))["data"]
    assert [(row["sessions"], row["embedded"]) for row in data["sessions"]["rows"]] == [(2, 1)]
    assert (data["figures"]["sessions"], data["figures"]["sessions-embedded"]) == (2, 1)


def a_year(seed: int) -> list[PublicEvent]:
    """Sixty opinions at six sessions, most assigned to one of three agencies, answered early, on the day, late or not yet."""
    chance, told = random.Random(seed), []
    days = [date(2025, 11, 20), date(2025, 12, 16), date(2026, 1, 14), date(2026, 2, 25), date(2026, 3, 18), date(2026, 6, 13)]
    for number, held_on in enumerate(days):
        opinions = []
        for one in range(10):
            ident = f"yk-{number}-{one}"
            told.append(registered(ident, held_on - timedelta(days=3), domain_code=chance.choice(list(DomainCode)[:3])))
            opinions.append(answered(ident) if chance.random() < 0.3 else assigned(ident))
        told.append(concluded(f"phien-{number}", held_on, *opinions))
        for opinion in opinions:
            if opinion.assigned_agency_id:
                told += one_case(chance, f"phien-{number}", opinion.opinion_id, held_on)
    return told


def one_case(chance: random.Random, session_id: str, opinion_id: str, held_on: date) -> list[PublicEvent]:
    case_id, due_on = f"vv-{opinion_id}", held_on + timedelta(days=21)
    agency = chance.choice([AGENCY, "co-quan-2", "co-quan-3"])
    told: list[PublicEvent] = [opened(case_id, opinion_id, held_on, due_on, session_id=session_id, assigned_agency_id=agency)]
    if chance.random() < 0.15:
        due_on += timedelta(days=14)
        told.append(extended(case_id, due_on))
    on = due_on + timedelta(days=chance.choice([-4, 0, 5, 400]))
    if on <= date(2026, 4, 20):
        outcome = chance.choice([Outcome.RESOLVED, Outcome.EXPLAINED, Outcome.IN_PLAN])
        told.append(replied(case_id, opinion_id, on, outcome, issuing_org_id=agency))
        late = on > due_on
        told.append(closed(case_id, on, Timeliness.LATE if late else Timeliness.ON_TIME, 3 if late else 0))
    return told


def folded(events: list[PublicEvent], today: date) -> dict[str, Any]:
    """Twenty lines that know nothing of the tables: what the report must say."""
    held: dict[str, date] = {}
    of: dict[str, str] = {}
    cases: dict[str, dict[str, Any]] = {}
    for event in events:
        match event:
            case sessions.SessionConcludedV1():
                held[event.session_id] = event.held_on
                of |= {each.opinion_id: each.disposition for each in event.opinions}
            case followup.FollowUpOpenedV1():
                cases[event.case_id] = {"held": event.anchor_on, "due": event.due_on, "agency": event.assigned_agency_id}
            case followup.ExtensionGrantedV1():
                cases[event.case_id]["due"] = event.proposed_due_on
            case followup.ReplyIssuedV1():
                cases[event.case_id] |= {"replied": event.issued_on, "outcome": event.outcome, "opinion": event.opinion_ids[0]}
            case intake.OpinionRegisteredV1():
                pass
    rolled = date(2025, 12, 6)
    mine = {
        ident: one
        for ident, one in cases.items()
        if one["held"] <= CUT_OFF and (one["held"] >= START or one.get("replied", date.max) >= rolled or one["held"] >= rolled)
    }
    timing = Counter(
        ("early" if one["replied"] < one["due"] else "on_time" if one["replied"] == one["due"] else "late")
        if "replied" in one
        else ("open_overdue" if one["due"] < today else "open_in_time")
        for one in mine.values()
    )
    in_period = {ident for ident, day in held.items() if START <= day <= CUT_OFF}
    spoken = {f"yk-{ident.split('-')[1]}-{n}" for ident in in_period for n in range(10)}
    answers = {one["opinion"]: one["outcome"] for one in cases.values() if "outcome" in one}
    return {
        "sessions": len(in_period),
        "opinions": len(spoken),
        "answered": sum(of[each] == "ANSWERED_ON_SPOT" or each in answers for each in spoken),
        "resolved": sum(of[each] == "ANSWERED_ON_SPOT" or answers.get(each) == "RESOLVED" for each in spoken),
        "total": len(mine),
        "carried": sum(one["held"] < START for one in mine.values()),
        "timing": {name: timing[name] for name in ("early", "on_time", "late", "open_in_time", "open_overdue")},
        "agencies": dict(Counter(one["agency"] for one in mine.values())),
    }


async def test_the_totals_of_a_report_equal_an_independent_fold_over_the_events(world: World) -> None:
    for seed in (1, 2, 3):
        await world.forget()
        world.logs.positions.clear()
        events = a_year(seed)
        await world.tell(organisation(COMMUNE, "UBND xã Mường Bú"), organisation(AGENCY, "Phòng Kinh tế"), *events)
        data = (await world.get("/reports/2026/6-thang"))["data"]
        expected, cases = folded(events, date(2026, 4, 20)), data["cases"]["total"]
        assert (data["figures"]["sessions"], data["figures"]["opinions"]) == (expected["sessions"], expected["opinions"])
        assert (data["figures"]["opinions-answered"], data["figures"]["opinions-resolved"]) == (expected["answered"], expected["resolved"])
        assert (cases["total"], cases["carried"], cases["new"]) == (
            expected["total"],
            expected["carried"],
            expected["total"] - expected["carried"],
        )
        assert {name: cases[name] for name in expected["timing"]} == expected["timing"], seed
        agencies: Counter[str] = Counter()
        for row in data["cases"]["rows"]:
            agencies[row["agency_id"]] += row["total"]
            assert row["total"] == row["carried"] + row["new"]
        assert dict(agencies) == expected["agencies"]
        assert len(data["overdue"]["rows"]) == cases["open_overdue"] == sum(row["total"] for row in data["overdue"]["by_agency"])


async def test_a_report_is_compared_with_what_the_one_before_said(working: World) -> None:
    await working.tell(concluded("cu", date(2025, 3, 5)), concluded("moi-1", date(2026, 3, 5)), concluded("moi-2", date(2026, 3, 6)))
    now = (await working.get("/reports/2026/6-thang"))["data"]["previous"]
    assert (now["title"], now["snapshot_id"], now["rows"][0]) == (
        "Báo cáo 6 tháng 2025",
        None,
        {"name": "sessions", "before": 1, "now": 2, "change": 1},
    )
    await working.send("POST", "/reports/2025/6-thang/open", {})
    await working.send("POST", "/reports/2025/6-thang/snapshots", {"as_of": "2026-04-20"})
    await working.tell(concluded("cu-2", date(2025, 3, 7)))
    told = (await working.get("/reports/2026/6-thang"))["data"]["previous"]
    assert told["snapshot_id"] and told["rows"][0]["before"] == 1, "what was told then, not what is known now"


async def test_the_annex_is_a_workbook_with_the_same_bytes_each_time(working: World) -> None:
    await working.tell(organisation(COMMUNE, "UBND xã Mường Bú"), organisation(AGENCY, "Phòng Kinh tế"), *a_year(1))
    await working.send("POST", "/reports/2026/6-thang/open", {})
    await working.send("POST", "/reports/2026/6-thang/snapshots", {})
    [taken] = (await working.get("/reports/2026/6-thang"))["snapshots"]
    address = f"/reports/2026/6-thang/snapshots/{taken['snapshot_id']}/phu-luc.xlsx"
    first = await working.bytes(address)
    assert await working.bytes(address) == first
    book = openpyxl.load_workbook(BytesIO(first))
    assert book.sheetnames[:4] == ["1. Hội nghị", "2. Ý kiến", "3. Vụ việc", "4. Quá hạn"]
    rows = list(book["3. Vụ việc"].iter_rows(min_row=2, values_only=True))
    sums = [sum(row[3 + place] for row in rows[1:-1]) for place in range(13)]
    assert rows[0][:6] == ("Đơn vị", "Lĩnh vực", "Cấp", "Tổng số phải giải quyết", "Kỳ trước chuyển sang", "Mới trong kỳ")
    assert list(rows[-1][3:]) == sums
