"""An event as the log holds it, and as it waits to be appended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID


class Meta(NamedTuple):
    """Why an event exists. `actor` is an opaque reference, never a name."""

    actor: str
    correlation: str
    causation: str | None = None
    command: str | None = None
    org: str | None = None
    traceparent: str | None = None


class Recorded(NamedTuple):
    """One row of the log, decoded. `position` counts 1, 2, 3… over the log, `version` over the stream; `at` is UTC."""

    position: int
    id: UUID
    stream: str
    version: int
    type: str
    event: Any
    meta: Meta
    at: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """An event that was decided and not yet appended."""

    id: UUID
    stream: str
    version: int
    event: Any
    meta: Meta
