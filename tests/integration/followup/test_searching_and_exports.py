"""Cases found as people type, and the list of cases taken away as a file with dates as dates."""

import io
from datetime import date, datetime

import pytest
from followup_world import CASE, World, concluded
from icalendar import Calendar
from openpyxl import load_workbook


@pytest.mark.parametrize(("typed", "found"), [("so noi vu", True), ("Sở Nội vụ", True), ("sonn la", True), ("kilimanjaro", False)])
async def test_a_case_is_found_by_its_agency_without_diacritics_and_with_a_misprint(world: World, typed: str, found: bool) -> None:
    await world.tell("sessions", concluded())
    assert (CASE in await world.page(f"/cases?q={typed}")) is found


async def test_the_list_is_taken_away_with_due_dates_as_dates(world: World) -> None:
    await world.tell("sessions", concluded())
    answer = await world.web.get("/followup/cases.xlsx", headers=world.headers())
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    line = dict(zip(rows[0], rows[1], strict=True))
    assert (line["Mã vụ việc"], line["Cơ quan được giao"]) == (CASE, "Sở Nội vụ tỉnh Sơn La")
    assert line["Hạn trả lời"] == datetime(2026, 3, 11)
    told = await world.web.get("/followup/cases.csv?q=kilimanjaro", headers=world.headers())
    assert told.content.decode("utf-8-sig").count("\n") == 1


async def test_due_dates_are_taken_along_in_ones_own_calendar_each_on_its_day(world: World) -> None:
    await world.tell("sessions", concluded())
    assert "/followup/duties.ics?kind=REPLY_ORDINARY&amp;show=open" in await world.page("/duties?kind=REPLY_ORDINARY")
    answer = await world.web.get("/followup/duties.ics", headers=world.headers())
    events = {str(each["uid"]): each for each in Calendar.from_ical(answer.content).events}
    reply = events[f"case-{CASE}@doithoai"]
    assert (reply.start, str(reply["dtstart"].params["value"])) == (date(2026, 3, 11), "DATE")
    assert "Sở Nội vụ tỉnh Sơn La" in str(reply["description"])
    assert str(reply["url"]).endswith(f"/followup/cases/{CASE}")
    listed = (await world.get("/work-list?page_size=100"))["items"]
    assert sorted(events) == sorted(f"{each['what']}-{each['id']}@doithoai" for each in listed)
    told = await world.web.get("/followup/duties.ics?organisation=sl-snv&kind=REPLY_ORDINARY", headers=world.headers())
    assert [str(each["uid"]) for each in Calendar.from_ical(told.content).events] == [f"case-{CASE}@doithoai"]
    assert (await world.web.get("/followup/duties.ics")).status_code in {303, 401, 403}
