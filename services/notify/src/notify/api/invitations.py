"""The invitations of one session, with the limits they have to keep."""

from fastapi import APIRouter

from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader
from chassis.web.problems import NotFound
from notify.api.shapes import InvitationItem, SessionInvitations
from notify.notice.permissions import READ
from notify.reach import must_have_account
from notify.readmodel.invitations import find_invitations
from notify.readmodel.sessions import find_session

router = APIRouter(prefix="/api/v1/sessions", tags=["invitations"])


@router.get("/{session_id}/invitations", dependencies=[permit(READ)])
async def list_invitations(session_id: str, connection: Reader, actor: CurrentActor) -> SessionInvitations:
    must_have_account(actor, READ)
    session = await find_session(connection, session_id)
    if session is None:
        raise NotFound
    rows = await find_invitations(connection, session_id)
    return SessionInvitations(
        session_id=session_id,
        status=session.status,
        round=session.round,
        starts_at=session.starts_at,
        limit_on=session.limit_on,
        target_on=session.target_on,
        binding=session.binding,
        calendar_version=session.calendar_version,
        invitations=[InvitationItem.model_validate(row.model_dump()) for row in rows],
    )
