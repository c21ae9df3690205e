"""The organisation directory, and who answers today for what a closed organisation left open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.identity.succession import Place, Places
from reporting.readmodel.facts import JSON, Fact, table_of


class Organisation(Fact, table=True):
    """One organisation as it last was; `valid_to` is its last day."""

    __tablename__ = "organisation"
    unit_id: str = Field(primary_key=True)
    name: str
    sort_key: str
    org_class: str
    level: str
    parent_id: str | None = None
    symbol: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor_ids: list[Any] = Field(sa_type=JSON)


class OrganisationName(Fact, table=True):
    """What an organisation is called from a local day on; the first day there is stands for "as long as sources know"."""

    __tablename__ = "organisation_name"
    unit_id: str = Field(primary_key=True)
    from_day: date = Field(primary_key=True)
    name: str
    sort_key: str


@dataclass(frozen=True)
class Unit:
    """What pages need of an organisation."""

    unit_id: str
    name: str
    sort_key: str
    org_class: str
    level: str
    symbol: str | None
    valid_from: date | None
    valid_to: date | None
    successor_ids: tuple[str, ...]
    parent_id: str | None = None

    def exists_between(self, first: date, last: date) -> bool:
        """Did it exist on any day of the period?"""
        return (self.valid_from is None or self.valid_from <= last) and (self.valid_to is None or self.valid_to >= first)


@dataclass(frozen=True)
class Directory:
    """All organisations by id."""

    units: Mapping[str, Unit]

    def name(self, unit_id: str | None) -> str:
        """The name, or the id while sessions has not told of it yet."""
        if unit_id is None:
            return ""
        return self.units[unit_id].name if unit_id in self.units else unit_id

    def sort_key(self, unit_id: str) -> str:
        return self.units[unit_id].sort_key if unit_id in self.units else unit_id

    @cached_property
    def places(self) -> Places:
        """Who stands above whom, and who follows whom."""
        units = self.units.items()
        return Places({unit_id: Place(unit.parent_id, unit.valid_to, unit.successor_ids, unit.valid_from) for unit_id, unit in units})

    def answering_for(self, unit_id: str, today: date) -> str:
        """Follow single successors of closed organisations; several successors, or none, leave the matter where it was."""
        return self.places.answering_for(unit_id, today)

    def line(self, unit_id: str) -> tuple[str, ...]:
        """The organisation and those above it, nearest first."""
        return self.places.line(unit_id)

    def family(self, unit_id: str, today: date) -> tuple[str, ...]:
        """The organisation first, then every one it answers for."""
        others = {each for each in self.units if each != unit_id and self.answering_for(each, today) == unit_id}
        return (unit_id, *sorted(others))

    def tree(self, unit_id: str, today: date) -> tuple[str, ...]:
        """The organisation first, then all that stand under it, each with those it answers for."""
        found = dict.fromkeys(self.family(unit_id, today))
        waiting = list(found)
        while waiting:
            above = waiting.pop()
            for each in sorted(each for each, unit in self.units.items() if unit.parent_id == above and each not in found):
                below = [one for one in self.family(each, today) if one not in found]
                found |= dict.fromkeys(below)
                waiting += below
        return tuple(found)

    def named(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """(id, name) in Vietnamese alphabetical order."""
        return [(each, self.name(each)) for each in sorted(set(ids), key=self.sort_key)]


async def read_directory(connection: AsyncConnection, on: date) -> Directory:
    """Every organisation under the name it bears on the local day."""
    rows = (await connection.execute(sa.select(table_of(Organisation)))).mappings().all()
    names = await _names(connection, on)
    return Directory({row["unit_id"]: _unit({**row, **names.get(row["unit_id"], {})}) for row in rows})


async def _names(connection: AsyncConnection, on: date) -> dict[str, dict[str, str]]:
    """The newest name not younger than the day; of an organisation that is younger itself, its first."""
    name = table_of(OrganisationName)
    known = name.c.from_day <= on
    query = (
        sa.select(name.c.unit_id, name.c.name, name.c.sort_key)
        .ext(distinct_on(name.c.unit_id))
        .order_by(name.c.unit_id, known.desc(), sa.case((known, name.c.from_day)).desc().nulls_last(), name.c.from_day)
    )
    return {unit_id: {"name": called, "sort_key": key} for unit_id, called, key in (await connection.execute(query)).all()}


def _unit(row: Mapping[str, Any]) -> Unit:
    return Unit(
        row["unit_id"],
        row["name"],
        row["sort_key"],
        row["org_class"],
        row["level"],
        row["symbol"],
        row["valid_from"],
        row["valid_to"],
        tuple(row["successor_ids"]),
        row["parent_id"],
    )
