"""Reading cases: the list with its filters, one case with its history and explained deadline, the escalations."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, TheClock, TheHandler, set_etag
from chassis.web.filters import one_of
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from followup.case.permissions import READ
from followup.readmodel import case_detail, commitment_list, escalations
from followup.readmodel.case_list import SORTS, STATES, CaseFilter, counts, find
from followup.readmodel.case_story import story

router = APIRouter(prefix="/api/v1", tags=["cases"])


@router.get("/cases", dependencies=[permit(READ)])
async def list_cases(
    reader: Reader,
    clock: TheClock,
    page: ThePage,
    agency: Annotated[list[str] | None, Query(description="assigned agencies")] = None,
    state: Annotated[str | None, one_of(STATES)] = None,
    session_id: str | None = None,
    due_to: date | None = None,
    sort: Annotated[str, one_of(SORTS)] = "due",
    code: Annotated[str, Query(description="how a case's code begins")] = "",
    *,
    overdue: bool = False,
) -> dict[str, Any]:
    """Cases by due date, `overdue=true` only those unanswered past it."""
    today = local_date(clock.now())
    wanted = CaseFilter(overdue, state, tuple(agency) if agency else None, session_id, due_to, sort or "due", code=code)
    rows, total = await find(reader, wanted, today, limit=page.size, offset=page.offset)
    items = [_item(row, today) for row in rows]
    return {"items": items, "total": total, "page": page.number, "page_size": page.size, "counts": await counts(reader, today)}


def _item(row: Any, today: date) -> dict[str, Any]:
    item = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
    late = row.due_on is not None and row.due_on < today and row.replied_on is None and row.state != "REFERRED_UP"
    return {
        **item,
        "opinion_ids": row.opinion_ids.split(),
        "co_agencies": row.co_agencies.split(),
        "flags": row.flags.split(),
        "overdue": late,
    }


@router.get("/cases/{case_id}", dependencies=[permit(READ)])
async def read_case(case_id: UUID, reader: Reader, handler: TheHandler, clock: TheClock, response: Response) -> dict[str, Any]:
    """One case: state, schedule, deadline explained, every fact in order."""
    found = await case_detail.find(reader, handler.codec, str(case_id))
    if found is None:
        raise NotFound
    set_etag(response, found.version)
    return story(found, local_date(clock.now()))


@router.get("/commitments", dependencies=[permit(READ)])
async def list_commitments(
    reader: Reader,
    clock: TheClock,
    page: ThePage,
    agency: str | None = None,
    show: Annotated[str, Query(pattern="^(open|overdue|resolved|all)$")] = "open",
) -> dict[str, Any]:
    """What replies promised, the earliest expected first."""
    today = local_date(clock.now())
    rows, total = await commitment_list.find(reader, today, show=show, agency=agency, limit=page.size, offset=page.offset)
    items = [dict(row._mapping) for row in rows]  # noqa: SLF001
    counted = await commitment_list.counts(reader, today)
    return {"items": items, "total": total, "page": page.number, "page_size": page.size, "counts": counted}


@router.get("/escalations", dependencies=[permit(READ)])
async def list_escalations(reader: Reader, page: ThePage, level: Annotated[int | None, Query(ge=1, le=4)] = None) -> dict[str, Any]:
    """Escalations, newest first."""
    rows, total = await escalations.find(reader, level=level, limit=page.size, offset=page.offset)
    return {"items": [dict(row._mapping) for row in rows], "total": total, "page": page.number, "page_size": page.size}  # noqa: SLF001
