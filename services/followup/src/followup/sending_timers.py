"""A reply that was issued owes its sending (DL-19): whoever decided it, followup turns to that at once, and again with each delivery."""

from collections.abc import Iterator

from chassis.eventstore.recorded import Recorded
from chassis.timers import Arm, TimerChange
from contracts.workdays import local_date
from followup.case import events as case

PROCESS = "sending-"
OWED, DELIVERED = "owed:", "delivered:"


def sending_timers(recorded: Recorded) -> Iterator[TimerChange]:
    """Due at once; the local day of a delivery stands in the generation. Fired again after a rebuild they change nothing."""
    match recorded.event:
        case case.ReplyIssued(case_id=case_id, reply=reply):
            yield Arm(PROCESS + case_id, OWED + reply.reply_id, 1, recorded.at)
        case case.ReplyDelivered(case_id=case_id, reply_id=reply_id, delivered_at=delivered_at):
            yield Arm(PROCESS + case_id, DELIVERED + reply_id, local_date(delivered_at).toordinal(), recorded.at)
