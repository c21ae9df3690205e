"""What may be asked of the opinion lists that units send in for one session."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias


@dataclass(frozen=True)
class SetCutoff:
    """`cutoff_on` as announced ("trước ngày …"); `due_on` the last working day before it, None when no calendar covers the date."""

    now: datetime
    by: str
    session_id: str
    cutoff_on: date
    due_on: date | None
    calendar_version: str | None


@dataclass(frozen=True)
class SubmitUnitList:
    now: datetime
    by: str
    list_id: str
    unit_org_id: str
    submitted_at: datetime
    opinion_ids: tuple[str, ...]
    nil_return: bool


@dataclass(frozen=True)
class CloseCutoff:
    now: datetime
    by: str


OpinionListCommand: TypeAlias = SetCutoff | SubmitUnitList | CloseCutoff
