"""What followup tells around a case: a first word and a kept promise for the submitters, urging for the holder, who holds it now."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chassis.handle import Unit
from contracts import cases as c
from contracts.envelope import Envelope, PublicEvent
from notify.inbound.about_cases import amend_target, known, news_of, tell_of_succession, tell_office
from notify.inbound.submitters import tell_submitters
from notify.notice.vocabulary import Purpose
from notify.readmodel.deadlines import EXPECTED, PROMISE, DeadlineTarget, no_longer_expected, promise_of
from notify.readmodel.heard import remember


async def on_interim(unit: Unit, _envelope: Envelope, event: c.InterimReplyIssuedV1) -> None:
    target = await known(unit, event.case_id)
    if event.expected_reply_on and set(target.opinion_ids) <= set(event.opinion_ids):
        await no_longer_expected(unit.connection, event.case_id)
    letter = await news_of(unit, target, doc=event.reply_doc, expected_on=event.expected_reply_on, summary=event.summary_plain)
    await tell_submitters(unit, Purpose.INTERIM, event.case_id, event.opinion_ids, letter, generation=event.reply_id)


async def on_resolution(unit: Unit, _envelope: Envelope, event: c.ResolutionRecordedV1) -> None:
    """What was promised is done: the submitter hears it too, and who has been waiting to be reminded of it is not."""
    await _ended(unit, event)
    target = await known(unit, event.case_id)
    letter = await news_of(unit, target, doc=event.doc, summary=event.summary_plain)
    await tell_submitters(unit, Purpose.RESULT, event.case_id, event.opinion_ids, letter, generation=event.commitment_id)


async def on_urging(unit: Unit, envelope: Envelope, event: c.CaseUrgedV1) -> None:
    target = await known(unit, event.case_id)
    due_on = event.due_on or target.due_on
    generation = f"urged:{envelope.id}"
    await tell_office(unit, target, Purpose.URGING, event.to_org_id, level="URGED", due_on=due_on, note=event.note, generation=generation)


async def on_promise(unit: Unit, _envelope: Envelope, event: c.CommitmentRemindedV1) -> None:
    """The holder is reminded of what was promised and by when, the matter or the reply itself; the host's office too once the date has passed."""
    target = await known(unit, event.case_id)
    promise = promise_of(event.case_id, event.commitment_id)
    await _keep(unit, promise, target, EXPECTED if event.of_reply else PROMISE, event.expected_on)
    level = ("REPLY_" if event.of_reply else "PROMISE_") + ("PASSED" if event.passed else "NEAR")
    generation = f"{level}:{event.commitment_id}:{event.expected_on.isoformat()}"
    for org_id in dict.fromkeys((event.owner_org_id, *((target.host_org_id,) if event.passed else ()))):
        facts: dict[str, Any] = {"level": level, "due_on": event.expected_on, "generation": generation, "promise": promise}
        await tell_office(unit, target, Purpose.URGING, org_id, **facts)


async def _keep(unit: Unit, promise: str, target: DeadlineTarget, kind: str, expected_on: date) -> None:
    """Remembered while something may wait to be said about it."""
    values: dict[str, Any] = {
        "kind": kind,
        "session_id": target.session_id,
        "owner_org_id": target.owner_org_id,
        "host_org_id": target.host_org_id,
        "opinion_ids": [],
        "duty": "",
        "held_on": target.held_on,
        "due_on": expected_on,
        "summary": None,
        "is_open": True,
    }
    await remember(unit.connection, DeadlineTarget, {"target_id": promise}, values)


async def _ended(unit: Unit, event: c.ResolutionRecordedV1 | c.CommitmentWithdrawnV1) -> None:
    """A promise is over: what waits to be said about it is said no more."""
    await amend_target(unit, promise_of(event.case_id, event.commitment_id), is_open=False)


async def on_withdrawn(unit: Unit, _envelope: Envelope, event: c.CommitmentWithdrawnV1) -> None:
    await _ended(unit, event)


async def on_promise_moved(unit: Unit, _envelope: Envelope, event: c.CommitmentRescheduledV1) -> None:
    await amend_target(unit, promise_of(event.case_id, event.commitment_id), due_on=event.new_expected_on)


def _waited_for_superior(event: c.CasePassedToSuccessorV1) -> tuple[str, ...]:
    if event.referral_ended:
        return event.co_agencies
    return (event.assigned_agency_id,) if event.superior_org_id else ()


async def on_successor(unit: Unit, _envelope: Envelope, event: c.CasePassedToSuccessorV1) -> None:
    """The successor is told what it takes over and until when; the organisation that ended and the host's office, that it went on; the agencies
    that waited for a superior, too. A case that comes back from one that nobody follows has the date of its event.
    """
    held: dict[str, Any] = {"owner_org_id": event.assigned_agency_id, "host_org_id": event.host_org_id}
    await amend_target(unit, event.case_id, **held, **({"due_on": event.due_on} if event.due_on else {}))
    target = await known(unit, event.case_id)
    facts = {"closed": not target.is_open, "referred": event.superior_org_id is not None, "returned": event.referral_ended}
    await tell_of_succession(unit, target, event, (event.host_org_id, *_waited_for_superior(event)), **facts)


async def on_joined(unit: Unit, _envelope: Envelope, event: c.OpinionsJoinedCaseV1) -> None:
    target = await known(unit, event.case_id)
    await amend_target(unit, event.case_id, opinion_ids=list(dict.fromkeys((*target.opinion_ids, *event.opinion_ids))))


HANDLERS: Mapping[type[PublicEvent], Any] = {
    c.InterimReplyIssuedV1: on_interim,
    c.ResolutionRecordedV1: on_resolution,
    c.CaseUrgedV1: on_urging,
    c.CommitmentRemindedV1: on_promise,
    c.CommitmentRescheduledV1: on_promise_moved,
    c.CommitmentWithdrawnV1: on_withdrawn,
    c.CasePassedToSuccessorV1: on_successor,
    c.OpinionsJoinedCaseV1: on_joined,
}
