"""Everything known of one session: its figures, papers, duties, invitations, lists, opinions, cases, events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.vocabulary import Route
from reporting.readmodel.case_rows import case_rows
from reporting.readmodel.duty_rows import duty_rows
from reporting.readmodel.evidence import SESSION, Evidence, find_evidence
from reporting.readmodel.facts import table_of
from reporting.readmodel.figures import AsOf
from reporting.readmodel.notice_facts import InvitationFact
from reporting.readmodel.opinion_facts import OpinionListFact
from reporting.readmodel.opinion_rows import opinion_rows
from reporting.readmodel.session_facts import ScheduledSession, SessionFact

Row = Mapping[str, Any]


@dataclass(frozen=True)
class SessionDetail:
    """`held` is None before the session; `announced` is None for sessions that were never scheduled here."""

    session_id: str
    held: Row | None
    announced: Row | None
    duties: Sequence[Row]
    cases: Sequence[Row]
    opinions: Sequence[Row]
    hidden_opinions: int
    lists: Row
    invitations: Row
    events: Sequence[Evidence]

    @property
    def about(self) -> Row:
        """What both tables know, the held session first."""
        return {**(self.announced or {}), **(self.held or {})}


async def find_session(connection: AsyncConnection, session_id: str, as_of: AsOf) -> SessionDetail | None:
    """None when nobody has spoken of such a session."""
    held = await _one(connection, table_of(SessionFact), session_id)
    announced = await _one(connection, table_of(ScheduledSession), session_id)
    if held is None and announced is None:
        return None
    opinions = await _of_session(connection, opinion_rows(), session_id, "id")
    shown = [row for row in opinions if row["route"] != Route.DENUNCIATION.value]
    events = await find_evidence(connection, SESSION, [session_id])
    return SessionDetail(
        session_id,
        held,
        announced,
        await _of_session(connection, duty_rows(as_of.today), session_id, "due_on"),
        await _of_session(connection, case_rows(as_of.today), session_id, "due_on"),
        shown,
        len(opinions) - len(shown),
        await _lists(connection, session_id),
        await _invitations(connection, session_id),
        events.get(session_id, ()),
    )


async def _one(connection: AsyncConnection, table: sa.Table, session_id: str) -> Row | None:
    row = (await connection.execute(sa.select(table).where(table.c.session_id == session_id))).mappings().one_or_none()
    return None if row is None else dict(row)


async def _of_session(connection: AsyncConnection, rows: sa.Subquery, session_id: str, order: str) -> list[Row]:
    query = sa.select(rows).where(rows.c.session_id == session_id).order_by(rows.c[order], rows.c.id)
    return [dict(row) for row in (await connection.execute(query)).mappings()]


async def _lists(connection: AsyncConnection, session_id: str) -> Row:
    fact = table_of(OpinionListFact)
    counts = {
        "lists": sa.func.count(),
        "late": sa.func.count().filter(fact.c.late),
        "nil_returns": sa.func.count().filter(fact.c.nil_return),
        "opinions": sa.func.coalesce(sa.func.sum(fact.c.opinions), 0),
    }
    return await _counted(connection, counts, fact.c.session_id == session_id)


async def _invitations(connection: AsyncConnection, session_id: str) -> Row:
    fact = table_of(InvitationFact)
    binding = sa.and_(fact.c.late_limit_on.is_not(None), sa.not_(fact.c.late_is_advisory))
    counts = {
        "issued": sa.func.count(),
        "sent": sa.func.count(fact.c.sent_on),
        "delivered": sa.func.count(fact.c.delivered_on),
        "late": sa.func.count().filter(binding),
        "coming": sa.func.count().filter(fact.c.rsvp == "YES"),
    }
    return await _counted(connection, counts, fact.c.session_id == session_id)


async def _counted(connection: AsyncConnection, counts: Mapping[str, Any], condition: sa.ColumnElement[bool]) -> Row:
    query = sa.select(*(column.label(name) for name, column in counts.items())).where(condition)
    return dict((await connection.execute(query)).mappings().one())
