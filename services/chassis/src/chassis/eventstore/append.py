"""The one way into the log: last in its transaction, numbered under a lock, chained by hash."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

import orjson
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.decider import Refused
from chassis.eventstore.codec import Codec
from chassis.eventstore.errors import translate
from chassis.eventstore.recorded import Pending

ILLEGIBLE = "text_illegible"
_NULL = "\\u0000"
_NULL_BYTE = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""A null byte as JSON writes it, not a backslash that somebody wrote. The log would keep it, and no column of a projection could."""
_APPEND = sa.text("SELECT append_events(:streams, :versions, :at, :ids, :types, :datas, :metas, :digests)")


def digest(event_id: str, stream: str, version: int, stored_type: str, at: datetime, data: str, meta: str) -> bytes:
    """SHA-256 over the canonical JSON of everything a row says but its position; ciphertext stays ciphertext, so erasure keeps the chain."""
    return sha256(orjson.dumps([event_id, stream, version, stored_type, at.astimezone(UTC).isoformat(), data, meta])).digest()


async def append(connection: AsyncConnection, codec: Codec, events: Sequence[Pending], at: datetime) -> int:
    """Append events of any streams as the last statement of a transaction; returns the last position.

    Raises StaleVersion, AlreadyRecorded, LogBypassed, or Refused for a text with a null byte. The lock it takes is held until commit: nothing may
    follow.
    """
    rows = [(pending, *codec.encode(pending.event), pending.meta.json()) for pending in events]
    if any(_NULL in data and _NULL_BYTE.search(data) for _, _, data, _ in rows):
        raise Refused(ILLEGIBLE)
    values = {
        "streams": [p.stream for p, _, _, _ in rows],
        "versions": [p.version for p, _, _, _ in rows],
        "at": at,
        "ids": [p.id for p, _, _, _ in rows],
        "types": [kind for _, kind, _, _ in rows],
        "datas": [data for _, _, data, _ in rows],
        "metas": [meta for _, _, _, meta in rows],
        "digests": [digest(str(p.id), p.stream, p.version, kind, at, data, meta) for p, kind, data, meta in rows],
    }
    try:
        return int((await connection.execute(_APPEND, values)).scalar_one())
    except DBAPIError as error:
        translate(error)
