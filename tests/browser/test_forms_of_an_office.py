"""The forms of an office, signed in, wide and as on a telephone: whole, in nobody's way, usable without scripts.

`DOITHOAI_TEST_SHOTS` names a folder that gets a picture of each page.
"""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from office_lists import office_list
from playwright.sync_api import Browser, Page

from chassis.clock import WallClock
from chassis.identity.actor import Reach
from chassis.identity.current import COOKIE
from chassis.ids import new_id
from doithoai import places
from doithoai.attach import calling, taken
from doithoai.options import Options
from doithoai.processes import running
from doithoai.running import Running

HOST, COUNCIL = "phuong-to-hieu", "hdnd-to-hieu"
WIDTHS = {"wide": 1200, "narrow": 360}
OFFICE, SECRETARY = "dialogue_office", "secretary"
FindBarriers = Callable[[Page], list[dict[str, Any]]]
ROWS = [(1, "Cử tri bản Cang", "Đường vào bản hỏng", "Hạ tầng"), (2, "", "", "Hạ tầng")]
PAGES = {
    OFFICE: (
        "/intake/",
        "/intake/opinions/new",
        "/intake/imports",
        "/intake/imports/new",
        "/intake/look-up",
        "/intake/look-up?code=DT-0000-0000",
        "/intake/data-requests",
        "/intake/data-requests/new",
        "/followup/duties",
        "/followup/work",
        "/reporting/sessions",
    ),
    SECRETARY: ("/sessions/sessions/{session}", "/intake/opinions/new?session_id={session}&live=true"),
}


@pytest.fixture(scope="module")
def system() -> Iterator[Running]:
    name = f"office-{os.getpid()}"
    with running(Options(name=name, fresh=True)) as found:
        yield found
    shutil.rmtree(places.run_folder(name))


@pytest.fixture(scope="module")
def session(system: Running) -> str:
    """A joint session that goes on, of a ward that exists."""
    now = WallClock().now()
    with calling(system, "sessions") as office:
        session_id = str(new_id())
        for unit_id, name in ((HOST, "UBND phường Tô Hiệu"), (COUNCIL, "Thường trực HĐND phường Tô Hiệu")):
            taken(office.post("/org-units", json={"unit_id": unit_id, "name": name, "class": "GOV", "level": "COMMUNE", "symbol": "UBND"}))
        planned = {
            "session_id": session_id,
            "plan_year": now.year,
            "regime": "PERIODIC",
            "audience": ["PEOPLE"],
            "form": "CONFERENCE",
            "level": "COMMUNE",
            "host_org_id": HOST,
            "co_host_org_ids": [COUNCIL],
            "chair_role": "chairperson",
            "starts_at": now.isoformat(),
            "ends_at": (now + timedelta(hours=3)).isoformat(),
            "venue": "Nhà văn hóa phường Tô Hiệu",
            "trigger": "PLAN",
        }
        taken(office.post("/sessions", json=planned))
        taken(office.post(f"/sessions/{session_id}/secretary", json={"secretary_ref": "account-2"}))
        opened = {"chaired_by_role": "Phó Chủ tịch", "attendance": {"people": 40}, "delegation_doc": {"number": "3", "symbol": "UQ-UBND"}}
        taken(office.post(f"/sessions/{session_id}/open", json=opened))
        taken(office.post(f"/sessions/{session_id}/steps", json={"step": "PURPOSE"}))
    return session_id


