"""Closes the lists of a session by itself when the last day for them has passed; forgets what an uploaded file said after thirty days."""

from collections.abc import Iterable
from datetime import timedelta

from chassis.eventstore.recorded import Recorded
from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from chassis.timers import Arm, Disarm, TimerChange, Timers
from contracts.workdays import start_of_day
from intake.import_batch.decide import stream_of as batch_stream
from intake.import_batch.events import ImportForgotten, ImportPreviewed
from intake.importing.applying import forget
from intake.opinion_list.commands import CloseCutoff
from intake.opinion_list.decide import OPINION_LIST
from intake.opinion_list.events import CutoffSet, OpinionCutoffClosed

CUTOFF = "cutoff"
FORGET = "forget"
KEPT = timedelta(days=30)


def apply(recorded: Recorded) -> Iterable[TimerChange]:
    """Armed by each cut-off for the first moment a list would be late."""
    match recorded.event:
        case CutoffSet(cutoff_on=cutoff_on, due_on=due_on):
            first_late_day = due_on + timedelta(days=1) if due_on else cutoff_on
            yield Arm(recorded.stream, CUTOFF, recorded.version, start_of_day(first_late_day))
        case OpinionCutoffClosed():
            yield Disarm(recorded.stream, CUTOFF)
        case ImportPreviewed(previewed_at=previewed_at):
            yield Arm(recorded.stream, FORGET, recorded.version, previewed_at + KEPT)
        case ImportForgotten():
            yield Disarm(recorded.stream, FORGET)


async def fire(unit: Unit, due: Arm) -> None:
    """A cut-off that was moved meanwhile refuses; its newer timer is armed."""
    if due.name == FORGET:
        await forget(unit, due.process.removeprefix(batch_stream("")), SYSTEM.ref)
        return
    await unit.handle(OPINION_LIST, due.process, CloseCutoff(unit.clock.now(), SYSTEM.ref))


TIMERS = Timers(apply, fire)
