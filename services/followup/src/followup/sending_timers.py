"""A reply that was issued, an interim one too, owes its sending (DL-19).

Whoever decided it, followup turns to that at once, and again with each delivery.
"""

from collections.abc import Iterator

from chassis.eventstore.recorded import Recorded
from chassis.timers import Arm, TimerChange
from contracts.workdays import local_date
from followup.case import events as case
from followup.case import promised

PROCESS = "sending-"
OWED, OWED_INTERIM, DELIVERED = "owed:", "interim:", "delivered:"


def sending_timers(recorded: Recorded) -> Iterator[TimerChange]:
    """Due at once; the local day of a delivery, and the day an interim reply was told, stand in the generation.

    Fired again after a rebuild they change nothing.
    """
    match recorded.event:
        case case.ReplyIssued(case_id=case_id, reply=reply):
            yield Arm(PROCESS + case_id, OWED + reply.reply_id, 1, recorded.at)
        case promised.InterimReplyIssued(case_id=case_id, reply_id=reply_id):
            yield Arm(PROCESS + case_id, OWED_INTERIM + reply_id, local_date(recorded.at).toordinal(), recorded.at)
        case case.ReplyDelivered(case_id=case_id, reply_id=reply_id, delivered_at=delivered_at):
            yield Arm(PROCESS + case_id, DELIVERED + reply_id, local_date(delivered_at).toordinal(), recorded.at)
