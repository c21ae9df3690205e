"""The events behind each fact, so that every figure can be traced to what was said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from reporting.readmodel.facts import INSTANT, Fact, table_of

SESSION, OPINION, CASE, DUTY, INVITATION, PLAN, ORGANISATION = "session", "opinion", "case", "duty", "invitation", "plan", "organisation"


class FactEvent(Fact, table=True):
    """One event that spoke of one fact."""

    __tablename__ = "fact_event"
    kind: str = Field(primary_key=True)
    fact_id: str = Field(primary_key=True)
    event_id: str = Field(primary_key=True)
    type: str
    source: str
    at: datetime = Field(sa_type=INSTANT)
    position: int
    correlation_id: str | None = None


@dataclass(frozen=True)
class About:
    """An event speaks of this fact."""

    kind: str
    fact_id: str


@dataclass(frozen=True)
class Evidence:
    """One event behind a fact."""

    event_id: str
    type: str
    source: str
    at: datetime
    position: int
    correlation_id: str | None


async def find_evidence(connection: AsyncConnection, kind: str, fact_ids: Iterable[str]) -> Mapping[str, list[Evidence]]:
    """The events behind each fact, oldest first."""
    table = table_of(FactEvent)
    query = sa.select(table).where(table.c.kind == kind, table.c.fact_id.in_(list(fact_ids))).order_by(table.c.at, table.c.position)
    found: dict[str, list[Evidence]] = defaultdict(list)
    for row in (await connection.execute(query)).mappings():
        values = {name: row[name] for name in ("event_id", "type", "source", "at", "position", "correlation_id")}
        found[row["fact_id"]].append(Evidence(**values))
    return found
