"""Where things are: the checkout, the folder of a running system, the five services."""

import csv
from pathlib import Path

import doithoai

SERVICES = ("intake", "sessions", "followup", "notify", "reporting")
DEFAULT_NAME = "local"
CHECKOUT = Path(doithoai.__file__).resolve().parents[2]
RUNS = CHECKOUT / ".run"


def run_folder(name: str) -> Path:
    """The folder of a running system; the name is one plain path component."""
    if not name or name.strip(".") == "" or any(letter not in "abcdefghijklmnopqrstuvwxyz0123456789-_." for letter in name):
        raise ValueError(f"a name has lower-case letters, digits, '-', '_', '.': {name!r}")
    return RUNS / name


def shipped_agencies() -> tuple[str, ...]:
    """Broker names of the agencies among the sample's organisations."""
    with (Path(doithoai.__file__).parent / "sample" / "organisations.csv").open(encoding="utf-8", newline="") as opened:
        return tuple(sorted({row["agency_code"] for row in csv.DictReader(opened) if row["agency_code"]}))
