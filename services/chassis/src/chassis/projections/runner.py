"""Follows a service's own log and keeps its projections: read a page, fold it, write it and the positions in one transaction."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chassis.eventstore.codec import Codec
from chassis.eventstore.read import autocommitted, read_log
from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change
from chassis.projections.projection import Projection, tables_of
from chassis.projections.write import write

OWN = "own"
PAGE = 500

_POSITION = sa.text("SELECT position FROM position WHERE reader = :reader AND source = :source")
_START = sa.text("INSERT INTO position (reader, source, position) VALUES (:reader, :source, 0) ON CONFLICT DO NOTHING")
_MOVE = sa.text("UPDATE position SET position = :after WHERE reader = ANY(:readers) AND source = :source AND position = :seen")


REPEATABLE = sa.text("SET LOCAL synchronous_commit TO off")
"""For work that is done again from the log when a crash takes its last moments: rows and position stand or fall together, no need to wait for the disk."""


class SecondInstance(Exception):
    """Another process moved this reader's position: stand back and look again."""


async def position_of(connection: AsyncConnection, reader: str, source: str = OWN) -> int:
    """Last position this reader has handled, 0 when it never ran."""
    return int((await connection.execute(_POSITION, {"reader": reader, "source": source})).scalar() or 0)


async def _move(connection: AsyncConnection, readers: list[str], seen: int, after: int) -> None:
    moved = await connection.execute(_MOVE, {"readers": readers, "source": OWN, "seen": seen, "after": after})
    if moved.rowcount != len(readers):
        raise SecondInstance(", ".join(readers))


class ProjectionRunner:
    """Keeps a group of projections at the head of the log; `step` is one page."""

    def __init__(self, engine: AsyncEngine, codec: Codec, projections: Sequence[Projection], *, page: int = PAGE) -> None:
        self.engine = engine
        self.direct = autocommitted(engine)
        self.codec = codec
        self.projections = tuple(projections)
        self.page = page
        self._tables = {projection.reader: tables_of(*projection.tables) for projection in projections}
        self._positions: dict[str, int] = {}

    async def start(self) -> None:
        """Make the position rows and read where each projection stands."""
        async with self.engine.begin() as connection:
            for projection in self.projections:
                await connection.execute(_START, {"reader": projection.reader, "source": OWN})
                self._positions[projection.reader] = await position_of(connection, projection.reader)

    async def step(self) -> bool:
        """Apply the next page; False when every projection stands at the head.

        Raises SecondInstance when another process is at it: positions are read anew on the next step.
        """
        if not self.projections:
            return False
        if not self._positions:
            await self.start()
        after = min(self._positions.values())
        try:
            async with self.direct.connect() as connection:
                page = await read_log(connection, self.codec, after, self.page)
            if not page:
                return False
            async with self.engine.begin() as connection:
                await connection.execute(REPEATABLE)
                await self._apply(connection, page)
        except BaseException:
            self._positions.clear()
            raise
        last = page[-1].position
        self._positions = {reader: max(position, last) for reader, position in self._positions.items()}
        return True

    async def _apply(self, connection: AsyncConnection, page: Sequence[Recorded]) -> None:
        behind: dict[int, list[str]] = {}
        for projection in self.projections:
            seen = self._positions[projection.reader]
            fresh = [recorded for recorded in page if recorded.position > seen]
            if fresh:
                changes: list[Change] = [change for recorded in fresh for change in projection.apply(recorded)]
                await write(connection, self._tables[projection.reader], changes)
                behind.setdefault(seen, []).append(projection.reader)
        for seen, readers in behind.items():
            await _move(connection, readers, seen, page[-1].position)
