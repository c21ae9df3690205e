"""A figure's page: the facts it counts, each leading to its case or session, with the events behind it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from chassis.web.pagination import ThePage
from contracts.labels import LABELS
from contracts.vocabulary import Complexity, DutyKind, Level, Outcome, Regime
from reporting.asked import TheDay, TheDirectory, TheScope, figure_of
from reporting.pages import choices
from reporting.permissions import READ
from reporting.readmodel.case_detail import late_by
from reporting.readmodel.case_rows import STANDING_NAMES, STANDING_TONES
from reporting.readmodel.cause import explain
from reporting.readmodel.event_names import event_name
from reporting.readmodel.evidence import CASE
from reporting.readmodel.figures import FIGURES
from reporting.readmodel.opinion_rows import STATUS_NAMES
from reporting.readmodel.opinion_table import domain_name
from reporting.readmodel.province_table import audience_name

router = APIRouter(default_response_class=Response)
NAMES = {
    "level": LABELS[Level],
    "regime": LABELS[Regime],
    "complexity": LABELS[Complexity],
    "outcome": LABELS[Outcome],
    "duty": LABELS[DutyKind],
    "standing": STANDING_NAMES,
    "tone": STANDING_TONES,
    "status": STATUS_NAMES,
}


@router.get("/cases", dependencies=[permit(READ)])
async def cases(request: Request) -> Response:
    """The list of cases is the page of its widest figure."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{request.scope.get('root_path', '')}/figures/cases{query}", 307)


@router.get("/figures/{name}", dependencies=[permit(READ)])
async def figure(
    request: Request,
    pages: ThePages,
    connection: Reader,
    name: str,
    scope: TheScope,
    as_of: TheDay,
    directory: TheDirectory,
    page: ThePage,
) -> Response:
    wanted = figure_of(name)
    context = {
        "figure": wanted,
        "found": (found := await explain(connection, wanted, scope, as_of, offset=page.offset, limit=page.size)),
        "pager_": page.of(found.total - found.hidden),
        "scope": scope,
        "as_of": as_of,
        "directory": directory,
        "choices": choices.filters(),
        "query": choices.addresses(scope),
        "siblings": [(each.name, each.title) for each in FIGURES.values() if each.kind == wanted.kind],
        "names": NAMES,
        "domain_name": domain_name,
        "audience_name": audience_name,
        "event_name": event_name,
        "late_by": late_by,
        "crumbs": [("Danh sách vụ việc" if wanted.kind == CASE else wanted.title, None)],
    }
    return pages.render(request, "reporting/figure.html", context)