@pytest.fixture
def signed_in(browser: Browser, system: Running, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """A page of an official's browser by role, width, and with or without scripts."""
    opened = []

    def sign_in(role: str, width: int = 1200, *, scripts: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN", java_script_enabled=scripts)
        token = system.token(role, ref=f"local-{role}", reach=Reach.EVERYWHERE)
        context.add_cookies([{"name": COOKIE, "value": token, "url": system.web_url}])
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        return page

    yield sign_in
    for context in opened:
        context.close()


@pytest.fixture(scope="module")
def forms(system: Running, session: str) -> dict[str, tuple[str, ...]]:
    """Every page to look at, those of one thing included: a file looked at, a request with its answer, a letter to be signed."""
    with calling(system, "intake", OFFICE) as office:
        asked = taken(office.post("/data-requests", json={"kind": "ERASURE", "received_by_org_id": HOST}))["request_id"]
        promised = taken(office.post("/data-requests", json={"kind": "ACCESS", "received_by_org_id": HOST}))["request_id"]
        taken(office.post(f"/data-requests/{promised}/answer", json={"outcome": "GRANTED"}))
        query = {"received_by_org_id": HOST, "preview": "true"}
        sent = taken(office.post("/imports", content=office_list(ROWS), params=query, headers={"content-type": "application/octet-stream"}))
        said = {
            "channel": "IN_PERSON",
            "received_by_org_id": HOST,
            "submitter_kind": "CITIZEN",
            "audience": "PEOPLE",
            "summary_redacted": "Đơn",
        }
        routed = taken(office.post("/opinions", json=said))["opinion_id"]
        taken(office.post(f"/opinions/{routed}/route-out", json={"route": "COMPLAINT"}))
    more = (
        f"/intake/opinions/{routed}",
        f"/followup/duties/{owed(system)}/done",
        f"/intake/data-requests/{asked}",
        f"/intake/data-requests/{promised}",
        f"/intake/imports/{sent['import_id']}",
    )
    by_role = {**PAGES, OFFICE: (*PAGES[OFFICE], *more)}
    return {role: tuple(each.format(session=session) for each in paths) for role, paths in by_role.items()}


def owed(system: Running) -> str:
    """A duty that only the office can say is done; the work list hears of the session a moment later."""
    with calling(system, "followup", OFFICE) as office:
        for _ in range(100):
            if items := taken(office.get("/work-list", params={"kind": "INVITATIONS"}))["items"]:
                return str(items[0]["id"])
            time.sleep(0.1)
    raise AssertionError("no duty was opened")


def looked_at(page: Page, width: str, path: str) -> None:
    if folder := os.environ.get("DOITHOAI_TEST_SHOTS"):
        name = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "x", path).strip("/").replace("/", "_").replace("?", "_") or "home"
        page.screenshot(path=Path(folder) / f"{name}.{width}.png", full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_form_is_whole_and_in_nobodys_way(
    signed_in: Callable[..., Page],
    system: Running,
    forms: dict[str, tuple[str, ...]],
    complaints: list[str],
    find_barriers: FindBarriers,
    width: str,
) -> None:
    wrong: list[str] = []
    for role, paths in forms.items():
        page = signed_in(role, WIDTHS[width])
        for path in paths:
            answer = page.goto(system.web_url.rstrip("/") + path)
            assert answer is not None
            page.wait_for_timeout(100)
            expected = 404 if "code=" in path else 200
            wrong += [] if answer.status == expected else [f"{path}: {answer.status}"]
            for folded in page.query_selector_all("details > summary"):
                folded.click()
            wrong += [f"{path}: {each['rule']} at {each['where'][:2]}" for each in find_barriers(page)]
            wrong += [f"{path}: {said}" for said in complaints if f"{expected}" not in said]
            complaints.clear()
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{path}: scrolls sideways")
            looked_at(page, width, path)
    assert wrong == []


def test_an_opinion_raised_live_is_written_down_and_goes_on_to_its_slip_without_scripts(
    signed_in: Callable[..., Page], system: Running, session: str
) -> None:
    page = signed_in(SECRETARY, 360, scripts=False)
    page.goto(f"{system.web_url.rstrip('/')}/sessions/sessions/{session}")
    page.get_by_role("link", name="Ghi ý kiến mới nêu").click()
    page.get_by_label("Cơ quan tiếp nhận").select_option(HOST)
    page.get_by_role("button", name="Ghi ý kiến").click()
    page.get_by_label("Tóm tắt để công khai").fill("Đề nghị sửa cống thoát nước")
    page.get_by_label("Nội dung đầy đủ").fill("Cống trước nhà tắc đã hai năm.")
    page.get_by_role("button", name="Ghi ý kiến").click()
    page.get_by_role("link", name="Ghi phiếu đăng ký tại hội nghị").click()
    page.get_by_role("button", name="Ghi phiếu").click()
    page.wait_for_url(f"**/sessions/sessions/{session}")
    assert "Đề nghị sửa cống thoát nước" in page.inner_text("main"), page.inner_text("main")
