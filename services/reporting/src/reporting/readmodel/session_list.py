"""Sessions as a list: those held and those announced, the newest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from reporting.readmodel.facts import newest, table_of
from reporting.readmodel.province_table import audience_name
from reporting.readmodel.scope import Scope
from reporting.readmodel.session_facts import ScheduledSession, SessionFact

_HELD = ("level", "regime", "audience", "form", "host_org_id")
HELD = "HELD"
_LOCAL: sa.ColumnElement[Any] = sa.literal_column("INTERVAL '7 hours'")
STATUS_NAMES = {
    HELD: "Đã tổ chức",
    "SCHEDULED": "Đã lên lịch",
    "POSTPONED": "Hoãn",
    "CANCELLED": "Hủy",
    "OPEN": "Đang diễn ra",
}


@dataclass(frozen=True)
class SessionRow:
    """One line. `day` is the last day held, else the day announced; `period` what a source knows when it does not know the day."""

    session_id: str
    status: str
    day: date | None
    period: str | None
    plan_year: int | None
    reporting_year: int | None
    level: str
    regime: str
    audience: str
    form: str
    host_org_id: str
    registered: int | None
    lower_bound: bool
    co_hosts: str
    delegated: bool

    @property
    def co_host_org_ids(self) -> tuple[str, ...]:
        return tuple(filter(None, self.co_hosts.split("+")))

    @property
    def audience_name(self) -> str:
        return audience_name(self.audience)

    @property
    def status_name(self) -> str:
        return STATUS_NAMES[self.status]


def listed_sessions() -> sa.Subquery:
    """Held sessions, and announced ones that have not been held."""
    held, announced = table_of(SessionFact), table_of(ScheduledSession)
    joined = sa.join(held, announced, held.c.session_id == announced.c.session_id, full=True)
    day = sa.cast(sa.func.timezone(_LOCAL, announced.c.starts_at), sa.Date)
    session_id = sa.func.coalesce(held.c.session_id, announced.c.session_id)
    status = sa.case((held.c.session_id.is_not(None), sa.literal(HELD)), else_=announced.c.status)
    common = [sa.func.coalesce(held.c[name], announced.c[name]).label(name) for name in _HELD]
    year = sa.func.coalesce(held.c.plan_year, announced.c.plan_year)
    return (
        sa.select(
            session_id.label("session_id"),
            status.label("status"),
            sa.case((held.c.session_id.is_not(None), held.c.held_on), else_=day).label("day"),
            held.c.held_period.label("period"),
            year.label("plan_year"),
            sa.func.coalesce(held.c.calendar_year, sa.cast(sa.extract("year", day), sa.Integer)).label("calendar_year"),
            held.c.reporting_year,
            *common,
            sa.func.coalesce(held.c.host_org_id, announced.c.host_org_id).label("org_id"),
            sa.func.coalesce(held.c.co_hosts, announced.c.co_hosts).label("co_hosts"),
            sa.func.coalesce(held.c.delegated, announced.c.delegation_doc.is_not(None)).label("delegated"),
            held.c.registered,
            sa.func.coalesce(held.c.lower_bound, sa.false()).label("lower_bound"),
        )
        .select_from(joined)
        .subquery("listed")
    )


async def read_sessions(
    connection: AsyncConnection, scope: Scope, *, status: str | None = None, offset: int = 0, limit: int = 25
) -> tuple[int, list[SessionRow]]:
    """How many there are, and one page of them."""
    rows = listed_sessions()
    wanted = [*scope.conditions(rows), *([rows.c.status == status] if status else [])]
    total = (await connection.execute(sa.select(sa.func.count()).select_from(rows).where(*wanted))).scalar_one()
    page = sa.select(rows).where(*wanted).order_by(*newest(rows.c.day), rows.c.session_id).offset(offset).limit(limit)
    return total, [_row(row) for row in (await connection.execute(page)).mappings()]


def _row(row: sa.RowMapping) -> SessionRow:
    values: dict[str, Any] = {name: row[name] for name in SessionRow.__dataclass_fields__}
    return SessionRow(**values)
