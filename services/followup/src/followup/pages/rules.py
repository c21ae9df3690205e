"""The rules in force: calendar versions and rule packs, each limit with its source."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from followup.case.permissions import READ_RULES
from followup.readmodel.calendar_versions import list_calendars
from followup.readmodel.rule_packs import loaded_packs

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/rules", dependencies=[permit(READ_RULES)])
async def rules(request: Request, pages: ThePages, reader: Reader) -> Response:
    context = {"calendars": await list_calendars(reader), "packs": await loaded_packs(reader)}
    return pages.render(request, "followup/rules.html", context)
