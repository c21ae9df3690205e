"""Working off what was parked: in order, one transaction, and written down."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import orjson

from chassis.composition import Service
from chassis.decider import Refused
from chassis.eventstore.recorded import Meta
from chassis.handle import Handler, Unit
from chassis.identity.actor import Actor
from chassis.messaging.agency_inbox import BY_THE_RULES, AgencyMessage
from chassis.messaging.final_receipt import answer_held
from chassis.messaging.inbox import Source
from chassis.messaging.parked import ParkedMessage, parked_message, unpark, with_followers
from chassis.messaging.receipts import refused
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.timers import Arm
from contracts.envelope import from_headers

log = get_log(__name__)

GIVEN_UP = refused("given_up", message_vi="Thông điệp không được tiếp nhận sau khi cán bộ kiểm tra.")


class NotParked(Exception):
    """No parked message has this number."""


@dataclass(frozen=True)
class Redelivery:
    """A parked message in the shape the broker delivered it."""

    subject: str
    headers: dict[str, str]
    data: bytes
    metadata: Any = field(default_factory=lambda: SimpleNamespace(num_delivered=1))


async def retry(service: Service, handler: Handler, number: int, actor: Actor) -> int:
    """Handle a parked message and what waits behind it, in order; returns how many. Raises NotParked, or the fault that is still there."""
    done = 0
    async with handler.engine.connect() as connection:
        waiting = await with_followers(connection, number)
    if not waiting:
        raise NotParked(str(number))
    for message in waiting:
        async with handler.unit(actor=actor) as unit:
            await _handle_again(service, unit, message)
            await unpark(unit.connection, message.number)
        log.info(LogEvent.MESSAGE_HANDLED, event_id=message.event_id, actor=actor.ref, parked_number=message.number)
        done += 1
    return done


async def discard(handler: Handler, number: int, actor: Actor, reason: str) -> ParkedMessage:
    """Give a parked message up, for a reason that is logged; what waited behind it stays parked until retried. Raises NotParked.

    An agency whose message was held for a look is told that it was not taken.
    """
    async with handler.unit(actor=actor) as unit:
        message = await parked_message(unit.connection, number)
        if message is None:
            raise NotParked(str(number))
        await unpark(unit.connection, number)
        if message.reader == "inbound":
            agency = _agency_of(message.subject)
            _caused_by_agency(unit, agency, message.event_id)
            await answer_held(unit, agency, message.event_id, GIVEN_UP)
    log.warning(LogEvent.MESSAGE_PARKED, event_id=message.event_id, actor=actor.ref, reason=f"discarded: {reason}")
    return message


async def _handle_again(service: Service, unit: Unit, message: ParkedMessage) -> None:
    if message.reader == "timer":
        if service.timers:
            process, name, generation = message.event_id.rsplit("/", 2)
            await service.timers.fire(unit, Arm(process, name, int(generation), unit.clock.now()))
        return
    redelivery = Redelivery(message.subject, orjson.loads(message.headers), message.data)
    if message.reader == "inbound":
        await _inbound_again(service, unit, message, redelivery)
        return
    source = next(source for source in service.sources if source.service == message.source)
    await _event_again(source, unit, redelivery)


async def _event_again(source: Source, unit: Unit, message: Redelivery) -> None:
    envelope = from_headers(message.headers)
    for model, on in source.handlers.items():
        if model.event_type == envelope.type:
            unit.caused_by(
                Meta(f"service:{source.service}", envelope.correlation_id or str(envelope.id), str(envelope.id), org=envelope.org_id)
            )
            await on(unit, envelope, model.read(message.data))


async def _inbound_again(service: Service, unit: Unit, parked: ParkedMessage, message: Redelivery) -> None:
    """Judged as on arrival; the sender gets the final receipt, and a repetition of the message the same answer."""
    inbox = service.agency_inbox
    assert inbox is not None
    _, agency, token, *rest = message.subject.split(".")
    heard = AgencyMessage(agency, parked.event_id, from_headers(message.headers), unit.clock.now())
    body = inbox.events[(token, ".".join(rest))].model_validate_json(message.data)
    _caused_by_agency(unit, agency, parked.event_id)
    try:
        async with unit.attempt():
            answer = await inbox.handle(unit, heard, body)
    except Refused as refusal:
        answer = refused(refusal.slug, message_vi=(inbox.refusals or {}).get(refusal.slug, BY_THE_RULES))
    await answer_held(unit, agency, parked.event_id, answer)


def _agency_of(subject: str) -> str:
    return subject.split(".")[1]


def _caused_by_agency(unit: Unit, agency: str, event_id: str) -> None:
    unit.caused_by(Meta(actor=f"agency:{agency}", correlation=event_id, causation=event_id))
