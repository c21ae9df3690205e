"""The letters of a case, from the links of its page."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.documents.answers import ASKED, FileKind
from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from followup.case.permissions import PRINT
from followup.documents.printing import PaperSort, print_paper

router = APIRouter(prefix="/cases/{case_id}", include_in_schema=False)


@router.api_route("/papers/{sort}.{kind}", methods=ASKED, dependencies=[permit(PRINT)])
async def read_paper(request: Request, case_id: UUID, sort: PaperSort, kind: FileKind, reader: Reader) -> Response:
    """Draft of the reply letter, slip to the agency, slip to the superior, in the prescribed form."""
    return await print_paper(request, reader, str(case_id), sort, kind)


@router.api_route("/replies/{reply_id}/letter.{kind}", methods=ASKED, dependencies=[permit(PRINT)])
async def read_letter(request: Request, case_id: UUID, reply_id: str, kind: FileKind, reader: Reader) -> Response:
    """The reply as it was issued."""
    return await print_paper(request, reader, str(case_id), PaperSort.REPLY_LETTER, kind, reply_id)
