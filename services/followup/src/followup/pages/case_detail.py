"""One case: what is asked, who answers, how the due date was reached day by day, everything that happened."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, TheClock, TheHandler, ThePages
from chassis.web.problems import NotFound
from contracts.labels import label
from contracts.workdays import local_date
from followup.case import events as e
from followup.case.permissions import READ
from followup.pages.words import WORDS, told
from followup.readmodel import case_detail
from followup.readmodel.case_story import state_name
from followup.readmodel.organisations import read_organisations

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

UNTOLD = (e.DeadlinePassed, e.StepPostponed)


@router.get("/cases/{case_id}", dependencies=[permit(READ)])
async def read_case(case_id: UUID, request: Request, pages: ThePages, reader: Reader, handler: TheHandler, clock: TheClock) -> Response:
    found = await case_detail.find(reader, handler.codec, str(case_id))
    if found is None:
        raise NotFound
    organisations = await read_organisations(reader)
    today = local_date(clock.now())
    opened = next(each.event for each in found.history if isinstance(each.event, e.FollowUpOpened))
    entries = [(each.at, *told(each.event, organisations)) for each in found.history if not isinstance(each.event, UNTOLD)]
    context = {
        **WORDS,
        "facts": found.facts,
        "state": state_name(found.state),
        "summary": opened.summary_redacted,
        "explanation": found.explanation,
        "entries": entries,
        "name": organisations.name,
        "label": label,
        "reference": today,
        "days_late": found.working_days_late(today),
        "running": state_name(found.state) not in {"REPLIED", "CLOSED", "REFERRED_UP"},
    }
    return pages.render(request, "followup/case_detail.html", context)
