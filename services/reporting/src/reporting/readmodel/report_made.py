"""A report's data made from the facts known at a moment, and made again to see that it is still the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.workdays import WorkingCalendar
from reporting.readmodel.as_known import AsKnown
from reporting.readmodel.calendars import read_calendar
from reporting.readmodel.heard_events import Basis, count_heard, find_basis
from reporting.readmodel.report_data import Data, build
from reporting.readmodel.report_list import ReportSnapshot
from reporting.readmodel.report_previous import counted_now, told_before
from reporting.report.events import Terms

TermsOf = Callable[[WorkingCalendar], Terms]
"""What is owed by a calendar: of an opened report always the same."""


@dataclass(frozen=True)
class Made:
    """`heard` is the number of events behind the data."""

    data: Data
    basis: Basis
    heard: int


async def made(known: AsKnown, connection: AsyncConnection, terms_of: TermsOf, as_of: date) -> Made:
    """From everything recorded by the end of the local day; the calendar, too, is the one known then."""
    basis = await find_basis(connection, as_of)
    data = await _built(known, connection, terms_of, as_of, basis, None)
    return Made(data, basis, await count_heard(connection, basis))


async def made_again(known: AsKnown, connection: AsyncConnection, terms: Terms, snapshot: ReportSnapshot) -> Data:
    """From the facts the snapshot rested on, compared with what it was compared with."""
    before: dict[str, Any] | None = orjson.loads(snapshot.data)["previous"]
    basis = Basis(snapshot.positions, tuple(snapshot.without))
    return await _built(known, connection, lambda _: terms, snapshot.as_of, basis, before)


async def made_now(connection: AsyncConnection, terms: Terms, today: date) -> Data:
    """From the tables that serve: a preview while nobody has taken a snapshot; it names no places, for it rests on none."""
    previous = await told_before(connection, terms) or await counted_now(connection, terms)
    return await build(connection, terms, today, Basis({}), previous)


async def _built(
    known: AsKnown, connection: AsyncConnection, terms_of: TermsOf, as_of: date, basis: Basis, before: dict[str, Any] | None
) -> Data:
    """`before` is what an earlier making was compared with; without it the newest snapshot of the period before is looked for."""
    async with known.at(basis) as then:
        terms = terms_of(await read_calendar(then))
        told = None
        if before is None or before["snapshot_id"]:
            told = await told_before(connection, terms, before["snapshot_id"] if before else None)
        return await build(then, terms, as_of, basis, told or await counted_now(then, terms))
