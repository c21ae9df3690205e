"""What followup said about the cases of a session: by when the agency answers, and what it answered; for the notices of the office.

Rows are written in the order of followup's log, so the newest word stands.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from sessions.row import Row


class HeardResult(Row, table=True):
    """`due_on` None: no limit, or none heard of yet. The reply columns are those of the newest reply."""

    __tablename__ = "heard_result"
    case_id: str = Field(primary_key=True)
    due_on: date | None = None
    reply_number: str | None = None
    reply_symbol: str | None = None
    reply_issued_on: date | None = None
    outcome: str | None = None
    summary: str | None = None
    issuing_org_id: str | None = None


async def note(connection: AsyncConnection, case_id: str, **values: Any) -> None:
    """Keep these columns of the case; the others stay as they are."""
    statement = insert(HeardResult).values({"case_id": case_id, **values})
    await connection.execute(statement.on_conflict_do_update(index_elements=["case_id"], set_=values))


async def results_of(connection: AsyncConnection, cases: list[str]) -> Mapping[str, HeardResult]:
    """Case id → what is known of it."""
    query = select(HeardResult).where(col(HeardResult.case_id).in_(cases))
    return {row["case_id"]: HeardResult(**row) for row in (await connection.execute(query)).mappings()} if cases else {}
