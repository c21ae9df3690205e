"""The province page: the main figures, sessions, opinions by field, cases by agency; every number leads to its facts."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from contracts.labels import LABELS
from contracts.vocabulary import Level
from reporting.asked import TheDay, TheDirectory, TheScope
from reporting.pages import choices
from reporting.permissions import READ
from reporting.readmodel.figures import AGES, FIGURES
from reporting.readmodel.opinion_rows import STATUS_NAMES
from reporting.readmodel.province_table import TableRow, by_year, total
from reporting.readmodel.summary import Summary, read_summary

router = APIRouter(default_response_class=Response)
Series = list[tuple[str, list[int]]]
UNKNOWN_YEAR = "Không rõ năm"
AGE_LABELS = ("Chưa quá hạn", "1–5 ngày", "6–15 ngày", "Trên 15 ngày")


@router.get("/", dependencies=[permit(READ)])
async def province(
    request: Request, pages: ThePages, connection: Reader, scope: TheScope, as_of: TheDay, directory: TheDirectory
) -> Response:
    found = await read_summary(connection, scope, as_of, directory)
    context = {
        "found": found,
        "scope": scope,
        "as_of": as_of,
        "choices": choices.filters(),
        "query": choices.addresses(scope),
        "titles": {name: figure.title for name, figure in FIGURES.items()},
        "statuses": {status: name for status, name in STATUS_NAMES.items() if any(row.statuses[status] for row in found.opinions)},
        "years": sessions_by_year(found.sessions),
        "delays": (list(AGE_LABELS), [("Vụ việc", [found.figures[name] for name in AGES])]),
        "domains": opinions_by_domain(found),
    }
    return pages.render(request, "reporting/province.html", context)


def sessions_by_year(rows: Sequence[TableRow]) -> tuple[list[str], Series]:
    """Labels and one stacked series per level."""
    years = list(by_year(rows))
    labels = [UNKNOWN_YEAR if year is None else str(year) for year in years]
    levels = [level for level in Level if any(row.level == level for row in rows)]
    series = [
        (LABELS[Level][level.value], [total(row for row in rows if row.level == level and row.year == year).sessions for year in years])
        for level in levels
    ]
    return labels, series


def opinions_by_domain(found: Summary) -> tuple[list[str], Series]:
    """Resolved, answered but not resolved, and not answered: three parts that make the whole."""
    rows = found.opinions
    parts = {
        "Đã giải quyết": [row.resolved for row in rows],
        "Đã trả lời, chưa giải quyết": [row.answered - row.resolved for row in rows],
        "Chưa trả lời": [row.total - row.answered for row in rows],
    }
    return [row.name for row in rows], list(parts.items())
