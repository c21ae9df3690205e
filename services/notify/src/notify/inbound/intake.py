"""What intake tells: how a submitter can be reached (sealed), that an opinion was accepted, that a person is to be forgotten."""

from typing import Any

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from contracts.envelope import Envelope, PublicEvent
from contracts.intake import (
    OpinionAcknowledgedV1,
    OpinionRegisteredV1,
    OpinionRoutedOutV1,
    SubmitterErasedV1,
)
from contracts.workdays import local_date
from notify.inbound.submitters import tell_submitters
from notify.notice.letters import ReplyLetter
from notify.notice.vocabulary import Purpose
from notify.readmodel.heard import remember
from notify.readmodel.organisations import acting_organisation
from notify.readmodel.submitters import SubmitterContact, erase_submitter, find_submitter, forget_opinion

_FORWARDED = "FORWARDED"


def source() -> Source:
    handlers: dict[type[PublicEvent], Any] = {
        OpinionRegisteredV1: on_registered,
        OpinionAcknowledgedV1: on_acknowledged,
        OpinionRoutedOutV1: on_routed_out,
        SubmitterErasedV1: on_erased,
    }
    return Source("intake", handlers)


async def on_registered(unit: Unit, _envelope: Envelope, event: OpinionRegisteredV1) -> None:
    sealed = event.submitter.model_dump(mode="json", exclude_none=True) if event.submitter else {}
    values = {
        "submitter_ref": event.submitter_ref,
        "received_by_org_id": event.received_by_org_id,
        "sealed": sealed,
        "erased": False,
        "lookup_code": event.lookup_code,
    }
    await remember(unit.connection, SubmitterContact, {"opinion_id": event.opinion_id}, values)


async def on_acknowledged(unit: Unit, _envelope: Envelope, event: OpinionAcknowledgedV1) -> None:
    submitter = await find_submitter(unit.connection, event.opinion_id)
    if submitter is None:
        return
    office = await acting_organisation(unit.connection, submitter.received_by_org_id, local_date(unit.clock.now()))
    letter = ReplyLetter(
        opinion_ids=(),
        office_name=office.name,
        doc_number=event.ack_doc.number,
        doc_symbol=event.ack_doc.symbol,
        doc_issued_on=event.ack_doc.issued_on,
        forwarded=event.accepted_or_forwarded.upper() == _FORWARDED,
    )
    await tell_submitters(unit, Purpose.ACKNOWLEDGEMENT, None, [event.opinion_id], letter, generation="1")


async def on_routed_out(unit: Unit, _envelope: Envelope, event: OpinionRoutedOutV1) -> None:
    await forget_opinion(unit.connection, event.opinion_id)


async def on_erased(unit: Unit, _envelope: Envelope, event: SubmitterErasedV1) -> None:
    await erase_submitter(unit.connection, event.subject)
