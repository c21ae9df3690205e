"""Which case answers an opinion, written when the case opens: what a late merging of opinions is matched with."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.projections.change import Change, Put
from followup.readmodel.columns import Row


class CaseOfOpinion(Row, table=True):
    __tablename__ = "case_of_opinion"

    opinion_id: str = Field(primary_key=True)
    case_id: str = Field(primary_key=True)
    session_id: str


def opened(case_id: str, session_id: str, opinion_ids: Sequence[str]) -> Iterator[Change]:
    """Rows of a case that opens."""
    for opinion_id in opinion_ids:
        yield Put("case_of_opinion", {"opinion_id": opinion_id, "case_id": case_id}, {"session_id": session_id})


async def cases_answering(connection: AsyncConnection, opinion_id: str) -> Sequence[str]:
    """Ids of cases, usually one."""
    table: sa.Table = CaseOfOpinion.__table__  # type: ignore[attr-defined]
    query = sa.select(table.c.case_id).where(table.c.opinion_id == opinion_id).order_by(table.c.case_id)
    return (await connection.execute(query)).scalars().all()
