"""Every figure is a set of facts and its number their count: what is counted and what is shown as its cause cannot differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.vocabulary import Disposition, Form, Outcome, Regime, Route
from contracts.workdays import WorkingCalendar
from reporting.readmodel.calendars import due_from
from reporting.readmodel.case_facts import REPLIED
from reporting.readmodel.case_rows import IN_TIME, LATE, NO_LIMIT, ON_TIME, OPEN_NO_LIMIT, OVERDUE, STOPPED, case_rows
from reporting.readmodel.duty_rows import duty_rows
from reporting.readmodel.evidence import CASE, DUTY, OPINION, SESSION
from reporting.readmodel.opinion_rows import opinion_rows
from reporting.readmodel.scope import Scope
from reporting.readmodel.session_rows import session_rows

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class AsOf:
    """The local date figures are asked for, and the calendar that counts lateness."""

    today: date
    calendar: WorkingCalendar


@dataclass(frozen=True)
class Figure:
    """One named figure. `kind` says of what it is a set; `holds` picks the members."""

    name: str
    title: str
    kind: str
    holds: Callable[[sa.Subquery, AsOf], Condition]


def _everything(_: sa.Subquery, __: AsOf) -> Condition:
    return sa.true()


def _is(column: str, *values: str) -> Callable[[sa.Subquery, AsOf], Condition]:
    return lambda rows, _: rows.c[column].in_(values)


def _true(column: str) -> Callable[[sa.Subquery, AsOf], Condition]:
    return lambda rows, _: rows.c[column].is_(True)


def _plan_overdue(rows: sa.Subquery, as_of: AsOf) -> Condition:
    return sa.and_(rows.c.in_plan, rows.c.expected_on < as_of.today)


def _early(rows: sa.Subquery, _: AsOf) -> Condition:
    """Within the limit by a working day or more; part of those on time."""
    return sa.and_(rows.c.standing == ON_TIME, rows.c.working_days_early > 0)


def _overdue(more_than: int, at_most: int | None) -> Callable[[sa.Subquery, AsOf], Condition]:
    """Overdue by more than `more_than` and at most `at_most` working days."""

    def holds(rows: sa.Subquery, as_of: AsOf) -> Condition:
        limits = [rows.c.standing == OVERDUE, rows.c.due_on < due_from(as_of.calendar, as_of.today, more_than)]
        if at_most is not None:
            limits.append(rows.c.due_on >= due_from(as_of.calendar, as_of.today, at_most))
        return sa.and_(*limits)

    return holds


def _overdue_days_off_only(rows: sa.Subquery, as_of: AsOf) -> Condition:
    """Not late by any working day: within the limit, or past it by days off only."""
    past = sa.and_(rows.c.standing == OVERDUE, rows.c.due_on >= due_from(as_of.calendar, as_of.today, 0))
    return sa.or_(rows.c.standing == IN_TIME, past)


_ALL = (
    Figure("sessions", "Hội nghị đối thoại đã tổ chức", SESSION, _everything),
    Figure("sessions-periodic", "Đối thoại định kỳ", SESSION, _is("regime", Regime.PERIODIC)),
    Figure("sessions-ad-hoc", "Đối thoại đột xuất", SESSION, _is("regime", Regime.AD_HOC)),
    Figure("sessions-embedded", "Đối thoại lồng ghép", SESSION, _is("form", Form.EMBEDDED)),
    Figure("sessions-delegated", "Hội nghị do người được ủy quyền chủ trì", SESSION, _true("delegated")),
    Figure("opinions", "Ý kiến, kiến nghị", OPINION, _everything),
    Figure("opinions-answered", "Ý kiến đã được trả lời", OPINION, _true("answered")),
    Figure("opinions-resolved", "Ý kiến đã được giải quyết", OPINION, _true("resolved")),
    Figure("opinions-answered-on-spot", "Trả lời trực tiếp tại hội nghị", OPINION, _is("status", Disposition.ANSWERED_ON_SPOT)),
    Figure("opinions-replied", "Trả lời bằng văn bản", OPINION, _is("status", REPLIED)),
    Figure("opinions-in-plan", "Trả lời: đưa vào kế hoạch, lộ trình", OPINION, _true("in_plan")),
    Figure("opinions-plan-overdue", "Đưa vào kế hoạch, quá thời gian dự kiến", OPINION, _plan_overdue),
    Figure("opinions-explained", "Trả lời: giải trình, thông tin", OPINION, _is("outcome", Outcome.EXPLAINED)),
    Figure("opinions-refused", "Trả lời: không giải quyết, có nêu lý do", OPINION, _is("outcome", Outcome.REFUSED_WITH_REASON)),
    Figure("opinions-assigned", "Đã giao, chưa trả lời", OPINION, _is("status", Disposition.ASSIGNED)),
    Figure("opinions-beyond-authority", "Ý kiến vượt thẩm quyền", OPINION, _true("beyond_authority")),
    Figure("opinions-rejected", "Ý kiến không tiếp nhận", OPINION, _is("status", Disposition.REJECTED)),
    Figure("opinions-routed-out", "Ý kiến chuyển theo thủ tục khác", OPINION, _is("status", Disposition.ROUTED_OUT)),
    Figure("opinions-denunciations", "Chuyển giải quyết tố cáo", OPINION, _is("route", Route.DENUNCIATION)),
    Figure("cases", "Vụ việc được giao giải quyết", CASE, _everything),
    Figure("cases-on-time", "Vụ việc trả lời đúng hạn", CASE, _is("standing", ON_TIME)),
    Figure("cases-early", "Vụ việc trả lời trước hạn", CASE, _early),
    Figure("cases-late", "Vụ việc trả lời quá hạn", CASE, _is("standing", LATE)),
    Figure("cases-no-limit", "Vụ việc không có thời hạn", CASE, _is("standing", NO_LIMIT, OPEN_NO_LIMIT)),
    Figure("cases-open", "Vụ việc đang giải quyết", CASE, _true("is_open")),
    Figure("cases-overdue", "Vụ việc đang quá hạn", CASE, _is("standing", OVERDUE)),
    Figure("cases-stopped", "Vụ việc trình cấp trên, tạm dừng tính hạn", CASE, _is("standing", STOPPED)),
    Figure("cases-extended", "Vụ việc được gia hạn", CASE, _true("extended")),
    Figure("cases-beyond-authority", "Vụ việc vượt thẩm quyền", CASE, _true("is_beyond")),
    Figure("cases-age-0", "Chưa quá hạn ngày làm việc nào", CASE, _overdue_days_off_only),
    Figure("cases-age-1-5", "Quá hạn 1–5 ngày làm việc", CASE, _overdue(0, 5)),
    Figure("cases-age-6-15", "Quá hạn 6–15 ngày làm việc", CASE, _overdue(5, 15)),
    Figure("cases-age-over-15", "Quá hạn trên 15 ngày làm việc", CASE, _overdue(15, None)),
    Figure("duties-late", "Nhiệm vụ có thời hạn thực hiện chậm", DUTY, _true("is_late")),
    Figure("duties-open", "Nhiệm vụ có thời hạn chưa hoàn thành", DUTY, _true("is_open")),
)
FIGURES: Mapping[str, Figure] = {figure.name: figure for figure in _ALL}
AGES = ("cases-age-0", "cases-age-1-5", "cases-age-6-15", "cases-age-over-15")


def rows_of(kind: str, as_of: AsOf) -> sa.Subquery:
    """One row per fact of a kind."""
    match kind:
        case "session":
            return session_rows()
        case "opinion":
            return opinion_rows()
        case "case":
            return case_rows(as_of.today)
        case "duty":
            return duty_rows(as_of.today)
    raise KeyError(kind)


async def count(connection: AsyncConnection, names: Sequence[str], scope: Scope, as_of: AsOf) -> dict[str, int]:
    """The numbers of several figures, one query per kind of fact."""
    found: dict[str, int] = {}
    for kind in {FIGURES[name].kind for name in names}:
        rows = rows_of(kind, as_of)
        wanted = [name for name in names if FIGURES[name].kind == kind]
        counts = [sa.func.count().filter(FIGURES[name].holds(rows, as_of)).label(name) for name in wanted]
        row = (await connection.execute(sa.select(*counts).select_from(rows).where(*scope.conditions(rows)))).mappings().one()
        found |= {name: int(row[name]) for name in wanted}
    return {name: found[name] for name in names}


def members(figure: Figure, scope: Scope, as_of: AsOf) -> tuple[sa.Subquery, sa.Select[Any]]:
    """The rows a figure counts, and the query that picks them."""
    rows = rows_of(figure.kind, as_of)
    return rows, sa.select(rows).where(figure.holds(rows, as_of), *scope.conditions(rows))
