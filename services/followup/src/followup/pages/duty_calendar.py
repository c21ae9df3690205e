"""Due dates to take along into one's own calendar: what the list shows, each on its day."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.calendar_file import Entry, as_calendar
from chassis.web.dependencies import Reader, TheClock
from chassis.web.origin import origin
from contracts.workdays import local_date
from followup.case.permissions import READ
from followup.pages.duty_filter import WhatIsAsked
from followup.pages.duty_list import kind_name
from followup.readmodel.work_list import find_work

router = APIRouter(default_response_class=Response, include_in_schema=False)
MOST = 2_000


@router.get("/duties.ics", dependencies=[permit(READ)])
async def show(request: Request, reader: Reader, clock: TheClock, asked: WhatIsAsked) -> Response:
    """The same filter, the earliest due first."""
    now = clock.now()
    rows, _ = await find_work(reader, asked.wanted, local_date(now), limit=MOST, offset=0)
    site = f"{origin(request)}/followup"
    entries = [
        Entry(
            uid=f"{row.what}-{row.id}@doithoai",
            title=f"Hạn: {row.title or kind_name(row.kind)}",
            begins=row.due_on,
            text=f"{kind_name(row.kind)}\n{asked.organisations.name(row.owner_org_id)}",
            url=f"{site}/{'cases' if row.what == 'case' else 'duties'}/{row.id}",
        )
        for row in rows
    ]
    return as_calendar("viec-phai-lam", "Việc phải làm có thời hạn", entries, now)
