"""Sessions to take along into one's own calendar: those of a filter, to subscribe to, or one."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.calendar_file import Entry, as_calendar
from chassis.web.dependencies import CurrentActor, Reader, TheClock
from chassis.web.origin import origin
from chassis.web.problems import NotFound
from contracts.vocabulary import Form, Regime
from sessions.dialogue_session.permissions import READ
from sessions.dialogue_session.session import Status
from sessions.pages import words
from sessions.pages.session_filter import WhatIsAsked
from sessions.readmodel.organisation_directory import names_of
from sessions.readmodel.session_list import UNDECIDED, SessionRow, find_row, find_sessions

router = APIRouter(default_response_class=Response, include_in_schema=False)
MOST = 2_000
TITLE = "Hội nghị đối thoại"


@router.get("/sessions.ics", dependencies=[permit(READ)])
async def show_all(request: Request, reader: Reader, clock: TheClock, asked: WhatIsAsked) -> Response:
    """Those that have a day and an hour, the newest first."""
    rows, _ = await find_sessions(reader, asked.wanted, offset=0, size=MOST)
    names = await names_of(reader, (row.host_org_id for row in rows))
    entries = [entry(row, names.get(row.host_org_id, row.host_org_id), origin(request)) for row in rows if row.starts_at]
    return as_calendar("hoi-nghi-doi-thoai", TITLE, entries, clock.now())


@router.get("/sessions/{session_id}/calendar.ics", dependencies=[permit(READ)])
async def show(
    request: Request, reader: Reader, clock: TheClock, actor: CurrentActor, session_id: Annotated[str, Path(max_length=200)]
) -> Response:
    """One of them; a reader without an account sees none that the chair has not approved."""
    row = await find_row(reader, session_id)
    if row is None or row.starts_at is None or (actor.is_anonymous and row.stage in UNDECIDED):
        raise NotFound
    names = await names_of(reader, [row.host_org_id])
    host = names.get(row.host_org_id, row.host_org_id)
    return as_calendar("hoi-nghi-doi-thoai", TITLE, [entry(row, host, origin(request))], clock.now())


def entry(row: SessionRow, host: str, site: str) -> Entry:
    """The session as a calendar shows it: who holds it, where, with whom, how it stands."""
    assert row.starts_at is not None
    kind = f"{words.named(Regime, row.regime)}, {words.named(Form, row.form).lower()}"
    lines = (f"Đối tượng: {words.audiences(row)}", f"Chế độ, hình thức: {kind}", f"Tình trạng: {words.STATUSES[row.status]}")
    return Entry(
        uid=f"session-{row.session_id}@doithoai",
        title=f"{TITLE}: {host}",
        begins=row.starts_at,
        ends=row.ends_at,
        place=row.venue or None,
        text="\n".join(lines),
        url=f"{site}/sessions/sessions/{row.session_id}",
        cancelled=row.status in {Status.CANCELLED, Status.POSTPONED},
    )
