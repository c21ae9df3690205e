"""A report that is owed wakes at the end of its last day; a reporting year opens on its first, and each day again until it is complete."""

from collections.abc import Iterable
from datetime import timedelta

from chassis.eventstore.recorded import Recorded
from chassis.handle import Unit
from chassis.timers import Arm, Disarm, TimerChange, Timers
from contracts.workdays import start_of_day
from reporting.opening import open_year
from reporting.report import year
from reporting.report.commands import NoteOverdue
from reporting.report.decide import decider
from reporting.report.events import ReportOverdue, ReportPeriodOpened, ReportSubmitted
from reporting.report.year import ReportYearOpened

OVERDUE = "overdue"
LOOKED_AT_AGAIN_AFTER = timedelta(days=1)


def apply(recorded: Recorded) -> Iterable[TimerChange]:
    match recorded.event:
        case ReportPeriodOpened() as event:
            yield Arm(recorded.stream, OVERDUE, 1, start_of_day(event.terms.due_on + timedelta(days=1)))
        case ReportSubmitted() | ReportOverdue():
            yield Disarm(recorded.stream)
        case ReportYearOpened(missing=()) as event:
            yield Arm(year.stream_of(event.year + 1), year.OPEN, 1, event.next_opens_at)
        case ReportYearOpened() as event:
            yield Arm(recorded.stream, year.OPEN, event.look + 1, recorded.at + LOOKED_AT_AGAIN_AFTER)
        case _:
            return


async def fire(unit: Unit, due: Arm) -> None:
    if due.name == year.OPEN:
        await open_year(unit, int(due.process.removeprefix(year.STREAM)))
        return
    await unit.handle(decider, due.process, NoteOverdue(unit.clock.now()))


TIMERS = Timers(apply, fire)
