"""What the public was told: every published announcement with its facts; the page makes the sentences."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, func, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from contracts.vocabulary import Channel
from notify.notice import events as e
from notify.notice.letters import SessionLetter
from notify.notice.recipients import Everyone
from notify.notice.vocabulary import ANNOUNCEMENTS
from notify.readmodel.row import Row

INSTANT: Any = sa.DateTime(timezone=True)
_LETTER: TypeAdapter[SessionLetter] = TypeAdapter(SessionLetter)


class Announcement(Row, table=True):
    """`published_at` is empty until the channel took it; `aired_at` is the broadcaster's confirmation."""

    __tablename__ = "announcement"
    notice_id: str = Field(primary_key=True)
    session_id: str = Field(index=True)
    purpose: str
    channel: str
    language: str
    letter: str
    starts_at: datetime = Field(sa_type=INSTANT)
    published_at: datetime | None = Field(default=None, sa_type=INSTANT)
    aired_at: datetime | None = Field(default=None, sa_type=INSTANT)
    ref: str | None = None

    def read_letter(self) -> SessionLetter:
        return _LETTER.validate_json(self.letter)


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    if not isinstance(event, e.NoticeEvent) or event.about.purpose not in ANNOUNCEMENTS:
        return
    key = {"notice_id": event.about.notice_id}
    match event:
        case e.NoticeRequested(recipient=Everyone(channel, language), letter=SessionLetter() as letter):
            values = {
                "session_id": event.about.target_id,
                "purpose": event.about.purpose.value,
                "channel": channel.value,
                "language": language,
                "letter": _LETTER.dump_json(letter).decode(),
                "starts_at": letter.starts_at,
                "published_at": None,
                "aired_at": None,
                "ref": None,
            }
            yield Put("announcement", key, values)
        case e.NoticeSent():
            yield Patch("announcement", key, {"published_at": event.sent_at, "ref": event.evidence})
        case e.NoticeDelivered():
            yield Patch("announcement", key, {"aired_at": event.delivered_at})
        case _:
            return


PROJECTION = Projection("announcements", 1, (Announcement,), apply)


async def published_on_portal(connection: AsyncConnection, *, offset: int, size: int) -> tuple[Sequence[Announcement], int]:
    """What the portal shows, newest first, and how many."""
    where = [col(Announcement.channel) == Channel.PORTAL.value, col(Announcement.published_at).is_not(None)]
    total = (await connection.execute(select(func.count()).select_from(Announcement).where(*where))).scalar_one()
    query = select(Announcement).where(*where).order_by(col(Announcement.published_at).desc(), col(Announcement.notice_id))
    rows = (await connection.execute(query.offset(offset).limit(size))).mappings()
    return [Announcement(**row) for row in rows], int(total)


async def find_announcement(connection: AsyncConnection, notice_id: str) -> Announcement | None:
    """A published one, on any channel."""
    query = select(Announcement).where(col(Announcement.notice_id) == notice_id, col(Announcement.published_at).is_not(None))
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else Announcement(**row)
