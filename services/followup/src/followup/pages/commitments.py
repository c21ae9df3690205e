"""What replies promised: answered, not resolved; carried over until it is done."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, TheClock, ThePages
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from contracts.workdays import local_date
from followup.case.permissions import READ
from followup.pages.words import WORDS
from followup.readmodel.case_list import agencies_with_cases
from followup.readmodel.commitment_list import counts, find
from followup.readmodel.organisations import read_organisations

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SHOWS = (("open", "Chưa giải quyết xong"), ("overdue", "Quá thời gian dự kiến"), ("resolved", "Đã giải quyết xong"), ("all", "Tất cả"))
STATES = {"OPEN": ("Chưa xong", "info"), "RESOLVED": ("Đã giải quyết xong", "good"), "WITHDRAWN": ("Không thực hiện nữa", "muted")}


@router.get("/commitments", dependencies=[permit(READ)])
async def list_commitments(
    request: Request,
    pages: ThePages,
    reader: Reader,
    clock: TheClock,
    page: ThePage,
    show: Annotated[str, Query(pattern="^(open|overdue|resolved|all)$")] = "open",
    agency: str = "",
) -> Response:
    today = local_date(clock.now())
    rows, total = await find(reader, today, show=show, agency=agency or None, limit=page.size, offset=page.offset)
    organisations = await read_organisations(reader)
    agencies = [(org_id, organisations.name(org_id)) for org_id in await agencies_with_cases(reader)]
    context = {
        **WORDS,
        "rows": rows,
        "page": page.of(total),
        "show": show,
        "shows": SHOWS,
        "agency": agency,
        "agencies": sorted(agencies, key=lambda each: each[1]),
        "commitment_states": STATES,
        "counts": await counts(reader, today),
        "name": organisations.name,
    }
    return pages.render(request, "followup/commitments.html", context, block="results" if is_htmx(request) else None)
