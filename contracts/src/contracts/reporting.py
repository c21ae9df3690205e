"""Public events of reporting: report periods, their snapshots, and what is missing (domain rules, section 16)."""

from datetime import date
from typing import ClassVar

from contracts.envelope import Document, PublicEvent
from contracts.fields import Count, Id, Year
from contracts.vocabulary import Audience, ReportType


class ReportPeriodOpenedV1(PublicEvent):
    """Facts after `data_cutoff_on` roll into the next report but keep their period label (A-04)."""

    event_type: ClassVar[str] = "vn.gov.doithoai.reporting.report.report-period-opened.v1"
    report_type: ReportType
    period_start: date
    period_end: date
    data_cutoff_on: date
    due_on: date
    owner_org_id: Id
    recipients: tuple[Id, ...]


class ReportSnapshotTakenV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.reporting.report.report-snapshot-taken.v1"
    snapshot_id: Id
    stream_sequence: Count
    counts: dict[str, int]


class ReportCompiledV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.reporting.report.report-compiled.v1"
    report_id: Id
    doc: Document


class ReportSubmittedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.reporting.report.report-submitted.v1"
    report_id: Id
    submitted_on: date
    recipients: tuple[Id, ...]


class ReportOverdueV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.reporting.report.report-overdue.v1"
    report_id: Id
    due_on: date


class MinimumFrequencyBreachedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.reporting.report.minimum-frequency-breached.v1"
    org_id: Id
    plan_year: Year
    audience: Audience
    required: Count
    held: Count


EVENTS: tuple[type[PublicEvent], ...] = (
    ReportPeriodOpenedV1,
    ReportSnapshotTakenV1,
    ReportCompiledV1,
    ReportSubmittedV1,
    ReportOverdueV1,
    MinimumFrequencyBreachedV1,
)
