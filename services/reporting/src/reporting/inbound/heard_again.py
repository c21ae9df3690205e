"""An event that was kept, read as when it was heard: the same pure readings, without the trace to event ids. Pure."""

from collections.abc import Iterator

import orjson

from chassis.projections.change import Change, Patch
from contracts.envelope import Envelope, PublicEvent
from contracts.intake import OpinionClassifiedV1, OpinionRegisteredV1
from reporting.inbound.heard import Reading, Readings
from reporting.inbound.intake import REDACTED, SECRET
from reporting.readmodel.as_known import Again
from reporting.readmodel.evidence import About


class HeardAgain:
    """Readings by the event's type."""

    def __init__(self, *readings: Readings) -> None:
        self._known: dict[str, tuple[type[PublicEvent], Reading]] = {
            model.event_type: (model, reading) for group in readings for model, reading in group.items()
        }

    def __call__(self, again: Again) -> Iterator[Change]:
        """The rows an event makes; of a denunciation only what may stay."""
        entry = self._known.get(again.envelope.type)
        if entry is None:
            return
        model, reading = entry
        redacted = again.detail is None and model in (OpinionRegisteredV1, OpinionClassifiedV1)
        if redacted and model is OpinionClassifiedV1:
            return
        detail = REDACTED if redacted else orjson.loads(again.detail or "{}")
        event = model.read(orjson.dumps({**detail, **orjson.loads(again.body)}))
        yield from _rows(reading, again.envelope, event)
        if redacted and isinstance(event, OpinionRegisteredV1):
            yield Patch("opinion_fact", {"opinion_id": event.opinion_id}, dict.fromkeys(SECRET))


def _rows(reading: Reading, envelope: Envelope, event: PublicEvent) -> Iterator[Change]:
    return (each for each in reading(envelope, event) if not isinstance(each, About) and each.table != "fact_event")
