"""Pages are Vietnamese, complete without JavaScript, and keep what was typed."""

from datetime import UTC, date, datetime

import httpx2
import pytest
from web_client import as_browser, as_software, example_site, visiting
from web_example.example import REFUSALS

from chassis.web.formats import clock_time, day, due, due_tone, instant, long_day, number, or_dash, percent
from chassis.web.pagination import Page
from chassis.web.problems import refusal

TODAY = date(2026, 11, 22)


def test_dates_and_times_are_shown_the_vietnamese_way() -> None:
    late_evening_utc = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
    assert day(date(2026, 11, 2)) == "02/11/2026"
    assert day(late_evening_utc) == "22/11/2026"
    assert instant(datetime(2026, 11, 22, 2, 5, tzinfo=UTC)) == "09:05, 22/11/2026"
    assert clock_time(late_evening_utc) == "01:30"
    assert long_day(TODAY) == "Chủ Nhật, ngày 22 tháng 11 năm 2026"
    assert [each(None) for each in (day, instant, clock_time, long_day)] == ["—"] * 4


def test_numbers_have_points_for_thousands_and_a_comma_for_decimals() -> None:
    assert [number(0), number(1234), number(1234567.5), number(3, 1), number(None)] == ["0", "1.234", "1.234.567,5", "3,0", "—"]
    assert [percent(0.8356), percent(1), percent(None)] == ["83,6%", "100%", "—"]
    assert [or_dash(0), or_dash(""), or_dash(None)] == [0, "—", "—"]


@pytest.mark.parametrize(
    ("limit", "said", "tone"),
    [
        (None, "không có thời hạn", "muted"),
        (date(2026, 11, 21), "quá hạn 1 ngày", "bad"),
        (TODAY, "hạn hôm nay", "warn"),
        (date(2026, 11, 25), "còn 3 ngày", "warn"),
        (date(2026, 12, 22), "còn 30 ngày", "good"),
    ],
)
def test_a_limit_says_how_far_it_is(limit: date | None, said: str, tone: str) -> None:
    assert (due(limit, TODAY), due_tone(limit, TODAY)) == (said, tone)


def test_the_pager_names_the_rows_and_the_neighbouring_pages() -> None:
    pager = Page(5, 25).of(1234)
    assert (pager.first_row, pager.last_row, pager.last, pager.near) == (101, 125, 50, [1, None, 4, 5, 6, None, 50])
    assert (Page().of(0).near, Page().of(0).first_row) == ([1], 0)


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page_size=100000"])
async def test_a_nonsense_page_number_is_refused_clearly(query: str) -> None:
    async with visiting() as client:
        assert (await client.get(f"/example/?{query}", headers=as_browser("reader"))).status_code == 422


async def test_a_page_has_its_header_trail_and_clock_and_needs_no_script() -> None:
    async with visiting() as client:
        html = (await client.get("/example/", headers=as_browser("reader"))).text
    assert '<html lang="vi">' in html
    assert 'href="#main"' in html
    assert "Giờ hệ thống" in html
    assert '<td class="num">44</td>' in html, "the chart's numbers are in a table"
    assert "onclick" not in html
    assert "style=" not in html
    assert "<script>" not in html


async def test_htmx_gets_the_block_and_a_browser_the_page() -> None:
    async with visiting() as client:
        block = await client.get("/example/?page=2", headers=as_browser("reader", **{"hx-request": "true"}))
    assert block.text.strip().startswith('<div id="rows"')
    assert "YK-0026" in block.text
    assert "HX-Request" in block.headers["vary"]


async def test_a_wrong_form_comes_back_with_a_summary_and_what_was_typed() -> None:
    async with visiting() as client:
        form = {"kind": "A", "amount": "0", "wanted_on": "31/02/2026", "note": "  Đường vào bản <b>  "}
        answer = await client.post("/example/write", data=form, headers=as_browser("writer"))
    assert answer.status_code == 422
    assert '<a href="#amount">Phải từ 1 trở lên.</a>' in answer.text
    assert '<a href="#wanted_on">Ngày chưa đúng; nhập theo dạng ngày/tháng/năm.</a>' in answer.text
    assert 'value="31/02/2026"' in answer.text
    assert ">Đường vào bản &lt;b&gt;</textarea>" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert answer.text.index("error-summary") < answer.text.index("<h1>")


async def test_the_same_key_of_the_same_sender_names_the_same_command() -> None:
    thing = {"kind": "A", "amount": 3, "wanted_on": "2026-11-22"}

    async def key(**headers: str) -> str | None:
        async with visiting() as client:
            answer = await client.post("/example/api/v1/things", json=thing, headers=as_software("writer", **headers))
        key: str | None = answer.json()["key"]
        return key

    first, again, other = [await key(**{"idempotency-key": each}) for each in ("sheet-1/row-7", "sheet-1/row-7", "sheet-1/row-8")]
    assert first == again != other
    assert await key() is None


async def test_what_creates_something_is_named_by_its_sender_or_its_key_and_refused_without_either() -> None:
    async with visiting() as client:

        async def named(query: str = "", **headers: str) -> httpx2.Response:
            return await client.post(f"/example/api/v1/things/named{query}", headers=as_software("writer", **headers))

        first, again = [await named(**{"idempotency-key": "row-7"}) for _ in range(2)]
        given, neither = await named("?thing_id=own-1"), await named()
        unkeyed = await client.post("/example/api/v1/things/ring", headers=as_software("writer"))
        keyed = await client.post("/example/api/v1/things/ring", headers=as_software("writer", **{"idempotency-key": "ring-1"}))
    assert first.json() == again.json() != given.json() == "own-1"
    assert (keyed.status_code, unkeyed.status_code, neither.status_code) == (200, 400, 400)
    assert (neither.json()["slug"], "Idempotency-Key" in neither.json()["detail"]) == ("idempotency_key_missing", True)


async def test_the_front_page_leads_to_every_section() -> None:
    async with visiting() as client:
        front, moved = await client.get("/"), await client.get("/example")
    assert '<a href="/example/">' in front.text
    assert "Xem và ghi các việc mẫu." in front.text
    assert (moved.status_code, moved.headers["location"]) == (307, "/example/")


def test_a_service_that_runs_alone_can_name_the_other_sections() -> None:
    app = example_site(sections={"example": "Việc mẫu", "elsewhere": "Nơi khác"})
    shown = app.state.services["example"].state.pages.sections
    assert [each.title for each in shown] == ["Việc mẫu", "Nơi khác"]


def test_a_refusal_without_a_sentence_or_a_detail_is_still_said() -> None:
    assert refusal("unheard_of", {}, REFUSALS).detail == "Yêu cầu không được chấp nhận ở trạng thái hiện tại."
    assert refusal("thing_closed", {}, REFUSALS).detail == "Việc này đã đóng từ ngày …, không thể sửa."
