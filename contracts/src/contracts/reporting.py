"""Public events of reporting: report periods, their snapshots, and what is missing (domain rules, section 16)."""

from datetime import date
from typing import ClassVar

from contracts.envelope import Document, PublicEvent
from contracts.fields import Count, Id, Mark, Name, Position
from contracts.vocabulary import ReportType


class ReportPeriodOpenedV1(PublicEvent):
    """A report is owed from now on. Facts after `data_cutoff_on` roll into the next report but keep their period label (A-04).

    `session_id` stands with AFTER_SESSION; `title` is what the office calls it; `report_id` is also the envelope's subject, without its prefix.
    """

    event_type: ClassVar[str] = "vn.gov.doithoai.reporting.report.report-period-opened.v1"
    report_id: Id | None = None
    report_type: ReportType
    title: Name | None = None
    session_id: Id | None = None
    period_start: date
    period_end: date
    data_cutoff_on: date
    due_on: date
    owner_org_id: Id
    recipients: tuple[Id, ...]
    calendar_version: Id | None = None


class ReportSnapshotTakenV1(PublicEvent):
    """`stream_sequence` counts the events the figures rest on; `positions` says up to where in each source's log, `digest` of what data (SHA-256)."""

    event_type: ClassVar[str] = "vn.gov.doithoai.reporting.report.report-snapshot-taken.v1"
    report_id: Id | None = None
    snapshot_id: Id
    stream_sequence: Position
    counts: dict[str, Count]
    as_of: date | None = None
    positions: dict[str, Position] | None = None
    digest: Mark | None = None


class ReportCompiledV1(PublicEvent):
    """`nil`: the report says that nothing arose in its period, which is not the same as saying nothing."""

    event_type: ClassVar[str] = "vn.gov.doithoai.reporting.report.report-compiled.v1"
    report_id: Id
    doc: Document
    snapshot_id: Id | None = None
    nil: bool = False


class ReportSubmittedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.reporting.report.report-submitted.v1"
    report_id: Id
    submitted_on: date
    recipients: tuple[Id, ...]
    doc: Document | None = None
    nil: bool = False


class ReportOverdueV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.reporting.report.report-overdue.v1"
    report_id: Id
    due_on: date


EVENTS: tuple[type[PublicEvent], ...] = (
    ReportPeriodOpenedV1,
    ReportSnapshotTakenV1,
    ReportCompiledV1,
    ReportSubmittedV1,
    ReportOverdueV1,
)
