"""An event as the log holds it, and as it waits to be appended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson


class Meta(NamedTuple):
    """Why an event exists. `actor` is an opaque reference, never a name."""

    actor: str
    correlation: str
    causation: str | None = None
    command: str | None = None
    org: str | None = None
    traceparent: str | None = None

    def json(self) -> str:
        """As the log stores it: sorted keys, absent values left out."""
        fields = {name: value for name, value in self._asdict().items() if value is not None}
        return orjson.dumps(fields, option=orjson.OPT_SORT_KEYS).decode()


class Recorded(NamedTuple):
    """One row of the log, decoded. `position` counts 1, 2, 3… over the log, `version` over the stream; `at` is UTC.

    Most readers never ask why an event exists: `meta` is decoded when it is asked for.
    """

    position: int
    id: UUID
    stream: str
    version: int
    type: str
    event: Any
    meta_json: str
    at: datetime

    @property
    def meta(self) -> Meta:
        """Actor, correlation and cause, as `meta_json` holds them."""
        return Meta(**orjson.loads(self.meta_json))


@dataclass(frozen=True, slots=True)
class Pending:
    """An event that was decided and not yet appended."""

    id: UUID
    stream: str
    version: int
    event: Any
    meta: Meta
