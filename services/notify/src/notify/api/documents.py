"""Notices and announcements as official documents over HTTP, to print (PDF) or to change (DOCX)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from chassis.documents.answers import FileKind
from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader, TheClock, get_part
from notify.courier.reach import Finder
from notify.documents.render import Desk
from notify.notice.permissions import PRINT, READ_ANNOUNCEMENTS
from notify.printing import Printing, announcement_file, notice_file

router = APIRouter(prefix="/api/v1", tags=["documents"])
TheDesk = Annotated[Desk, Depends(get_part(Desk))]
TheFinder = Annotated[Finder, Depends(get_part(Finder))]


@router.get("/notices/{notice_id}/document.{kind}", dependencies=[permit(PRINT)], response_class=Response)
async def read_notice_document(
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


@router.get("/announcements/{notice_id}/document.{kind}", dependencies=[permit(READ_ANNOUNCEMENTS)], response_class=Response)
async def read_announcement_document(request: Request, notice_id: str, kind: FileKind, connection: Reader, desk: TheDesk) -> Response:
    """As it was published that day."""
    return await announcement_file(request, connection, notice_id, kind, desk)
