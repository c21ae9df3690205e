"""Reports that were opened, with their texts and snapshots: what the office's pages show, made from this service's own log."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from contracts.envelope import Document
from contracts.vocabulary import ReportType
from reporting.readmodel.facts import INSTANT, JSON, Fact, table_of
from reporting.report import events as e
from reporting.report.events import Terms
from reporting.report.parts import Part

OPEN, COMPILED, SUBMITTED = "OPEN", "COMPILED", "SUBMITTED"
NOT_OPENED, OVERDUE = "NOT_OPENED", "OVERDUE"
STATE_NAMES = {
    NOT_OPENED: "Chưa mở",
    OPEN: "Đang làm",
    COMPILED: "Đã tổng hợp, chưa gửi",
    OVERDUE: "Quá hạn gửi",
    SUBMITTED: "Đã gửi",
}
STATE_TONES = {NOT_OPENED: "muted", OPEN: "info", COMPILED: "warn", OVERDUE: "bad", SUBMITTED: "good"}


class ReportRow(Fact, table=True):
    """One opened report. `nil` is None until it was compiled; `version` is that of its stream."""

    __tablename__ = "report"
    report_id: str = Field(primary_key=True)
    report_type: str
    rule_id: str
    year: int = Field(index=True)
    title: str
    period_start: date
    period_end: date
    data_cutoff_on: date
    due_on: date
    owner_org_id: str
    recipients: list[Any] = Field(sa_type=JSON)
    source: str
    calendar_version: str
    session_id: str | None = None
    audience: str | None = None
    state: str
    overdue: bool
    nil: bool | None = None
    snapshot_id: str | None = None
    doc: Any = Field(default=None, sa_type=JSON)
    submitted_on: date | None = None
    late: bool | None = None
    version: int

    @property
    def standing(self) -> str:
        """The state as the list shows it."""
        return OVERDUE if self.overdue and self.state != SUBMITTED else self.state

    def terms(self) -> Terms:
        """What was owed when it was opened: later calendars change nothing of it."""
        values = {name: getattr(self, name) for name in Terms.__dataclass_fields__}
        return Terms(**{**values, "report_type": ReportType(self.report_type), "recipients": tuple(self.recipients)})


class ReportText(Fact, table=True):
    """What the office wrote in one part; `text` None is "Không có"."""

    __tablename__ = "report_text"
    report_id: str = Field(primary_key=True)
    part: str = Field(primary_key=True)
    text: str | None = None


class ReportSnapshot(Fact, table=True):
    """One snapshot with its whole data, as it was when it was taken."""

    __tablename__ = "report_snapshot"
    snapshot_id: str = Field(primary_key=True)
    report_id: str = Field(index=True)
    as_of: date
    positions: dict[str, Any] = Field(sa_type=JSON)
    without: list[Any] = Field(sa_type=JSON)
    heard: int
    nil: bool
    digest: str
    data: str
    taken_at: datetime = Field(sa_type=INSTANT)
    version: int


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    match event:
        case e.ReportPeriodOpened():
            terms = {**vars(event.terms), "recipients": list(event.terms.recipients)}
            yield Put("report", {"report_id": event.report_id}, {**terms, "state": OPEN, "overdue": False, "version": recorded.version})
        case e.ReportSnapshotTaken():
            yield Put("report_snapshot", {"snapshot_id": event.snapshot_id}, _snapshot(event, recorded.version))
            yield _report(recorded, state=OPEN, snapshot_id=event.snapshot_id, nil=None)
        case e.ReportTextWritten():
            yield Put("report_text", {"report_id": event.report_id, "part": event.part}, {"text": event.text})
            yield _report(recorded, state=OPEN, nil=None)
        case e.ReportCompiled():
            yield _report(recorded, state=COMPILED, doc=_paper(event.doc), nil=event.nil)
        case e.ReportSubmitted():
            sent = {"submitted_on": event.submitted_on, "late": event.late, "recipients": list(event.recipients)}
            yield _report(recorded, state=SUBMITTED, doc=_paper(event.doc), **sent)
        case e.ReportOverdue():
            yield _report(recorded, overdue=True)


def _report(recorded: Recorded, **values: object) -> Change:
    return Patch("report", {"report_id": recorded.event.report_id}, {**values, "version": recorded.version})


def _snapshot(event: e.ReportSnapshotTaken, version: int) -> dict[str, Any]:
    names = ("report_id", "as_of", "heard", "nil", "digest", "data", "taken_at")
    rest = {"positions": {each.source: each.position for each in event.positions}, "without": list(event.without), "version": version}
    return {**{name: getattr(event, name) for name in names}, **rest}


def _paper(doc: Document) -> dict[str, Any]:
    return doc.model_dump(mode="json")


PROJECTION = Projection("reports", 1, (ReportRow, ReportText, ReportSnapshot), apply)


async def find_reports(connection: AsyncConnection, year: int) -> dict[str, ReportRow]:
    """Opened reports of a reporting year by id."""
    table = table_of(ReportRow)
    rows = (await connection.execute(sa.select(table).where(table.c.year == year))).mappings()
    return {row["report_id"]: ReportRow(**row) for row in rows}


async def find_report(connection: AsyncConnection, report_id: str) -> ReportRow | None:
    """None while nobody has opened it."""
    table = table_of(ReportRow)
    row = (await connection.execute(sa.select(table).where(table.c.report_id == report_id))).mappings().one_or_none()
    return ReportRow(**row) if row else None


async def find_texts(connection: AsyncConnection, report_id: str) -> dict[Part, str | None]:
    """What was written, by part."""
    table = table_of(ReportText)
    rows = (await connection.execute(sa.select(table.c.part, table.c.text).where(table.c.report_id == report_id))).all()
    return {Part(part): text for part, text in rows}


async def find_snapshots(connection: AsyncConnection, report_id: str) -> Sequence[ReportSnapshot]:
    """Every snapshot of a report, the newest first."""
    table = table_of(ReportSnapshot)
    rows = (await connection.execute(sa.select(table).where(table.c.report_id == report_id).order_by(table.c.version.desc()))).mappings()
    return [ReportSnapshot(**row) for row in rows]


async def find_snapshot(connection: AsyncConnection, snapshot_id: str) -> ReportSnapshot | None:
    table = table_of(ReportSnapshot)
    row = (await connection.execute(sa.select(table).where(table.c.snapshot_id == snapshot_id))).mappings().one_or_none()
    return ReportSnapshot(**row) if row else None
