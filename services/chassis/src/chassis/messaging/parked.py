"""Messages that could not be handled: kept with their reason, in order, until somebody retries or discards them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

_COLUMNS = "number, reader, source, stream, position, event_id, subject, headers, data, reason, at"
_PARK = sa.text(
    "INSERT INTO parked (reader, source, stream, position, event_id, subject, headers, data, reason, at) "
    "VALUES (:reader, :source, :stream, :position, :event_id, :subject, :headers, :data, :reason, :at) ON CONFLICT DO NOTHING"
)
_KEY = sa.text("SELECT EXISTS (SELECT FROM parked WHERE reader = :reader AND source = :source AND stream = :stream)")
_ALL = sa.text(f"SELECT {_COLUMNS} FROM parked ORDER BY number")  # noqa: S608
_ONE = sa.text(f"SELECT {_COLUMNS} FROM parked WHERE number = :number")  # noqa: S608
_FOLLOWERS = sa.text(
    f"SELECT {_COLUMNS} FROM parked p WHERE (reader, source, stream) = "  # noqa: S608
    "(SELECT q.reader, q.source, q.stream FROM parked q WHERE q.number = :number) AND number >= :number ORDER BY number"
)
_DROP = sa.text("DELETE FROM parked WHERE number = :number")
_COUNT = sa.text("SELECT count(*) FROM parked")


@dataclass(frozen=True)
class ParkedMessage:
    """A message and why it stands here. `stream` is the key whose later events wait behind it."""

    reader: str
    source: str
    stream: str
    position: int
    event_id: str
    subject: str
    headers: str
    data: bytes
    reason: str
    at: datetime
    number: int = 0


async def park(connection: AsyncConnection, message: ParkedMessage) -> None:
    """Keep it; the same message parked twice stands once."""
    values = asdict(message)
    del values["number"]
    await connection.execute(_PARK, values)


async def keys_parked(connection: AsyncConnection, reader: str, source: str, stream: str) -> bool:
    """Say whether something of this stream is parked, so that what follows must wait behind it."""
    service = source.rsplit(":", 1)[-1]
    return bool((await connection.execute(_KEY, {"reader": reader, "source": service, "stream": stream})).scalar())


async def parked_messages(connection: AsyncConnection) -> Sequence[ParkedMessage]:
    """All that is parked, oldest first."""
    return [ParkedMessage(**row) for row in (await connection.execute(_ALL)).mappings()]


async def parked_message(connection: AsyncConnection, number: int) -> ParkedMessage | None:
    """One of them, or None."""
    row = (await connection.execute(_ONE, {"number": number})).mappings().one_or_none()
    return ParkedMessage(**row) if row else None


async def with_followers(connection: AsyncConnection, number: int) -> Sequence[ParkedMessage]:
    """A parked message and what waits behind it, in order."""
    return [ParkedMessage(**row) for row in (await connection.execute(_FOLLOWERS, {"number": number})).mappings()]


async def unpark(connection: AsyncConnection, number: int) -> None:
    """Take it off the list: it was handled, or given up."""
    await connection.execute(_DROP, {"number": number})


async def parked_count(connection: AsyncConnection) -> int:
    """How many messages stand parked."""
    return int((await connection.execute(_COUNT)).scalar_one())
