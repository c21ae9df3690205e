"""Cases by agency and age; every number leads to exactly the facts it counts, and they to their events."""

import io
from datetime import date, timedelta

from openpyxl import load_workbook
from reporting_story import AGENCY, assigned, closed, concluded, extended, opened, organisation, referred, registered, replied
from reporting_world import World, headers

from contracts import followup, sessions
from contracts.vocabulary import DomainCode, Outcome, Timeliness
from contracts.workdays import shipped_calendar
from reporting.readmodel.figures import FIGURES

HELD = date(2026, 3, 18)
TODAY = date(2026, 4, 20)
CALENDAR = shipped_calendar()
NEW_AGENCY = "sl-xa-03847-kinh-te-moi"


def late_by(days: int) -> date:
    """A due date that is so many working days past on the day of the test."""
    return CALENDAR.subtract_working_days(TODAY, days)


async def many_cases(world: World) -> None:
    due = {"in-time": date(2026, 4, 29), "late-1": late_by(1), "late-5": late_by(5), "late-6": late_by(6), "late-15": late_by(15)}
    due |= {"late-16": late_by(16)}
    ids = [*due, "on-time", "late", "free", "asked", "up"]
    await world.tell(*(registered(f"yk-{name}") for name in ids), concluded("phien-1", HELD, *(assigned(f"yk-{name}") for name in ids)))
    await world.tell(*(opened(name, f"yk-{name}", HELD, when) for name, when in due.items()))
    await world.tell(
        opened("on-time", "yk-on-time", HELD, date(2026, 4, 8)),
        replied("on-time", "yk-on-time", date(2026, 4, 8)),
        opened("late", "yk-late", HELD, date(2026, 4, 8)),
        replied("late", "yk-late", date(2026, 4, 13), Outcome.EXPLAINED),
        closed("late", date(2026, 4, 14), Timeliness.LATE, 3),
        opened("free", "yk-free", HELD, None),
        opened("asked", "yk-asked", HELD, date(2026, 4, 8)),
        extended("asked", date(2026, 4, 24)),
        opened("up", "yk-up", HELD, date(2026, 4, 8)),
        referred("up", date(2026, 4, 3)),
    )


async def test_cases_fall_into_their_ages_and_standings(world: World) -> None:
    await many_cases(world)
    figures = await world.figures()
    wanted = {
        "cases": 11,
        "cases-on-time": 1,
        "cases-late": 1,
        "cases-no-limit": 1,
        "cases-open": 9,
        "cases-overdue": 5,
        "cases-stopped": 1,
        "cases-extended": 1,
        "cases-beyond-authority": 1,
        "cases-age-0": 2,
        "cases-age-1-5": 2,
        "cases-age-6-15": 2,
        "cases-age-over-15": 1,
    }
    assert {name: figures[name] for name in wanted} == wanted


async def test_what_is_due_today_is_in_time_and_an_answer_without_a_limit_is_neither_on_time_nor_late(world: World) -> None:
    ids = ("today", "yesterday", "no-limit")
    await world.tell(*(registered(f"yk-{name}") for name in ids), concluded("phien-1", HELD, *(assigned(f"yk-{name}") for name in ids)))
    await world.tell(
        opened("today", "yk-today", HELD, TODAY),
        opened("yesterday", "yk-yesterday", HELD, TODAY - timedelta(days=1)),
        opened("no-limit", "yk-no-limit", HELD, None),
        replied("no-limit", "yk-no-limit", date(2026, 4, 8)),
    )
    figures = await world.figures()
    wanted = {"cases": 3, "cases-open": 2, "cases-overdue": 1, "cases-on-time": 0, "cases-late": 0, "cases-no-limit": 1}
    assert {name: figures[name] for name in wanted} == wanted
    assert (await world.get("/cases/today"))["days_late"] in (None, 0)


async def test_as_13_a_matter_referred_upward_is_not_overdue_and_counts_as_beyond_authority(world: World) -> None:
    await many_cases(world)
    shown = await world.get("/cases?figure=cases-beyond-authority")
    assert [row["case_id"] for row in shown["rows"]] == ["up"]
    assert shown["rows"][0]["standing"] == "STOPPED"


async def test_every_figure_is_the_number_of_facts_it_shows_each_with_its_events(world: World) -> None:
    await many_cases(world)
    figures = await world.figures()
    for name in FIGURES:
        explained = await world.get(f"/figures/{name}/explain?page_size=100")
        assert explained["value"] == figures[name] == len(explained["rows"]) + explained["hidden"], name
        assert all(row["events"] for row in explained["rows"]), name
    [row] = (await world.get("/figures/cases-late/explain"))["rows"]
    assert [event["type"].split(".")[-2] for event in row["events"]] == ["follow-up-opened", "reply-issued", "case-closed"]


async def test_one_case_shows_its_replies_and_how_late_it_was(world: World) -> None:
    await many_cases(world)
    late = await world.get("/cases/late")
    assert (late["days_late"], late["replies"][0]["outcome"]) == (3, "EXPLAINED")
    assert (await world.get("/cases/late-6"))["days_late"] == 6
    await world.get("/cases/khong-co", expect=404)


