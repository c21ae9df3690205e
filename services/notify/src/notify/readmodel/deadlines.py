"""What reminders need to know of a case or a duty of the chair: whose it is, until when, and whether it is still open."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from notify.readmodel.row import Row


class DeadlineTarget(Row, table=True):
    """`kind` is CASE or DUTY, `duty` the kind of duty."""

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


async def find_target(connection: AsyncConnection, target_id: str) -> DeadlineTarget | None:
    query = select(DeadlineTarget).where(col(DeadlineTarget.target_id) == target_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else DeadlineTarget(**dict[str, Any](row))
