"""Every template can be read, obeys the content security policy, and guards what it sends."""

import re
from pathlib import Path

import pytest
from house import ROOT, SERVICES

from chassis.web.pages import Pages

TEMPLATES = sorted((ROOT / "services").glob("*/src/**/templates/**/*.html"))
FORBIDDEN = {
    "inline style": r"\sstyle\s*=",
    "inline handler": r"\son[a-z]+\s*=",
    "inline script": r"<script(?![^>]*(\ssrc=|application/json))",
    "foreign address": r"(src|href)=[\"']https?://",
}
WRITES = re.compile(r"<form[^>]*method=[\"']post[\"'].*?</form>", re.IGNORECASE | re.DOTALL)
GUARDED = ("form_guard", "idempotency_key", "/sign-in", "/sign-out")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT / "services"))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_can_be_read(path: Path) -> None:
    folder = next(parent for parent in path.parents if parent.name == "templates")
    Pages(folder=folder).environment.get_template(str(path.relative_to(folder)))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_obeys_the_content_security_policy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_form_that_writes_is_guarded_against_a_second_click(path: Path) -> None:
    loose = [form[:80] for form in WRITES.findall(path.read_text(encoding="utf-8")) if not any(guard in form for guard in GUARDED)]
    assert loose == []


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_pages_of_its_own(name: str) -> None:
    assert [path for path in TEMPLATES if f"/templates/{name}/" in str(path)]
