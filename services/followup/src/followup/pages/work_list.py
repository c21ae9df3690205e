"""The work list of whoever signs in: the own cases by due date, what waits for the chair, the promises still to be kept."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.actor import Actor, Reach
from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader, TheClock, ThePages
from chassis.web.filters import one_of
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from contracts.workdays import local_date
from followup.case.permissions import WORK
from followup.pages.words import WORDS
from followup.readmodel import commitment_list
from followup.readmodel.case_list import UNANSWERED, CaseFilter, counts_of, find
from followup.readmodel.organisations import Organisations, read_organisations

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SHOWS = (("open", "Chưa trả lời"), ("overdue", "Quá hạn"), ("chair", "Chờ người chủ trì quyết định"), ("all", "Tất cả"))


def holders(actor: Actor, organisations: Organisations) -> tuple[str, ...] | None:
    """Organisations whose cases are the actor's work; None: everybody's."""
    if actor.reach is Reach.EVERYWHERE or actor.org_id is None:
        return None if actor.reach is Reach.EVERYWHERE else ()
    if actor.reach is Reach.SUBTREE:
        return tuple(sorted({actor.org_id, *(each for each in organisations.rows if actor.org_id in organisations.line(each))}))
    return (actor.org_id,)


@router.get("/work", dependencies=[permit(WORK)])
async def work_list(
    request: Request,
    pages: ThePages,
    reader: Reader,
    clock: TheClock,
    actor: CurrentActor,
    page: ThePage,
    show: Annotated[str, Query(pattern="^(open|overdue|chair|all)$")] = "open",
    state: Annotated[str, one_of(UNANSWERED)] = "",
    agency: str = "",
) -> Response:
    today = local_date(clock.now())
    organisations = await read_organisations(reader)
    own = holders(actor, organisations)
    wanted = CaseFilter(
        overdue=show == "overdue",
        state=state or None,
        agencies=(agency,) if agency else None,
        holders=own,
        unanswered=show == "open" and not state,
        waits_for_chair=show == "chair",
    )
    rows, total = await find(reader, wanted, today, limit=page.size, offset=page.offset)
    promises, _ = await commitment_list.find(reader, today, show="open", agency=own[0] if own else None, limit=10, offset=0)
    held = own if own is not None else tuple(organisations.rows)
    context = {
        **WORDS,
        "rows": rows,
        "page": page.of(total),
        "show": show,
        "shows": SHOWS,
        "state": state,
        "agency": agency,
        "state_choices": [(code, WORDS["states"][code]) for code in UNANSWERED],
        "agencies": sorted(((each, organisations.name(each)) for each in held), key=lambda each: each[1]),
        "counts": await counts_of(reader, own, today),
        "promises": promises,
        "name": organisations.name,
    }
    return pages.render(request, "followup/work_list.html", context, block="results" if is_htmx(request) else None)
