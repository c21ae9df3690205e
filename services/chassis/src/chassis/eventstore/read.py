"""Reading the log: one stream in order, or everything by position."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chassis.eventstore.codec import Codec
from chassis.eventstore.recorded import Recorded

_COLUMNS = "position, id, stream, version, type, convert_to(data, 'UTF8') AS data, meta, at"  # bytes: decoded once, not twice
_STREAM = sa.text(f"SELECT {_COLUMNS} FROM event WHERE stream = :stream ORDER BY version")  # noqa: S608
_STREAMS = sa.text(f"SELECT {_COLUMNS} FROM event WHERE stream = ANY(:streams) ORDER BY stream, version")  # noqa: S608
_LOG = sa.text(f"SELECT {_COLUMNS} FROM event WHERE position > :after ORDER BY position LIMIT :limit")  # noqa: S608
_HEAD = sa.text("SELECT coalesce(max(position), 0) FROM event")


def autocommitted(engine: AsyncEngine) -> AsyncEngine:
    """The same pool for single statements: one round trip each, no transaction around them."""
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _recorded(codec: Codec, rows: Iterable[Any]) -> list[Recorded]:
    decoder = codec.decoder
    return [
        Recorded(position, id_, stream, version, kind, decoder(kind)(data), meta, at)
        for position, id_, stream, version, kind, data, meta, at in rows
    ]


async def read_stream(connection: AsyncConnection, codec: Codec, stream: str) -> Sequence[Recorded]:
    """Every event of one stream, oldest first."""
    return _recorded(codec, (await connection.execute(_STREAM, {"stream": stream})).all())


async def read_streams(connection: AsyncConnection, codec: Codec, streams: Sequence[str]) -> Sequence[Recorded]:
    """Every event of several streams, stream by stream, each oldest first."""
    return _recorded(codec, (await connection.execute(_STREAMS, {"streams": list(streams)})).all())


async def read_log(connection: AsyncConnection, codec: Codec, after: int, limit: int) -> Sequence[Recorded]:
    """Up to `limit` events behind position `after`, in commit order; a short page means the end was reached."""
    return _recorded(codec, await read_rows(connection, after, limit))


async def read_rows(connection: AsyncConnection, after: int, limit: int) -> Sequence[Any]:
    """The same page as the database gives it: data is JSON in UTF-8 bytes, meta JSON text, nothing is decoded."""
    return (await connection.execute(_LOG, {"after": after, "limit": limit})).all()


async def head(connection: AsyncConnection) -> int:
    """Position of the newest event, 0 for an empty log."""
    return int((await connection.execute(_HEAD)).scalar_one())
