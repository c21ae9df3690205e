"""A statutory report counts its period up to the day the data closed; what came later stands in the next one."""

from datetime import UTC, date, datetime

from reporting_story import AGENCY, COMMUNE, assigned, concluded, opened, organisation, registered
from reporting_world import World


async def three_sessions(world: World) -> None:
    await world.tell(
        organisation(COMMUNE, "UBND xã Mường Bú"),
        organisation(AGENCY, "Phòng Kinh tế xã Mường Bú"),
        registered("yk-1"),
        concluded("before-cut-off", date(2025, 12, 5)),
        concluded("after-cut-off", date(2025, 12, 10)),
        concluded("this-year", date(2026, 3, 18), assigned("yk-1")),
        opened("vv-1", "yk-1", date(2026, 3, 18), date(2026, 4, 8)),
    )


async def test_a_session_after_the_cut_off_is_carried_into_the_next_report_and_keeps_its_year(world: World) -> None:
    await three_sessions(world)
    last_year, this_year = await world.get("/reports/2025/nam"), await world.get("/reports/2026/6-thang")
    assert (last_year["data"]["figures"]["sessions"], this_year["data"]["figures"]["sessions"]) == (1, 1)
    assert this_year["data"]["rolled_in"] == {"from": "2025-12-06", "to": "2025-12-14", "sessions": 1, "opinions": 0, "cases": 0}
    assert [row["case_id"] for row in this_year["data"]["overdue"]["rows"]] == ["vv-1"]


async def test_the_report_page_prints_annexes_and_says_none_where_there_is_none(world: World) -> None:
    await three_sessions(world)
    page = await world.page("/reports/2026/6-thang")
    for text in ("Báo cáo 6 tháng 2026", "15/12/2025 – 12/06/2026", "Phụ lục 4", "Phòng Kinh tế xã Mường Bú", "Không có", "1 hội nghị"):
        assert text in page, text
    assert "from_day=2025-12-15&amp;to_day=2026-06-12" in page
    figures = await world.figures("axis=reporting&from_day=2025-12-15&to_day=2026-06-12")
    assert figures["sessions"] == 1


async def test_the_list_of_reports_names_dates_recipients_and_sources(world: World) -> None:
    page = await world.page("/reports?year=2026")
    for text in ("19/06/2026", "14/12/2026", "07/12/2026", "Báo cáo theo yêu cầu", "Kết luận 215-KL/TW", "Thường trực Tỉnh ủy"):
        assert text in page, text
    assert [each["id"] for each in await world.get("/reports?year=2019")] == ["6-thang", "nam", "so-ket-3-nam"]


async def test_there_is_no_report_of_an_unknown_kind(world: World) -> None:
    await world.get("/reports/2026/khong-co", expect=404)
    await world.page("/reports/2030/nam", expect=404)


async def listed(world: World, year: int) -> dict[str, str]:
    return {each["id"]: each["state"] for each in await world.get(f"/reports?year={year}")}


async def test_the_reports_of_the_running_year_are_owed_without_anybody_opening_them(working: World) -> None:
    found = await listed(working, 2026)
    assert {key: found[key] for key in ("6-thang", "nam")} == {"6-thang": "OPEN", "nam": "OPEN"}
    assert found["so-ket-3-nam"] == "NOT_OPENED"
    assert set((await listed(working, 2027)).values()) == {"NOT_OPENED"}


async def test_on_15_12_the_next_years_reports_are_owed_and_the_one_that_was_not_sent_is_overdue(working: World) -> None:
    await working.move_to(datetime(2026, 12, 14, 17, tzinfo=UTC))
    found = await listed(working, 2027)
    assert (found["6-thang"], found["nam"]) == ("OPEN", "OPEN")
    assert (await listed(working, 2026))["nam"] == "OVERDUE"


async def test_no_report_is_made_of_a_period_that_has_not_begun(world: World) -> None:
    problem = await world.get("/reports/2027/nam/data", expect=409)
    assert problem["slug"] == "as_of_before_the_period"
    assert "15/12/2026" in problem["detail"]
