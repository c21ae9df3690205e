"""What the province sees first: the main figures of a period, of the three years that end with it, and its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from reporting.readmodel.agency_table import AgencyRow, read_agency_table
from reporting.readmodel.figures import FIGURES, AsOf, count
from reporting.readmodel.opinion_table import DomainRow, read_opinion_table
from reporting.readmodel.organisations import Directory
from reporting.readmodel.province_table import TableRow, Totals, read_province_table, total
from reporting.readmodel.scope import Scope

INTERIM = ("sessions", "opinions", "opinions-answered", "opinions-resolved", "cases", "cases-on-time", "cases-late")


@dataclass(frozen=True)
class Summary:
    """`figures` by name for the scope; `interim` the same for the three years up to `last_year`."""

    scope: Scope
    last_year: int
    figures: Mapping[str, int]
    interim: Mapping[str, int]
    sessions: Sequence[TableRow]
    totals: Totals
    opinions: Sequence[DomainRow]
    agencies: Sequence[AgencyRow]

    @property
    def on_time_share(self) -> float | None:
        """On time among the answered that had a limit."""
        answered = self.figures["cases-on-time"] + self.figures["cases-late"]
        return self.figures["cases-on-time"] / answered if answered else None


async def read_summary(connection: AsyncConnection, scope: Scope, as_of: AsOf, directory: Directory) -> Summary:
    """Everything of one snapshot of the database, so that parts and whole agree."""
    last = scope.to_year or (scope.to_day or as_of.today).year
    sessions = await read_province_table(connection, scope)
    return Summary(
        scope,
        last,
        await count(connection, list(FIGURES), scope, as_of),
        await count(connection, INTERIM, scope.three_years(last), as_of),
        sessions,
        total(sessions),
        await read_opinion_table(connection, scope),
        await read_agency_table(connection, scope, as_of, directory),
    )
