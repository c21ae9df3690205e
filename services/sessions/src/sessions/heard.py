"""What the other services said and a decision here must know: where an opinion belongs, and whom an invitation was for.

Written and read inside the transaction that handles the message, so that the next message of the same batch sees it.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from contracts.vocabulary import DomainCode, Urgency
from sessions.dialogue_session.commands import ScheduleOpinion
from sessions.row import Row

SESSION_LOCK = 1104


class HeardOpinion(Row, table=True):
    """`session_id`: the session it is meant for. `off`: why intake took it away; a denunciation keeps no word."""

    __tablename__ = "heard_opinion"
    opinion_id: str = Field(primary_key=True)
    session_id: str | None = Field(default=None, index=True)
    domain_code: str | None = None
    urgency: str | None = None
    summary_redacted: str = ""
    raised_live: bool = False
    off: str | None = None


class HeardInvitation(Row, table=True):
    __tablename__ = "heard_invitation"
    invitation_id: str = Field(primary_key=True)
    session_id: str
    invitee_ref: str


class HeardCase(Row, table=True):
    __tablename__ = "heard_case"
    case_id: str = Field(primary_key=True)
    session_id: str


def scheduling(opinion: HeardOpinion) -> ScheduleOpinion:
    """What puts the opinion on a session's list."""
    return ScheduleOpinion(
        opinion_id=opinion.opinion_id,
        domain_code=DomainCode(opinion.domain_code) if opinion.domain_code else None,
        urgency=Urgency(opinion.urgency) if opinion.urgency else None,
        summary_redacted=opinion.summary_redacted,
        raised_live=opinion.raised_live,
    )


async def remember(connection: AsyncConnection, row: Row) -> None:
    """Write the row; one with the same key is replaced."""
    table: sa.Table = type(row).__table__  # type: ignore[attr-defined]
    values = row.model_dump()
    keys = [column.name for column in table.primary_key]
    statement = insert(table).values(values)
    changed = {name: value for name, value in values.items() if name not in keys}
    await connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))


async def opinion_heard(connection: AsyncConnection, opinion_id: str) -> HeardOpinion | None:
    query = select(HeardOpinion).where(col(HeardOpinion.opinion_id) == opinion_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else HeardOpinion(**row)


async def waiting_for(connection: AsyncConnection, session_id: str) -> list[HeardOpinion]:
    """Opinions meant for a session, in the order of their ids (which is the order they came)."""
    query = select(HeardOpinion).where(col(HeardOpinion.session_id) == session_id, col(HeardOpinion.off).is_(None))
    rows = (await connection.execute(query.order_by(col(HeardOpinion.opinion_id)))).mappings()
    return [HeardOpinion(**row) for row in rows]


async def take_off(connection: AsyncConnection, opinion_id: str, off: str, *, silently: bool) -> str | None:
    """Mark the opinion as gone and say on whose list it stood; silently means that its reviewed summary goes too."""
    values: dict[str, object] = {"off": off}
    if silently:
        values |= {"summary_redacted": "", "domain_code": None, "urgency": None}
    statement = sa.update(HeardOpinion).where(col(HeardOpinion.opinion_id) == opinion_id).values(values)
    return (await connection.execute(statement.returning(col(HeardOpinion.session_id)))).scalar_one_or_none()


async def register(connection: AsyncConnection, opinion: HeardOpinion) -> HeardOpinion:
    """What intake says of a new opinion; it keeps the place that a session gave it before."""
    said = opinion.model_dump(exclude={"off"})
    statement = insert(HeardOpinion).values(said)
    place = sa.func.coalesce(statement.excluded.session_id, col(HeardOpinion.session_id))
    changed = {**{name: statement.excluded[name] for name in said if name != "opinion_id"}, "session_id": place}
    return await _written(connection, statement.on_conflict_do_update(index_elements=["opinion_id"], set_=changed))


async def put_on_list(connection: AsyncConnection, opinion_id: str, session_id: str) -> HeardOpinion:
    """The opinion belongs to this session from now on; one that was never heard of is remembered by its id alone."""
    row = {"opinion_id": opinion_id, "session_id": session_id, "summary_redacted": "", "raised_live": False}
    statement = insert(HeardOpinion).values(row)
    return await _written(connection, statement.on_conflict_do_update(index_elements=["opinion_id"], set_={"session_id": session_id}))


async def _written(connection: AsyncConnection, statement: Any) -> HeardOpinion:
    table: Any = HeardOpinion.__table__  # type: ignore[attr-defined]
    return HeardOpinion(**(await connection.execute(statement.returning(*table.c))).mappings().one())


async def invitee_of(connection: AsyncConnection, invitation_id: str) -> str | None:
    query = select(HeardInvitation.invitee_ref).where(col(HeardInvitation.invitation_id) == invitation_id)
    return (await connection.execute(query)).scalar_one_or_none()


async def session_of_case(connection: AsyncConnection, case_id: str) -> str | None:
    query = select(HeardCase.session_id).where(col(HeardCase.case_id) == case_id)
    return (await connection.execute(query)).scalar_one_or_none()


async def alone_with(connection: AsyncConnection, session_id: str) -> None:
    """Nobody else schedules this session, or puts an opinion on its list, until this transaction ends."""
    await connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock, hashtext(:id))"), {"lock": SESSION_LOCK, "id": session_id})
