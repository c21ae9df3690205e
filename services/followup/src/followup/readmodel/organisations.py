"""Organisations as sessions announces them: names for pages, classes for addressees, parents for rule packs, agency tokens for senders."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

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


class Organisations:
    """The whole directory at one moment."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        """Rows by id, each with the columns of `organisation` as attributes."""
        self.rows = rows

    def name(self, org_id: str | None) -> str:
        """Return the Vietnamese name, or the id where none was announced."""
        if org_id is None:
            return ""
        row = self.rows.get(org_id)
        return row.name if row else org_id

    def line(self, org_id: str) -> tuple[str, ...]:
        """Return the organisation and those above it, nearest first."""
        line: list[str] = []
        current: str | None = org_id
        while current and current not in line:
            line.append(current)
            row = self.rows.get(current)
            current = row.parent_id if row else None
        return tuple(line)

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

    def exists(self, org_id: str, on: date) -> bool:
        """Say whether the organisation exists on the day; a blank first day is older than the sources."""
        row = self.rows.get(org_id)
        return row is not None and (row.valid_from is None or row.valid_from <= on) and (row.valid_to is None or on <= row.valid_to)

    def party_committee(self, org_id: str, on: date) -> str | None:
        """Return the Party committee of the organisation's level that exists on the day: its own, else that of the nearest one above it."""
        named = (self.rows[each].party_committee_id for each in self.line(org_id) if each in self.rows)
        return next((each for each in named if each and self.exists(each, on)), None)

    def level(self, org_id: str) -> Level:
        """Return the organisation's level; one that nobody announced counts as provincial (A-06)."""
        row = self.rows.get(org_id)
        return Level(row.level) if row else Level.PROVINCE

    def ended(self, org_id: str, on: date) -> bool:
        """Say whether the organisation no longer exists on that day."""
        row = self.rows.get(org_id)
        return bool(row and row.valid_to and row.valid_to < on)

    def successors(self, org_id: str, on: date) -> tuple[str, ...]:
        """Return who takes over on that day what an ended organisation left: the first named first, followed on where that one ended too.

        Empty where nobody of them is left.
        """
        row = self.rows.get(org_id)
        named = tuple(row.successor_ids.split()) if row else ()
        passed, first = {org_id}, named[0] if named else None
        while first and self.ended(first, on) and first not in passed:
            passed.add(first)
            further = self.rows[first].successor_ids.split()
            first = further[0] if further else None
        return tuple(dict.fromkeys(each for each in (first, *named[1:]) if each and not self.ended(each, on)))

    def above(self, org_id: str, on: date) -> str | None:
        """Return the nearest organisation above that exists on the day."""
        return next((each for each in self.line(org_id)[1:] if self.exists(each, on)), None)

    def takes_over(self, org_id: str, on: date) -> str | None:
        """Return who has on that day what an ended organisation owed: its first successor, else the nearest organisation above (decision 20)."""
        return next(iter(self.successors(org_id, on)), None) or self.above(org_id, on)

    def answering_for(self, org_id: str, on: date) -> str:
        """Return who answers for the organisation's year: its only successor, itself where it has several or none."""
        passed: set[str] = set()
        while self.ended(org_id, on) and org_id not in passed and len(named := self.rows[org_id].successor_ids.split()) == 1:
            passed.add(org_id)
            org_id = named[0]
        return org_id

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
