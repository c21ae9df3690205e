"""What the public is told of sessions: the list, and each announcement as it was published."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages, get_part
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from notify.documents.announcement import told
from notify.documents.render import Desk
from notify.notice.message import Message
from notify.notice.permissions import READ_ANNOUNCEMENTS
from notify.pages.words import WORDS
from notify.readmodel.announcements import Announcement, find_announcement, published_on_portal

router = APIRouter(include_in_schema=False)
TheDesk = Annotated[Desk, Depends(get_part(Desk))]


@router.get("/announcements", dependencies=[permit(READ_ANNOUNCEMENTS)])
async def list_announcements(request: Request, pages: ThePages, connection: Reader, page: ThePage, desk: TheDesk) -> HTMLResponse:
    rows, total = await published_on_portal(connection, offset=page.offset, size=page.size)
    context = {"rows": [(row, _words(row, desk).subject) for row in rows], "found": page.of(total)}
    return pages.render(request, "notify/announcements.html", context)


@router.get("/announcements/{notice_id}", dependencies=[permit(READ_ANNOUNCEMENTS)])
async def show_announcement(notice_id: str, request: Request, pages: ThePages, connection: Reader, desk: TheDesk) -> HTMLResponse:
    row = await find_announcement(connection, notice_id)
    if row is None:
        raise NotFound
    context = {**WORDS, "row": row, "letter": row.read_letter(), "message": _words(row, desk)}
    return pages.render(request, "notify/announcement.html", context)


def _words(row: Announcement, desk: Desk) -> Message:
    today = local_date(row.published_at or row.starts_at)
    return told(row.purpose, row.channel, row.language, row.read_letter(), key=row.notice_id, today=today, desk=desk)
