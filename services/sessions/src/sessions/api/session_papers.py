"""The documents of a session over HTTP, to edit (DOCX) or to print (PDF): drafts as long as nothing is registered."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.documents.answers import FileKind
from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from sessions.api.session_acts import SessionId
from sessions.dialogue_session.permissions import PRINT
from sessions.documents.printing import PaperSort, print_paper

router = APIRouter(prefix="/api/v1/sessions/{session_id}", tags=["Văn bản của hội nghị"])


@router.get("/papers/{sort}.{kind}", dependencies=[permit(PRINT)], response_class=Response)
async def read_paper(request: Request, session_id: SessionId, sort: PaperSort, kind: FileKind, reader: Reader) -> Response:
    """Minutes, notice of the chair's conclusion, notice of results, in the prescribed form."""
    return await print_paper(request, reader, session_id, sort, kind)
