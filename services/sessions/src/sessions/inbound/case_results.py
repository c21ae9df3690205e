"""What followup says of due dates and replies, kept for the conclusion notice and the notice of results."""

from typing import Any

from chassis.handle import Unit
from contracts.envelope import Envelope, PublicEvent
from contracts.followup import CaseReclassifiedV1, DeadlineRecalculatedV1, ExtensionGrantedV1, FollowUpOpenedV1, ReplyIssuedV1
from sessions.heard_results import note


async def due_first(unit: Unit, event: FollowUpOpenedV1) -> None:
    await note(unit.connection, event.case_id, due_on=event.due_on)


async def due_moved(unit: Unit, envelope: Envelope, event: CaseReclassifiedV1 | DeadlineRecalculatedV1 | ExtensionGrantedV1) -> None:
    match event:
        case CaseReclassifiedV1():
            due_on = event.due_on
        case DeadlineRecalculatedV1():
            due_on = event.new_due_on
        case ExtensionGrantedV1():
            due_on = event.proposed_due_on
    if due_on is not None:
        await note(unit.connection, event.case_id, due_on=due_on)


async def replied(unit: Unit, envelope: Envelope, event: ReplyIssuedV1) -> None:
    await note(
        unit.connection,
        event.case_id,
        reply_number=event.reply_doc.number,
        reply_symbol=event.reply_doc.symbol,
        reply_issued_on=event.reply_doc.issued_on or event.issued_on,
        outcome=event.outcome.value,
        summary=event.summary_plain,
        issuing_org_id=event.issuing_org_id,
    )


HANDLERS: dict[type[PublicEvent], Any] = {
    CaseReclassifiedV1: due_moved,
    DeadlineRecalculatedV1: due_moved,
    ExtensionGrantedV1: due_moved,
    ReplyIssuedV1: replied,
}
