"""The routing slip of an opinion, from the link of its page."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.documents.answers import ASKED, FileKind
from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader
from intake.documents.printing import print_routing_slip
from intake.opinion.permissions import ROUTE_OUT

router = APIRouter(include_in_schema=False)


@router.api_route("/opinions/{opinion_id}/routing-slip.{kind}", methods=ASKED, dependencies=[permit(ROUTE_OUT)])
async def read_slip(request: Request, opinion_id: str, kind: FileKind, reader: Reader, actor: CurrentActor) -> Response:
    return await print_routing_slip(request, reader, actor, opinion_id, kind)
