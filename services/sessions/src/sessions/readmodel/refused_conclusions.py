"""Conclusions that agencies told and the rules do not allow, kept for somebody to review."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, func, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Put
from chassis.projections.projection import Projection
from sessions.dialogue_session.events import ConclusionRefused
from sessions.row import INSTANT, Row

TABLE = "refused_conclusion"


class RefusedConclusion(Row, table=True):
    __tablename__ = TABLE
    message_id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=INSTANT)
    agency: str
    session_id: str
    host_org_id: str
    level: str
    held_on: date
    slugs: str


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    if isinstance(event, ConclusionRefused):
        values = {
            "at": recorded.at,
            "agency": event.agency,
            "session_id": event.session_id,
            "host_org_id": event.host_org_id,
            "level": event.level.value,
            "held_on": event.held_on,
            "slugs": ",".join(event.slugs),
        }
        yield Put(TABLE, {"message_id": event.message_id}, values)


PROJECTION = Projection(TABLE, 1, (RefusedConclusion,), apply)


async def find_refused(connection: AsyncConnection, *, offset: int, size: int) -> tuple[Sequence[RefusedConclusion], int]:
    total = (await connection.execute(select(func.count()).select_from(RefusedConclusion))).scalar_one()
    query = select(RefusedConclusion).order_by(col(RefusedConclusion.at).desc(), col(RefusedConclusion.message_id)).offset(offset)
    return [RefusedConclusion(**row) for row in (await connection.execute(query.limit(size))).mappings()], int(total)
