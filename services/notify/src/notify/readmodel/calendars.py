"""The working calendar to count with: the newest version heard of, else the one shipped with the contracts."""

from functools import lru_cache

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from contracts.followup import WorkingCalendarLoadedV1
from contracts.workdays import WorkingCalendar, shipped_calendar
from notify.readmodel.row import Row


class LoadedCalendar(Row, table=True):
    """`position` orders the versions by when followup loaded them; `body` is the event as received."""

    __tablename__ = "loaded_calendar"
    calendar_version: str = Field(primary_key=True)
    position: int
    body: str


async def newest_calendar(connection: AsyncConnection) -> WorkingCalendar:
    query = select(LoadedCalendar).order_by(col(LoadedCalendar.position).desc()).limit(1)
    row = (await connection.execute(query)).mappings().one_or_none()
    return shipped_calendar() if row is None else _read(row["body"])


@lru_cache(maxsize=4)
def _read(body: str) -> WorkingCalendar:
    return WorkingCalendarLoadedV1.read(body).calendar()
