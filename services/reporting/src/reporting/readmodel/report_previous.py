"""What a report is compared with: the same report of the period before, as it was told then, or as the facts have it now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncConnection

from reporting.readmodel.calendars import read_calendar
from reporting.readmodel.figures import AsOf, count
from reporting.readmodel.organisations import read_directory
from reporting.readmodel.report_calendar import previous_of
from reporting.readmodel.report_list import find_snapshot, find_snapshots
from reporting.readmodel.rule_packs import read_report_rules
from reporting.readmodel.scope import Scope, YearAxis
from reporting.report.events import Terms

COMPARED = (
    "sessions",
    "sessions-periodic",
    "sessions-ad-hoc",
    "sessions-embedded",
    "opinions",
    "opinions-answered",
    "opinions-resolved",
    "opinions-in-plan",
    "cases",
    "cases-on-time",
    "cases-late",
)


@dataclass(frozen=True)
class Previous:
    """`snapshot_id` None: nobody had taken a snapshot of it, the facts known now stand in."""

    title: str
    period_start: date
    counts_to: date
    figures: Mapping[str, int]
    snapshot_id: str | None = None


async def told_before(connection: AsyncConnection, terms: Terms, snapshot_id: str | None = None) -> Previous | None:
    """The newest snapshot of the same report one period earlier, or the one named; None when there is none.

    Reads the tables that serve: a snapshot is in this service's own log and never changes.
    """
    if snapshot_id is None:
        period = previous_of(terms, await read_calendar(connection), await read_report_rules(connection, terms.year - 1))
        snapshots = await find_snapshots(connection, period.report_id) if period else ()
        found = snapshots[0] if snapshots else None
    else:
        found = await find_snapshot(connection, snapshot_id)
    if found is None:
        return None
    data: dict[str, Any] = orjson.loads(found.data)
    heading = data["report"]
    days = date.fromisoformat(heading["period_start"]), date.fromisoformat(heading["counts_to"])
    return Previous(heading["title"], *days, {name: data["figures"][name] for name in COMPARED}, found.snapshot_id)


async def counted_now(connection: AsyncConnection, terms: Terms) -> Previous | None:
    """The period before as the facts of this connection have it; None for a report after a session."""
    calendar = await read_calendar(connection)
    period = previous_of(terms, calendar, await read_report_rules(connection, terms.year - 1))
    if period is None:
        return None
    own = terms.counted_org_id
    orgs = (await read_directory(connection, period.counts_to)).tree(own, period.counts_to) if own else ()
    scope = Scope(YearAxis.REPORTING, from_day=period.starts_on, to_day=period.counts_to, audience=terms.audience, orgs=orgs)
    figures = await count(connection, COMPARED, scope, AsOf(period.counts_to, calendar))
    return Previous(period.title, period.starts_on, period.counts_to, figures)


def compared(previous: Previous | None, figures: Mapping[str, int]) -> dict[str, Any] | None:
    """Numbers then and now, and the change."""
    if previous is None:
        return None
    rows = [
        {"name": name, "before": previous.figures[name], "now": figures[name], "change": figures[name] - previous.figures[name]}
        for name in COMPARED
    ]
    days = {"period_start": previous.period_start, "counts_to": previous.counts_to}
    return {"title": previous.title, **days, "snapshot_id": previous.snapshot_id, "rows": rows}
