"""The list of yearly plans, newest year first."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, func, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Put
from chassis.projections.projection import Projection
from sessions.annual_plan.events import AnnualPlanAmended, AnnualPlanIssued, AnnualPlanPrepared
from sessions.row import Row

TABLE = "plan_list"


class PlanRow(Row, table=True):
    """`plan_id` is the key; number and date may be blank (a draft) and the same number may stand twice."""

    __tablename__ = TABLE
    plan_id: str = Field(primary_key=True)
    version: int
    plan_year: int = Field(index=True)
    org_id: str = Field(index=True)
    number: str | None = None
    symbol: str
    issued_on: date | None = None
    planned: int
    amended: bool = False
    approved: bool = True


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    if isinstance(event, AnnualPlanPrepared | AnnualPlanIssued | AnnualPlanAmended):
        values = {
            "version": recorded.version,
            "plan_year": event.plan_year,
            "org_id": event.org_id,
            "number": event.doc.number,
            "symbol": event.doc.symbol,
            "issued_on": event.doc.issued_on,
            "planned": sum(item.min_count for item in event.planned),
            "amended": isinstance(event, AnnualPlanAmended),
            "approved": not isinstance(event, AnnualPlanPrepared),
        }
        yield Put(TABLE, {"plan_id": event.plan_id}, values)


PROJECTION = Projection(TABLE, 2, (PlanRow,), apply)


async def find_plans(
    connection: AsyncConnection, *, plan_year: int | None, org_id: str | None, offset: int, size: int
) -> tuple[Sequence[PlanRow], int]:
    asked = {PlanRow.plan_year: plan_year, PlanRow.org_id: org_id}
    where: list[Any] = [col(column) == value for column, value in asked.items() if value is not None]
    total = (await connection.execute(select(func.count()).select_from(PlanRow).where(*where))).scalar_one()
    query = select(PlanRow).where(*where).order_by(col(PlanRow.plan_year).desc(), col(PlanRow.plan_id)).offset(offset).limit(size)
    return [PlanRow(**row) for row in (await connection.execute(query)).mappings()], int(total)


async def find_plan(connection: AsyncConnection, plan_id: str) -> PlanRow | None:
    row = (await connection.execute(select(PlanRow).where(col(PlanRow.plan_id) == plan_id))).mappings().one_or_none()
    return None if row is None else PlanRow(**row)
