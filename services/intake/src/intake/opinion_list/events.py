"""What happened to the lists of one session, as stored."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias


@dataclass(frozen=True)
class CutoffSet:
    session_id: str
    cutoff_on: date
    due_on: date | None
    calendar_version: str | None


@dataclass(frozen=True)
class UnitOpinionListSubmitted:
    list_id: str
    unit_org_id: str
    session_id: str
    cutoff_on: date
    submitted_at: datetime
    opinion_ids: tuple[str, ...]
    late: bool
    nil_return: bool


@dataclass(frozen=True)
class OpinionCutoffClosed:
    session_id: str
    cutoff_on: date
    lists: int
    late_lists: int
    nil_returns: int
    opinions: int


OpinionListEvent: TypeAlias = CutoffSet | UnitOpinionListSubmitted | OpinionCutoffClosed

EVENTS: dict[str, type] = {
    "opinion-list.cutoff-set.v1": CutoffSet,
    "opinion-list.unit-opinion-list-submitted.v1": UnitOpinionListSubmitted,
    "opinion-list.opinion-cutoff-closed.v1": OpinionCutoffClosed,
}
