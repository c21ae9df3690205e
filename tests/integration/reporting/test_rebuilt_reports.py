"""A report for a past period, made again after later events, a renamed organisation and a new calendar, is the same byte for byte."""

import asyncio
import json
from datetime import UTC, date, datetime
from hashlib import sha256

from reporting_story import (
    AGENCY,
    COMMUNE,
    answered,
    assigned,
    classified,
    closed,
    concluded,
    denounced,
    extended,
    opened,
    organisation,
    recorded,
    referred,
    registered,
    replied,
)
from reporting_world import World

from contracts import cases, followup, sessions
from contracts.vocabulary import DatePrecision, Level, OrgClass, Outcome
from contracts.workdays import shipped_calendar

DURING = datetime(2026, 3, 10, 3, tzinfo=UTC)
LATER = datetime(2026, 4, 20, 2, tzinfo=UTC)
PATH = "/reports/2026/quy-1"
DATA = f"{PATH}/data?day=2026-03-14"


def promised(case_id: str, opinion_id: str, on: date) -> cases.CommitmentMadeV1:
    return cases.CommitmentMadeV1(
        commitment_id=f"tl-{case_id}",
        case_id=case_id,
        opinion_ids=(opinion_id,),
        owner_org_id=AGENCY,
        made_on=on,
        expected_on=date(2026, 3, 1),
    )


def kept_promise(case_id: str, opinion_id: str, on: date) -> cases.ResolutionRecordedV1:
    return cases.ResolutionRecordedV1(
        commitment_id=f"tl-{case_id}", case_id=case_id, opinion_ids=(opinion_id,), resolved_on=on, summary_plain="Đã làm xong đường."
    )


async def the_period(world: World) -> None:
    """Two sessions, four opinions, three cases, told by 10 March; reporting year 2026 began on 15 December."""
    await world.tell(
        followup.WorkingCalendarLoadedV1.announcing(shipped_calendar(), loaded_by="cb-1"),
        organisation(COMMUNE, "UBND xã Mường Bú"),
        organisation(AGENCY, "Phòng Kinh tế xã Mường Bú"),
        registered("yk-1", date(2026, 1, 5)),
        registered("yk-2", date(2026, 1, 5)),
        registered("yk-3", date(2026, 1, 6)),
        registered("yk-cu", date(2025, 11, 3)),
        classified("yk-2"),
        concluded("phien-cu", date(2025, 11, 10), assigned("yk-cu")),
        concluded("phien-1", date(2026, 1, 20), assigned("yk-1"), assigned("yk-2"), answered("yk-3")),
        recorded(
            "lich-su",
            held_on=date(2026, 2, 3),
            held_on_precision=DatePrecision.DAY,
            held_period=None,
            level=Level.COMMUNE,
            host_org_id=COMMUNE,
            totals=sessions.ReportedTotals(registered=8680, lower_bound=True),
            plan_year=2026,
        ),
        opened("vv-cu", "yk-cu", date(2025, 11, 10), date(2025, 12, 1), session_id="phien-cu"),
        opened("vv-1", "yk-1", date(2026, 1, 20), date(2026, 2, 10)),
        opened("vv-2", "yk-2", date(2026, 1, 20), date(2026, 2, 10)),
        replied("vv-1", "yk-1", date(2026, 2, 9), Outcome.IN_PLAN),
        closed("vv-1", date(2026, 2, 10)),
        promised("vv-1", "yk-1", date(2026, 2, 9)),
        at=DURING,
    )


async def what_came_later(world: World) -> None:
    """Everything that can change: replies, another session in the same period, a new name, a closed agency, another calendar."""
    newer = followup.WorkingCalendarLoadedV1.announcing(shipped_calendar(), loaded_by="cb-1")
    off = followup.CalendarDay(date=date(2026, 3, 12), is_working=False, reason="Nghỉ", source_document="Công văn 1", status="official")  # type: ignore[arg-type]
    entry = {"unit_id": COMMUNE, "org_class": OrgClass.GOV, "level": Level.COMMUNE, "symbol": "UBND"}
    await world.tell(
        newer.model_copy(update={"calendar_version": "2026-2", "days": (*newer.days, off)}),
        sessions.OrgUnitChangedV1(**entry, name="UBND phường Mường Bú", valid_from=date(2026, 4, 1)),
        sessions.OrgUnitClosedV1(unit_id=AGENCY, valid_to=date(2026, 4, 1), successor_ids=(COMMUNE,)),
        replied("vv-2", "yk-2", date(2026, 3, 2), Outcome.EXPLAINED),
        closed("vv-2", date(2026, 3, 20)),
        extended("vv-cu", date(2026, 4, 1)),
        referred("vv-cu", date(2026, 4, 2)),
        kept_promise("vv-1", "yk-1", date(2026, 4, 10)),
        registered("yk-moi", date(2026, 2, 1)),
        classified("yk-1"),
        concluded("phien-2", date(2026, 3, 3), answered("yk-moi")),
        at=LATER,
    )


