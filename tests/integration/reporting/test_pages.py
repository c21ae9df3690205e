"""The pages in Vietnamese: each figure leads to its facts, each case to its events."""

import csv
import io
from datetime import date

import pytest
from reporting_story import (
    AGENCY,
    COMMUNE,
    answered,
    assigned,
    concluded,
    extended,
    invited,
    noon,
    opened,
    organisation,
    paper,
    recorded,
    registered,
    replied,
    scheduled,
)
from reporting_world import World, headers, world_of

from contracts import duties, sessions
from contracts.vocabulary import DutyKind
from doithoai.embedded.databases import Database

HELD = date(2026, 3, 18)


@pytest.fixture
async def told(world: World) -> World:
    await world.tell(
        organisation(COMMUNE, "UBND xã Mường Bú"),
        organisation(AGENCY, "Phòng Kinh tế xã Mường Bú"),
        scheduled("phien-1", HELD),
        scheduled("phien-2", date(2026, 5, 6)),
        registered("yk-1"),
        registered("yk-2"),
        registered("yk-3"),
        concluded("phien-1", HELD, assigned("yk-1"), answered("yk-2"), assigned("yk-3")),
        recorded("dt-1"),
        sessions.ConclusionNoticeIssuedV1(session_id="phien-1", doc=paper("41", "TB-UBND", date(2026, 3, 24))),
        opened("vv-1", "yk-1", HELD, date(2026, 4, 8)),
        opened("vv-3", "yk-3", HELD, date(2026, 4, 8), summary_redacted="Đề nghị sửa cống thoát nước."),
        extended("vv-3", date(2026, 4, 30)),
        replied("vv-3", "yk-3", date(2026, 4, 10)),
        duties.DutyOpenedV1(
            duty_id="nv-1", session_id="phien-1", kind=DutyKind.AFTER_SESSION_REPORT, owner_org_id=COMMUNE, anchor_on=HELD, due_on=HELD
        ),
        invited("gm-1", "phien-1"),
    )
    return world


async def test_the_province_page_shows_figures_that_lead_to_their_facts(told: World) -> None:
    page = await told.page("/?from_year=2026&to_year=2026")
    for text in ("Hội nghị đối thoại", "Đất đai", "Phòng Kinh tế xã Mường Bú", "Số liệu sơ kết 03 năm", "Tỷ lệ trả lời đúng hạn"):
        assert text in page
    assert "/reporting/figures/cases-overdue?axis=calendar&amp;from_year=2026&amp;to_year=2026" in page
    assert 'id="sessions_by_year-data"' in page and "<table" in page


@pytest.mark.parametrize(
    ("figure", "texts"),
    [
        ("cases-overdue", ["Vụ việc đang quá hạn: 1", "/reporting/cases/vv-1", "8 ngày làm việc", "Giao giải quyết"]),
        ("sessions", ["Hội nghị đối thoại đã tổ chức: 2", "/reporting/sessions/phien-1", "18/03/2026", "2024-05"]),
        ("opinions-answered", ["Ý kiến đã được trả lời: 2", "Trả lời trực tiếp tại hội nghị"]),
        ("duties-late", ["Báo cáo sau hội nghị", "UBND xã Mường Bú"]),
        ("cases-late", ["Không có trường hợp nào"]),
    ],
)
async def test_a_figure_page_lists_what_it_counts(told: World, figure: str, texts: list[str]) -> None:
    page = await told.page(f"/figures/{figure}")
    for text in texts:
        assert text in page, text


async def test_a_late_duty_of_an_organisation_that_ended_stands_with_who_has_it_now(told: World) -> None:
    passed = duties.DutyPassedToSuccessorV1(
        duty_id="nv-1",
        session_id="phien-1",
        kind=DutyKind.AFTER_SESSION_REPORT,
        from_org_id=COMMUNE,
        to_org_id=AGENCY,
        effective_on=date(2026, 4, 1),
        owner_org_id=AGENCY,
    )
    await told.tell(passed)
    page = await told.page("/figures/duties-late")
    assert "Phòng Kinh tế xã Mường Bú" in page
    assert "Chuyển nhiệm vụ cho cơ quan kế thừa" in await told.page("/sessions/phien-1")


