"""Every kind of page of a running system, as anybody meets it: answered, whole, in nobody's way, without a word from the browser.

`DOITHOAI_TEST_PAGES` names a running system with data (`make demo` prints its address); otherwise an empty one is started.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from doithoai import places
from doithoai.options import Options
from doithoai.processes import running

MOST = 60
FILES = re.compile(r"\.(csv|docx|pdf|xlsx|ics|json|txt)($|\?)|/api/|/sign-|/ui/")
VARYING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+")
FindBarriers = Callable[[Page], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def system() -> Iterator[str]:
    given = os.environ.get("DOITHOAI_TEST_PAGES")
    if given:
        yield given.rstrip("/")
        return
    name = f"browser-{os.getpid()}"
    with running(Options(name=name, fresh=True)) as found:
        yield found.web_url.rstrip("/")
    shutil.rmtree(places.run_folder(name))


def kind(path: str) -> str:
    """One page of each kind is enough: ids and numbers are left out."""
    return VARYING.sub("*", re.split(r"[?#]", path)[0])


def links(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(each => each.getAttribute('href'))")
    return [address.split("#")[0] for address in found if address.startswith("/") and not FILES.search(address)]


def test_every_kind_of_page_is_whole_and_in_nobodys_way(
    page: Page, system: str, complaints: list[str], find_barriers: FindBarriers
) -> None:
    waiting, seen, wrong = ["/"], set[str](), list[str]()
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        if kind(path) in seen:
            continue
        seen.add(kind(path))
        answer = page.goto(system + path)
        page.wait_for_timeout(150)
        assert answer is not None
        if answer.status != 200:
            wrong.append(f"{path}: {answer.status}")
            continue
        wrong += [f"{path}: {each['rule']} at {each['where'][:2]}" for each in find_barriers(page)]
        wrong += [f"{path}: {said}" for said in complaints]
        complaints.clear()
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{path}: scrolls sideways")
        waiting += links(page)
    assert wrong == []
    assert {f"/{name}/" for name in places.SERVICES} <= seen
