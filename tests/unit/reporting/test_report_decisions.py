"""A report: opened once, figures fixed before it is put together, every part written or said to be "Không có", sent once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import ReportType
from reporting.report import commands as ask
from reporting.report import events as e
from reporting.report.decide import decider
from reporting.report.parts import REQUIRED, Part

NOW = datetime(2026, 6, 15, 2, tzinfo=UTC)
TERMS = e.Terms(
    ReportType.SIX_MONTH,
    "6-thang",
    2026,
    "Báo cáo 6 tháng 2026",
    date(2025, 12, 15),
    date(2026, 6, 14),
    date(2026, 6, 12),
    date(2026, 6, 19),
    "sl-vpub",
    ("sl-ubnd-tinh",),
    "Kế hoạch năm 2019 của Sở Nội vụ: trước ngày 20/6",
    "2026-1",
)
ID = "bao-cao-6-thang-2026"
DRAFT = Document(symbol="BC-VPUB")
PAPER = Document(number="55", symbol="BC-VPUB", issued_on=date(2026, 6, 18))
OPENED = e.ReportPeriodOpened(ID, TERMS, NOW)


def taking(**changed: Any) -> ask.TakeSnapshot:
    positions = (e.SourcePosition("urn:doithoai:son-la:intake", 7),)
    taken = ask.TakeSnapshot("s-1", date(2026, 6, 12), positions, (), 7, (e.Counted("sessions", 3),), False, "d-1", "{}", NOW)
    return replace(taken, **changed)


def taken(**changed: Any) -> e.ReportSnapshotTaken:
    said = taking(**changed)
    return e.ReportSnapshotTaken(
        ID, said.snapshot_id, said.as_of, said.positions, said.without, said.heard, said.counts, said.nil, said.digest, said.data, NOW
    )


def written(part: Part, text: str | None = "Đã triển khai.") -> e.ReportTextWritten:
    return e.ReportTextWritten(ID, part, text, NOW)


ALL_WRITTEN = tuple(written(part) for part in sorted(REQUIRED))
COMPILED = e.ReportCompiled(ID, "s-1", DRAFT, False, NOW)
SENT = e.ReportSubmitted(ID, date(2026, 6, 19), ("sl-ubnd-tinh",), PAPER, False, False)


def test_a_period_is_opened_once_and_the_same_terms_again_change_nothing() -> None:
    given(decider).when(ask.OpenReport(ID, TERMS, NOW)).then(OPENED)
    given(decider, OPENED).when(ask.OpenReport(ID, TERMS, NOW)).then()
    given(decider, OPENED).when(ask.OpenReport(ID, replace(TERMS, due_on=date(2026, 6, 30)), NOW)).refused("report_already_opened")


def test_terms_must_make_sense() -> None:
    given(decider).when(ask.OpenReport(ID, replace(TERMS, recipients=()), NOW)).refused("recipients_missing")
    given(decider).when(ask.OpenReport(ID, replace(TERMS, period_end=date(2025, 1, 1)), NOW)).refused("period_ends_before_it_starts")
    given(decider).when(ask.OpenReport(ID, replace(TERMS, due_on=date(2026, 6, 1)), NOW)).refused("due_before_cutoff")


def test_figures_are_fixed_of_a_day_that_has_come_and_the_same_figures_only_once() -> None:
    given(decider).when(taking()).refused("report_not_opened")
    given(decider, OPENED).when(taking()).then(taken())
    given(decider, OPENED, taken()).when(taking(snapshot_id="s-2")).then()
    given(decider, OPENED).when(taking(as_of=date(2026, 6, 16))).refused("as_of_in_the_future")
    given(decider, OPENED).when(taking(as_of=date(2025, 12, 14))).refused("as_of_before_the_period")


def test_the_day_that_has_come_is_the_local_one() -> None:
    evening = datetime(2026, 6, 15, 17, tzinfo=UTC)
    given(decider, OPENED).when(taking(as_of=date(2026, 6, 16), now=evening)).then(
        replace(taken(as_of=date(2026, 6, 16)), taken_at=evening)
    )


def test_none_is_said_on_purpose_and_silence_is_refused() -> None:
    nothing = ask.WriteText(Part.PROPOSALS, "", True, NOW)
    given(decider, OPENED).when(nothing).then(written(Part.PROPOSALS, None))
    given(decider, OPENED, written(Part.PROPOSALS, None)).when(nothing).then()
    given(decider, OPENED).when(ask.WriteText(Part.PROPOSALS, "  ", False, NOW)).refused("text_missing")
    given(decider, OPENED).when(ask.WriteText(Part.PROPOSALS, "a" * 20_001, False, NOW)).refused("text_too_long")


def test_a_report_is_compiled_of_figures_and_every_part() -> None:
    compiling = ask.CompileReport(DRAFT, False, NOW)
    given(decider, OPENED).when(compiling).refused("snapshot_missing")
    asked = given(decider, OPENED, taken(), *ALL_WRITTEN[1:]).when(compiling)
    asked.refused("texts_missing")
    assert asked.refusal and asked.refusal.details["parts"] == "I"
    given(decider, OPENED, taken(), *ALL_WRITTEN).when(compiling).then(COMPILED)


def test_a_nil_report_is_said_and_not_silence() -> None:
    nil = taken(nil=True)
    given(decider, OPENED, nil).when(ask.CompileReport(DRAFT, False, NOW)).refused("nil_not_said")
    given(decider, OPENED, nil).when(ask.CompileReport(DRAFT, True, NOW)).then(replace(COMPILED, nil=True))
    given(decider, OPENED, taken(), *ALL_WRITTEN).when(ask.CompileReport(DRAFT, True, NOW)).refused("not_a_nil_report")


def test_a_new_text_or_snapshot_makes_it_a_draft_again() -> None:
    sending = ask.SubmitReport(date(2026, 6, 15), replace_date(PAPER, date(2026, 6, 15)), NOW)
    given(decider, OPENED, taken(), *ALL_WRITTEN, COMPILED, written(Part.TASKS, "Khác.")).when(sending).refused("report_not_compiled")
    given(decider, OPENED, taken(), *ALL_WRITTEN, COMPILED, taken(snapshot_id="s-2", digest="d-2")).when(sending).refused(
        "report_not_compiled"
    )


def replace_date(doc: Document, on: date) -> Document:
    return doc.model_copy(update={"issued_on": on})


def test_a_report_is_sent_under_its_number_and_never_changes_again() -> None:
    now = datetime(2026, 6, 19, 3, tzinfo=UTC)
    ready = (OPENED, taken(), *ALL_WRITTEN, COMPILED)
    given(decider, *ready).when(ask.SubmitReport(date(2026, 6, 19), PAPER, now)).then(SENT)
    given(decider, *ready).when(ask.SubmitReport(date(2026, 6, 19), DRAFT, now)).refused("document_is_a_draft")
    given(decider, *ready).when(ask.SubmitReport(date(2026, 6, 20), PAPER, now)).refused("submitted_in_the_future")
    given(decider, *ready).when(ask.SubmitReport(date(2026, 6, 17), PAPER, now)).refused("submitted_before_issued")
    for command in (taking(digest="d-9"), ask.WriteText(Part.TASKS, "x", False, now), ask.SubmitReport(date(2026, 6, 19), PAPER, now)):
        given(decider, *ready, SENT).when(command).refused("report_already_submitted")


def test_a_report_sent_after_its_date_is_late() -> None:
    now = datetime(2026, 6, 22, 3, tzinfo=UTC)
    ready = (OPENED, taken(), *ALL_WRITTEN, COMPILED, e.ReportOverdue(ID, TERMS.due_on, date(2026, 6, 20)))
    given(decider, *ready).when(ask.SubmitReport(date(2026, 6, 22), PAPER, now)).then(
        replace(SENT, submitted_on=date(2026, 6, 22), late=True)
    )


def test_a_report_is_overdue_once_when_its_local_day_is_over() -> None:
    last_moment, next_day = datetime(2026, 6, 19, 16, 59, tzinfo=UTC), datetime(2026, 6, 19, 17, tzinfo=UTC)
    overdue = e.ReportOverdue(ID, date(2026, 6, 19), date(2026, 6, 20))
    given(decider, OPENED).when(ask.NoteOverdue(last_moment)).then()
    given(decider, OPENED).when(ask.NoteOverdue(next_day)).then(overdue)
    given(decider, OPENED, overdue).when(ask.NoteOverdue(next_day)).then()
    given(decider, OPENED, taken(), *ALL_WRITTEN, COMPILED, SENT).when(ask.NoteOverdue(next_day)).then()
    given(decider).when(ask.NoteOverdue(next_day)).then()
