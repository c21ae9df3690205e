"""After a case opened or a waiting time ended: the final receipt for each reply that was held."""

from collections.abc import Sequence

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from chassis.messaging.final_receipt import answer_held
from chassis.messaging.receipts import Answer, accepted, refused
from chassis.observability.log import get_log
from followup.case.case import Awaiting, CaseState, Unknown
from followup.case.commands import IssueReply
from followup.case.decide import decider
from followup.case.events import CaseEvent, HeldReplyRefused, ReplyHeld
from followup.joint_reply import shares
from followup.log_events import LogEvent
from followup.readmodel.merged_opinions import survivors_of
from followup.readmodel.rulebook import Rulebook
from followup.refusals import REFUSALS

log = get_log(__name__)


def held_in(state: CaseState) -> tuple[ReplyHeld, ...]:
    """Return the replies a stream holds."""
    return state.held if isinstance(state, Awaiting) else ()


async def settle_held(unit: Unit, stream: str, held: Sequence[ReplyHeld], events: Sequence[CaseEvent]) -> None:
    """Answer every held message that is held no longer."""
    turned = {event.event_id: event.slug for event in events if isinstance(event, HeldReplyRefused)}
    waiting = {each.event_id for each in held_in(await unit.state(decider, stream))}
    for each in held:
        if each.event_id in waiting:
            continue
        answer = _answer(each, turned.get(each.event_id))
        await answer_held(unit, each.agency, each.event_id, answer)
        log.info(LogEvent.HELD_REPLY_SETTLED, case_id=each.case_id, agency=each.agency, event_id=each.event_id, status=answer.status)


async def share_held(unit: Unit, rules: Rulebook, held: ReplyHeld) -> None:
    """A held reply that was applied may answer opinions of other cases of the session too; a part one of them refuses is logged."""
    state = await unit.state(decider, f"case-{held.case_id}")
    if isinstance(state, Unknown | Awaiting) or state.facts.reply(held.reply.reply_id) is None:
        return
    survivors = await survivors_of(unit.connection, held.reply.opinion_ids)
    others = {each: share for each, share in shares(held.reply, state.facts, survivors).items() if each != held.case_id}
    for each, share in others.items():
        issue = IssueReply(now=unit.clock.now(), by=SYSTEM, reply=share, calendar=rules.calendar, directory=rules.organisations.directory)
        try:
            await unit.handle(decider, f"case-{each}", issue)
        except Refused as refusal:
            log.warning(LogEvent.REPLY_SHARE_REFUSED, case_id=each, event_id=held.event_id, slug=refusal.slug)


def _answer(held: ReplyHeld, slug: str | None) -> Answer:
    if slug is None:
        return accepted(held.case_id, "Vụ việc đã được mở; văn bản trả lời đã được ghi nhận.")
    return refused(
        slug, message_vi=REFUSALS[slug].format_map({"issuing_org_id": held.reply.issuing_org_id, "issued_on": held.reply.counts_on})
    )
