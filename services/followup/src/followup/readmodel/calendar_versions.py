"""Working calendar versions that were loaded; the newest loaded is the one in force."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Put
from chassis.projections.projection import Projection
from contracts.workdays import WorkingCalendar
from followup.deadlines.decision import Decision
from followup.readmodel.columns import Row, instant_column
from followup.working_calendar.events import WorkingCalendarLoaded

_ADAPTER: TypeAdapter[WorkingCalendarLoaded] = TypeAdapter(WorkingCalendarLoaded)


class CalendarVersion(Row, table=True):
    __tablename__ = "calendar_version"

    calendar_version: str = Field(primary_key=True)
    position: int
    covers_from: date
    covers_to: date
    applies_confirm_rows: bool
    special_days: int
    loaded: str
    loaded_at: datetime = instant_column()


def apply(recorded: Recorded) -> Iterator[Change]:
    """One row per version."""
    event = recorded.event
    if isinstance(event, WorkingCalendarLoaded):
        values = {
            "position": recorded.position,
            "covers_from": event.covers_from,
            "covers_to": event.covers_to,
            "applies_confirm_rows": event.applies_confirm_rows,
            "special_days": len(event.days),
            "loaded": _ADAPTER.dump_json(event).decode(),
            "loaded_at": recorded.at,
        }
        yield Put("calendar_version", {"calendar_version": event.calendar_version}, values)


projection = Projection("calendar_versions", 1, (CalendarVersion,), apply)

_table: sa.Table = CalendarVersion.__table__  # type: ignore[attr-defined]


@lru_cache(maxsize=16)
def _decision(loaded: str) -> Decision:
    event = _ADAPTER.validate_json(loaded)
    return Decision(event.loaded_by, event.decision or f"Lịch làm việc phiên bản {event.calendar_version}")


@lru_cache(maxsize=16)
def _calendar(loaded: str) -> WorkingCalendar:
    return _ADAPTER.validate_json(loaded).calendar()


async def newest_calendar(connection: AsyncConnection) -> WorkingCalendar | None:
    """Return the version loaded last, None before the first."""
    loaded = (await connection.execute(sa.select(_table.c.loaded).order_by(_table.c.position.desc()).limit(1))).scalar()
    return _calendar(loaded) if loaded else None


async def newest_decision(connection: AsyncConnection) -> Decision:
    """Who loaded the version in force, and the document it rests on."""
    loaded = (await connection.execute(sa.select(_table.c.loaded).order_by(_table.c.position.desc()).limit(1))).scalar()
    return _decision(loaded) if loaded else Decision()


async def calendar_of(connection: AsyncConnection, version: str) -> WorkingCalendar | None:
    """Return one version, None when it was never loaded here."""
    loaded = (await connection.execute(sa.select(_table.c.loaded).where(_table.c.calendar_version == version))).scalar()
    return _calendar(loaded) if loaded else None


async def list_calendars(connection: AsyncConnection) -> Sequence[Any]:
    """Every version, the one in force first."""
    columns = [column for column in _table.c if column.name != "loaded"]
    return (await connection.execute(sa.select(*columns).order_by(_table.c.position.desc()))).all()