async def test_a_case_page_tells_its_story_to_the_events(told: World) -> None:
    page = await told.page("/cases/vv-3")
    for text in ("Đề nghị sửa cống thoát nước.", "118/UBND-KT", "Cho phép gia hạn", "Ban hành văn bản trả lời", "Trả lời đúng hạn"):
        assert text in page, text
    [event] = [event for event in (await told.get("/cases/vv-3"))["events"] if "extension-granted" in event["type"]]
    assert event["event_id"] in page


async def test_a_session_page_shows_papers_duties_cases_and_opinions(told: World) -> None:
    for place in ("/sessions/phien-1", "/figures/opinions"):
        assert '<a href="/intake/opinions/' in await told.page(place), "the id of an opinion leads to its words"
    page = await told.page("/sessions/phien-1")
    for text in ("UBND xã Mường Bú", "41/TB-UBND, 24/03/2026", "Báo cáo sau hội nghị", "Đề nghị sửa cống thoát nước.", "Kết thúc hội nghị"):
        assert text in page, text
    assert "Chưa tổ chức" in await told.page("/sessions/phien-2")
    assert "Chỉ biết tháng" in await told.page("/sessions/dt-1")


async def test_who_held_a_session_together_and_who_presided_by_authority_is_told(told: World) -> None:
    joint = {"co_host_org_ids": (AGENCY,), "host_org_id": COMMUNE}
    await told.tell(
        scheduled("chung-1", date(2026, 3, 20), **joint),
        sessions.SessionOpenedV1(
            session_id="chung-1",
            opened_at=noon(date(2026, 3, 20)),
            attendance=sessions.Attendance(people=9, staff=0, orgs=0),
            chaired_by_role="Phó Chủ tịch",
            delegation_doc=paper("12", "UQ-UBND", date(2026, 3, 19)),
        ),
    )
    assert "Chủ trì theo ủy quyền" in await told.page("/sessions")
    await told.tell(concluded("chung-1", date(2026, 3, 20), delegated=True, **joint))
    page = await told.page("/sessions/chung-1")
    assert "Theo ủy quyền của người đứng đầu, văn bản 12/UQ-UBND" in page
    assert "Phòng Kinh tế xã Mường Bú" in page
    listed = await told.page("/sessions?status=HELD")
    assert listed.count("Chủ trì theo ủy quyền") == 1
    assert "cùng Phòng Kinh tế xã Mường Bú" in listed


async def test_the_session_list_holds_what_was_held_and_what_is_announced(told: World) -> None:
    page = await told.page("/sessions")
    assert page.index("06/05/2026") < page.index("18/03/2026") < page.index("2024-05")
    assert "Đã tổ chức" in page and "Đã lên lịch" in page
    assert "06/05/2026" not in await told.page("/sessions?status=HELD")


async def test_cases_have_an_address_of_their_own(told: World) -> None:
    answer = await told.web.get("/reporting/cases?level=COMMUNE", headers=headers())
    assert (answer.status_code, answer.headers["location"]) == (307, "/reporting/figures/cases?level=COMMUNE")


async def test_what_does_not_exist_is_said_so_in_vietnamese(told: World) -> None:
    for path in ("/cases/khong-co", "/sessions/khong-co", "/figures/khong-co"):
        assert "Lỗi 404" in await told.page(path, expect=404)


async def test_strangers_see_figures_only_while_pages_are_public(database: Database, nats_url: str) -> None:
    async with world_of(database, nats_url, public=True) as open_house:
        assert (await open_house.web.get("/reporting/")).status_code == 200


async def test_strangers_are_asked_to_sign_in(world: World) -> None:
    assert (await world.web.get("/reporting/api/v1/summary")).status_code == 401


async def submit(world: World, path: str, *, expect: int = 303, role: str = "administrator", **fields: str) -> str:
    answer = await world.web.post(f"/reporting{path}", data=fields, headers={**headers(role), "accept": "text/html"})
    assert answer.status_code == expect, answer.text
    return answer.text


