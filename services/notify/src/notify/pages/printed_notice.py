"""Notices and announcements as official documents, to print (PDF) or to change (DOCX), from the links of their pages."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from chassis.documents.answers import ASKED, FileKind
from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader, TheClock, get_part
from notify.courier.reach import Finder
from notify.documents.render import Desk
from notify.notice.permissions import PRINT, READ_ANNOUNCEMENTS
from notify.printing import Printing, announcement_file, notice_file

router = APIRouter(include_in_schema=False)
TheDesk = Annotated[Desk, Depends(get_part(Desk))]
TheFinder = Annotated[Finder, Depends(get_part(Finder))]


@router.api_route("/notices/{notice_id}/document.{kind}", methods=ASKED, dependencies=[permit(PRINT)])
async def print_notice(
    request: Request,
    notice_id: str,
    kind: FileKind,
    connection: Reader,
    actor: CurrentActor,
    clock: TheClock,
    desk: TheDesk,
    finder: TheFinder,
) -> Response:
    """Without a name when the contact was erased or cannot be opened: the line is then filled in by hand."""
    return await notice_file(request, connection, actor, notice_id, kind, clock.now(), Printing(desk, finder))


@router.get("/announcements/{notice_id}/document.{kind}", dependencies=[permit(READ_ANNOUNCEMENTS)])
async def print_announcement(request: Request, notice_id: str, kind: FileKind, connection: Reader, desk: TheDesk) -> Response:
    return await announcement_file(request, connection, notice_id, kind, desk)
