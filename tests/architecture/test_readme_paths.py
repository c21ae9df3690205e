"""The paths that the root documents name exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP = ("contracts", "services", "deploy", "tests", ".ci")


def named_paths(document: str) -> list[str]:
    quoted = re.findall(r"`([^`\s]+)`", (ROOT / document).read_text(encoding="utf-8"))
    return [path for path in quoted if path.split("/")[0] in TOP and "/" in path and "<" not in path]


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_path_named_in_a_root_document_exists(document: str) -> None:
    missing = [path for path in named_paths(document) if not (ROOT / path).exists()]
    assert not missing


def test_the_readme_fits_on_a_few_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150
