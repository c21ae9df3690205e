"""The state diagram of a report, walked out of `decide` and `evolve`: what is drawn is what the code does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from chassis.decider import Refused
from contracts.envelope import Document
from contracts.vocabulary import ReportType
from reporting.report import commands as ask
from reporting.report.commands import ReportCommand
from reporting.report.decide import decider
from reporting.report.events import Terms
from reporting.report.parts import Part
from reporting.report.report import NotOpened, Report

NOW = datetime(2026, 6, 22, 2, tzinfo=UTC)
CUTOFF, DUE, SENT = date(2026, 6, 12), date(2026, 6, 19), date(2026, 6, 22)
TERMS = Terms(
    ReportType.SIX_MONTH,
    "6-thang",
    2026,
    "Báo cáo 6 tháng 2026",
    date(2025, 12, 15),
    date(2026, 6, 14),
    CUTOFF,
    DUE,
    "sl-vpub",
    ("sl-ubnd-tinh",),
    "Kế hoạch",
    "2026-1",
)
PAPER = Document(number="55", symbol="BC-VPUB", issued_on=date(2026, 6, 18))
SAMPLES: tuple[ReportCommand, ...] = (
    ask.OpenReport("bao-cao-6-thang-2026", TERMS, NOW),
    ask.TakeSnapshot("snapshot-1", CUTOFF, (), (), 1, (), True, "digest-1", "{}", NOW),
    ask.TakeSnapshot("snapshot-2", CUTOFF, (), (), 2, (), True, "digest-2", "{}", NOW),
    ask.WriteText(Part.TASKS, "", True, NOW),
    ask.CompileReport(PAPER, True, NOW),
    ask.SubmitReport(SENT, PAPER, NOW),
    ask.NoteOverdue(NOW),
)


def steps() -> Iterator[tuple[str, str, str]]:
    """Every (state, event, state) that the samples lead to, each once, in the order found."""
    seen_states: list[Report] = [NotOpened()]
    seen_steps: set[tuple[str, str, str]] = set()
    for state in seen_states:
        for command in SAMPLES:
            for before, event, after in _played(state, command):
                step = (type(before).__name__, event, type(after).__name__)
                if step not in seen_steps:
                    seen_steps.add(step)
                    yield step
                if after not in seen_states:
                    seen_states.append(after)


def _played(state: Report, command: ReportCommand) -> Iterator[tuple[Report, str, Report]]:
    try:
        events = decider.decide(command, state)
    except Refused:
        return
    for event in events:
        after = decider.evolve(state, event)
        yield state, type(event).__name__, after
        state = after


def mermaid() -> str:
    """The diagram as text for the README."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {'[*]' if before == 'NotOpened' else before} --> {after}: {event}" for before, event, after in steps()]
    return "\n".join(lines)
