"""The figures of one statutory report: its period up to the day the data closed, and what rolled over from the year before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.workdays import WorkingCalendar
from reporting.readmodel.cause import explain
from reporting.readmodel.figures import FIGURES, AsOf, count
from reporting.readmodel.organisations import Directory
from reporting.readmodel.report_calendar import ReportPeriod, ReportRule, carried_over_from
from reporting.readmodel.scope import Scope, YearAxis
from reporting.readmodel.summary import Summary, read_summary

CARRIED = ("sessions", "opinions", "cases")
LONGEST_ANNEX = 200


@dataclass(frozen=True)
class PeriodReport:
    """`carried` are figures of the days after the last annual cut-off, `overdue` the rows of annex 4."""

    period: ReportPeriod
    scope: Scope
    summary: Summary
    carried: Mapping[str, int]
    overdue: Sequence[Mapping[str, Any]]


def scope_of(period: ReportPeriod) -> Scope:
    """The days a report counts."""
    return Scope(YearAxis.REPORTING, from_day=period.starts_on, to_day=period.counts_to)


async def read_period_report(
    connection: AsyncConnection, period: ReportPeriod, as_of: AsOf, directory: Directory, rules: Sequence[ReportRule]
) -> PeriodReport:
    """Read from one snapshot, so that the annexes agree with each other."""
    scope = scope_of(period)
    summary = await read_summary(connection, scope, as_of, directory)
    carried = await _carried(connection, period, as_of, as_of.calendar, rules)
    overdue = await explain(connection, FIGURES["cases-overdue"], scope, as_of, limit=LONGEST_ANNEX)
    return PeriodReport(period, scope, summary, carried, [cause.row for cause in overdue.causes])


async def _carried(
    connection: AsyncConnection, period: ReportPeriod, as_of: AsOf, calendar: WorkingCalendar, rules: Sequence[ReportRule]
) -> Mapping[str, int]:
    days = carried_over_from(period.starts_on.year + 1, calendar, rules)
    if days is None:
        return dict.fromkeys(CARRIED, 0)
    return await count(connection, CARRIED, replace(scope_of(period), from_day=days[0], to_day=days[1]), as_of)
