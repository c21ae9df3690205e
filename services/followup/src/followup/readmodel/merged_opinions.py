"""Which opinions intake merged into which: a case answers the survivor and every member."""

from collections.abc import Collection, Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.projections.change import Change, Put
from contracts.intake import OpinionMergedV1
from followup.readmodel.columns import Row


class MergedOpinion(Row, table=True):
    __tablename__ = "merged_opinion"

    opinion_id: str = Field(primary_key=True)
    survivor_id: str = Field(index=True)


table: sa.Table = MergedOpinion.__table__  # type: ignore[attr-defined]


def heard(event: OpinionMergedV1) -> Iterator[Change]:
    """Rows from what intake said."""
    for member in event.merged_ids:
        yield Put("merged_opinion", {"opinion_id": member}, {"survivor_id": event.survivor_id})


async def members_of(connection: AsyncConnection, survivor_id: str) -> tuple[str, ...]:
    """Opinions merged into this one, and those merged into them before."""
    found: list[str] = []
    waiting = [survivor_id]
    while waiting:
        query = sa.select(table.c.opinion_id).where(table.c.survivor_id.in_(waiting)).order_by(table.c.opinion_id)
        fresh = [each for each in (await connection.execute(query)).scalars() if each not in found and each != survivor_id]
        found += fresh
        waiting = fresh
    return tuple(found)


async def survivors_of(connection: AsyncConnection, opinion_ids: Collection[str]) -> Mapping[str, str]:
    """Merged opinion → the one that stands for it at the session; others are left out."""
    survivors: dict[str, str] = {}
    for opinion_id in opinion_ids:
        current, passed = opinion_id, {opinion_id}
        while (above := await _above(connection, current)) and above not in passed:
            passed.add(above)
            current = above
        if current != opinion_id:
            survivors[opinion_id] = current
    return survivors


async def _above(connection: AsyncConnection, opinion_id: str) -> str | None:
    found: str | None = (await connection.execute(sa.select(table.c.survivor_id).where(table.c.opinion_id == opinion_id))).scalar()
    return found
