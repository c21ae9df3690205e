"""What happened to one report, with the names under which it is stored."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import ReportType
from reporting.report.parts import Part

OWN = "cap-xa-"
"""How the key of a report begins that each commune owes about itself."""


@dataclass(frozen=True)
class Terms:
    """What is owed: which period, when the data closes, when it is due, to whom, by which document. All dates are local and inclusive."""

    report_type: ReportType
    rule_id: str
    year: int
    title: str
    period_start: date
    period_end: date
    data_cutoff_on: date
    due_on: date
    owner_org_id: str
    recipients: tuple[str, ...]
    source: str
    calendar_version: str
    session_id: str | None = None
    audience: str | None = None

    @property
    def counts_to(self) -> date:
        """The last day whose facts stand in this report (A-04)."""
        return min(self.period_end, self.data_cutoff_on)

    @property
    def counted_org_id(self) -> str | None:
        """The organisation whose part of the province is counted: its own, in a report every commune owes about itself."""
        return self.owner_org_id if self.rule_id.startswith(OWN) else None


@dataclass(frozen=True)
class SourcePosition:
    """Up to where one source's log was heard."""

    source: str
    position: int


@dataclass(frozen=True)
class Counted:
    """One main figure by its name."""

    name: str
    value: int


@dataclass(frozen=True)
class ReportPeriodOpened:
    report_id: str
    terms: Terms
    opened_at: datetime


@dataclass(frozen=True)
class ReportSnapshotTaken:
    """`data` is canonical JSON, `digest` its SHA-256; `without` are ids of events that were parked then and so not counted."""

    report_id: str
    snapshot_id: str
    as_of: date
    positions: tuple[SourcePosition, ...]
    without: tuple[str, ...]
    heard: int
    counts: tuple[Counted, ...]
    nil: bool
    digest: str
    data: str
    taken_at: datetime


@dataclass(frozen=True)
class ReportTextWritten:
    """`text` None says that there is nothing to report in this part: "Không có"."""

    report_id: str
    part: Part
    text: str | None
    written_at: datetime


@dataclass(frozen=True)
class ReportCompiled:
    """The snapshot and the texts as they stand now are the report; `nil` says explicitly that nothing arose."""

    report_id: str
    snapshot_id: str
    doc: Document
    nil: bool
    compiled_at: datetime


@dataclass(frozen=True)
class ReportSubmitted:
    report_id: str
    submitted_on: date
    recipients: tuple[str, ...]
    doc: Document
    nil: bool
    late: bool


@dataclass(frozen=True)
class ReportOverdue:
    report_id: str
    due_on: date
    detected_on: date


ReportEvent: TypeAlias = ReportPeriodOpened | ReportSnapshotTaken | ReportTextWritten | ReportCompiled | ReportSubmitted | ReportOverdue

EVENTS: dict[str, type] = {
    "report.report-period-opened.v1": ReportPeriodOpened,
    "report.report-snapshot-taken.v1": ReportSnapshotTaken,
    "report.report-text-written.v1": ReportTextWritten,
    "report.report-compiled.v1": ReportCompiled,
    "report.report-submitted.v1": ReportSubmitted,
    "report.report-overdue.v1": ReportOverdue,
}
