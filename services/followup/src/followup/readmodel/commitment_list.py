"""Promises of replies: what is in plan, until when, and what was settled. Open ones outlive their cases and are carried over."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from followup.case import promised
from followup.readmodel.case_list import CaseRow
from followup.readmodel.columns import Row

OPEN, RESOLVED, WITHDRAWN = "OPEN", "RESOLVED", "WITHDRAWN"


class CommitmentRow(Row, table=True):
    __tablename__ = "commitment_list"

    commitment_id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    made_on: date
    first_expected_on: date | None = None
    expected_on: date | None = None
    steps: str
    budget_note: str
    state: str = Field(index=True)
    ended_on: date | None = None
    result: str = ""


def apply(recorded: Recorded) -> Iterator[Change]:
    """One row per promise; who owes it and what it is about stand with its case."""
    event = recorded.event
    match event:
        case promised.CommitmentMade():
            values = {
                "case_id": event.case_id,
                "made_on": event.made_on,
                "first_expected_on": event.expected_on,
                "expected_on": event.expected_on,
                "steps": event.steps,
                "budget_note": event.budget_note,
                "state": OPEN,
                "result": "",
            }
            yield Put("commitment_list", {"commitment_id": event.commitment_id}, values)
        case promised.CommitmentRescheduled():
            yield Patch("commitment_list", {"commitment_id": event.commitment_id}, {"expected_on": event.new_expected_on})
        case promised.ResolutionRecorded():
            ended = {"state": RESOLVED, "ended_on": event.resolved_on, "result": event.summary_plain}
            yield Patch("commitment_list", {"commitment_id": event.commitment_id}, ended)
        case promised.CommitmentWithdrawn():
            ended = {"state": WITHDRAWN, "ended_on": event.withdrawn_on, "result": event.reason}
            yield Patch("commitment_list", {"commitment_id": event.commitment_id}, ended)


projection = Projection("commitment_list", 1, (CommitmentRow,), apply)

table: sa.Table = CommitmentRow.__table__  # type: ignore[attr-defined]
_cases: sa.Table = CaseRow.__table__  # type: ignore[attr-defined]


def _where(today: date, *, show: str, agency: str | None) -> list[Any]:
    clauses: list[Any] = []
    if show == "overdue":
        clauses += [table.c.state == OPEN, table.c.expected_on < today]
    elif show != "all":
        clauses.append(table.c.state == (RESOLVED if show == "resolved" else OPEN))
    if agency:
        clauses.append(_cases.c.assigned_agency_id == agency)
    return clauses


async def find(
    connection: AsyncConnection, today: date, *, show: str, agency: str | None, limit: int, offset: int
) -> tuple[Sequence[Any], int]:
    """Rows of one page, the earliest expected first, and how many in all. `show`: open, overdue, resolved or all."""
    joined = table.join(_cases, _cases.c.case_id == table.c.case_id)
    clauses = _where(today, show=show, agency=agency)
    total = (await connection.execute(sa.select(sa.func.count()).select_from(joined).where(*clauses))).scalar_one()
    columns = (*table.c, _cases.c.assigned_agency_id, _cases.c.summary, _cases.c.anchor_on, _cases.c.state.label("case_state"))
    query = sa.select(*columns).select_from(joined).where(*clauses)
    query = query.order_by(sa.nulls_last(table.c.expected_on), table.c.commitment_id).limit(limit).offset(offset)
    return (await connection.execute(query)).all(), int(total)


async def counts(connection: AsyncConnection, today: date) -> Mapping[str, int]:
    """How many promises are open, past their date, settled."""
    is_open = table.c.state == OPEN
    query = sa.select(
        sa.func.count().filter(is_open).label("open"),
        sa.func.count().filter(is_open, table.c.expected_on < today).label("overdue"),
        sa.func.count().filter(table.c.state == RESOLVED).label("resolved"),
    )
    return {name: int(value) for name, value in (await connection.execute(query)).mappings().one().items()}


async def cases_with_open(connection: AsyncConnection) -> Sequence[str]:
    """Cases that still owe what they promised."""
    return (await connection.execute(sa.select(table.c.case_id).where(table.c.state == OPEN).distinct())).scalars().all()
