"""From a pure reading of an event to rows: the reading yields changes and the facts it speaks of, the inbox writes both and keeps the event."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import orjson

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from chassis.projections.change import Change, Put
from contracts.envelope import Envelope, Payload, PublicEvent, Sealed
from reporting.readmodel.evidence import About

Reading: TypeAlias = Callable[[Envelope, Any], Iterable[Change | About]]
Readings: TypeAlias = Mapping[type[PublicEvent], Reading]
Details: TypeAlias = Mapping[type[PublicEvent], tuple[str, frozenset[str]]]
"""Events of which only some fields outlive a denunciation: what the event is about (a field), and the fields that stay."""


def changes(envelope: Envelope, readings: Iterable[Change | About]) -> Iterator[Change]:
    """Rows to write: the facts, and the trace from each fact to this event."""
    for one in readings:
        yield _trace(envelope, one) if isinstance(one, About) else one


def _trace(envelope: Envelope, about: About) -> Change:
    values = {
        "type": envelope.type,
        "source": envelope.source,
        "at": envelope.time,
        "position": envelope.position or 0,
        "correlation_id": envelope.correlation_id,
    }
    return Put("fact_event", {"kind": about.kind, "fact_id": about.fact_id, "event_id": str(envelope.id)}, values)


def kept(envelope: Envelope, event: PublicEvent, details: Details) -> Iterator[Change]:
    """The event itself, without sealed parts, under its place in its source's log."""
    sealed = {name for name in type(event).model_fields if _is_sealed(getattr(event, name))}
    body = event.model_dump(mode="json", exclude=sealed)
    key = {"source": envelope.source, "position": envelope.position or 0}
    if type(event) in details:
        about, staying = details[type(event)]
        apart = {name: body.pop(name) for name in sorted(body.keys() - staying)}
        yield Put("heard_detail", {"about": getattr(event, about), **key}, {"body": orjson.dumps(apart).decode()})
    values = {
        "event_id": str(envelope.id),
        "type": envelope.type,
        "subject": envelope.subject,
        "at": envelope.time,
        "effective_on": envelope.effective_on,
        "body": orjson.dumps(body).decode(),
    }
    yield Put("heard_event", key, values)


def _is_sealed(value: object) -> bool:
    """Whether anything sealed stands in the value, however deep."""
    match value:
        case Sealed():
            return True
        case Payload():
            return any(_is_sealed(getattr(value, name)) for name in type(value).model_fields)
        case tuple():
            return any(map(_is_sealed, value))
        case _:
            return False


def source(service: str, readings: Readings, details: Details | None) -> Source:
    """One heard service; with `details` its events are kept, so that reports can be made again."""
    return Source(service, {model: _on(reading, details) for model, reading in readings.items()}, rows_only=True)


def _on(reading: Reading, details: Details | None) -> Callable[[Unit, Envelope, Any], Awaitable[None]]:
    async def on(unit: Unit, envelope: Envelope, event: PublicEvent) -> None:
        if details is not None:
            unit.change(*kept(envelope, event, details))
        unit.change(*changes(envelope, reading(envelope, event)))

    return on
