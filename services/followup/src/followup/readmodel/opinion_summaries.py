"""The reviewed public summary of each opinion, as intake told it: what a case is called. Nothing of a routed-out or rejected opinion stays."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.projections.change import Change, Drop, Put
from contracts.intake import OpinionRegisteredV1, OpinionRejectedV1, OpinionRoutedOutV1, OpinionWithdrawnV1
from contracts.lookup_codes import UnreadableCode, read_lookup_code
from followup.readmodel.columns import Row


class OpinionSummary(Row, table=True):
    __tablename__ = "opinion_summary"

    opinion_id: str = Field(primary_key=True)
    summary: str
    domain_code: str | None = None
    lookup_code: str | None = Field(default=None, index=True)


def heard(event: OpinionRegisteredV1 | OpinionRoutedOutV1 | OpinionRejectedV1 | OpinionWithdrawnV1) -> Iterator[Change]:
    """Rows from what intake said."""
    if isinstance(event, OpinionRegisteredV1):
        code = event.domain_code.value if event.domain_code else None
        told = {"summary": event.summary_redacted, "domain_code": code, "lookup_code": event.lookup_code}
        yield Put("opinion_summary", {"opinion_id": event.opinion_id}, told)
    else:
        yield Drop("opinion_summary", {"opinion_id": event.opinion_id})


async def summary_of(connection: AsyncConnection, opinion_id: str) -> str | None:
    """Return the summary, None when intake told none."""
    table: sa.Table = OpinionSummary.__table__  # type: ignore[attr-defined]
    found: str | None = (await connection.execute(sa.select(table.c.summary).where(table.c.opinion_id == opinion_id))).scalar()
    return found or None


async def codes_of(connection: AsyncConnection, opinion_ids: Sequence[str]) -> list[str]:
    """The lookup codes of these opinions, in their order; ids intake told no code for are left out."""
    table: sa.Table = OpinionSummary.__table__  # type: ignore[attr-defined]
    query = sa.select(table.c.opinion_id, table.c.lookup_code).where(table.c.opinion_id.in_(opinion_ids), table.c.lookup_code.is_not(None))
    found = {row.opinion_id: row.lookup_code for row in await connection.execute(query)}
    return [found[each] for each in opinion_ids if each in found]


async def opinion_of_code(connection: AsyncConnection, text: str) -> str | None:
    """Return the opinion that a code read over the telephone stands for; None for another text or an unknown code."""
    try:
        code = read_lookup_code(text)
    except UnreadableCode:
        return None
    table: sa.Table = OpinionSummary.__table__  # type: ignore[attr-defined]
    found: str | None = (await connection.execute(sa.select(table.c.opinion_id).where(table.c.lookup_code == code))).scalar()
    return found
