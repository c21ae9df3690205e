"""The calendar of reports as dated data: rules packaged with the service, each with its source."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from contracts.vocabulary import ReportType


@dataclass(frozen=True)
class Recipient:
    """An organisation a report goes to, in the days it is owed to it (inclusive)."""

    org: str
    since: date = date.min
    until: date = date.max


@dataclass(frozen=True)
class ReportRule:
    """One kind of report. `ends` and `due_before` are month-day of the reporting year; without `due_before` it comes by order.

    `of_each` is a level: every organisation of it owes the report about itself, and `owner` is empty. `due_after` is a formula from the last day of a
    session (DL-12), `cutoff` one from the due date (DL-16), as in a rule pack; the pack in force overrides both. `years` is how many reporting years
    a period spans.
    """

    id: str
    type: ReportType
    title: str
    owner: str
    recipients: Sequence[Recipient]
    source: str
    cutoff: str
    ends: str = "12-14"
    due_before: str | None = None
    due_after: str | None = None
    years: int = 1
    from_year: int = 0
    to_year: int = 9999
    of_each: str | None = None

    def recipients_on(self, day: date) -> tuple[str, ...]:
        """Who gets it, of those that exist on the local day."""
        return tuple(each.org for each in self.recipients if each.since <= day <= each.until)


def _rule(raw: Mapping[str, Any]) -> ReportRule:
    recipients = tuple(Recipient(each["org"], each.get("from", date.min), each.get("to", date.max)) for each in raw["recipients"])
    common = {"cutoff": _packaged()["cutoff"]}
    return ReportRule(**{**common, **raw, "type": ReportType(raw["type"]), "recipients": recipients})


@lru_cache
def _packaged() -> Mapping[str, Any]:
    return tomllib.loads((files("reporting") / "report_calendar.toml").read_text(encoding="utf-8"))


@lru_cache
def shipped_calendar_of_reports() -> tuple[ReportRule, ...]:
    """The rules packaged with the service."""
    return tuple(_rule(raw) for raw in _packaged()["report"])


def recipient_name(org_id: str) -> str:
    """What the calendar calls a recipient that the directory does not know."""
    known = _packaged()["recipient"].get(org_id)
    return str(known["name"]) if known else org_id
