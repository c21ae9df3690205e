"""A report that is owed wakes at the end of its last day; one that was sent wakes no more."""

from collections.abc import Iterable
from datetime import timedelta

from chassis.eventstore.recorded import Recorded
from chassis.handle import Unit
from chassis.timers import Arm, Disarm, TimerChange, Timers
from contracts.workdays import start_of_day
from reporting.report.commands import NoteOverdue
from reporting.report.decide import decider
from reporting.report.events import ReportOverdue, ReportPeriodOpened, ReportSubmitted

OVERDUE = "overdue"


def apply(recorded: Recorded) -> Iterable[TimerChange]:
    match recorded.event:
        case ReportPeriodOpened() as event:
            yield Arm(recorded.stream, OVERDUE, 1, start_of_day(event.terms.due_on + timedelta(days=1)))
        case ReportSubmitted() | ReportOverdue():
            yield Disarm(recorded.stream)
        case _:
            return


async def fire(unit: Unit, due: Arm) -> None:
    await unit.handle(decider, due.process, NoteOverdue(unit.clock.now()))


TIMERS = Timers(apply, fire)
