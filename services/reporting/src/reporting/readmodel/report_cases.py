"""Cases of a report by unit, field and level, in the words offices use: carried over, new, early, on time, late, open within or past the limit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from reporting.readmodel.case_detail import late_by
from reporting.readmodel.case_rows import IN_TIME, LATE, NO_LIMIT, ON_TIME, OPEN_NO_LIMIT, OVERDUE, STOPPED, case_rows
from reporting.readmodel.figures import AsOf

EARLY = "EARLY"
COUNTERS: Mapping[str, str] = {
    "total": "Tổng số phải giải quyết",
    "carried": "Kỳ trước chuyển sang",
    "new": "Mới trong kỳ",
    "early": "Trả lời trước hạn",
    "on_time": "Trả lời đúng hạn",
    "late": "Trả lời quá hạn",
    "answered_no_limit": "Trả lời, không có thời hạn",
    "open_in_time": "Đang giải quyết, trong hạn",
    "open_overdue": "Đang giải quyết, quá hạn",
    "stopped": "Trình cấp trên, tạm dừng tính hạn",
    "open_no_limit": "Đang giải quyết, không có thời hạn",
    "extended": "Được gia hạn",
    "beyond_authority": "Vượt thẩm quyền",
}
_TIMINGS = {
    EARLY: "early",
    ON_TIME: "on_time",
    LATE: "late",
    NO_LIMIT: "answered_no_limit",
    IN_TIME: "open_in_time",
    OVERDUE: "open_overdue",
    STOPPED: "stopped",
    OPEN_NO_LIMIT: "open_no_limit",
}
AGES: Mapping[str, str] = {
    "0": "Chưa quá ngày làm việc nào",
    "1-5": "Quá hạn 1–5 ngày làm việc",
    "6-15": "Quá hạn 6–15 ngày làm việc",
    "over-15": "Quá hạn trên 15 ngày làm việc",
}


@dataclass(frozen=True)
class CasePeriod:
    """Which cases a report is about: those of its days, and older ones that stood open on `since` (the day after the last report's data closed)."""

    starts_on: date
    counts_to: date
    since: date
    session_id: str | None = None
    orgs: tuple[str, ...] = ()

    def carried(self, rows: sa.FromClause) -> sa.ColumnElement[bool]:
        """From an earlier period, and not answered when the last report closed."""
        open_then = sa.or_(rows.c.replied_on.is_(None), rows.c.replied_on >= self.since, rows.c.day >= self.since)
        return sa.and_(rows.c.day < self.starts_on, open_then)

    def holds(self, rows: sa.FromClause) -> sa.ColumnElement[bool]:
        """Every case the report is about."""
        if self.session_id is not None:
            return rows.c.session_id == self.session_id
        in_days = sa.and_(rows.c.day <= self.counts_to, sa.or_(rows.c.day >= self.starts_on, self.carried(rows)))
        return sa.and_(in_days, rows.c.org_id.in_(self.orgs)) if self.orgs else in_days


async def read_report_cases(connection: AsyncConnection, period: CasePeriod, as_of: AsOf) -> list[dict[str, Any]]:
    """One row per agency, field and level that has cases: the codes and every counter of COUNTERS."""
    rows = case_rows(as_of.today)
    ahead = sa.func.coalesce(rows.c.working_days_early > 0, rows.c.replied_on < rows.c.due_on)
    early = sa.and_(rows.c.standing == ON_TIME, ahead)
    timing = sa.case((early, sa.literal(EARLY)), else_=rows.c.standing).label("timing")
    groups = (rows.c.agency_id, rows.c.domain, sa.func.coalesce(rows.c.level, "").label("level"), timing)
    counts = (
        sa.func.count().label("total"),
        sa.func.count().filter(period.carried(rows)).label("carried"),
        sa.func.count().filter(rows.c.extended).label("extended"),
        sa.func.count().filter(rows.c.is_beyond).label("beyond_authority"),
    )
    query = sa.select(*groups, *counts).where(period.holds(rows)).group_by(*groups)
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    for row in (await connection.execute(query)).mappings():
        counters = found.setdefault((row["agency_id"], row["domain"], row["level"]), dict.fromkeys(COUNTERS, 0))
        for name in ("total", "carried", "extended", "beyond_authority"):
            counters[name] += row[name]
        counters["new"] += row["total"] - row["carried"]
        counters[_TIMINGS[row["timing"]]] += row["total"]
    return [{"agency_id": agency, "domain": domain, "level": level, **counters} for (agency, domain, level), counters in found.items()]


def summed(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Every counter over all rows."""
    return {name: sum(row[name] for row in rows) for name in COUNTERS}


async def read_overdue(connection: AsyncConnection, period: CasePeriod, as_of: AsOf) -> list[dict[str, Any]]:
    """Cases that stand past their limit, the longest late first; `days_late` in working days, None beyond the calendar."""
    rows = case_rows(as_of.today)
    query = sa.select(rows).where(period.holds(rows), rows.c.standing == OVERDUE).order_by(rows.c.due_on, rows.c.case_id)
    found = []
    for row in (await connection.execute(query)).mappings():
        late = late_by(row, as_of)
        shown = {name: row[name] for name in ("case_id", "summary", "domain", "agency_id", "session_id")}
        found.append({**shown, "held_on": row["anchor_on"], "due_on": row["due_on"], "days_late": late, "age": age_of(late or 0)})
    return found


def age_of(days: int) -> str:
    """The class of AGES a delay falls into."""
    if days > 15:
        return "over-15"
    if days > 5:
        return "6-15"
    return "1-5" if days else "0"