async def ask(world: World, path: str) -> bytes:
    return await world.bytes(f"/api/v1{path}")


async def test_the_same_day_is_the_same_report_after_later_events_a_new_name_and_a_new_calendar(working: World) -> None:
    await the_period(working)
    first = await ask(working, DATA)
    await what_came_later(working)
    now = await working.get(PATH)
    assert now["data"]["figures"]["sessions"] == 3, "what came later counts today"
    assert await ask(working, DATA) == first
    told = json.loads(first)
    assert (told["figures"]["opinions-resolved"], told["figures"]["opinions-in-plan"]) == (1, 1), "the promise was not kept yet"
    assert (told["promises"]["made"], told["promises"]["open_overdue"], told["promises"]["kept"]) == (1, 1, 0)
    assert now["data"]["promises"]["kept"] == 1
    assert (told["figures"]["sessions"], told["figures"]["opinions"], told["calendar_version"]) == (2, 3, "2026-1")
    assert "Phòng Kinh tế xã Mường Bú" in first.decode() and "2026-2" not in first.decode()


async def test_a_snapshot_is_kept_whole_and_proved_from_the_events_it_rested_on(working: World) -> None:
    await the_period(working)
    await working.send("POST", f"{PATH}/open", {"due_on": "2026-03-25"})
    assert (await working.send("POST", f"{PATH}/snapshots", {"as_of": "2026-03-14"}))["events"] == ["ReportSnapshotTaken"]
    [taken] = (await working.get(PATH))["snapshots"]
    address = f"{PATH}/snapshots/{taken['snapshot_id']}"
    kept = await ask(working, address)
    assert sha256(kept).hexdigest() == taken["digest"]
    await what_came_later(working)
    assert await ask(working, address) == await ask(working, DATA) == kept
    assert (await working.get(f"{address}/proof"))["identical"] is True
    again = await working.send("POST", f"{PATH}/snapshots", {"as_of": "2026-03-14"})
    assert again["events"] == [], "the same figures are not fixed twice"


async def test_the_same_report_comes_of_tables_filled_again_from_the_kept_order(working: World) -> None:
    await the_period(working)
    first = await ask(working, DATA)
    logs = working.logs.positions.copy()
    await working.forget_heard()
    working.logs.positions.clear()
    await the_period(working)
    assert working.logs.positions == logs
    assert await ask(working, DATA) == first


async def test_an_event_that_was_parked_then_and_handled_since_does_not_change_the_snapshot(working: World) -> None:
    await the_period(working)
    early = working.logs.write(registered("yk-park", date(2026, 1, 7)), at=DURING)
    await working.park(early)
    await working.tell(registered("yk-4", date(2026, 1, 8)), at=DURING)
    await working.send("POST", f"{PATH}/open", {"due_on": "2026-03-25"})
    await working.send("POST", f"{PATH}/snapshots", {"as_of": "2026-03-14"})
    [taken] = (await working.get(PATH))["snapshots"]
    assert len(taken["without"]) == 1
    await working.unpark(early)
    assert (await working.figures("axis=reporting&from_year=2026&to_year=2026"))["opinions"] == 5
    assert (await working.get(f"{PATH}/snapshots/{taken['snapshot_id']}/proof"))["identical"] is True


async def test_an_event_that_is_parked_today_is_no_part_of_an_earlier_day(working: World) -> None:
    await the_period(working)
    first = await ask(working, DATA)
    await working.park(working.logs.write(registered("yk-park", date(2026, 4, 17)), at=LATER))
    assert await ask(working, DATA) == first


async def test_as_22_a_denunciation_leaves_the_kept_events_too_and_the_snapshot_says_what_it_said(working: World) -> None:
    await the_period(working)
    await working.send("POST", f"{PATH}/open", {"due_on": "2026-03-25"})
    await working.send("POST", f"{PATH}/snapshots", {"as_of": "2026-03-14"})
    [taken] = (await working.get(PATH))["snapshots"]
    address = f"{PATH}/snapshots/{taken['snapshot_id']}"
    kept = await ask(working, address)
    await working.tell(denounced("yk-2"), at=LATER)
    assert await ask(working, address) == kept
    proof = await working.get(f"{address}/proof")
    assert (proof["identical"], proof["differs"]) == (False, ["cases", "opinions", "overdue"])
    rows = str((await working.tables())["heard_detail"])
    assert "yk-1" in rows and "yk-2" not in rows
    again = json.loads(await ask(working, f"{PATH}/data?day=2026-03-13"))
    assert again["figures"]["opinions"] == json.loads(kept)["figures"]["opinions"], "it is still counted"


