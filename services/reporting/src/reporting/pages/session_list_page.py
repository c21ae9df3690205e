"""The list of sessions: those held and those announced."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from chassis.web.pagination import ThePage
from reporting.asked import Blank, TheDay, TheDirectory, TheScope
from reporting.pages import choices
from reporting.permissions import READ
from reporting.readmodel.session_list import STATUS_NAMES, read_sessions

router = APIRouter(default_response_class=Response)


@router.get("/sessions", dependencies=[permit(READ)])
async def session_list(
    request: Request,
    pages: ThePages,
    connection: Reader,
    scope: TheScope,
    as_of: TheDay,
    directory: TheDirectory,
    page: ThePage,
    status: Annotated[str | None, Blank] = None,
) -> Response:
    total, rows = await read_sessions(connection, scope, status=status, offset=page.offset, limit=page.size)
    context = {
        "rows": rows,
        "pager_": page.of(total),
        "scope": scope,
        "status": status,
        "statuses": list(STATUS_NAMES.items()),
        "as_of": as_of,
        "directory": directory,
        "choices": choices.filters(),
        "query": urlencode({**scope.parameters(), **({"status": status} if status else {})}),
        "crumbs": [("Hội nghị đối thoại", None)],
    }
    return pages.render(request, "reporting/session_list.html", context)
