"""Every escalation raised, newest first: to whom, how late, about which case or duty."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Put
from chassis.projections.projection import Projection
from contracts.vocabulary import TargetKind
from followup.case.events import EscalationRaised
from followup.duty.events import DutyEscalationRaised
from followup.readmodel.case_list import table as cases
from followup.readmodel.columns import Row, instant_column
from followup.readmodel.duty_list import table as duties


class EscalationRow(Row, table=True):
    __tablename__ = "escalation"

    position: int = Field(primary_key=True, sa_type=sa.BigInteger)
    target_kind: str
    target_id: str
    level: int
    to_role: str
    to_org_id: str | None = None
    owner_org_id: str
    working_days_late: int
    due_on: date
    raised_at: datetime = instant_column()


def apply(recorded: Recorded) -> Iterator[Change]:
    """One row per escalation."""
    event = recorded.event
    if isinstance(event, EscalationRaised | DutyEscalationRaised):
        of_case = isinstance(event, EscalationRaised)
        values = {
            "target_kind": (TargetKind.CASE if of_case else TargetKind.DUTY).value,
            "target_id": event.case_id if isinstance(event, EscalationRaised) else event.duty_id,
            "level": event.level,
            "to_role": event.to_role,
            "to_org_id": event.to_org_id,
            "owner_org_id": event.owner_org_id,
            "working_days_late": event.working_days_late,
            "due_on": event.due_on,
            "raised_at": recorded.at,
        }
        yield Put("escalation", {"position": recorded.position}, values)


projection = Projection("escalations", 1, (EscalationRow,), apply)

table: sa.Table = EscalationRow.__table__  # type: ignore[attr-defined]
_OF_CASE = sa.and_(table.c.target_kind == TargetKind.CASE.value, cases.c.case_id == table.c.target_id)
_OF_DUTY = sa.and_(table.c.target_kind == TargetKind.DUTY.value, duties.c.duty_id == table.c.target_id)


async def find(connection: AsyncConnection, *, level: int | None, limit: int, offset: int) -> tuple[Sequence[Any], int]:
    """Rows of one page, each with `about` (what the case or duty is, in words), and how many there are in all."""
    clauses = [table.c.level == level] if level else []
    total = (await connection.execute(sa.select(sa.func.count()).select_from(table).where(*clauses))).scalar_one()
    about = sa.func.coalesce(sa.func.nullif(cases.c.summary, ""), duties.c.title, "").label("about")
    joined = table.outerjoin(cases, _OF_CASE).outerjoin(duties, _OF_DUTY)
    query = sa.select(table, about).select_from(joined).where(*clauses).order_by(table.c.position.desc()).limit(limit).offset(offset)
    return (await connection.execute(query)).all(), int(total)
