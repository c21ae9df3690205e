"""The working calendar in force: the newest version followup loaded, or the one shipped with the contracts."""

from datetime import date, timedelta

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


def days_late(calendar: WorkingCalendar, due_on: date, day: date) -> int:
    """Working days after `due_on` up to `day`; days beyond the calendar's end are not counted, never guessed."""
    return calendar.working_days_between(due_on, min(day, calendar.covers_to))


def due_from(calendar: WorkingCalendar, today: date, late_at_most: int) -> date:
    """The earliest due date that is at most so many working days late today."""
    try:
        return calendar.subtract_working_days(min(today, calendar.covers_to) + timedelta(days=1), late_at_most + 1)
    except OutsideCalendar:
        return calendar.covers_from
