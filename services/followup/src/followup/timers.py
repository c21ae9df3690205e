"""Timers from events, pure: which moments of a case, a duty or a recount wake the worker, and what no longer does."""

from collections.abc import Iterator
from datetime import timedelta

from chassis.eventstore.recorded import Recorded
from chassis.timers import Arm, Disarm, TimerChange
from followup.case import events as case
from followup.case import promised
from followup.deadlines.schedule import Schedule
from followup.duty import events as duty
from followup.plan_year import plan_year
from followup.plan_year.plan_year import PlanYearOpened
from followup.promise_timers import promise_timers
from followup.recalculation import run
from followup.rule_pack.events import RulePackLoaded
from followup.sending_timers import sending_timers
from followup.succession import run as succession
from followup.working_calendar.events import WorkingCalendarLoaded

HELD = "held:"

_SCHEDULING = (
    case.FollowUpOpened,
    case.CaseReclassified,
    case.ExtensionGranted,
    case.SuperiorResponseReceived,
    case.DeadlineRecalculated,
    case.DeadlineUpheld,
    case.CaseReopened,
    promised.CasePassedToSuccessor,
    duty.DutyOpened,
    duty.DutyDeadlineRecalculated,
    duty.DutyExtended,
)
_PASSED = case.DeadlinePassed | duty.DutyDeadlinePassed
_POSTPONED = case.StepPostponed | duty.DutyStepPostponed
_STOPPED = case.ReferredToSuperior | case.CaseClosed | duty.DutyFulfilled | duty.DutyLifted


def apply(recorded: Recorded) -> Iterator[TimerChange]:
    """Arm and disarm; a held message waits its days (A-29), everything else follows the schedule in the event."""
    event, stream = recorded.event, recorded.stream
    yield from sending_timers(recorded)
    yield from promise_timers(recorded)
    if isinstance(event, _SCHEDULING):
        if event.schedule is not None:
            yield from _armed(stream, event.schedule)
    elif isinstance(event, _STOPPED) or (isinstance(event, case.ReplyIssued) and event.answers_all):
        yield Disarm(stream)
    elif isinstance(event, _PASSED):
        yield Disarm(stream, event.name)
    elif isinstance(event, _POSTPONED):
        yield Arm(stream, event.name, event.generation, event.until)
    elif isinstance(event, case.ReplyHeld):
        yield Arm(stream, HELD + event.event_id, 1, event.held_at + timedelta(days=event.keep_days))
    elif isinstance(event, case.HeldReplyRefused):
        yield Disarm(stream, HELD + event.event_id)
    else:
        yield from _recount(recorded)


def _armed(stream: str, schedule: Schedule) -> Iterator[TimerChange]:
    yield Disarm(stream)
    for step in schedule.steps:
        yield Arm(stream, step.name, schedule.generation, step.at)


def _recount(recorded: Recorded) -> Iterator[TimerChange]:
    match recorded.event:
        case WorkingCalendarLoaded(calendar_version=version):
            yield Arm(f"{run.STREAM}calendar-{version}", run.NAME, 1, recorded.at)
        case RulePackLoaded(pack=pack):
            yield Arm(f"{run.STREAM}pack-{pack.rule_pack_id}", run.NAME, 1, recorded.at)
        case PlanYearOpened(year=year, next_opens_at=opens_at):
            yield Arm(plan_year.stream_of(year + 1), plan_year.NAME, 1, opens_at)
            yield Disarm(recorded.stream, plan_year.NAME)
        case succession.SuccessionAnnounced(starts_at=starts_at):
            yield Arm(recorded.stream, succession.NAME, 1, starts_at)
        case succession.SuccessionAdvanced(page=page, done=done):
            again = Arm(recorded.stream, succession.NAME, page + 1, recorded.at)
            yield Disarm(recorded.stream, succession.NAME) if done else again
        case run.RecalculationAdvanced(page=page, done=done):
            yield Disarm(recorded.stream, run.NAME) if done else Arm(recorded.stream, run.NAME, page + 1, recorded.at)
