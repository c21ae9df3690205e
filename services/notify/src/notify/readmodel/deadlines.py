"""What reminders need to know of a case, a duty or a promise that was recalled: whose it is, until when, and whether it is still open."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from notify.readmodel.row import Row


class DeadlineTarget(Row, table=True):
    """`kind` is CASE, DUTY, PROMISE or EXPECTED (the reply was announced for a day); `duty` the kind of duty."""

    __tablename__ = "deadline_target"
    target_id: str = Field(primary_key=True)
    kind: str
    session_id: str
    owner_org_id: str
    host_org_id: str
    opinion_ids: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    duty: str = ""
    held_on: date | None = None
    due_on: date | None = None
    summary: str | None = None
    is_open: bool = True


PROMISE, EXPECTED = "PROMISE", "EXPECTED"


def promise_of(case_id: str, commitment_id: str) -> str:
    """Name a promise of a case: a notice of delay has a name of its own only within its case."""
    return f"{case_id}:{commitment_id}"


async def no_longer_expected(connection: AsyncConnection, case_id: str) -> None:
    """Another day was named for the reply of this case."""
    table = DeadlineTarget.__table__  # type: ignore[attr-defined]
    of_case = table.c.target_id.startswith(f"{case_id}:", autoescape=True)
    await connection.execute(sa.update(table).where(of_case, table.c.kind == EXPECTED).values(is_open=False))


async def was_held_on(connection: AsyncConnection, session_id: str, day: date, *, instead_of: date) -> None:
    """The session these cases and duties came of was on this day."""
    table = DeadlineTarget.__table__  # type: ignore[attr-defined]
    of_session = (table.c.session_id == session_id, table.c.held_on == instead_of)
    await connection.execute(sa.update(table).where(*of_session).values(held_on=day))


async def find_target(connection: AsyncConnection, target_id: str) -> DeadlineTarget | None:
    query = select(DeadlineTarget).where(col(DeadlineTarget.target_id) == target_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else DeadlineTarget(**dict[str, Any](row))
