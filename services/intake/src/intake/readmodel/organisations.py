"""What sessions says: organisations and sessions, as intake needs them to check who may speak and by when. Written on hearing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col

from chassis.identity.succession import Place, Places
from contracts.vocabulary import collation_key
from intake.readmodel.row import Row, fetch, instant, json


class OrganisationRow(Row, table=True):
    """One organisation of the directory; a blank `valid_from` is older than the sources."""

    __tablename__ = "organisation"

    unit_id: str = Field(primary_key=True)
    name: str
    sort_key: str
    level: str
    org_class: str
    parent_id: str | None = None
    agency_code: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor_ids: list[str] | None = json()
    symbol: str | None = None

    def is_valid_on(self, day: date) -> bool:
        """Both ends included."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class TargetSessionRow(Row, table=True):
    """One session opinions can be gathered for. `list_due_on`: last day on which unit lists are on time."""

    __tablename__ = "target_session"

    session_id: str = Field(primary_key=True)
    starts_at: datetime = instant()
    host_org_id: str
    level: str
    audience: list[str] | None = json()
    venue: str
    state: str
    cutoff_on: date
    list_due_on: date | None = None


async def find(connection: AsyncConnection, unit_id: str) -> OrganisationRow | None:
    """One organisation, or None."""
    found = await fetch(connection, OrganisationRow, sa.select(OrganisationRow).where(col(OrganisationRow.unit_id) == unit_id))
    return found[0] if found else None


async def find_in_directory(connection: AsyncConnection, unit_id: str) -> tuple[OrganisationRow | None, bool]:
    """One organisation, or None, and whether any is known. Asked at once: the directory may be heard between two questions."""
    key = col(OrganisationRow.unit_id)
    first = sa.select(sa.func.min(key)).scalar_subquery()
    known = await fetch(connection, OrganisationRow, sa.select(OrganisationRow).where(key.in_((unit_id, first))))
    return next((each for each in known if each.unit_id == unit_id), None), bool(known)


async def find_all(connection: AsyncConnection, *, valid_on: date | None = None) -> Sequence[OrganisationRow]:
    """The directory in Vietnamese order; with `valid_on` only those that exist that day."""
    rows = await fetch(connection, OrganisationRow, sa.select(OrganisationRow).order_by(col(OrganisationRow.sort_key)))
    return [row for row in rows if valid_on is None or row.is_valid_on(valid_on)]


async def names(connection: AsyncConnection, unit_ids: Sequence[str | None]) -> Mapping[str, str]:
    """Names of these organisations; unknown ones are left out."""
    wanted = sorted({each for each in unit_ids if each})
    row = OrganisationRow
    rows = await connection.execute(sa.select(col(row.unit_id), col(row.name)).where(col(row.unit_id).in_(wanted)))
    return {str(unit_id): str(name) for unit_id, name in rows.all()}


async def read_places(connection: AsyncConnection) -> Places:
    """Who stands above whom, and who follows whom."""
    row = OrganisationRow
    columns = (col(row.unit_id), col(row.parent_id), col(row.valid_to), col(row.successor_ids), col(row.valid_from))
    rows = (await connection.execute(sa.select(*columns))).all()
    return Places({unit_id: Place(parent, last, tuple(heirs or ()), first) for unit_id, parent, last, heirs, first in rows})


async def find_session(connection: AsyncConnection, session_id: str) -> TargetSessionRow | None:
    """One session, or None."""
    found = await fetch(connection, TargetSessionRow, sa.select(TargetSessionRow).where(col(TargetSessionRow.session_id) == session_id))
    return found[0] if found else None


async def find_open_sessions(connection: AsyncConnection, now: datetime, *, limit: int = 200) -> Sequence[TargetSessionRow]:
    """Sessions still to come, the nearest first."""
    row = TargetSessionRow
    wanted = sa.select(row).where(col(row.starts_at) >= now, col(row.state) != "CANCELLED").order_by(col(row.starts_at)).limit(limit)
    return await fetch(connection, row, wanted)


async def find_sessions(connection: AsyncConnection, session_ids: Iterable[str | None]) -> Mapping[str, TargetSessionRow]:
    """These sessions by id; unknown ones are left out."""
    wanted = sorted({each for each in session_ids if each})
    rows = await fetch(connection, TargetSessionRow, sa.select(TargetSessionRow).where(col(TargetSessionRow.session_id).in_(wanted)))
    return {row.session_id: row for row in rows}


def sort_key(name: str) -> str:
    """Key by which organisations are sorted."""
    return collation_key(name)
