"""What may be asked of a report."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document
from reporting.report.events import Counted, SourcePosition, Terms
from reporting.report.parts import Part


@dataclass(frozen=True)
class OpenReport:
    """`terms` are worked out from the calendar of reports, or from the order that asks for it."""

    report_id: str
    terms: Terms
    now: datetime


@dataclass(frozen=True)
class TakeSnapshot:
    """Figures of the facts known at `positions`, standings as of the local date `as_of`."""

    snapshot_id: str
    as_of: date
    positions: tuple[SourcePosition, ...]
    without: tuple[str, ...]
    heard: int
    counts: tuple[Counted, ...]
    nil: bool
    digest: str
    data: str
    now: datetime


@dataclass(frozen=True)
class WriteText:
    """`none` says "Không có" on purpose; an empty text without it is refused."""

    part: Part
    text: str
    none: bool
    now: datetime


@dataclass(frozen=True)
class CompileReport:
    """The newest snapshot and the texts become the report; the document may still lack its number and date."""

    doc: Document
    nil: bool
    now: datetime


@dataclass(frozen=True)
class SubmitReport:
    """Sent on a local date, under its number and date; recipients are those of the terms unless others are named."""

    submitted_on: date
    doc: Document
    now: datetime
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoteOverdue:
    """Its date has passed and it was not sent."""

    now: datetime


ReportCommand: TypeAlias = OpenReport | TakeSnapshot | WriteText | CompileReport | SubmitReport | NoteOverdue
