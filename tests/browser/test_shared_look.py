"""The shared look in a real browser: nothing in the way of anybody, complete without scripts, whole by keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from web_client import token

PAGES = ["/", "/intake-like/", "/intake-like/missing", "/intake-like/broken", "/intake-like/sign-in"]
FindBarriers = Callable[[Page], list[dict[str, Any]]]


def sign_in(page: Page, address: str) -> None:
    page.context.add_cookies([{"name": "doithoai_session", "value": token("writer"), "url": address}])


@pytest.mark.parametrize("path", PAGES)
def test_nothing_stands_in_anybodys_way(page: Page, address: str, path: str, find_barriers: FindBarriers) -> None:
    page.goto(address + path)
    page.wait_for_timeout(300)
    assert find_barriers(page) == []


def test_a_wrong_form_stands_in_nobodys_way_and_begins_with_what_is_wrong(page: Page, address: str, find_barriers: FindBarriers) -> None:
    sign_in(page, address)
    page.goto(f"{address}/intake-like/write")
    assert find_barriers(page) == []
    page.get_by_label("Số lượng").fill("0")
    page.get_by_role("button", name="Ghi việc").click()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert find_barriers(page) == []
    page.get_by_role("link", name="Phải từ 1 trở lên.").click()
    expect(page.get_by_label("Số lượng")).to_be_focused()
    expect(page.get_by_label("Số lượng")).to_have_value("0")


def test_the_browser_has_nothing_to_complain_about(page: Page, address: str, complaints: list[str]) -> None:
    for path in ("/", "/intake-like/", "/intake-like/sign-in"):
        page.goto(address + path)
        page.wait_for_timeout(300)
    assert complaints == []


def test_a_chart_is_drawn_beside_its_numbers(page: Page, address: str) -> None:
    page.goto(f"{address}/intake-like/")
    drawing = page.locator("[data-chart] svg")
    expect(drawing).to_be_visible()
    expect(page.get_by_role("table", name="Kết quả trả lời theo cấp")).to_be_visible()
    assert page.locator("[data-chart]").get_attribute("aria-label") == "Kết quả trả lời theo cấp"


def test_without_scripts_everything_can_be_read_and_written(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    sign_in(page, address)
    page.goto(f"{address}/intake-like/")
    expect(page.get_by_role("table", name="Kết quả trả lời theo cấp")).to_be_visible()
    expect(page.locator("[data-chart]")).to_be_hidden()
    page.get_by_role("link", name="Sau").click()
    expect(page.get_by_text("Hiển thị 26–50 trong tổng số 1.234")).to_be_visible()
    page.get_by_role("link", name="Ghi việc mới").click()
    page.get_by_label("Loại việc").select_option("A")
    page.get_by_label("Số lượng").fill("3")
    page.get_by_label("Ngày cần xong").fill("22/11/2026")
    page.get_by_role("button", name="Ghi việc").click()
    expect(page).to_have_url(f"{address}/intake-like/")
    page.close()


def test_the_keyboard_alone_reaches_the_content_and_every_section(page: Page, address: str) -> None:
    page.goto(f"{address}/intake-like/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Chuyển đến nội dung chính")).to_be_focused()
    expect(page.get_by_role("link", name="Chuyển đến nội dung chính")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(f"{address}/intake-like/")
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert reached[1:8] == ["Đối thoại", "Tiếp nhận ý kiến", "Tổ chức đối thoại", "Theo dõi trả lời", "Thông báo", "Báo cáo", "Đăng nhập"]


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_scrolls_sideways(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(address + path)
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_what_would_stand_in_the_way_is_found(page: Page, address: str, find_barriers: FindBarriers) -> None:
    page.goto(address)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x.png\"><input>')")
    assert {each["rule"] for each in find_barriers(page)} >= {"image-alt", "label"}
