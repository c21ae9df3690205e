"""What was heard, kept with its place in its source's log, so that the facts of any earlier moment can be made again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from contracts.envelope import MalformedEnvelope, from_headers
from contracts.workdays import end_of_day
from reporting.readmodel.facts import INSTANT, Fact, table_of

_PARKED = sa.text("SELECT event_id, headers FROM parked WHERE reader = 'inbox' ORDER BY event_id")


class HeardEvent(Fact, table=True):
    """One public event without what is sealed and without what a denunciation takes away; `subject` is its stream."""

    __tablename__ = "heard_event"
    source: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    event_id: str
    type: str
    subject: str
    at: datetime = Field(sa_type=INSTANT)
    effective_on: date | None = None
    body: str


class HeardDetail(Fact, table=True):
    """The part of an event that leaves when its opinion turns out to be a denunciation (A-27)."""

    __tablename__ = "heard_detail"
    about: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    body: str


@dataclass(frozen=True)
class Basis:
    """What figures rest on: up to where each source was heard, and which events were parked and so are not counted."""

    positions: Mapping[str, int]
    without: tuple[str, ...] = ()


async def find_basis(connection: AsyncConnection, as_of: date) -> Basis:
    """Everything that its source had recorded by the end of the local day and that was heard here."""
    table = table_of(HeardEvent)
    newest = sa.select(table.c.source, sa.func.max(table.c.position)).where(table.c.at <= end_of_day(as_of)).group_by(table.c.source)
    positions = {source: int(position) for source, position in (await connection.execute(newest)).all()}
    parked = (await connection.execute(_PARKED)).all()
    without = tuple(event_id for event_id, headers in parked if _stands_before(orjson.loads(headers), positions))
    return Basis(dict(sorted(positions.items())), without)


def _stands_before(headers: Mapping[str, str], positions: Mapping[str, int]) -> bool:
    """Whether a parked message stands before the places: one nobody can read stands nowhere."""
    try:
        envelope = from_headers(headers)
    except MalformedEnvelope:
        return False
    return (envelope.position or 0) <= positions.get(envelope.source, 0)


async def count_heard(connection: AsyncConnection, basis: Basis) -> int:
    """How many events the figures rest on."""
    table = table_of(HeardEvent)
    known = [sa.and_(table.c.source == source, table.c.position <= position) for source, position in basis.positions.items()]
    query = sa.select(sa.func.count()).where(sa.or_(sa.false(), *known), table.c.event_id.not_in(basis.without))
    return int((await connection.execute(query)).scalar_one())
