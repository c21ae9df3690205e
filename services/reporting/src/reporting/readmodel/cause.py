"""Why a figure is what it is: the facts it counts, each with the ids of the events behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.vocabulary import Route
from reporting.readmodel.evidence import Evidence, find_evidence
from reporting.readmodel.facts import newest
from reporting.readmodel.figures import AsOf, Figure, members
from reporting.readmodel.scope import Scope


@dataclass(frozen=True)
class Cause:
    """One fact behind a figure."""

    row: Mapping[str, Any]
    events: Sequence[Evidence]


@dataclass(frozen=True)
class Explanation:
    """A page of causes. `hidden` facts are counted and never listed: denunciations (A-27)."""

    total: int
    hidden: int
    causes: Sequence[Cause]


async def explain(
    connection: AsyncConnection, figure: Figure, scope: Scope, as_of: AsOf, *, offset: int = 0, limit: int = 25
) -> Explanation:
    """The facts a figure counts, newest first."""
    rows, query = members(figure, scope, as_of)
    number = (await connection.execute(_counted(query))).mappings().one()
    shown = query.where(rows.c.route.is_distinct_from(Route.DENUNCIATION.value)) if "route" in rows.c else query
    page = shown.order_by(*newest(rows.c.day), rows.c.id).offset(offset).limit(limit)
    found = (await connection.execute(page)).mappings().all()
    events = await find_evidence(connection, figure.kind, [row["id"] for row in found])
    return Explanation(number["total"], number["hidden"], [Cause(dict(row), events.get(row["id"], ())) for row in found])


def _counted(query: sa.Select[Any]) -> sa.Select[int, int]:
    picked = query.subquery("counted")
    secret = picked.c.route == Route.DENUNCIATION.value if "route" in picked.c else sa.false()
    return sa.select(sa.func.count().label("total"), sa.func.count().filter(secret).label("hidden")).select_from(picked)
