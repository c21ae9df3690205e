"""The statutory reports: their calendar, and the figures of each, ready to print."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from chassis.web.problems import NotFound
from contracts.workdays import reporting_year
from reporting.asked import TheDay, TheDirectory, Year
from reporting.pages import choices
from reporting.pages.figure_page import NAMES
from reporting.permissions import READ
from reporting.readmodel.case_detail import late_by
from reporting.readmodel.figures import FIGURES
from reporting.readmodel.opinion_rows import STATUS_NAMES
from reporting.readmodel.opinion_table import domain_name
from reporting.readmodel.period_report import read_period_report
from reporting.readmodel.report_calendar import find_period, periods_of, shipped_calendar_of_reports

router = APIRouter(default_response_class=Response)


@router.get("/reports", dependencies=[permit(READ)])
async def reports(request: Request, pages: ThePages, as_of: TheDay, year: Year = None) -> Response:
    wanted = year or reporting_year(as_of.today)
    context = {
        "periods": periods_of(wanted, as_of.calendar, shipped_calendar_of_reports()),
        "year": wanted,
        "as_of": as_of,
        "crumbs": [("Báo cáo định kỳ", None)],
    }
    return pages.render(request, "reporting/report_list.html", context)


@router.get("/reports/{year}/{report_id}", dependencies=[permit(READ)])
async def report(
    request: Request, pages: ThePages, connection: Reader, year: int, report_id: str, as_of: TheDay, directory: TheDirectory
) -> Response:
    rules = shipped_calendar_of_reports()
    period = find_period(year, report_id, as_of.calendar, rules)
    if period is None:
        raise NotFound
    found = await read_period_report(connection, period, as_of, directory, rules)
    context = {
        "found": found,
        "period": period,
        "summary": found.summary,
        "as_of": as_of,
        "directory": directory,
        "query": choices.addresses(found.scope),
        "titles": {name: figure.title for name, figure in FIGURES.items()},
        "statuses": STATUS_NAMES,
        "names": NAMES,
        "domain_name": domain_name,
        "late_by": late_by,
        "crumbs": [("Báo cáo định kỳ", f"{request.scope.get('root_path', '')}/reports"), (period.title, None)],
    }
    return pages.render(request, "reporting/report.html", context)
