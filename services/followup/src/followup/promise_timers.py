"""When the date of a promise is near and when it has passed: two moments per promise, apart from the clock of its case."""

from collections.abc import Iterator
from datetime import date, timedelta

from chassis.eventstore.recorded import Recorded
from chassis.timers import Arm, Disarm, TimerChange
from followup.case import promised
from followup.deadlines.office_hours import notice_instant
from followup.deadlines.schedule import OFFICE_HOURS

PROCESS = "promises-"
NEAR, PASSED = "near:", "passed:"
NEAR_DAYS = 7


def promise_timers(recorded: Recorded) -> Iterator[TimerChange]:
    """Arm for the date a promise has now; forget both moments when it ends, and each when it was said."""
    match recorded.event:
        case promised.CommitmentMade(case_id=case_id, commitment_id=commitment_id, expected_on=expected_on):
            if expected_on is not None:
                yield from _armed(recorded, case_id, commitment_id, expected_on)
        case promised.CommitmentRescheduled(case_id=case_id, commitment_id=commitment_id, new_expected_on=expected_on):
            yield from _armed(recorded, case_id, commitment_id, expected_on)
        case promised.CommitmentReminderPostponed(case_id=case_id, commitment_id=commitment_id, passed=passed):
            number, until = recorded.event.expected_on.toordinal(), recorded.event.until
            yield Arm(PROCESS + case_id, _named(commitment_id, passed=passed), number, until)
        case promised.CommitmentReminded(case_id=case_id, commitment_id=commitment_id, passed=passed):
            yield Disarm(PROCESS + case_id, _named(commitment_id, passed=passed))
        case promised.CommitmentWithdrawn() | promised.ResolutionRecorded():
            for name in (NEAR, PASSED):
                yield Disarm(PROCESS + recorded.event.case_id, name + recorded.event.commitment_id)


def moment(name: str) -> tuple[str, bool]:
    """Read a timer's name: which promise, and whether its date has passed."""
    return name.removeprefix(NEAR).removeprefix(PASSED), name.startswith(PASSED)


def _named(commitment_id: str, *, passed: bool) -> str:
    return (PASSED if passed else NEAR) + commitment_id


def _armed(recorded: Recorded, case_id: str, commitment_id: str, expected_on: date) -> Iterator[TimerChange]:
    """The date stands in the generation; a date less than a week ahead needs no word that it is near."""
    process, date_number = PROCESS + case_id, expected_on.toordinal()
    near = notice_instant(expected_on - timedelta(days=NEAR_DAYS), OFFICE_HOURS)
    if near > recorded.at:
        yield Arm(process, NEAR + commitment_id, date_number, near)
    else:
        yield Disarm(process, NEAR + commitment_id)
    yield Arm(process, PASSED + commitment_id, date_number, notice_instant(expected_on + timedelta(days=1), OFFICE_HOURS))
