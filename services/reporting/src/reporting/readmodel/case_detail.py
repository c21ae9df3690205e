"""Everything known of one case: how its limit came about, its replies, its notices, and every event behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.workdays import OutsideCalendar
from reporting.readmodel.calendars import days_late
from reporting.readmodel.case_facts import ReplyFact
from reporting.readmodel.case_rows import OVERDUE, case_rows
from reporting.readmodel.evidence import CASE, Evidence, find_evidence
from reporting.readmodel.facts import table_of
from reporting.readmodel.figures import AsOf
from reporting.readmodel.notice_facts import NoticeFact

Row = Mapping[str, Any]


@dataclass(frozen=True)
class CaseDetail:
    """`days_late` counts working days, of an answered case as followup said, of an overdue one up to today."""

    row: Row
    replies: Sequence[Row]
    notices: Sequence[Row]
    events: Sequence[Evidence]
    days_late: int | None


async def find_case(connection: AsyncConnection, case_id: str, as_of: AsOf) -> CaseDetail | None:
    """None when nobody has spoken of such a case."""
    rows = case_rows(as_of.today)
    found = (await connection.execute(sa.select(rows).where(rows.c.case_id == case_id))).mappings().one_or_none()
    if found is None:
        return None
    replies = await _of_case(connection, table_of(ReplyFact), case_id, "replied_on")
    notices = await _of_case(connection, table_of(NoticeFact), case_id, "sent_at")
    events = await find_evidence(connection, CASE, [case_id])
    return CaseDetail(dict(found), replies, notices, events.get(case_id, ()), late_by(found, as_of))


def late_by(row: Mapping[str, Any] | sa.RowMapping, as_of: AsOf) -> int | None:
    """Working days late; None when the case is not late or the calendar does not reach."""
    if row["standing"] != OVERDUE:
        return row["working_days_late"] or None
    try:
        return days_late(as_of.calendar, row["due_on"], as_of.today) or None
    except OutsideCalendar:
        return None


async def _of_case(connection: AsyncConnection, table: sa.Table, case_id: str, order: str) -> list[Row]:
    query = sa.select(table).where(table.c.case_id == case_id).order_by(table.c[order])
    return [dict(row) for row in (await connection.execute(query)).mappings()]
