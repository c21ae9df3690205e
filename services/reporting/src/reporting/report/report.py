"""A report's life as states: not opened, drafted, compiled, submitted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TypeAlias, assert_never

from contracts.envelope import Document
from reporting.report import events as e
from reporting.report.events import ReportEvent, Terms
from reporting.report.parts import Part


@dataclass(frozen=True)
class NotOpened:
    """Nobody has opened its period."""


@dataclass(frozen=True)
class Snapshot:
    """What a snapshot was of; its data stays in the log."""

    snapshot_id: str
    as_of: date
    digest: str
    nil: bool


@dataclass(frozen=True)
class Drafted:
    """Owed. `texts` holds None for "Không có"; only the newest snapshot can become the report."""

    report_id: str
    terms: Terms
    snapshot: Snapshot | None = None
    texts: Mapping[Part, str | None] = field(default_factory=lambda: MappingProxyType({}))
    overdue: bool = False


@dataclass(frozen=True)
class Compiled:
    """Put together and waiting to be sent; a new text or snapshot makes it a draft again."""

    draft: Drafted
    doc: Document
    nil: bool


@dataclass(frozen=True)
class Submitted:
    """Sent: nothing of it changes any more."""

    draft: Drafted
    doc: Document
    submitted_on: date


Report: TypeAlias = NotOpened | Drafted | Compiled | Submitted


def evolve(report: Report, event: ReportEvent) -> Report:
    match event:
        case e.ReportPeriodOpened():
            return Drafted(event.report_id, event.terms)
        case e.ReportSnapshotTaken():
            return replace(_draft(report), snapshot=Snapshot(event.snapshot_id, event.as_of, event.digest, event.nil))
        case e.ReportTextWritten():
            draft = _draft(report)
            return replace(draft, texts=MappingProxyType({**draft.texts, event.part: event.text}))
        case e.ReportCompiled():
            return Compiled(_draft(report), event.doc, event.nil)
        case e.ReportSubmitted():
            return Submitted(_draft(report), event.doc, event.submitted_on)
        case e.ReportOverdue():
            late = replace(_draft(report), overdue=True)
            return replace(report, draft=late) if isinstance(report, Compiled) else late
        case _:
            assert_never(event)


def _draft(report: Report) -> Drafted:
    match report:
        case Drafted():
            return report
        case Compiled():
            return report.draft
        case _:
            raise TypeError(f"the log changes a report that is {type(report).__name__}")
