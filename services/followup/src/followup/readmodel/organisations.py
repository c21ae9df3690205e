"""Organisations as sessions announces them: names for pages, classes for addressees, parents for rule packs, agency tokens for senders."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.identity.succession import Place, Places
from chassis.projections.change import Change, Patch, Put
from contracts.sessions import OrgUnitChangedV1, OrgUnitClosedV1, OrgUnitRegisteredV1
from contracts.vocabulary import Level, OrgClass
from followup.case.vocabulary import Directory
from followup.readmodel.columns import Row


class Organisation(Row, table=True):
    __tablename__ = "organisation"

    org_id: str = Field(primary_key=True)
    name: str
    org_class: str
    level: str
    parent_id: str | None = None
    agency_code: str | None = None
    symbol: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor_ids: str = ""
    party_committee_id: str | None = None


def heard(event: OrgUnitRegisteredV1 | OrgUnitChangedV1 | OrgUnitClosedV1) -> Iterator[Change]:
    """Rows from what sessions said."""
    if isinstance(event, OrgUnitClosedV1):
        yield Patch("organisation", {"org_id": event.unit_id}, {"valid_to": event.valid_to, "successor_ids": " ".join(event.successor_ids)})
        return
    values = {
        "name": event.name,
        "org_class": event.org_class.value,
        "level": event.level.value,
        "parent_id": event.parent_id,
        "agency_code": event.agency_code,
        "symbol": event.symbol,
        "valid_from": event.valid_from,
        "valid_to": event.valid_to,
        "successor_ids": " ".join(event.successor_ids),
        "party_committee_id": event.party_committee_id,
    }
    yield Put("organisation", {"org_id": event.unit_id}, values)


class Organisations(Places):
    """The whole directory at one moment."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        """Rows by id, each with the columns of `organisation` as attributes."""
        super().__init__(
            {org_id: Place(row.parent_id, row.valid_to, tuple(row.successor_ids.split()), row.valid_from) for org_id, row in rows.items()}
        )
        self.rows = rows

    def name(self, org_id: str | None) -> str:
        """Return the Vietnamese name, or the id where none was announced."""
        if org_id is None:
            return ""
        row = self.rows.get(org_id)
        return row.name if row else org_id

    def subtree(self, org_id: str) -> frozenset[str]:
        """Return the organisation and all below it."""
        return frozenset({org_id, *(each for each in self.rows if org_id in self.line(each))})

    def stands_beside(self, org_id: str, other: str, *, same_class: bool = False) -> bool:
        """Say whether the organisation belongs under the other and to the same level: its office, or (`same_class`) its standing body."""
        own, above = self.rows.get(org_id), self.rows.get(other)
        if own is None or above is None or other not in self.line(org_id):
            return False
        return bool(own.level == above.level and (not same_class or own.org_class == above.org_class))

    def below(self, org_id: str, classes: Collection[str], on: date) -> tuple[str, ...]:
        """Return the organisations of these classes directly below this one that exist on the day."""
        return tuple(
            sorted(
                each for each, row in self.rows.items() if row.parent_id == org_id and row.org_class in classes and self.exists(each, on)
            )
        )

    def party_committee(self, org_id: str, on: date) -> str | None:
        """Return the Party committee of the organisation's level that exists on the day: its own, else that of the nearest one above it."""
        named = (self.rows[each].party_committee_id for each in self.line(org_id) if each in self.rows)
        return next((each for each in named if each and self.exists(each, on)), None)

    def level(self, org_id: str) -> Level:
        """Return the organisation's level; one that nobody announced counts as provincial (A-06)."""
        row = self.rows.get(org_id)
        return Level(row.level) if row else Level.PROVINCE

    def report_bodies(self, configured: Collection[str]) -> frozenset[str]:
        """Who may be told the expected date of an extension: governments, and the configured ones; empty while nobody is known."""
        return self.directory.government | frozenset(configured)

    def acting_as(self, agency: str) -> frozenset[str]:
        """Return the organisations an agency's credential stands for; a token that is itself an organisation's id stands for that one."""
        named = {org_id for org_id, row in self.rows.items() if row.agency_code == agency}
        return frozenset(named or {agency})

    @property
    def directory(self) -> Directory:
        def of(org_class: OrgClass) -> frozenset[str]:
            return frozenset(org_id for org_id, row in self.rows.items() if row.org_class == org_class.value)

        return Directory(of(OrgClass.PARTY), of(OrgClass.GOV))


async def read_organisations(connection: AsyncConnection) -> Organisations:
    """Read the directory."""
    found = await connection.execute(sa.select(Organisation.__table__))  # type: ignore[attr-defined]
    return Organisations({row.org_id: row for row in found})
