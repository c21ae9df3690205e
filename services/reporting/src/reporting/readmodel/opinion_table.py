"""Opinions by field and where they stand: answered is shown apart from resolved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.labels import LABELS
from contracts.vocabulary import DomainCode
from reporting.readmodel.opinion_rows import STATUS_NAMES, opinion_rows
from reporting.readmodel.scope import Scope


@dataclass(frozen=True)
class DomainRow:
    """One field of life. `statuses` add up to `total`; `outcomes` are those of written replies."""

    domain: str
    total: int
    answered: int
    resolved: int
    statuses: Mapping[str, int]
    outcomes: Mapping[str, int]

    @property
    def name(self) -> str:
        return domain_name(self.domain)


def domain_name(code: str) -> str:
    """The field in Vietnamese; an opinion nobody has classified yet has none."""
    return LABELS[DomainCode][code] if code else "Chưa phân loại"


async def read_opinion_table(connection: AsyncConnection, scope: Scope) -> list[DomainRow]:
    """One row per field that has opinions, the largest first."""
    rows = opinion_rows()
    counted = (
        sa.func.count().label("number"),
        sa.func.count().filter(rows.c.answered).label("answered"),
        sa.func.count().filter(rows.c.resolved).label("resolved"),
    )
    groups = (rows.c.domain, rows.c.status, rows.c.outcome)
    query = sa.select(*groups, *counted).where(*scope.conditions(rows)).group_by(*groups)
    found = (await connection.execute(query)).mappings().all()
    table = [_domain(domain, [row for row in found if row["domain"] == domain]) for domain in {row["domain"] for row in found}]
    return sorted(table, key=lambda row: (-row.total, row.domain))


def _domain(domain: str, rows: Sequence[sa.RowMapping]) -> DomainRow:
    statuses = dict.fromkeys(STATUS_NAMES, 0)
    outcomes: dict[str, int] = {}
    for row in rows:
        statuses[row["status"]] += row["number"]
        if row["outcome"]:
            outcomes[row["outcome"]] = outcomes.get(row["outcome"], 0) + row["number"]
    return DomainRow(
        domain,
        sum(statuses.values()),
        sum(row["answered"] for row in rows),
        sum(row["resolved"] for row in rows),
        statuses,
        outcomes,
    )