async def test_a_report_is_opened_written_compiled_and_sent_and_others_hear_of_it(working: World) -> None:
    await the_period(working)
    await working.send("POST", f"{PATH}/open", {}, expect=409)
    await working.send("POST", f"{PATH}/open", {"due_on": "2026-04-24"})
    await working.send("POST", f"{PATH}/compile", {"doc": {"symbol": "BC-VPUB"}}, expect=409)
    await working.send("POST", f"{PATH}/snapshots", {})
    for part in ("I", "II.1.1", "II.1.2", "II.3", "II.4", "III.1", "III.2", "III.3", "IV"):
        await working.send("PUT", f"{PATH}/texts/{part}", {"text": "Đã triển khai."})
    refused = await working.send("POST", f"{PATH}/compile", {"doc": {"symbol": "BC-VPUB"}}, expect=409)
    assert refused["slug"] == "texts_missing" and "V" in refused["detail"]
    await working.send("PUT", f"{PATH}/texts/V", {"none": True})
    await working.send("POST", f"{PATH}/compile", {"doc": {"symbol": "BC-VPUB"}})
    doc = {"number": "55", "symbol": "BC-VPUB", "issued_on": "2026-04-20"}
    await working.send("POST", f"{PATH}/submit", {"submitted_on": "2026-04-20", "doc": doc}, role="dialogue_office", expect=403)
    await working.send("POST", f"{PATH}/submit", {"submitted_on": "2026-04-20", "doc": doc})
    told = await working.get(PATH)
    assert (told["state"], told["late"], told["nil"]) == ("SUBMITTED", False, False)
    assert {each["part"]: each["text"] for each in told["texts"]}["V"] is None
    stream = working.client.jetstream()
    async with asyncio.timeout(60):
        while True:
            subjects = (await stream.stream_info("EVENTS", subjects_filter="evt.*.reporting.>")).state.subjects or {}
            if len(subjects) == 4:
                break
            await asyncio.sleep(0.05)
    assert {each.split(".")[-2] for each in subjects} == {
        "report-period-opened",
        "report-snapshot-taken",
        "report-compiled",
        "report-submitted",
    }


async def test_a_nil_report_is_said_explicitly(working: World) -> None:
    await working.send("POST", f"{PATH}/open", {"due_on": "2026-04-24"})
    await working.send("POST", f"{PATH}/snapshots", {"as_of": "2026-03-14"})
    assert (await working.get(PATH))["data"]["nil"] is True
    refused = await working.send("POST", f"{PATH}/compile", {"doc": {"symbol": "BC-VPUB"}}, expect=409)
    assert refused["slug"] == "nil_not_said"
    await working.send("POST", f"{PATH}/compile", {"doc": {"symbol": "BC-VPUB"}, "nil": True})
    [row] = [each for each in await working.get("/reports?year=2026") if each["id"] == "quy-1"]
    assert (row["state"], row["nil"]) == ("COMPILED", True)


async def test_reports_with_a_date_are_opened_together_and_become_overdue_by_themselves(working: World) -> None:
    opened_now = (await working.send("POST", "/reports/2025/open"))["opened"]
    assert opened_now == ["bao-cao-6-thang-2025", "bao-cao-nam-2025"]
    assert (await working.send("POST", "/reports/2025/open"))["opened"] == []
    async with asyncio.timeout(60):
        while {each["state"] for each in await working.get("/reports?year=2025") if each["id"] in ("6-thang", "nam")} != {"OVERDUE"}:
            await asyncio.sleep(0.05)


async def test_dl_12_the_report_after_a_session_counts_that_session_alone(working: World) -> None:
    await the_period(working)
    path = "/reports/2026/sau-hoi-nghi-phien-1"
    told = await working.get(path)
    assert (told["due_on"], told["data_cutoff_on"], told["state"]) == ("2026-01-27", "2026-01-20", "NOT_OPENED")
    figures = told["data"]["figures"]
    assert (figures["sessions"], figures["opinions"], figures["cases"], told["data"]["previous"]) == (1, 3, 2, None)
    await working.send("POST", f"{path}/open", {})
    assert (await working.get("/reports?year=2026"))[-1]["report_id"] == "bao-cao-sau-hoi-nghi-phien-1-2026"
    await working.get("/reports/2026/sau-hoi-nghi-khong-co", expect=404)
