"""The organisation directory: every organisation with its dates, its place and its successors, and who holds which role."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, func, or_, select

from chassis.eventstore.recorded import Recorded
from chassis.identity.succession import Place, Places
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from chassis.searching import understood
from contracts.vocabulary import collation_key, fold
from sessions.org_unit import events as e
from sessions.row import Row

TABLE, ROLES = "organisation", "organisation_role"


class Organisation(Row, table=True):
    """`folded` is for searching without diacritics, `sort_key` for Vietnamese order. `version` is that of its stream."""

    __tablename__ = TABLE
    unit_id: str = Field(primary_key=True)
    version: int
    name: str
    folded: str
    sort_key: str
    org_class: str
    level: str
    parent_id: str | None = None
    official_ids: str = ""
    symbol: str | None = None
    admin_unit_code: str | None = None
    agency_code: str | None = None
    contact_email: str | None = None
    party_committee_id: str | None = None
    valid_from: date | None = None
    changed_from: date | None = None
    valid_to: date | None = None
    successor_ids: str = ""


class OrganisationRole(Row, table=True):
    __tablename__ = ROLES
    org_id: str = Field(primary_key=True)
    actor_ref: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Wanted:
    """`words` are looked for anywhere in the name, without regard to diacritics; `on` keeps those that exist that day."""

    words: str | None = None
    level: str | None = None
    on: date | None = None


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    match event:
        case e.OrgUnitRegistered():
            dates = {"valid_from": event.valid_from, "changed_from": None, "valid_to": None, "successor_ids": ""}
            yield Put(TABLE, {"unit_id": event.unit_id}, {**_entry(event), **dates, "version": recorded.version})
        case e.OrgUnitChanged():
            values = {**_entry(event), "changed_from": event.valid_from, "version": recorded.version}
            yield Patch(TABLE, {"unit_id": event.unit_id}, values)
        case e.OrgUnitClosed():
            values = {"valid_to": event.valid_to, "successor_ids": ",".join(event.successor_ids), "version": recorded.version}
            yield Patch(TABLE, {"unit_id": event.unit_id}, values)
        case e.RoleAssigned():
            yield Put(ROLES, _held(event), {"valid_from": event.valid_from, "valid_to": None})
            yield Patch(TABLE, {"unit_id": event.org_id}, {"version": recorded.version})
        case e.RoleEnded():
            yield Patch(ROLES, _held(event), {"valid_to": event.valid_to})
            yield Patch(TABLE, {"unit_id": event.org_id}, {"version": recorded.version})
        case _:
            return


def _held(event: e.RoleAssigned | e.RoleEnded) -> dict[str, str]:
    return {"org_id": event.org_id, "actor_ref": event.actor_ref, "role": event.role}


def _entry(event: e.OrgUnitRegistered | e.OrgUnitChanged) -> dict[str, Any]:
    entry = event.entry
    return {
        "name": entry.name,
        "folded": fold(entry.name),
        "sort_key": collation_key(entry.name),
        "org_class": entry.org_class.value,
        "level": entry.level.value,
        "parent_id": entry.parent_id,
        "official_ids": ",".join(entry.official_ids),
        "symbol": entry.symbol,
        "admin_unit_code": entry.admin_unit_code,
        "agency_code": entry.agency_code,
        "contact_email": entry.contact_email,
        "party_committee_id": entry.party_committee_id,
    }


PROJECTION = Projection(TABLE, 1, (Organisation, OrganisationRole), apply)


async def find_organisations(connection: AsyncConnection, wanted: Wanted, *, offset: int, size: int) -> tuple[Sequence[Organisation], int]:
    """One page in Vietnamese order, and how many there are in all."""
    if wanted.words:
        known = await understood(connection, col(Organisation.folded), Organisation.__table__, fold(wanted.words).split())  # type: ignore[attr-defined]
        wanted = replace(wanted, words=" ".join(known))
    where = _conditions(wanted)
    total = (await connection.execute(select(func.count()).select_from(Organisation).where(*where))).scalar_one()
    query = select(Organisation).where(*where).order_by(col(Organisation.sort_key), col(Organisation.unit_id)).offset(offset).limit(size)
    return [Organisation(**row) for row in (await connection.execute(query)).mappings()], int(total)


def _conditions(wanted: Wanted) -> list[Any]:
    found: list[Any] = []
    if wanted.words:
        found += [col(Organisation.folded).contains(word, autoescape=True) for word in fold(wanted.words).split()]
    if wanted.level:
        found.append(col(Organisation.level) == wanted.level)
    if wanted.on:
        found.append(or_(col(Organisation.valid_from).is_(None), col(Organisation.valid_from) <= wanted.on))
        found.append(or_(col(Organisation.valid_to).is_(None), col(Organisation.valid_to) >= wanted.on))
    return found


async def find_organisation(connection: AsyncConnection, unit_id: str) -> Organisation | None:
    row = (await connection.execute(select(Organisation).where(col(Organisation.unit_id) == unit_id))).mappings().one_or_none()
    return None if row is None else Organisation(**row)


async def read_places(connection: AsyncConnection) -> Places:
    """Who stands above whom, and who follows whom."""
    rows = (await connection.execute(select(Organisation))).mappings()
    return Places(
        {
            row["unit_id"]: Place(
                row["parent_id"], row["valid_to"], tuple(filter(None, row["successor_ids"].split(","))), row["valid_from"]
            )
            for row in rows
        }
    )


async def find_roles(connection: AsyncConnection, unit_id: str) -> Sequence[OrganisationRole]:
    query = select(OrganisationRole).where(col(OrganisationRole.org_id) == unit_id)
    rows = (await connection.execute(query.order_by(col(OrganisationRole.valid_from), col(OrganisationRole.actor_ref)))).mappings()
    return [OrganisationRole(**row) for row in rows]


async def names_of(connection: AsyncConnection, ids: Iterable[str | None]) -> Mapping[str, str]:
    """Id → name; ids nobody registered are left out."""
    wanted = {unit_id for unit_id in ids if unit_id}
    query = select(Organisation.unit_id, Organisation.name).where(col(Organisation.unit_id).in_(wanted))
    return {row.unit_id: row.name for row in await connection.execute(query)} if wanted else {}
