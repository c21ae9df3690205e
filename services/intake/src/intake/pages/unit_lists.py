"""The pages of unit lists: which sessions gather opinions until when, who sent, who sent late, who had nothing."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from intake.opinion.permissions import READ_LISTS
from intake.readmodel import organisations, unit_lists

router = APIRouter(default_response_class=Response, include_in_schema=False)


@router.get("/lists", dependencies=[permit(READ_LISTS)])
async def show_all(request: Request, pages: ThePages, page: ThePage, reader: Reader) -> Response:
    """Sessions with a cut-off, the latest first."""
    cutoffs, total = await unit_lists.find_cutoffs(reader, offset=page.offset, limit=page.size)
    sessions = await organisations.find_sessions(reader, [row.session_id for row in cutoffs])
    hosts = await organisations.names(reader, [session.host_org_id for session in sessions.values()])
    context = {"cutoffs": cutoffs, "pages_": page.of(total), "sessions": sessions, "organisations": hosts}
    return pages.render(request, "intake/unit_lists.html", context)


@router.get("/lists/{session_id}", dependencies=[permit(READ_LISTS)])
async def show(session_id: str, request: Request, pages: ThePages, reader: Reader) -> Response:
    """The lists for one session."""
    cutoff = await unit_lists.find_cutoff(reader, session_id)
    if cutoff is None:
        raise NotFound
    lists = await unit_lists.find(reader, session_id)
    session = await organisations.find_session(reader, session_id)
    names = await organisations.names(reader, [*(row.unit_org_id for row in lists), session.host_org_id if session else None])
    context = {"cutoff": cutoff, "lists": lists, "session": session, "organisations": names}
    return pages.render(request, "intake/session_lists.html", context)
