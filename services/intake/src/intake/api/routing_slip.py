"""The routing slip of an opinion over HTTP, to edit (DOCX) or to print (PDF)."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.documents.answers import FileKind
from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader
from intake.documents.printing import print_routing_slip
from intake.opinion.permissions import ROUTE_OUT

router = APIRouter(prefix="/api/v1/opinions", tags=["opinions"])


@router.get("/{opinion_id}/routing-slip.{kind}", dependencies=[permit(ROUTE_OUT)], response_class=Response)
async def read_slip(request: Request, opinion_id: str, kind: FileKind, reader: Reader, actor: CurrentActor) -> Response:
    """In the prescribed form; not found for an opinion that was not routed out, or as a denunciation."""
    return await print_routing_slip(request, reader, actor, opinion_id, kind)
