"""The lock pins every dependency by hash and names no registry."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def entries() -> list[str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return [entry for entry in re.split(r"\n(?=[a-zA-Z0-9])", text) if not entry.startswith("#")]


def test_every_entry_is_pinned_and_hashed() -> None:
    loose = [entry.splitlines()[0] for entry in entries() if "==" not in entry.splitlines()[0] or "--hash=sha256:" not in entry]
    assert not loose


def test_no_address_is_written_in_the_lock() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_uv_itself_is_pinned_by_hash() -> None:
    text = (ROOT / ".ci" / "bootstrap.txt").read_text(encoding="utf-8")
    assert re.match(r"uv==\d+\.\d+\.\d+ ", text)
    assert "--hash=sha256:" in text
