"""Organisations with their office mailboxes, as the directory of sessions tells them; a closed one is followed to its successor."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from chassis.identity.succession import Place, Places
from notify.readmodel.row import Row

_LONGEST_CHAIN = 8


class Organisation(Row, table=True):
    __tablename__ = "organisation"
    org_id: str = Field(primary_key=True)
    name: str
    mailbox: str | None = None
    symbol: str | None = None
    is_party: bool = False
    parent_id: str | None = None
    valid_to: date | None = None
    successors: list[str] = Field(default_factory=list, sa_type=sa.JSON)


async def find_organisation(connection: AsyncConnection, org_id: str) -> Organisation | None:
    row = (await connection.execute(select(Organisation).where(col(Organisation.org_id) == org_id))).mappings().one_or_none()
    return None if row is None else Organisation(**row)


async def known_organisation(connection: AsyncConnection, org_id: str) -> Organisation:
    """This organisation itself, ended or not; an unknown one stands under its id, without a mailbox."""
    return await find_organisation(connection, org_id) or Organisation(org_id=org_id, name=org_id)


async def acting_organisation(connection: AsyncConnection, org_id: str, today: date) -> Organisation:
    """Who answers for this organisation today (domain rules, section 9); an unknown one stands under its id, without a mailbox."""
    wanted = org_id
    for _ in range(_LONGEST_CHAIN):
        found = await find_organisation(connection, wanted)
        if found is None:
            return Organisation(org_id=wanted, name=wanted)
        if found.valid_to is None or found.valid_to >= today or not found.successors:
            return found
        wanted = found.successors[0]
    return Organisation(org_id=wanted, name=wanted)


async def read_places(connection: AsyncConnection) -> Places:
    """Who stands above whom, and who follows whom."""
    org = Organisation
    rows = (await connection.execute(select(col(org.org_id), col(org.parent_id), col(org.valid_to), col(org.successors)))).all()
    return Places({org_id: Place(parent, last, tuple(heirs or ())) for org_id, parent, last, heirs in rows})


async def line_above(connection: AsyncConnection, org_id: str) -> tuple[str, ...]:
    """The organisations above this one, nearest first."""
    line: list[str] = []
    found = await find_organisation(connection, org_id)
    while found is not None and found.parent_id and found.parent_id not in line and len(line) < _LONGEST_CHAIN:
        line.append(found.parent_id)
        found = await find_organisation(connection, found.parent_id)
    return tuple(line)
