"""What has to be remembered of others' events to follow an opinion: slips, cases, calendars, and facts told before the opinion itself."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col

from contracts.followup import WorkingCalendarLoadedV1
from contracts.workdays import WorkingCalendar, shipped_calendar
from intake.readmodel.row import Row, fetch, instant, json


class SessionSlipRow(Row, table=True):
    """Which opinion stands on which slip of a session."""

    __tablename__ = "session_slip"

    session_id: str = Field(primary_key=True)
    slip_no: int = Field(primary_key=True)
    opinion_id: str


class CaseOpinionsRow(Row, table=True):
    """Which opinions a case answers."""

    __tablename__ = "case_opinions"

    case_id: str = Field(primary_key=True)
    session_id: str
    opinion_ids: list[str] | None = json()


class ForetoldRow(Row, table=True):
    """A fact about an opinion that is not registered here yet; applied when it is."""

    __tablename__ = "foretold"

    opinion_id: str = Field(primary_key=True)
    event_id: str = Field(primary_key=True)
    number: int | None = Field(default=None, sa_type=sa.BigInteger)
    event_type: str
    body: dict[str, Any] = Field(sa_type=JSONB)
    told_at: datetime = instant()


class CalendarRow(Row, table=True):
    """A version of the working calendar, as followup announced it."""

    __tablename__ = "calendar"

    calendar_version: str = Field(primary_key=True)
    loaded_position: int = Field(sa_type=sa.BigInteger)
    covers_to: date
    body: dict[str, Any] = Field(sa_type=JSONB)


async def opinion_on_slip(connection: AsyncConnection, session_id: str, slip_no: int) -> str | None:
    """The opinion on a slip, or None when the slip was not heard of."""
    row = SessionSlipRow
    wanted = sa.select(col(row.opinion_id)).where(col(row.session_id) == session_id, col(row.slip_no) == slip_no)
    found: str | None = (await connection.execute(wanted)).scalar()
    return found


async def find_case(connection: AsyncConnection, case_id: str) -> CaseOpinionsRow | None:
    """The opinions of a case, or None when it was not heard of."""
    found = await fetch(connection, CaseOpinionsRow, sa.select(CaseOpinionsRow).where(col(CaseOpinionsRow.case_id) == case_id))
    return found[0] if found else None


async def newest_calendar(connection: AsyncConnection) -> WorkingCalendar:
    """The version loaded last, or the one shipped with the contracts. A version never changes, so each is read once."""
    order = col(CalendarRow.loaded_position).desc()
    version = (await connection.execute(sa.select(col(CalendarRow.calendar_version)).order_by(order).limit(1))).scalar()
    if version is None:
        return shipped_calendar()
    if version not in _READ:
        found = await fetch(connection, CalendarRow, sa.select(CalendarRow).where(col(CalendarRow.calendar_version) == version))
        _READ[version] = WorkingCalendarLoadedV1.model_validate(found[0].body).calendar()
    return _READ[version]


_READ: dict[str, WorkingCalendar] = {}
