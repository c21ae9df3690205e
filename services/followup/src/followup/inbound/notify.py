"""notify sent something that names a due date: from then on that date is known outside (A-11)."""

from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from chassis.messaging.inbox import Source
from contracts.envelope import Envelope
from contracts.notify import NoticeSentV1, ReminderSentV1
from contracts.vocabulary import NoticePurpose, TargetKind
from followup.case import commands as c
from followup.case.decide import decider as cases
from followup.case.vocabulary import CommunicatedBy
from followup.duty.commands import MarkDutyCommunicated
from followup.duty.decide import decider as duties

NAMES_THE_DUE_DATE = frozenset({NoticePurpose.CONCLUSION, NoticePurpose.ESCALATION})


async def _reminded(unit: Unit, _envelope: Envelope, event: ReminderSentV1) -> None:
    if event.target_kind is TargetKind.DUTY:
        await unit.handle(duties, f"duty-{event.target_id}", MarkDutyCommunicated(now=unit.clock.now()))
        return
    mark = c.MarkCommunicated(now=unit.clock.now(), by=SYSTEM, by_means_of=CommunicatedBy.REMINDER)
    await unit.handle(cases, f"case-{event.target_id}", mark)


async def _noticed(unit: Unit, _envelope: Envelope, event: NoticeSentV1) -> None:
    if event.case_id and event.purpose in NAMES_THE_DUE_DATE:
        mark = c.MarkCommunicated(now=unit.clock.now(), by=SYSTEM, by_means_of=CommunicatedBy.NOTICE)
        await unit.handle(cases, f"case-{event.case_id}", mark)


def source() -> Source:
    """Handlers for what notify publishes."""
    return Source("notify", {ReminderSentV1: _reminded, NoticeSentV1: _noticed})
