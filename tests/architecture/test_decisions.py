"""Each decision is one page that ends in what enforces it, and what it names exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "services" / "chassis" / "decisions"
PAGES = sorted(FOLDER.glob("*.md"))
ONE_PAGE = 60


def enforcing(page: Path) -> list[str]:
    """Tests that the last part of a decision names, by path or, after one with a path, by file name alone."""
    _, found, ending = page.read_text(encoding="utf-8").partition("Enforced by")
    assert found, f"{page.name} does not say what enforces it"
    return re.findall(r"`([\w./-]*test_\w+\.py|tests/[\w./-]+/)`", ending)


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_decision_names_the_tests_that_enforce_it_and_they_exist(page: Path) -> None:
    named = enforcing(page)
    assert named
    missing = [name for name in named if not (ROOT / name).exists() and not ("/" not in name and list((ROOT / "tests").rglob(name)))]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_decision_is_one_page(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= ONE_PAGE


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))
