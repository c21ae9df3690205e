"""Reading notices: the list with its filters, and one notice with its evidence."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader, TheClock, get_part, set_etag
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from notify.api.shapes import HistoryItem, NoticeDetailed, NoticeItem, NoticePage
from notify.documents.render import Desk, render
from notify.notice.permissions import READ
from notify.notice.vocabulary import Purpose
from notify.reach import may_read
from notify.readmodel.notice_detail import find_history, find_notice
from notify.readmodel.notice_list import State, Wanted, count_by_state, find_notices

router = APIRouter(prefix="/api/v1/notices", tags=["notices"])


@router.get("", dependencies=[permit(READ)])
async def list_notices(
    connection: Reader,
    actor: CurrentActor,
    page: ThePage,
    purpose: Purpose | None = None,
    state: State | None = None,
    target_id: Annotated[str | None, Query(max_length=200)] = None,
    stalled: bool = False,
) -> NoticePage:
    """Newest first; `target_id` is a session, case, duty or opinion. Without an account only what everybody was told."""
    public = actor.is_anonymous
    wanted = Wanted(purpose, state, target_id, stalled, public=public)
    rows, total = await find_notices(connection, wanted, offset=page.offset, size=page.size)
    items = [NoticeItem.model_validate(row.model_dump()) for row in rows]
    return NoticePage(
        items=items, total=total, page=page.number, page_size=page.size, counts=await count_by_state(connection, public=public)
    )


@router.get("/{notice_id}", dependencies=[permit(READ)])
async def read_notice(
    notice_id: str,
    connection: Reader,
    actor: CurrentActor,
    clock: TheClock,
    desk: Annotated[Desk, Depends(get_part(Desk))],
    response: Response,
) -> NoticeDetailed:
    """With its text and history; the ETag is the version to send back in If-Match."""
    found = await find_notice(connection, notice_id)
    if found is None or not may_read(actor, found.read_recipient()):
        raise NotFound
    history = [HistoryItem.of(row.model_dump()) for row in await find_history(connection, notice_id)]
    about = found.read_about()
    message = render(about, found.read_recipient(), found.read_letter(), key=notice_id, today=local_date(clock.now()), desk=desk)
    set_etag(response, history[-1].version)
    return NoticeDetailed(
        notice_id=notice_id,
        purpose=about.purpose,
        target=about.target,
        target_id=about.target_id,
        generation=about.generation,
        subject=message.subject,
        body=message.body,
        sms=message.sms,
        limit_on=found.limit_on,
        target_on=found.target_on,
        binding=found.binding,
        calendar_version=found.calendar_version,
        history=history,
    )
