"""Which acts on a report are accepted: opened once, snapshot before compiling, every part written or said to be "Không có", sent once."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Decider, Refused
from contracts.workdays import local_date
from reporting.report import commands as ask
from reporting.report import events as e
from reporting.report.commands import ReportCommand
from reporting.report.events import ReportEvent, Terms
from reporting.report.parts import REQUIRED
from reporting.report.report import Compiled, Drafted, NotOpened, Report, Submitted, evolve

LONGEST_TEXT = 20_000


def decide(command: ReportCommand, report: Report) -> Sequence[ReportEvent]:
    match command:
        case ask.OpenReport():
            return _open(command, report)
        case ask.TakeSnapshot():
            return _snapshot(command, _owed(report))
        case ask.WriteText():
            return _write(command, _owed(report))
        case ask.CompileReport():
            return _compile(command, _owed(report))
        case ask.SubmitReport():
            return _submit(command, report)
        case ask.NoteOverdue():
            return _overdue(command, report)
        case _:
            assert_never(command)


def _open(command: ask.OpenReport, report: Report) -> Sequence[ReportEvent]:
    known = _terms(report)
    if known is not None:
        if known == command.terms:
            return []
        raise Refused("report_already_opened")
    terms = command.terms
    if not terms.recipients:
        raise Refused("recipients_missing")
    if terms.period_end < terms.period_start:
        raise Refused("period_ends_before_it_starts")
    if terms.due_on < terms.data_cutoff_on:
        raise Refused("due_before_cutoff")
    return [e.ReportPeriodOpened(command.report_id, terms, command.now)]


def _snapshot(command: ask.TakeSnapshot, draft: Drafted) -> Sequence[ReportEvent]:
    if command.as_of > local_date(command.now):
        raise Refused("as_of_in_the_future")
    if command.as_of < draft.terms.period_start:
        raise Refused("as_of_before_the_period", day=_day(draft.terms))
    if draft.snapshot is not None and draft.snapshot.digest == command.digest:
        return []
    return [
        e.ReportSnapshotTaken(
            draft.report_id,
            command.snapshot_id,
            command.as_of,
            command.positions,
            command.without,
            command.heard,
            command.counts,
            command.nil,
            command.digest,
            command.data,
            command.now,
        )
    ]


def _write(command: ask.WriteText, draft: Drafted) -> Sequence[ReportEvent]:
    text = None if command.none else command.text.strip()
    if text == "":
        raise Refused("text_missing")
    if text is not None and len(text) > LONGEST_TEXT:
        raise Refused("text_too_long")
    if command.part in draft.texts and draft.texts[command.part] == text:
        return []
    return [e.ReportTextWritten(draft.report_id, command.part, text, command.now)]


def _compile(command: ask.CompileReport, draft: Drafted) -> Sequence[ReportEvent]:
    if draft.snapshot is None:
        raise Refused("snapshot_missing")
    if draft.snapshot.nil is not command.nil:
        raise Refused("nil_not_said" if draft.snapshot.nil else "not_a_nil_report")
    missing = sorted(REQUIRED - draft.texts.keys())
    if missing and not command.nil:
        raise Refused("texts_missing", parts=", ".join(missing))
    return [e.ReportCompiled(draft.report_id, draft.snapshot.snapshot_id, command.doc, command.nil, command.now)]


def _submit(command: ask.SubmitReport, report: Report) -> Sequence[ReportEvent]:
    draft = _owed(report)
    if not isinstance(report, Compiled):
        raise Refused("report_not_compiled")
    if not (command.doc.number and command.doc.issued_on):
        raise Refused("document_is_a_draft")
    if command.submitted_on > local_date(command.now):
        raise Refused("submitted_in_the_future")
    if command.submitted_on < command.doc.issued_on:
        raise Refused("submitted_before_issued")
    recipients = command.recipients or draft.terms.recipients
    late = command.submitted_on > draft.terms.due_on
    return [e.ReportSubmitted(draft.report_id, command.submitted_on, recipients, command.doc, report.nil, late)]


def _overdue(command: ask.NoteOverdue, report: Report) -> Sequence[ReportEvent]:
    if isinstance(report, NotOpened | Submitted):
        return []
    draft = _owed(report)
    today = local_date(command.now)
    if draft.overdue or today <= draft.terms.due_on:
        return []
    return [e.ReportOverdue(draft.report_id, draft.terms.due_on, today)]


def _owed(report: Report) -> Drafted:
    """The draft that may still change. Raises Refused."""
    match report:
        case NotOpened():
            raise Refused("report_not_opened")
        case Submitted():
            raise Refused("report_already_submitted", day=f"{report.submitted_on:%d/%m/%Y}")
        case Compiled():
            return report.draft
        case Drafted():
            return report
        case _:
            assert_never(report)


def _terms(report: Report) -> Terms | None:
    match report:
        case NotOpened():
            return None
        case Drafted():
            return report.terms
        case Compiled() | Submitted():
            return report.draft.terms
        case _:
            assert_never(report)


def _day(terms: Terms) -> str:
    return f"{terms.period_start:%d/%m/%Y}"


decider: Decider[ReportCommand, Report, ReportEvent] = Decider(decide, evolve, NotOpened())


def stream_of(report_id: str) -> str:
    return f"report-{report_id}"
