"""The province's table: sessions by level, regime, audience, form and year, with what was said and answered at them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.labels import LABELS
from contracts.vocabulary import Audience, Form, Level, Regime
from reporting.readmodel.scope import Scope
from reporting.readmodel.session_rows import session_rows

DIMENSIONS = ("level", "regime", "audience", "form")
SUMS = ("registered", "answered_on_spot", "assigned", "beyond_authority")


@dataclass(frozen=True)
class Totals:
    """Counts of a part of the table; `lower_bound` when a source said "trên" (more than) of one of its figures."""

    sessions: int = 0
    registered: int = 0
    answered_on_spot: int = 0
    assigned: int = 0
    beyond_authority: int = 0
    lower_bound: bool = False

    def __add__(self, other: "Totals") -> "Totals":
        sums = {each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self) if each.name != "lower_bound"}
        return Totals(**sums, lower_bound=self.lower_bound or other.lower_bound)


@dataclass(frozen=True)
class TableRow:
    """One cell of level × regime × audience × form × year; the year is None where the source gives no date."""

    level: str
    regime: str
    audience: str
    form: str
    year: int | None
    totals: Totals

    def names(self) -> tuple[str, str, str, str]:
        """The four codes in Vietnamese."""
        return (LABELS[Level][self.level], LABELS[Regime][self.regime], audience_name(self.audience), LABELS[Form][self.form])


def audience_name(joined: str | None) -> str:
    """`PEOPLE+STAFF` in Vietnamese."""
    return "; ".join(LABELS[Audience][one] for one in joined.split("+")) if joined else ""


async def read_province_table(connection: AsyncConnection, scope: Scope) -> list[TableRow]:
    """Rows in order of level, regime, audience, form, year."""
    rows = session_rows()
    dimensions = [rows.c[name] for name in DIMENSIONS]
    year = rows.c[f"{scope.axis}_year"].label("year")
    sums = [sa.func.coalesce(sa.func.sum(rows.c[name]), 0).label(name) for name in SUMS]
    counted = [sa.func.count().label("sessions"), *sums, sa.func.bool_or(rows.c.lower_bound).label("lower_bound")]
    query = sa.select(*dimensions, year, *counted).where(*scope.conditions(rows)).group_by(*dimensions, year)
    found = (await connection.execute(query)).mappings()
    table = [_row(row) for row in found]
    return sorted(table, key=_order)


def _row(row: sa.RowMapping) -> TableRow:
    totals = Totals(**{each.name: row[each.name] for each in fields(Totals)})
    return TableRow(row["level"], row["regime"], row["audience"], row["form"], row["year"], totals)


def _order(row: TableRow) -> tuple[int, int, str, int, int]:
    level, regime, form = list(Level), list(Regime), list(Form)
    return (level.index(Level(row.level)), regime.index(Regime(row.regime)), row.audience, form.index(Form(row.form)), row.year or 0)


def total(rows: Iterable[TableRow]) -> Totals:
    """The sum of the rows; each session stands in exactly one."""
    return sum((row.totals for row in rows), Totals())


def by_level(rows: Sequence[TableRow]) -> dict[str, Totals]:
    """Totals per level, in order."""
    return {level.value: total(row for row in rows if row.level == level) for level in Level}


def by_year(rows: Sequence[TableRow]) -> dict[int | None, Totals]:
    """Totals per year, oldest first, unknown years last."""
    years = sorted({row.year for row in rows}, key=lambda year: (year is None, year or 0))
    return {year: total(row for row in rows if row.year == year) for year in years}
