"""Sessions and organisations found as people type, and the list of sessions taken away as a file."""

import csv
import io
from datetime import UTC, datetime

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from sessions_world import World, session_body

STAFF = {"audience": ["STAFF"], "form": "EMBEDDED", "regime": "PERIODIC", "level": "PROVINCE", "host_org_id": "vpub"}


@pytest.fixture
async def recorded(world: World) -> World:
    await world.post("/sessions/record", {**STAFF, "held_on": "2025-12-18", "plan_year": 2026}, expect=201)
    await world.settle()
    return world


@pytest.mark.parametrize(("typed", "found"), [("ubnd tinh", True), ("son la", True), ("tinnh", True), ("kilimanjaro", False)])
async def test_a_session_is_found_by_its_host_without_diacritics_and_with_a_misprint(recorded: World, typed: str, found: bool) -> None:
    assert ("18/12/2025" in await recorded.page(f"/?q={typed}")) is found


async def test_an_organisation_is_found_in_spite_of_a_misprint(world: World) -> None:
    assert "Sở Nông nghiệp" in await world.page("/organisations?q=so nong nghiep")
    assert "Sở Nông nghiệp" in await world.page("/organisations?q=nghieep")


async def test_the_list_is_taken_away_as_a_workbook_and_as_csv(recorded: World) -> None:
    book = await recorded.web.get("/sessions/sessions.xlsx?level=PROVINCE", headers=recorded.headers())
    sheet = load_workbook(io.BytesIO(book.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0][:3] == ["Mã hội nghị", "Ngày", "Cơ quan tổ chức"]
    assert (rows[1][1], rows[1][2], rows[1][8]) == ("18/12/2025", "Văn phòng UBND tỉnh Sơn La", 2026)
    told = await recorded.web.get("/sessions/sessions.csv?level=COMMUNE", headers=recorded.headers())
    assert len(list(csv.reader(io.StringIO(told.content.decode("utf-8-sig"))))) == 1


async def test_sessions_are_taken_along_in_ones_own_calendar_and_what_is_called_off_is_struck_out(world: World) -> None:
    planned = session_body(venue="Hội trường; tầng 2, nhà A")
    await world.post("/sessions", planned)
    at = f"/sessions/{planned['session_id']}"
    assert f"{at}/calendar.ics" in await world.page(at)
    assert "/sessions/sessions.ics?level=PROVINCE" in await world.page("/?level=PROVINCE")
    answer = await world.web.get(f"/sessions{at}/calendar.ics", headers=world.headers())
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(answer.content).events
    assert (str(event["summary"]), str(event["location"])) == (
        "Hội nghị đối thoại: Văn phòng UBND tỉnh Sơn La",
        "Hội trường; tầng 2, nhà A",
    )
    assert (event.start, event.end) == (datetime(2026, 2, 26, 1, tzinfo=UTC), datetime(2026, 2, 26, 4, tzinfo=UTC))
    assert (str(event["uid"]), str(event["status"])) == (f"session-{planned['session_id']}@doithoai", "CONFIRMED")
    assert str(event["url"]).endswith(f"/sessions{at}")
    await world.post(f"{at}/cancel", {"reason": "Thiên tai"})
    await world.settle()
    for query, found in (("", ["CANCELLED"]), ("?level=COMMUNE", [])):
        told = await world.web.get(f"/sessions/sessions.ics{query}", headers=world.headers())
        assert [str(each["status"]) for each in Calendar.from_ical(told.content).events] == found
    assert (await world.web.get("/sessions/sessions/nothing/calendar.ics", headers=world.headers())).status_code == 404


async def test_the_directory_is_taken_away_as_it_was_searched_for(world: World) -> None:
    assert "/sessions/organisations.xlsx?q=so+nong+nghiep" in await world.page("/organisations?q=so nong nghiep")
    book = await world.web.get("/sessions/organisations.xlsx?q=so nong nghiep", headers=world.headers())
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(book.content)).active.iter_rows(min_row=2)]
    assert (rows[0][:2], len(rows)) == (["Mã tổ chức", "Tên"], 2)
    assert "Nông nghiệp" in rows[1][1]
    told = await world.web.get("/sessions/organisations.csv?q=kilimanjaro", headers=world.headers())
    assert len(list(csv.reader(io.StringIO(told.content.decode("utf-8-sig"))))) == 1


async def test_an_organisation_names_the_party_committee_of_its_level(world: World) -> None:
    committee = {"unit_id": "dang-uy-xa", "name": "Đảng ủy xã Mường Bú", "class": "PARTY", "level": "COMMUNE"}
    commune = {"unit_id": "ubnd-xa", "name": "UBND xã Mường Bú", "class": "GOV", "level": "COMMUNE", "party_committee_id": "dang-uy-xa"}
    assert (await world.post("/org-units", commune, expect=409))["slug"] == "party_committee_unknown"
    nameless = await world.post("/org-units", {**committee, "name": "   "}, expect=422)
    assert [each["field"] for each in nameless["errors"]] == ["name"]
    await world.post("/org-units", committee, expect=201)
    await world.post("/org-units", commune, expect=201)
    for wrong in ("ubnd-xa", "x"):
        refused = await world.post("/org-units", {**commune, "unit_id": "x", "party_committee_id": wrong}, expect=409)
        assert refused["slug"] == "party_committee_unknown"
    assert (await world.get("/org-units/ubnd-xa"))["party_committee_id"] == "dang-uy-xa"
    assert "Đảng ủy xã Mường Bú" in await world.page("/organisations/ubnd-xa")
    told = await world.web.get("/sessions/organisations.csv?q=ubnd xa muong bu", headers=world.headers())
    [header, line] = list(csv.reader(io.StringIO(told.content.decode("utf-8-sig"))))
    assert dict(zip(header, line, strict=True))["Mã cấp ủy cùng cấp"] == "dang-uy-xa"
