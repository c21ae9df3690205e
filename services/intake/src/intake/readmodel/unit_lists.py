"""Unit lists by session: who sent, who sent late, who reported nothing, and whether the cut-off has passed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from intake.opinion_list import events as e
from intake.readmodel.row import Row, fetch, instant, json


class UnitListRow(Row, table=True):
    """One list as sent."""

    __tablename__ = "unit_lists"

    list_id: str = Field(primary_key=True)
    session_id: str
    unit_org_id: str
    cutoff_on: date
    submitted_at: datetime = instant()
    opinion_ids: list[str] | None = json()
    late: bool
    nil_return: bool


class UnitCutoffRow(Row, table=True):
    """The cut-off of one session."""

    __tablename__ = "unit_cutoffs"

    session_id: str = Field(primary_key=True)
    cutoff_on: date
    due_on: date | None = None
    calendar_version: str | None = None
    closed: bool = False
    lists: int = 0
    late_lists: int = 0
    nil_returns: int = 0
    opinions: int = 0


def apply(recorded: Recorded) -> Iterable[Change]:
    """Lists and cut-offs after each event."""
    event = recorded.event
    match event:
        case e.CutoffSet():
            values: dict[str, Any] = {
                "cutoff_on": event.cutoff_on,
                "due_on": event.due_on,
                "calendar_version": event.calendar_version,
                "closed": False,
            }
            yield Put("unit_cutoffs", {"session_id": event.session_id}, values)
        case e.UnitOpinionListSubmitted():
            values = {
                "session_id": event.session_id,
                "unit_org_id": event.unit_org_id,
                "cutoff_on": event.cutoff_on,
                "submitted_at": event.submitted_at,
                "opinion_ids": list(event.opinion_ids),
                "late": event.late,
                "nil_return": event.nil_return,
            }
            yield Put("unit_lists", {"list_id": event.list_id}, values)
        case e.OpinionCutoffClosed():
            counts = {"lists": event.lists, "late_lists": event.late_lists, "nil_returns": event.nil_returns, "opinions": event.opinions}
            yield Patch("unit_cutoffs", {"session_id": event.session_id}, {"closed": True, **counts})


UNIT_LISTS = Projection("unit_lists", 1, (UnitListRow, UnitCutoffRow), apply)


async def find(connection: AsyncConnection, session_id: str) -> Sequence[UnitListRow]:
    """The lists for a session, in the order they came."""
    wanted = (
        sa.select(UnitListRow).where(col(UnitListRow.session_id) == session_id).order_by(col(UnitListRow.submitted_at), UnitListRow.list_id)
    )
    return await fetch(connection, UnitListRow, wanted)


async def find_cutoff(connection: AsyncConnection, session_id: str) -> UnitCutoffRow | None:
    """The session's cut-off, or None."""
    found = await fetch(connection, UnitCutoffRow, sa.select(UnitCutoffRow).where(col(UnitCutoffRow.session_id) == session_id))
    return found[0] if found else None


async def find_cutoffs(connection: AsyncConnection, *, offset: int, limit: int) -> tuple[Sequence[UnitCutoffRow], int]:
    """Cut-offs, the latest first, and how many there are."""
    total = (await connection.execute(sa.select(sa.func.count()).select_from(UnitCutoffRow))).scalar_one()
    order = (col(UnitCutoffRow.cutoff_on).desc(), col(UnitCutoffRow.session_id))
    wanted = sa.select(UnitCutoffRow).order_by(*order).offset(offset).limit(limit)
    return await fetch(connection, UnitCutoffRow, wanted), total
