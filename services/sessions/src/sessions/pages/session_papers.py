"""The documents of a session, from the links of its page."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from chassis.documents.answers import ASKED, FileKind
from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from sessions.dialogue_session.permissions import PRINT
from sessions.documents.printing import PaperSort, print_paper

router = APIRouter(include_in_schema=False)


@router.api_route("/sessions/{session_id}/papers/{sort}.{kind}", methods=ASKED, dependencies=[permit(PRINT)])
async def read_paper(
    request: Request, session_id: Annotated[str, Path(max_length=200)], sort: PaperSort, kind: FileKind, reader: Reader
) -> Response:
    return await print_paper(request, reader, session_id, sort, kind)
