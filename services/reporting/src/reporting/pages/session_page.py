"""One session: what was planned, what was said, what was assigned, and the papers that must follow."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from chassis.web.problems import NotFound
from contracts.labels import LABELS
from contracts.vocabulary import DatePrecision, Form, Timeliness, Trigger
from reporting.asked import TheDay, TheDirectory
from reporting.pages.figure_page import NAMES
from reporting.permissions import READ
from reporting.readmodel.event_names import event_name
from reporting.readmodel.opinion_table import domain_name
from reporting.readmodel.province_table import audience_name
from reporting.readmodel.session_detail import SessionDetail, find_session

router = APIRouter(default_response_class=Response)


@router.get("/sessions/{session_id}", dependencies=[permit(READ)])
async def session_detail(
    request: Request, pages: ThePages, connection: Reader, session_id: str, as_of: TheDay, directory: TheDirectory
) -> Response:
    found = await find_session(connection, session_id, as_of)
    if found is None:
        raise NotFound
    context = {
        "found": found,
        "about": found.about,
        "as_of": as_of,
        "directory": directory,
        "names": {
            **NAMES,
            "form": LABELS[Form],
            "trigger": LABELS[Trigger],
            "precision": LABELS[DatePrecision],
            "timeliness": LABELS[Timeliness],
        },
        "co_hosts": "; ".join(directory.name(each) for each in found.about.get("co_hosts", "").split("+") if each),
        "chair": _presided(found),
        "domain_name": domain_name,
        "audience_name": audience_name,
        "event_name": event_name,
        "crumbs": [("Hội nghị đối thoại", f"{request.scope.get('root_path', '')}/sessions"), ("Hội nghị", None)],
    }
    return pages.render(request, "reporting/session.html", context)


def _presided(found: SessionDetail) -> str:
    """Said only where another than the head presided, with the document by which (A-03)."""
    if doc := found.about.get("delegation_doc"):
        return f"Theo ủy quyền của người đứng đầu, văn bản {doc}"
    return "Theo ủy quyền của người đứng đầu" if found.about.get("delegated") else ""
