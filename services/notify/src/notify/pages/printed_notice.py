"""A notice as a document to print: made on demand with the person's name, sent to the browser, kept nowhere."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from chassis.identity.permissions import permit
from chassis.privacy.keys import VaultUnavailable
from chassis.web.dependencies import CurrentActor, Reader, TheClock, get_part
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from notify.courier.reach import Finder
from notify.documents.render import Desk, render
from notify.notice.permissions import PRINT
from notify.notice.recipients import Person
from notify.reach import must_act_on
from notify.readmodel.notice_detail import find_notice

router = APIRouter(include_in_schema=False)


@router.get("/notices/{notice_id}/print", dependencies=[permit(PRINT)])
async def print_notice(
    notice_id: str,
    connection: Reader,
    actor: CurrentActor,
    clock: TheClock,
    desk: Annotated[Desk, Depends(get_part(Desk))],
    finder: Annotated[Finder, Depends(get_part(Finder))],
) -> HTMLResponse:
    """Without a name when the contact was erased or cannot be opened: the line is then filled in by hand."""
    await must_act_on(connection, actor, notice_id, PRINT)
    found = await find_notice(connection, notice_id)
    if found is None:
        raise NotFound
    about, recipient, today = found.read_about(), found.read_recipient(), local_date(clock.now())
    name: str | None = None
    if isinstance(recipient, Person):
        try:
            name = await finder.name_of(connection, about, recipient)
        except VaultUnavailable:
            name = None
    message = render(about, recipient, found.read_letter(), key=notice_id, today=today, desk=desk, name=name or "")
    return HTMLResponse(message.page, headers={"cache-control": "no-store"})