async def test_a_report_is_made_on_its_page_from_opening_to_sending(working: World) -> None:
    path = "/reports/2026/6-thang"
    await working.tell(
        organisation(COMMUNE, "UBND xã Mường Bú"),
        registered("yk-1"),
        concluded("phien-1", HELD, assigned("yk-1")),
        opened("vv-1", "yk-1", HELD, date(2026, 4, 8)),
    )
    office = {**headers("dialogue_office"), "accept": "text/html"}
    offered = {
        year: "Mở các kỳ báo cáo có hạn" in (await working.web.get(f"/reporting/reports?year={year}", headers=office)).text
        for year in (2025, 2026)
    }
    assert offered == {2025: True, 2026: False}  # the year that runs is open already
    assert "Đang làm" in await working.page("/reports?year=2026")
    future = await submit(working, f"{path}/snapshots", expect=409, as_of="21/04/2026")
    assert "Không thể chốt số liệu của một ngày chưa đến." in future
    await submit(working, f"{path}/snapshots", as_of="20/04/2026")
    again = await submit(working, f"{path}/texts", expect=409, part="III.2", text=" ")
    assert "Cần nhập nội dung" in again
    missing = await submit(working, f"{path}/compile", expect=409, symbol="BC-VPUB")
    assert "Còn phần chưa có nội dung" in missing
    for part in ("I", "II.1.1", "II.1.2", "II.3", "II.4", "III.1", "III.3", "IV", "V"):
        await submit(working, f"{path}/texts", part=part, none="true")
    await submit(working, f"{path}/texts", part="III.2", text="Một số vụ việc đất đai\ncòn chậm.")
    page = await working.page(path)
    for text in (
        "Một số vụ việc đất đai",
        "Phụ lục 4. Vụ việc đang quá hạn",
        "Phụ lục (XLSX)",
        "chốt đến hết ngày 20/04/2026",
        "So sánh với Báo cáo 6 tháng 2025",
    ):
        assert text in page, text
    await submit(working, f"{path}/compile", symbol="BC-VPUB")
    sending = {"number": "55", "symbol": "BC-VPUB", "issued_on": "20/04/2026", "submitted_on": "20/04/2026"}
    await submit(working, f"{path}/submit", expect=403, role="dialogue_office", **sending)
    await submit(working, f"{path}/submit", role="chairperson", **sending)
    sent = await working.page(path)
    assert "Đã gửi" in sent and "55/BC-VPUB" in sent and "Chốt lại số liệu" not in sent
    assert "Đã gửi" in await working.page("/reports?year=2026")


async def test_a_second_click_and_an_older_page_change_nothing(working: World) -> None:
    await submit(working, "/reports/2026/6-thang/open")
    first = {"part": "IV", "text": "Đôn đốc các vụ việc quá hạn.", "idempotency_key": "k-1", "expected_version": "1"}
    await submit(working, "/reports/2026/6-thang/texts", **first)
    await submit(working, "/reports/2026/6-thang/texts", **first)
    older = {"part": "IV", "text": "Khác.", "idempotency_key": "k-2", "expected_version": "1"}
    await submit(working, "/reports/2026/6-thang/texts", expect=412, **older)


async def test_a_report_by_order_asks_for_its_date_first(working: World) -> None:
    assert (
        "Ngày phải gửi theo văn bản yêu cầu"
        in (await working.web.get("/reporting/reports/2026/quy-1", headers={**headers("administrator"), "accept": "text/html"})).text
    )
    assert "cần nêu ngày phải gửi" in await submit(working, "/reports/2026/quy-1/open", expect=409)
    await submit(working, "/reports/2026/quy-1/open", due_on="2026-04-24")
    assert "24/04/2026" in await working.page("/reports/2026/quy-1")


async def test_the_list_of_sessions_is_taken_away_with_its_filter(told: World) -> None:
    assert "/reporting/sessions.csv?axis=calendar&amp;status=HELD" in await told.page("/sessions?status=HELD")
    rows = list(csv.reader(io.StringIO((await told.page("/sessions.csv?status=HELD")).removeprefix("\ufeff"))))
    assert rows[0][:2] == ["Mã hội nghị", "Ngày"]
    assert {row[0] for row in rows[1:]} == {"phien-1", "dt-1"}
