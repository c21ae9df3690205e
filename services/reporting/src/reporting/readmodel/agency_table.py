"""Cases by the agency that answers today: on time, late, open, overdue, extended, beyond authority, no limit, and how old the delay is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.workdays import OutsideCalendar
from reporting.readmodel.calendars import working_days
from reporting.readmodel.case_rows import case_rows
from reporting.readmodel.figures import AGES, FIGURES, AsOf
from reporting.readmodel.organisations import Directory
from reporting.readmodel.scope import Scope

COLUMNS = (
    "cases",
    "cases-on-time",
    "cases-late",
    "cases-no-limit",
    "cases-open",
    "cases-overdue",
    "cases-extended",
    "cases-beyond-authority",
    *AGES,
)


@dataclass(frozen=True)
class AgencyRow:
    """One agency. `counts` by figure name; `predecessors` are closed organisations whose matters it took over."""

    agency_id: str
    name: str
    counts: Mapping[str, int]
    predecessors: tuple[str, ...] = ()
    waits: tuple[int, ...] = field(default=(), repr=False)

    @property
    def on_time_share(self) -> float | None:
        """On time among the answered that had a limit; None when there is none."""
        answered = self.counts["cases-on-time"] + self.counts["cases-late"]
        return self.counts["cases-on-time"] / answered if answered else None

    @property
    def median_wait(self) -> float | None:
        """Working days from the session to the reply, the middle one."""
        return float(median(self.waits)) if self.waits else None


async def read_agency_table(
    connection: AsyncConnection, scope: Scope, as_of: AsOf, directory: Directory, *, roll_up: bool = True
) -> list[AgencyRow]:
    """Agencies in alphabetical order. Rolled up, every case stands with who answers for it today, closed agencies under their single successor.

    Otherwise each case stands with the agency that held it when it was answered, whatever became of that agency.
    """
    by = "agency_id" if roll_up else "held_by"
    counts, waits = await _counts(connection, scope, as_of, by), await _waits(connection, scope, as_of, by)
    gathered: dict[str, list[str]] = {}
    for agency_id in counts:
        under = directory.answering_for(agency_id, as_of.today) if roll_up else agency_id
        gathered.setdefault(under, []).append(agency_id)
    rows = [
        AgencyRow(
            agency_id,
            directory.name(agency_id),
            {name: sum(counts[each][name] for each in ids) for name in COLUMNS},
            tuple(directory.name(each) for each in ids if each != agency_id),
            tuple(days for each in ids for days in waits.get(each, ())),
        )
        for agency_id, ids in gathered.items()
    ]
    return sorted(rows, key=lambda row: directory.sort_key(row.agency_id))


async def _counts(connection: AsyncConnection, scope: Scope, as_of: AsOf, by: str) -> dict[str, dict[str, int]]:
    rows = case_rows(as_of.today)
    counts = [sa.func.count().filter(FIGURES[name].holds(rows, as_of)).label(name) for name in COLUMNS]
    query = sa.select(rows.c[by].label("agency"), *counts).where(*scope.conditions(rows)).group_by(sa.text("agency"))
    return {row["agency"]: {name: int(row[name]) for name in COLUMNS} for row in (await connection.execute(query)).mappings()}


async def _waits(connection: AsyncConnection, scope: Scope, as_of: AsOf, by: str) -> dict[str, list[int]]:
    rows = case_rows(as_of.today)
    groups = (rows.c[by].label("agency"), rows.c.anchor_on, rows.c.replied_on)
    query = sa.select(*groups, sa.func.count().label("number")).where(rows.c.replied_on.is_not(None), *scope.conditions(rows))
    waits: dict[str, list[int]] = {}
    for row in (await connection.execute(query.group_by(sa.text("agency"), *groups[1:]))).mappings():
        try:
            days = working_days(as_of.calendar, row["anchor_on"], row["replied_on"])
        except OutsideCalendar:
            continue
        waits.setdefault(row["agency"], []).extend([days] * row["number"])
    return waits
