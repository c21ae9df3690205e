"""Messages from outside: checked before they are believed, counted once, and always answered with a receipt."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
import sqlalchemy as sa
import stamina
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from chassis.decider import Refused
from chassis.eventstore.errors import StaleVersion
from chassis.eventstore.recorded import Meta
from chassis.handle import Handler, Unit
from chassis.identity.actor import Actor
from chassis.messaging.errors import Transient
from chassis.messaging.inbox import TRIES_BEFORE_PARKING, Delivered
from chassis.messaging.parked import ParkedMessage, park
from chassis.messaging.receipts import Answer, held, receipt, receipt_stream, refused
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from contracts.envelope import Envelope, MalformedEnvelope, from_headers

log = get_log(__name__)

LARGEST = 256 * 1024
AHEAD = timedelta(minutes=10)
BY_THE_RULES = "Thông điệp không được chấp nhận theo quy định."
HEADERS_SAY: Mapping[str, str] = {
    "unknown_specversion": "Phần đầu thông điệp phải có ce-specversion là 1.0 (CloudEvents); xem contracts/README.md.",
    "header_missing": "Phần đầu thông điệp thiếu {header}; xem contracts/README.md.",
    "header_unreadable": "Phần đầu thông điệp có {header} không đúng dạng; xem contracts/README.md.",
    "message_id_differs": "Nats-Msg-Id phải trùng với ce-id; xem contracts/README.md.",
}

_SEEN = sa.text("SELECT sequence, receipt FROM seen WHERE source = :source AND event_id = :event_id")
_KEEP = sa.text("INSERT INTO seen (source, event_id, sequence, receipt, at) VALUES (:source, :event_id, :sequence, :receipt, :at)")
_AGAIN = sa.text("UPDATE seen SET sequence = :sequence WHERE source = :source AND event_id = :event_id")


@dataclass(frozen=True)
class AgencyMessage:
    """One message from outside, envelope checked: who sent it (from the subject, which the broker enforces), and its own id."""

    agency: str
    event_id: str
    envelope: Envelope
    received_at: datetime


@dataclass(frozen=True)
class AgencyInbox:
    """Which messages a service takes from outside: event token and version → model, and the one function that judges them.

    `filter` is the subject it listens on. `answers_unknown` says that it refuses what no service takes.
    """

    filter: str
    events: Mapping[tuple[str, str], type[BaseModel]]
    handle: Callable[[Unit, AgencyMessage, Any], Awaitable[Answer]]
    known_elsewhere: frozenset[str] = frozenset()
    refusals: Mapping[str, str] | None = None


class _Turned(Exception):
    def __init__(self, *slugs: str, message_vi: str) -> None:
        super().__init__(*slugs)
        self.answer = refused(*slugs, message_vi=message_vi)


class InboundReader:
    """Reads the stream of messages from outside for one service."""

    def __init__(self, handler: Handler, inbox: AgencyInbox) -> None:
        self.handler = handler
        self.inbox = inbox

    async def handle(self, messages: Sequence[Delivered]) -> None:
        """Handle a batch, all or nothing; every message ends in a receipt. Raises Transient: deliver again later."""
        delivered = max(message.metadata.num_delivered for message in messages)
        async for attempt in stamina.retry_context(on=StaleVersion, attempts=6, wait_initial=0.005, wait_max=0.1, wait_jitter=0.02):
            with attempt:
                async with self.handler.unit(actor=Actor(ref="inbound", role="system")) as unit:
                    for message in messages:
                        await self._one(unit, message, delivered)

    async def _one(self, unit: Unit, message: Delivered, delivered: int) -> None:
        agency, token, version = _subject(message.subject)
        if token in self.inbox.known_elsewhere:
            return
        sequence = int(message.metadata.sequence.stream)
        event_id, envelope = _identity(message, sequence)
        source = f"in:{agency}"
        known = (await unit.connection.execute(_SEEN, {"source": source, "event_id": event_id})).one_or_none()
        now = unit.clock.now()
        if known is not None:
            if known.sequence != sequence:
                await self._repeat(unit, agency, event_id, known.receipt, sequence, now)
            return
        unit.caused_by(Meta(actor=f"agency:{agency}", correlation=event_id, causation=event_id))
        try:
            if isinstance(envelope, MalformedEnvelope):
                raise _Turned(envelope.slug, message_vi=HEADERS_SAY[envelope.slug].format(header=envelope.header))
            answer = await self._judge(unit, message, AgencyMessage(agency, event_id, envelope, now), (token, version), delivered)
        except _Turned as turned:
            answer = turned.answer
        unit.caused_by(Meta(actor=f"agency:{agency}", correlation=event_id, causation=event_id))
        await unit.record(receipt_stream(agency, event_id), receipt(agency, event_id, answer, now))
        kept = {"status": answer.status, "our_id": answer.our_id, "slugs": answer.slugs, "message_vi": answer.message_vi}
        values = {"source": source, "event_id": event_id, "sequence": sequence, "receipt": orjson.dumps(kept).decode(), "at": now}
        await unit.connection.execute(_KEEP, values)
        log.info(LogEvent.INBOUND_ANSWERED, agency=agency, event_id=event_id, status=answer.status, slugs=list(answer.slugs))

    async def _repeat(self, unit: Unit, agency: str, event_id: str, kept: str, sequence: int, now: datetime) -> None:
        told = orjson.loads(kept)
        answer = Answer(told["status"], told["message_vi"], told["our_id"], tuple(told["slugs"]))
        unit.caused_by(Meta(actor=f"agency:{agency}", correlation=event_id, causation=event_id))
        await unit.record(receipt_stream(agency, event_id), receipt(agency, event_id, answer, now, repeat=sequence))
        await unit.connection.execute(_AGAIN, {"source": f"in:{agency}", "event_id": event_id, "sequence": sequence})

    async def _judge(self, unit: Unit, message: Delivered, heard: AgencyMessage, kind: tuple[str, str], delivered: int) -> Answer:
        model = self._checked(message, heard, kind)
        try:
            body = model.model_validate_json(message.data)
        except ValidationError as error:
            raise _Turned(*_field_slugs(error), message_vi=_field_sentence(error)) from error
        try:
            async with unit.attempt(savepoint=delivered > 1):
                return await self.inbox.handle(unit, heard, body)
        except Refused as refusal:
            sentence = (self.inbox.refusals or {}).get(refusal.slug, BY_THE_RULES)
            raise _Turned(refusal.slug, message_vi=sentence) from refusal
        except (Transient, StaleVersion, OperationalError, InterfaceError):
            raise
        except DBAPIError as error:
            if error.connection_invalidated or delivered < TRIES_BEFORE_PARKING:
                raise
            return await self._park(unit, message, heard, error)
        except Exception as error:
            if delivered < TRIES_BEFORE_PARKING:
                raise
            return await self._park(unit, message, heard, error)

    def _checked(self, message: Delivered, heard: AgencyMessage, kind: tuple[str, str]) -> type[BaseModel]:
        if len(message.data) > LARGEST:
            raise _Turned("too_large", message_vi=f"Thông điệp vượt quá {LARGEST // 1024} KiB.")
        if kind not in self.inbox.events:
            known = any(token == kind[0] for token, _ in self.inbox.events)
            if known:
                raise _Turned("unknown_version", message_vi=f"Phiên bản {kind[1]} của sự kiện {kind[0]} chưa được hỗ trợ.")
            raise _Turned("unknown_event", message_vi=f"Sự kiện {kind[0]} không thuộc danh mục tiếp nhận.")
        if heard.envelope.time > heard.received_at + AHEAD:
            raise _Turned("future_dated", message_vi="Thời điểm của sự kiện nằm ở tương lai so với đồng hồ hệ thống.")
        if _said(heard.envelope) != kind:
            raise _Turned("type_differs", message_vi="Loại sự kiện trong ce-type không khớp với chủ đề NATS của thông điệp.")
        claimed = heard.envelope.source.removeprefix("urn:doithoai:").removeprefix("agency:").split(":", 1)[0]
        if claimed != heard.agency:
            raise _Turned("wrong_agency", message_vi="Cơ quan chỉ được gửi thông điệp nhân danh chính mình.")
        return self.inbox.events[kind]

    async def _park(self, unit: Unit, message: Delivered, heard: AgencyMessage, error: Exception) -> Answer:
        parked = ParkedMessage(
            reader="inbound",
            source=f"in:{heard.agency}",
            stream=receipt_stream(heard.agency, heard.event_id),
            position=int(message.metadata.sequence.stream),
            event_id=heard.event_id,
            subject=message.subject,
            headers=orjson.dumps(message.headers or {}).decode(),
            data=message.data,
            reason=type(error).__name__,
            at=heard.received_at,
        )
        await park(unit.connection, parked)
        log.error(LogEvent.MESSAGE_PARKED, source=parked.source, stream=parked.stream, event_id=parked.event_id, reason=parked.reason)
        return held("under_review", message_vi="Thông điệp đã được giữ lại để cán bộ kiểm tra.")


def _subject(subject: str) -> tuple[str, str, str]:
    parts = subject.split(".")
    agency = parts[1] if len(parts) > 1 else "unknown"
    token = parts[2] if len(parts) > 2 else ""
    return agency, token, ".".join(parts[3:])


def _identity(message: Delivered, sequence: int) -> tuple[str, Envelope | MalformedEnvelope]:
    try:
        envelope = from_headers(message.headers)
    except MalformedEnvelope as error:
        return f"sequence-{sequence}", error
    return str(envelope.id), envelope


def _said(envelope: Envelope) -> tuple[str, str]:
    """The event and its version, as the type in the header names them: its last two parts."""
    parts = envelope.type.rsplit(".", 2)
    return parts[-2] if len(parts) > 1 else "", parts[-1]


def _field_slugs(error: ValidationError) -> tuple[str, ...]:
    slugs = {"malformed_json" if fault["type"] == "json_invalid" else f"field_{_place(fault)}_{fault['type']}" for fault in error.errors()}
    return tuple(sorted(slugs))[:20]


def _place(fault: Any) -> str:
    return "_".join(str(part) for part in fault["loc"] if not isinstance(part, int)) or "body"


def _field_sentence(error: ValidationError) -> str:
    if any(fault["type"] == "json_invalid" for fault in error.errors()):
        return "Nội dung thông điệp không phải là JSON hợp lệ."
    places = sorted({".".join(str(part) for part in fault["loc"]) or "cả thông điệp" for fault in error.errors()})
    return f"Các trường sau thiếu hoặc sai: {', '.join(places[:10])}."
