"""Golden files of stored events: written once, read for ever, told to the others or kept private."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from stored_samples import example

from chassis.eventstore.codec import Codec
from chassis.eventstore.recorded import Meta, Recorded
from contracts.envelope import PublicEvent


def holds(now: Any, then: Any) -> bool:
    """Everything that was written then is still read; fields may have been added since."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(name in now and holds(now[name], value) for name, value in then.items())
    if isinstance(then, list):
        return isinstance(now, list) and len(now) == len(then) and all(map(holds, now, then))
    return bool(now == then)


def check_read_for_ever(codec: Codec, folder: Path, stored: str, kind: type, variant: str) -> None:
    """The golden file is read as today's event and loses nothing; WRITE_GOLDEN writes one that is not there."""
    path = folder / f"{stored}.{variant}.json"
    if not path.exists() and os.environ.get("WRITE_GOLDEN"):
        folder.mkdir(exist_ok=True)
        encoded = codec.encode(example(kind, full=variant == "full"))[1]
        path.write_text(json.dumps(json.loads(encoded), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    then = path.read_text(encoding="utf-8")
    event = codec.decode(stored, then)
    assert isinstance(event, kind)
    assert holds(json.loads(codec.encode(event)[1]), json.loads(then))


def told_from(
    codec: Codec, folder: Path, stored: str, variant: str, outbound: Callable[[Recorded], PublicEvent | None]
) -> PublicEvent | None:
    """What the service tells the others of the golden event."""
    event = codec.decode(stored, (folder / f"{stored}.{variant}.json").read_text(encoding="utf-8"))
    meta = Meta("account-1", "correlation-1")
    return outbound(Recorded(1, UUID(int=1), "stream-1", 1, stored, event, meta.json(), datetime(2026, 2, 11, tzinfo=UTC)))
