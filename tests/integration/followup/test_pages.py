"""What officials see: the list, one case told day by day, duties, escalations, the rules in force; all in Vietnamese."""

from followup_cases import at, day
from followup_world import CASE, World, concluded, conclusion_notice, reply_body


async def test_every_page_shows_what_happened(world: World) -> None:
    await world.tell("sessions", concluded())
    listed = await world.page("/cases")
    assert "Vụ việc được giao giải quyết" in listed
    assert "11/03/2026" in listed
    assert "Sở Nội vụ tỉnh Sơn La" in listed
    await world.live_through("2026-03-12")
    await world.act("replies", reply_body("2026-03-12"), role="assigned_agency", org_id="sl-snv")
    told = await world.page(f"/cases/{CASE}")
    for words in (
        "Cách tính thời hạn",
        "Tết Nguyên đán Bính Ngọ",
        "Kết quả: Thứ Tư, 11/03/2026",
        "Quá hạn",
        "Báo cáo quá hạn cấp 1",
        "Trả lời bằng văn bản",
    ):
        assert words in told, words
    assert "<td></td>" not in told, "a cell with nothing to tell says so"
    assert "Chậm 1 ngày làm việc" in await world.page("/cases")
    duties = await world.page("/duties?show=overdue")
    assert "Thông báo kết luận" in duties
    assert "Báo cáo cấp" in await world.page("/duties")
    raised = await world.page("/escalations")
    assert "thủ trưởng cơ quan được giao" in raised
    assert any(f'/duties/{each["duty_id"]}">{each["title"]}</a>' in raised for each in (await world.get("/duties?show=all"))["items"])
    rules = await world.page("/rules")
    assert "15 ngày làm việc sau ngày cuối của hội nghị" in rules
    assert "WD(E,15)" in rules
    assert "Đang áp dụng" in rules


async def test_filters_narrow_the_list_and_an_empty_one_says_so(world: World) -> None:
    await world.tell("sessions", concluded())
    assert "Không có vụ việc nào" in await world.page("/cases?overdue=true")
    assert "Không có vụ việc nào" in await world.page("/cases?agency=sl-stc")
    assert CASE in await world.page("/cases?agency=sl-snv&state=OPEN&sort=held")
    await world.move_to(at(day("2026-03-12")))
    assert CASE in await world.page("/cases?overdue=true")


async def test_a_fulfilled_duty_tells_its_day_and_how_the_limit_was_counted(world: World) -> None:
    await world.tell("sessions", concluded(), conclusion_notice("2026-02-11"))
    duty = next(each for each in (await world.get("/duties"))["items"] if each["kind"] == "CONCLUSION_NOTICE")
    told = await world.page(f"/duties/{duty['duty_id']}")
    assert "Đúng hạn" in told
    assert "Kết quả: Thứ Tư, 25/02/2026" in told


async def test_what_does_not_exist_is_not_found(world: World) -> None:
    missing = "00000000-0000-0000-0000-000000000000"
    assert (await world.get(f"/cases/{missing}", expect=404))["slug"] == "not_found"
    await world.get(f"/duties/{missing}", expect=404)
    await world.get("/calendars/none", expect=404)
    damaged = await world.web.get("/followup/cases/0959c2b9-162b", headers=world.headers(accept="text/html"))
    assert (damaged.status_code, "Không tìm thấy" in damaged.text, "case_id" in damaged.text) == (404, True, False)
    assert (await world.get("/cases/0959c2b9-162b", expect=422))["errors"][0]["field"] == "case_id"
    answer = await world.web.get("/followup/", headers=world.headers(accept="text/html"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/followup/cases")
