"""When a notice wakes: for its next attempt, and for the alarm while it waits too long."""

from collections.abc import Iterable
from datetime import timedelta

from chassis.eventstore.recorded import Recorded
from chassis.handle import Unit
from chassis.observability.log import get_log
from chassis.timers import Arm, Disarm, TimerChange, Timers
from notify.log_events import LogEvent
from notify.notice import events as e
from notify.notice.commands import MakeDue, RaiseAlarm
from notify.notice.decide import decider

DELIVER, ALARM = "deliver", "alarm"
ALARM_EVERY = timedelta(hours=24)

log = get_log(__name__)


def apply(recorded: Recorded) -> Iterable[TimerChange]:
    stream = recorded.stream
    match recorded.event:
        case e.NoticeRequested() as event:
            yield Arm(stream, ALARM, 1, event.alarm_at)
            if event.not_before > event.requested_at:
                yield Arm(stream, DELIVER, 1, event.not_before)
        case e.DeliveryDue():
            yield Disarm(stream, DELIVER)
        case e.DeliveryFailed() as event:
            yield Arm(stream, DELIVER, event.attempt_no + 1, event.next_attempt_at)
        case e.DeliveryStalled() as event:
            yield Arm(stream, ALARM, event.alarm_no + 1, event.next_alarm_at)
        case e.ResendRequested() as event:
            yield Arm(stream, ALARM, 1, event.requested_at + ALARM_EVERY)
        case e.NoticeSent() | e.NoticeUndeliverable() | e.NoticeWithdrawn():
            yield Disarm(stream)
        case _:
            return


async def fire(unit: Unit, due: Arm) -> None:
    now = unit.clock.now()
    if due.name == DELIVER:
        await unit.handle(decider, due.process, MakeDue(due.generation, now))
        return
    for event in await unit.handle(decider, due.process, RaiseAlarm(due.generation, now + ALARM_EVERY, now)):
        if isinstance(event, e.DeliveryStalled):
            log.error(LogEvent.DELIVERY_STALLED, notice_id=event.about.notice_id, attempts=event.attempts, reason=event.last_reason)


TIMERS = Timers(apply, fire)
