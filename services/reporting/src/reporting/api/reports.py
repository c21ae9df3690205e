"""/api/v1/reports: the statutory reports of a reporting year and the figures of each."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from chassis.web.problems import NotFound
from contracts.workdays import reporting_year
from reporting.asked import TheDay, TheDirectory, Year
from reporting.permissions import READ
from reporting.readmodel.period_report import read_period_report
from reporting.readmodel.report_calendar import ReportPeriod, find_period, periods_of, shipped_calendar_of_reports

router = APIRouter(prefix="/api/v1", dependencies=[permit(READ)], tags=["reports"])
Json = dict[str, Any]


def _described(period: ReportPeriod) -> Json:
    days = {name: getattr(period, name) for name in ("starts_on", "ends_on", "data_cutoff_on", "due_on", "counts_to")}
    rule = {name: getattr(period.rule, name) for name in ("id", "type", "recipients", "source")}
    return {"title": period.title, "year": period.year, **rule, **days}


@router.get("/reports")
async def reports(as_of: TheDay, year: Year = None) -> list[Json]:
    """Every report of a reporting year with its dates."""
    wanted = year or reporting_year(as_of.today)
    return [_described(each) for each in periods_of(wanted, as_of.calendar, shipped_calendar_of_reports())]


@router.get("/reports/{year}/{report_id}")
async def one_report(connection: Reader, year: int, report_id: str, as_of: TheDay, directory: TheDirectory) -> Json:
    """One report's figures, up to the day its data closed."""
    rules = shipped_calendar_of_reports()
    period = find_period(year, report_id, as_of.calendar, rules)
    if period is None:
        raise NotFound
    found = await read_period_report(connection, period, as_of, directory, rules)
    return {
        **_described(period),
        "scope": found.scope.parameters(),
        "figures": found.summary.figures,
        "carried_over": found.carried,
        "sessions": [asdict(row) for row in found.summary.sessions],
        "opinions_by_domain": [{**asdict(row), "name": row.name} for row in found.summary.opinions],
        "overdue": found.overdue,
    }
