"""Reading the duties of the chairs' offices."""

from typing import Any

from fastapi import APIRouter

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, TheClock
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from followup.case.permissions import READ
from followup.readmodel.duty_explained import explained
from followup.readmodel.duty_list import find, find_one

router = APIRouter(prefix="/api/v1", tags=["duties"])


@router.get("/duties", dependencies=[permit(READ)])
async def list_duties(
    reader: Reader,
    clock: TheClock,
    page: ThePage,
    owner: str | None = None,
    session_id: str | None = None,
    *,
    overdue: bool = False,
    pending: bool = False,
) -> dict[str, Any]:
    """Duties by due date."""
    today = local_date(clock.now())
    rows, total = await find(
        reader, today, overdue=overdue, pending=pending, owner=owner, session_id=session_id, limit=page.size, offset=page.offset
    )
    items = [{**row._mapping, "overdue": row.due_on < today and row.fulfilled_on is None} for row in rows]  # noqa: SLF001
    return {"items": items, "total": total, "page": page.number, "page_size": page.size}


@router.get("/duties/{duty_id}", dependencies=[permit(READ)])
async def read_duty(duty_id: str, reader: Reader) -> dict[str, Any]:
    """One duty with its deadline explained."""
    row = await find_one(reader, duty_id)
    if row is None:
        raise NotFound
    return {**row._mapping, "explanation": await explained(reader, row)}  # noqa: SLF001
