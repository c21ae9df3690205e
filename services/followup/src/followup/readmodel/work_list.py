"""Everything somebody owes by a date, duties and replies in one list: whose it is, until when, and how it stands today."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.vocabulary import Complexity, Level
from followup.readmodel.case_list import CaseRow
from followup.readmodel.duty_list import FULFILLED, PENDING
from followup.readmodel.duty_list import table as duty

REPLY_ORDINARY, REPLY_COMPLEX = "REPLY_ORDINARY", "REPLY_COMPLEX"
STOPPED = "STOPPED"
_ANSWERED, _REFERRED = ("REPLIED", "CLOSED"), ("REFERRED_UP",)
SHOWN = ("open", "overdue", "soon", "missed", "done", "all")


@dataclass(frozen=True)
class Wanted:
    """Which rows: `owners` None means everybody's; `show` is one of SHOWN."""

    show: str = "open"
    owners: Collection[str] | None = None
    kind: str | None = None
    role: str | None = None
    soon_until: date | None = None


def _cases() -> sa.Select[Any]:
    table: sa.Table = CaseRow.__table__  # type: ignore[attr-defined]
    kind = sa.case((table.c.complexity == Complexity.COMPLEX.value, REPLY_COMPLEX), else_=REPLY_ORDINARY)
    state = sa.case((table.c.state.in_(_ANSWERED), FULFILLED), (table.c.state.in_(_REFERRED), STOPPED), else_=PENDING)
    return sa.select(
        sa.literal("case").label("what"),
        table.c.case_id.label("id"),
        kind.label("kind"),
        table.c.assigned_agency_id.label("owner_org_id"),
        sa.literal("assigned_agency").label("owner_role"),
        table.c.host_org_id,
        table.c.level,
        table.c.anchor_on,
        table.c.due_on,
        state.label("state"),
        table.c.missed,
        table.c.escalation,
        table.c.replied_on.label("done_on"),
        table.c.timeliness,
        table.c.working_days_late,
        table.c.summary.label("title"),
        sa.literal(0).label("required"),
        sa.literal(0).label("done"),
    ).where(table.c.due_on.is_not(None))


def _duties() -> sa.Select[Any]:
    return sa.select(
        sa.literal("duty").label("what"),
        duty.c.duty_id.label("id"),
        duty.c.kind,
        duty.c.owner_org_id,
        duty.c.owner_role,
        duty.c.host_org_id,
        sa.literal(None, sa.Text).label("level"),
        duty.c.anchor_on,
        duty.c.due_on,
        duty.c.state,
        duty.c.missed,
        duty.c.escalation,
        duty.c.fulfilled_on.label("done_on"),
        duty.c.timeliness,
        duty.c.working_days_late,
        sa.func.coalesce(duty.c.title, "").label("title"),
        duty.c.required,
        duty.c.done,
    )


def _clauses(work: sa.Subquery, wanted: Wanted, today: date) -> list[Any]:
    clauses: list[Any] = []
    match wanted.show:
        case "open":
            clauses.append(work.c.state.in_((PENDING, STOPPED)))
        case "overdue":
            clauses += [work.c.state == PENDING, work.c.due_on < today]
        case "soon":
            clauses += [work.c.state == PENDING, work.c.due_on >= today, work.c.due_on <= (wanted.soon_until or today)]
        case "missed":
            clauses.append(work.c.missed)
        case "done":
            clauses.append(work.c.state == FULFILLED)
    if wanted.owners is not None:
        clauses.append(work.c.owner_org_id.in_(sorted(wanted.owners)))
    if wanted.kind:
        clauses.append(work.c.kind == wanted.kind)
    if wanted.role:
        clauses.append(work.c.owner_role == wanted.role)
    return clauses


async def find_work(connection: AsyncConnection, wanted: Wanted, today: date, *, limit: int, offset: int) -> tuple[Sequence[Any], int]:
    """Rows of one page, the earliest due first, and how many there are in all."""
    work = sa.union_all(_cases(), _duties()).subquery("work")
    clauses = _clauses(work, wanted, today)
    total = (await connection.execute(sa.select(sa.func.count()).select_from(work).where(*clauses))).scalar_one()
    query = sa.select(work).where(*clauses).order_by(work.c.due_on, work.c.what, work.c.id).limit(limit).offset(offset)
    return (await connection.execute(query)).all(), int(total)


async def owners(connection: AsyncConnection) -> list[str]:
    """Organisations that owe or owed anything."""
    work = sa.union_all(_cases(), _duties()).subquery("work")
    return list((await connection.execute(sa.select(work.c.owner_org_id).distinct())).scalars())


@dataclass(frozen=True)
class LimitedCase:
    """What the other dates of a case are counted from."""

    case_id: str
    host_org_id: str
    of_level: Level
    anchor_on: date
    due_on: date


async def limited_cases(connection: AsyncConnection, case_ids: Collection[str]) -> list[LimitedCase]:
    """The named cases that have a limit."""
    table: sa.Table = CaseRow.__table__  # type: ignore[attr-defined]
    columns = (table.c.case_id, table.c.host_org_id, table.c.level, table.c.anchor_on, table.c.due_on)
    rows = await connection.execute(sa.select(*columns).where(table.c.case_id.in_(list(case_ids)), table.c.due_on.is_not(None)))
    return [LimitedCase(row.case_id, row.host_org_id, Level(row.level), row.anchor_on, row.due_on) for row in rows]
