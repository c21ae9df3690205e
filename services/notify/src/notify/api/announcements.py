"""What the public was told, as open data."""

from typing import Annotated

from fastapi import APIRouter, Depends

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, get_part
from chassis.web.pagination import ThePage
from contracts.workdays import local_date
from notify.api.shapes import AnnouncementItem, AnnouncementPage
from notify.documents.announcement import told
from notify.documents.render import Desk
from notify.notice.permissions import READ_ANNOUNCEMENTS
from notify.readmodel.announcements import Announcement, published_on_portal

router = APIRouter(prefix="/api/v1/announcements", tags=["announcements"])


@router.get("", dependencies=[permit(READ_ANNOUNCEMENTS)])
async def list_announcements(connection: Reader, page: ThePage, desk: Annotated[Desk, Depends(get_part(Desk))]) -> AnnouncementPage:
    rows, total = await published_on_portal(connection, offset=page.offset, size=page.size)
    return AnnouncementPage(items=[_item(row, desk) for row in rows], total=total)


def _item(row: Announcement, desk: Desk) -> AnnouncementItem:
    today = local_date(row.published_at or row.starts_at)
    message = told(row.purpose, row.channel, row.language, row.read_letter(), key=row.notice_id, today=today, desk=desk)
    facts = row.model_dump(exclude={"letter", "ref"})
    return AnnouncementItem(**facts, title=message.subject, text=message.body, address=f"/notify/announcements/{row.notice_id}")
