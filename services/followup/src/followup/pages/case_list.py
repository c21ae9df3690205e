"""The list of cases: filters by agency, state and lateness, the earliest due date first."""

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.answers import see_other
from chassis.web.dependencies import Reader, TheClock, ThePages
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from contracts.workdays import local_date
from followup.case.permissions import READ
from followup.pages.case_filter import WhatIsAsked
from followup.pages.words import WORDS
from followup.readmodel.case_list import STATES, agencies_with_cases, counts, find
from followup.readmodel.case_of_opinion import cases_answering
from followup.readmodel.opinion_summaries import opinion_of_code
from followup.readmodel.organisations import read_organisations

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SORTS = (("due", "Hạn trả lời"), ("held", "Ngày đối thoại"), ("agency", "Cơ quan"), ("late", "Số ngày chậm"))


@router.get("/", dependencies=[permit(READ)])
async def first(request: Request) -> Response:
    return see_other(request, "/cases")


@router.get("/cases", dependencies=[permit(READ)])
async def list_cases(
    request: Request,
    pages: ThePages,
    reader: Reader,
    clock: TheClock,
    page: ThePage,
    asked: WhatIsAsked,
) -> Response:
    today, wanted = local_date(clock.now()), asked.wanted
    if opinion_id := await opinion_of_code(reader, wanted.code):
        for case_id in await cases_answering(reader, opinion_id):
            return see_other(request, f"/cases/{case_id}")
    rows, total = await find(reader, wanted, today, limit=page.size, offset=page.offset)
    if wanted.code and total == 1 and not is_htmx(request):
        return see_other(request, f"/cases/{rows[0].case_id}")
    organisations = await read_organisations(reader)
    agencies = [(org_id, organisations.name(org_id)) for org_id in await agencies_with_cases(reader)]
    context = {
        **WORDS,
        "rows": rows,
        "page": page.of(total),
        "wanted": wanted,
        "agency": asked.given["agency"],
        "q": asked.given["q"],
        "query": urlencode({name: value for name, value in asked.given.items() if value}),
        "sorts": SORTS,
        "state_choices": [(code, WORDS["states"][code]) for code in STATES],
        "agencies": sorted(agencies, key=lambda each: each[1]),
        "counts": await counts(reader, today),
        "name": organisations.name,
    }
    return pages.render(request, "followup/case_list.html", context, block="results" if is_htmx(request) else None)