async def test_agencies_are_compared_by_share_on_time_and_median_wait(world: World) -> None:
    await many_cases(world)
    [row] = (await world.get("/summary"))["cases_by_agency"]
    assert (row["agency_id"], row["on_time_share"], row["counts"]["cases"]) == (AGENCY, 0.5, 11)
    waits = [CALENDAR.working_days_between(HELD, day) for day in (date(2026, 4, 8), date(2026, 4, 13))]
    assert row["median_wait"] == sum(waits) / 2


async def test_the_successor_answers_for_a_closed_agency(world: World) -> None:
    await many_cases(world)
    await world.tell(
        organisation(AGENCY, "Phòng Kinh tế xã Mường Bú"),
        organisation(NEW_AGENCY, "Phòng Kinh tế - Hạ tầng xã Mường Bú"),
        sessions.OrgUnitClosedV1(unit_id=AGENCY, valid_to=date(2026, 4, 1), successor_ids=(NEW_AGENCY,)),
    )
    [row] = (await world.get("/summary"))["cases_by_agency"]
    assert (row["agency_id"], row["predecessors"]) == (NEW_AGENCY, ["Phòng Kinh tế xã Mường Bú"])
    assert (await world.figures(f"org={NEW_AGENCY}"))["cases"] == 11


async def test_a_reopened_case_is_open_again_and_its_opinion_unanswered(world: World) -> None:
    await world.tell(
        registered("yk-1"),
        concluded("phien-1", HELD, assigned("yk-1")),
        opened("vv-1", "yk-1", HELD, date(2026, 4, 8)),
        replied("vv-1", "yk-1", date(2026, 4, 7)),
        closed("vv-1", date(2026, 4, 8)),
        followup.CaseReopenedV1(case_id="vv-1", reason="Người gửi chưa đồng ý."),
    )
    figures = await world.figures()
    assert (figures["cases-open"], figures["cases-overdue"], figures["opinions-answered"]) == (1, 1, 0)


async def test_opinions_are_counted_by_field_and_where_they_stand(world: World) -> None:
    await many_cases(world)
    await world.tell(registered("yk-moi", domain_code=DomainCode.HEALTH), registered("yk-chua", domain_code=None))
    rows = {row["domain"]: row for row in (await world.get("/summary"))["opinions_by_domain"]}
    assert (rows["LAND"]["total"], rows["LAND"]["answered"], rows["LAND"]["resolved"]) == (11, 2, 1)
    assert rows["LAND"]["statuses"]["ASSIGNED"] == 9
    assert rows["HEALTH"]["statuses"]["WAITING"] == 1
    assert rows[""]["name"] == "Chưa phân loại"
    assert all(sum(row["statuses"].values()) == row["total"] for row in rows.values())
    assert (await world.figures("domain=LAND&level=COMMUNE&from_year=2026&to_year=2026"))["opinions"] == 11


async def test_a_new_calendar_changes_how_late_a_case_is(world: World) -> None:
    await many_cases(world)
    before = (await world.get("/cases/late-6"))["days_late"]
    off = followup.CalendarDay(
        date=date(2026, 4, 17),
        is_working=False,
        reason="Nghỉ hoán đổi",
        source_document="Công văn 1",
        status="official",  # type: ignore[arg-type]
    )
    newer = followup.WorkingCalendarLoadedV1.announcing(CALENDAR, loaded_by="cb-1")
    await world.tell(newer.model_copy(update={"calendar_version": "2026-2", "days": (*newer.days, off)}))
    assert (await world.get("/cases/late-6"))["days_late"] == before - 1
    assert (await world.get("/summary"))["calendar_version"] == "2026-2"


async def test_an_unknown_figure_is_not_found_and_an_impossible_filter_is_refused(world: World) -> None:
    await world.get("/figures/khong-co", expect=404)
    await world.get("/figures?level=WARD", expect=422)
    for backwards in ("from_year=2026&to_year=2025", "from_day=2026-03-01&to_day=2026-02-01"):
        [said] = (await world.get(f"/figures?{backwards}", expect=422))["errors"]
        assert said["message"] == "Kỳ xem phải kết thúc sau khi bắt đầu: sửa lại “Từ” hoặc “Đến”."
    [wrong] = (await world.get("/cases?figure=sessions", expect=422))["errors"]
    assert wrong == {"field": "figure", "message": "Không có chỉ tiêu nào về vụ việc mang mã này."}
    assert (await world.figures("level=&domain="))["cases"] == 0


async def test_open_data_is_csv_and_workbooks_that_spreadsheets_read(world: World) -> None:
    await many_cases(world)
    for table in ("sessions", "opinions", "cases"):
        answer = await world.web.get(f"/reporting/api/v1/open-data/{table}.csv", headers=headers())
        assert answer.status_code == 200
        assert answer.content.startswith(b"\xef\xbb\xbf")
        book = await world.web.get(f"/reporting/api/v1/open-data/{table}.xlsx", headers=headers())
        assert load_workbook(io.BytesIO(book.content)).active.max_row > 2
    assert "Vụ việc trả lời đúng hạn" in answer.text
