"""A real Chromium before a real server; without a Chromium on the machine these tests are skipped and say so."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from web_example.example import example

from chassis.web.app import site

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TITLES = {
    "intake-like": "Tiếp nhận ý kiến",
    "second": "Tổ chức đối thoại",
    "third": "Theo dõi trả lời",
    "fourth": "Thông báo",
    "fifth": "Báo cáo",
}


def chromium() -> str | None:
    """Where the machine's own browser is; `DOITHOAI_TEST_CHROMIUM` names another."""
    return (
        os.environ.get("DOITHOAI_TEST_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with each file: while playwright lives, its event loop runs in this thread and no other test could have one."""
    found = chromium()
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The example, five times over, served on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = site([example(name, title, pages_public=True) for name, title in TITLES.items()])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about: policy violations, script errors."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1200, "height": 900}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    opened.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()


def barriers(page: Page) -> list[dict[str, Any]]:
    """What axe finds wrong with the page for people who see, hear or move differently."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [{"rule": each["id"], "where": [node["target"] for node in each["nodes"]]} for each in found["violations"]]


@pytest.fixture
def find_barriers() -> Any:
    return barriers
