"""The working calendar in force: the newest version followup loaded, or the one shipped with the contracts."""

from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from contracts.followup import WorkingCalendarLoadedV1
from contracts.workdays import OutsideCalendar, WorkingCalendar, shipped_calendar
from reporting.readmodel.facts import Fact, newest, table_of


class LoadedCalendar(Fact, table=True):
    """One version as it was published."""

    __tablename__ = "loaded_calendar"
    version: str = Field(primary_key=True)
    position: int
    body: str


async def read_calendar(connection: AsyncConnection) -> WorkingCalendar:
    """The newest loaded version; the shipped one before any was loaded."""
    table = table_of(LoadedCalendar)
    body = (await connection.execute(sa.select(table.c.body).order_by(*newest(table.c.position)).limit(1))).scalar()
    return WorkingCalendarLoadedV1.read(body).calendar() if body else shipped_calendar()


@lru_cache(maxsize=8)
def _counted(calendar: WorkingCalendar) -> tuple[int, ...]:
    """Working days from the calendar's first day up to each of its days; a version never changes, so this is kept."""
    length = (calendar.covers_to - calendar.covers_from).days + 1
    return tuple(accumulate(calendar.is_working(calendar.covers_from + timedelta(days=number)) for number in range(length)))


def working_days(calendar: WorkingCalendar, start: date, end: date) -> int:
    """Working days after `start` up to and including `end`, for counting many: the same as the calendar's own. Raises OutsideCalendar."""
    for day in (start, end):
        if not calendar.covers_from <= day <= calendar.covers_to:
            raise OutsideCalendar(day, calendar.version)
    counted = _counted(calendar)
    return max(0, counted[(end - calendar.covers_from).days] - counted[(start - calendar.covers_from).days])


def days_late(calendar: WorkingCalendar, due_on: date, day: date) -> int:
    """Working days after `due_on` up to `day`; days beyond the calendar's end are not counted, never guessed."""
    return working_days(calendar, due_on, min(day, calendar.covers_to))


def due_from(calendar: WorkingCalendar, today: date, late_at_most: int) -> date:
    """The earliest due date that is at most so many working days late today."""
    try:
        return calendar.subtract_working_days(min(today, calendar.covers_to) + timedelta(days=1), late_at_most + 1)
    except OutsideCalendar:
        return calendar.covers_from
