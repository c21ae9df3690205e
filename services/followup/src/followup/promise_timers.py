"""When the date of a promise is near and when it has passed: two moments per promise, apart from the clock of its case.

What was promised is that a matter will be settled, or, by an interim reply or a notice of delay, that the reply itself will come.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from chassis.eventstore.recorded import Recorded
from chassis.timers import Arm, Disarm, TimerChange
from followup.case import events as case
from followup.case import promised
from followup.case.expected import notice_of
from followup.deadlines.office_hours import notice_instant
from followup.deadlines.schedule import OFFICE_HOURS

PROCESS, OF_REPLY = "promises-", "expected-"
NEAR, PASSED = "near:", "passed:"
NEAR_DAYS = 7


def promise_timers(recorded: Recorded) -> Iterator[TimerChange]:
    """Arm for the date a promise has now; forget both moments when it ends, and each when it was said."""
    match recorded.event:
        case promised.CommitmentMade(case_id=case_id, commitment_id=commitment_id, expected_on=expected_on):
            if expected_on is not None:
                yield from _armed(recorded, PROCESS + case_id, commitment_id, expected_on)
        case promised.CommitmentRescheduled(case_id=case_id, commitment_id=commitment_id, new_expected_on=expected_on):
            yield from _armed(recorded, PROCESS + case_id, commitment_id, expected_on)
        case promised.CommitmentReminderPostponed(commitment_id=commitment_id, passed=passed):
            number, until = recorded.event.expected_on.toordinal(), recorded.event.until
            yield Arm(_process(recorded.event), _named(commitment_id, passed=passed), number, until)
        case promised.CommitmentReminded(commitment_id=commitment_id, passed=passed):
            yield Disarm(_process(recorded.event), _named(commitment_id, passed=passed))
        case promised.CommitmentWithdrawn() | promised.ResolutionRecorded():
            for name in (NEAR, PASSED):
                yield Disarm(PROCESS + recorded.event.case_id, name + recorded.event.commitment_id)
        case _:
            yield from _of_reply(recorded)


def _of_reply(recorded: Recorded) -> Iterator[TimerChange]:
    """A date named anew leaves the moments of the earlier one to find nothing to say: other opinions may still wait for it."""
    match recorded.event:
        case promised.InterimReplyIssued(case_id=case_id, reply_id=reply_id, expected_reply_on=expected_on):
            if expected_on is not None:
                yield from _armed(recorded, OF_REPLY + case_id, reply_id, expected_on)
        case case.DelayNoticeSent(case_id=case_id, expected_reply_on=expected_on):
            yield from _armed(recorded, OF_REPLY + case_id, notice_of(expected_on), expected_on)
        case case.ReplyIssued(case_id=case_id, answers_all=True) | case.ExtensionGranted(case_id=case_id):
            yield Disarm(OF_REPLY + case_id)


def moment(name: str) -> tuple[str, bool]:
    """Read a timer's name: which promise, and whether its date has passed."""
    return name.removeprefix(NEAR).removeprefix(PASSED), name.startswith(PASSED)


def case_of(process: str) -> tuple[str, bool] | None:
    """Read a timer's process: which case, and whether its reply was promised; None for anything else."""
    for prefix in (PROCESS, OF_REPLY):
        if process.startswith(prefix):
            return process.removeprefix(prefix), prefix == OF_REPLY
    return None


def _process(event: promised.CommitmentReminded | promised.CommitmentReminderPostponed) -> str:
    return (OF_REPLY if event.of_reply else PROCESS) + event.case_id


def _named(commitment_id: str, *, passed: bool) -> str:
    return (PASSED if passed else NEAR) + commitment_id


def _armed(recorded: Recorded, process: str, promise_id: str, expected_on: date) -> Iterator[TimerChange]:
    """The date stands in the generation; a date less than a week ahead needs no word that it is near."""
    date_number = expected_on.toordinal()
    near = notice_instant(expected_on - timedelta(days=NEAR_DAYS), OFFICE_HOURS)
    if near > recorded.at:
        yield Arm(process, NEAR + promise_id, date_number, near)
    else:
        yield Disarm(process, NEAR + promise_id)
    yield Arm(process, PASSED + promise_id, date_number, notice_instant(expected_on + timedelta(days=1), OFFICE_HOURS))
