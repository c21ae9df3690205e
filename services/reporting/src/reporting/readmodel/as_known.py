"""The facts as they were known at given places of the sources' logs: made again from the kept events, in tables of one connection alone."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chassis.projections.change import Change
from chassis.projections.write import write
from contracts.envelope import Envelope
from reporting.readmodel.facts import table_of
from reporting.readmodel.heard_events import Basis, HeardDetail, HeardEvent

PAGE = 2000


@dataclass(frozen=True)
class Again:
    """One kept event; `detail` None means that it left with a denunciation, or never was."""

    envelope: Envelope
    body: str
    detail: str | None


@dataclass(frozen=True)
class AsKnown:
    """Makes the facts again. `engine` gives a pool of its own, so that no prepared statement remembers the tables that serve."""

    engine: Callable[[], AsyncEngine]
    read: Callable[[Again], Iterable[Change]]
    tables: Mapping[str, sa.Table]

    @asynccontextmanager
    async def at(self, basis: Basis) -> AsyncIterator[AsyncConnection]:
        """A connection on which every question is answered from the facts known then. Nothing of it outlives the block."""
        engine = self.engine()
        try:
            async with engine.connect() as plain:
                connection = await plain.execution_options(isolation_level="REPEATABLE READ")
                async with connection.begin():
                    for name in self.tables:
                        await connection.execute(
                            sa.text(f'CREATE TEMPORARY TABLE "{name}" (LIKE public."{name}" INCLUDING ALL) ON COMMIT DROP')
                        )
                    for source, position in basis.positions.items():
                        await self._fill(connection, source, position, basis.without)
                    for name in self.tables:
                        await connection.execute(sa.text(f'ANALYZE "{name}"'))
                    yield connection
        finally:
            await engine.dispose()

    async def _fill(self, connection: AsyncConnection, source: str, last: int, without: Iterable[str]) -> None:
        left_out, position = set(without), 0
        while page := await _page(connection, source, position, last):
            again = [_again(row) for row in page if row["event_id"] not in left_out]
            await write(connection, self.tables, (change for one in again for change in self.read(one) if change.table in self.tables))
            position = page[-1]["position"]


async def _page(connection: AsyncConnection, source: str, after: int, last: int) -> list[sa.RowMapping]:
    heard, detail = table_of(HeardEvent), table_of(HeardDetail)
    same = sa.and_(detail.c.source == heard.c.source, detail.c.position == heard.c.position)
    query = (
        sa.select(*heard.c, detail.c.body.label("detail"))
        .select_from(heard.outerjoin(detail, same))
        .where(heard.c.source == source, heard.c.position > after, heard.c.position <= last)
        .order_by(heard.c.position)
        .limit(PAGE)
    )
    return list((await connection.execute(query)).mappings())


def _again(row: Mapping[str, Any] | sa.RowMapping) -> Again:
    envelope = Envelope(
        UUID(row["event_id"]),
        row["type"],
        row["source"],
        row["subject"],
        row["at"],
        position=row["position"],
        effective_on=row["effective_on"],
    )
    return Again(envelope, row["body"], row["detail"])
