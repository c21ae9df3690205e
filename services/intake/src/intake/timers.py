"""Closes the lists of a session by itself when the last day for them has passed."""

from collections.abc import Iterable
from datetime import timedelta

from chassis.eventstore.recorded import Recorded
from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from chassis.timers import Arm, Disarm, TimerChange, Timers
from contracts.workdays import start_of_day
from intake.opinion_list.commands import CloseCutoff
from intake.opinion_list.decide import OPINION_LIST
from intake.opinion_list.events import CutoffSet, OpinionCutoffClosed

CUTOFF = "cutoff"


def apply(recorded: Recorded) -> Iterable[TimerChange]:
    """Armed by each cut-off for the first moment a list would be late."""
    match recorded.event:
        case CutoffSet(cutoff_on=cutoff_on, due_on=due_on):
            first_late_day = due_on + timedelta(days=1) if due_on else cutoff_on
            yield Arm(recorded.stream, CUTOFF, recorded.version, start_of_day(first_late_day))
        case OpinionCutoffClosed():
            yield Disarm(recorded.stream, CUTOFF)


async def fire(unit: Unit, due: Arm) -> None:
    """A cut-off that was moved meanwhile refuses; its newer timer is armed."""
    await unit.handle(OPINION_LIST, due.process, CloseCutoff(unit.clock.now(), SYSTEM.ref))


TIMERS = Timers(apply, fire)
