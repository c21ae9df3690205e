"""From a pure reading of an event to rows: the reading yields changes and the facts it speaks of, the inbox writes both."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from chassis.projections.change import Change, Put
from contracts.envelope import Envelope, PublicEvent
from reporting.readmodel.evidence import About

Reading: TypeAlias = Callable[[Envelope, Any], Iterable[Change | About]]
Readings: TypeAlias = Mapping[type[PublicEvent], Reading]


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


def source(service: str, readings: Readings) -> Source:
    """One heard service."""
    return Source(service, {model: _on(reading) for model, reading in readings.items()})


def _on(reading: Reading) -> Callable[[Unit, Envelope, Any], Awaitable[None]]:
    async def on(unit: Unit, envelope: Envelope, event: PublicEvent) -> None:
        unit.change(*changes(envelope, reading(envelope, event)))

    return on
