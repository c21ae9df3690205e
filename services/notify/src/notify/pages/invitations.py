"""The invitations of one session on one page: the limit, who was invited when, who comes."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader, ThePages
from chassis.web.problems import NotFound
from notify.notice.permissions import READ
from notify.pages.words import WORDS
from notify.reach import must_have_account
from notify.readmodel.invitations import find_invitations
from notify.readmodel.organisations import acting_organisation
from notify.readmodel.sessions import find_session

router = APIRouter(include_in_schema=False)


@router.get("/sessions/{session_id}/invitations", dependencies=[permit(READ)])
async def show_invitations(session_id: str, request: Request, pages: ThePages, connection: Reader, actor: CurrentActor) -> HTMLResponse:
    must_have_account(actor, READ)
    session = await find_session(connection, session_id)
    if session is None:
        raise NotFound
    host = await acting_organisation(connection, session.host_org_id, session.starts_on)
    rows = await find_invitations(connection, session_id)
    context = {**WORDS, "session": session, "host": host.name, "rows": rows}
    return pages.render(request, "notify/invitations.html", context)
