"""Proof that no event was changed, removed or slipped in: one scan over the chain."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.eventstore.append import digest

_PAGE = sa.text(
    "SELECT position, id, stream, version, type, data, meta, at, hash FROM event WHERE position > :after ORDER BY position LIMIT 1000"
)


@dataclass(frozen=True)
class ChainState:
    """How far the chain was checked, and what broke it (None while it holds)."""

    position: int
    head: bytes
    broken: str | None = None


async def verify_chain(connection: AsyncConnection) -> AsyncIterator[ChainState]:
    """Yield the state after each page of 1,000 events; stops at the first break. Positions must be 1, 2, 3… and versions contiguous."""
    tail, position = b"", 0
    versions: dict[str, int] = {}
    while rows := (await connection.execute(_PAGE, {"after": position})).all():
        for row in rows:
            expected = sha256(
                tail + row.position.to_bytes(8, "big") + digest(str(row.id), row.stream, row.version, row.type, row.at, row.data, row.meta)
            ).digest()
            if row.position != position + 1:
                yield ChainState(position, tail, f"position {position + 1} is missing")
                return
            if expected != row.hash:
                yield ChainState(position, tail, f"event {row.position} does not match its hash")
                return
            if row.version != versions.get(row.stream, 0) + 1:
                yield ChainState(position, tail, f"stream {row.stream} jumps to version {row.version} at {row.position}")
                return
            tail, position = row.hash, row.position
            versions[row.stream] = row.version
        yield ChainState(position, tail)
