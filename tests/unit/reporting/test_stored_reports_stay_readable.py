"""Each stored event is frozen twice, complete and with only what must be there. The files are written once and never edited."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from stored_samples import example

from chassis.eventstore.codec import Codec
from chassis.eventstore.recorded import Meta, Recorded
from reporting.outbound import STAYS_PRIVATE, outbound
from reporting.report.events import EVENTS

GOLDEN = Path(__file__).parent / "golden"
CODEC = Codec(EVENTS)
EVERY = [(stored, kind, variant) for stored, kind in EVENTS.items() for variant in ("full", "minimal")]


def holds(now: Any, then: Any) -> bool:
    """Everything that was written then is still read; fields may have been added since."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(name in now and holds(now[name], value) for name, value in then.items())
    if isinstance(then, list):
        return isinstance(now, list) and len(now) == len(then) and all(map(holds, now, then))
    return bool(now == then)


@pytest.mark.parametrize(("stored", "kind", "variant"), EVERY, ids=[f"{stored}-{variant}" for stored, _, variant in EVERY])
def test_what_was_stored_once_is_read_for_ever(stored: str, kind: type, variant: str) -> None:
    path = GOLDEN / f"{stored}.{variant}.json"
    if not path.exists() and os.environ.get("WRITE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        encoded = CODEC.encode(example(kind, full=variant == "full"))[1]
        path.write_text(json.dumps(json.loads(encoded), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    then = path.read_text(encoding="utf-8")
    event = CODEC.decode(stored, then)
    assert isinstance(event, kind)
    assert holds(json.loads(CODEC.encode(event)[1]), json.loads(then))


@pytest.mark.parametrize(("stored", "kind", "variant"), EVERY, ids=[f"{stored}-{variant}" for stored, _, variant in EVERY])
def test_what_was_stored_once_can_be_told_to_the_others(stored: str, kind: type, variant: str) -> None:
    event = CODEC.decode(stored, (GOLDEN / f"{stored}.{variant}.json").read_text(encoding="utf-8"))
    meta = Meta("account-1", "correlation-1")
    told = outbound(Recorded(1, UUID(int=1), "stream-1", 1, stored, event, meta, datetime(2026, 2, 11, tzinfo=UTC)))
    if kind in STAYS_PRIVATE:
        assert told is None
    else:
        assert told is not None
        assert told.event_type.endswith(stored)
