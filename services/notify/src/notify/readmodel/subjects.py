"""What notices are about, in words: an official knows a matter by what it says, never by its id."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from notify.readmodel.deadlines import DeadlineTarget
from notify.readmodel.sessions import Session


async def subjects_of(connection: AsyncConnection, target_ids: Iterable[str]) -> dict[str, str]:
    """Target → the public summary of a case, the title of a duty, the venue of a session; what was not heard of is left out."""
    wanted = list(target_ids)
    deadlines = sa.select(col(DeadlineTarget.target_id), col(DeadlineTarget.summary)).where(col(DeadlineTarget.target_id).in_(wanted))
    sessions = sa.select(col(Session.session_id), col(Session.venue)).where(col(Session.session_id).in_(wanted))
    found = [*await connection.execute(deadlines), *await connection.execute(sessions)]
    return {target_id: words for target_id, words in found if words}
