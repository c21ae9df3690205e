"""Escalations, newest first: who was told how late what is."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from chassis.web.pagination import ThePage
from followup.case.permissions import READ
from followup.pages.words import WORDS
from followup.readmodel.escalations import find
from followup.readmodel.organisations import read_organisations

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/escalations", dependencies=[permit(READ)])
async def list_escalations(request: Request, pages: ThePages, reader: Reader, page: ThePage) -> Response:
    rows, total = await find(reader, level=None, limit=page.size, offset=page.offset)
    organisations = await read_organisations(reader)
    context = {**WORDS, "rows": rows, "page": page.of(total), "name": organisations.name}
    return pages.render(request, "followup/escalation_list.html", context)
