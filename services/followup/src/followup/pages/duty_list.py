"""The duties of the chairs' offices: what is owed after a session, until when, done or not; and how one date was reached."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, TheClock, ThePages
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.labels import label
from contracts.vocabulary import DutyKind
from contracts.workdays import local_date
from followup.case.permissions import READ
from followup.pages.words import WORDS
from followup.readmodel.duty_explained import explained
from followup.readmodel.duty_list import find, find_one
from followup.readmodel.organisations import read_organisations

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


def kind_name(code: str) -> str:
    return label(DutyKind(code))


@router.get("/duties", dependencies=[permit(READ)])
async def list_duties(
    request: Request,
    pages: ThePages,
    reader: Reader,
    clock: TheClock,
    page: ThePage,
    show: Annotated[str, Query(pattern="^(all|pending|overdue)$")] = "all",
) -> Response:
    today = local_date(clock.now())
    rows, total = await find(
        reader,
        today,
        overdue=show == "overdue",
        pending=show == "pending",
        owner=None,
        session_id=None,
        limit=page.size,
        offset=page.offset,
    )
    organisations = await read_organisations(reader)
    context = {**WORDS, "rows": rows, "page": page.of(total), "show": show, "name": organisations.name, "kind_name": kind_name}
    return pages.render(request, "followup/duty_list.html", context, block="results" if is_htmx(request) else None)


@router.get("/duties/{duty_id}", dependencies=[permit(READ)])
async def read_duty(duty_id: str, request: Request, pages: ThePages, reader: Reader) -> Response:
    row = await find_one(reader, duty_id)
    if row is None:
        raise NotFound
    organisations = await read_organisations(reader)
    context = {**WORDS, "row": row, "name": organisations.name, "kind_name": kind_name, "explanation": await explained(reader, row)}
    return pages.render(request, "followup/duty_detail.html", context)
