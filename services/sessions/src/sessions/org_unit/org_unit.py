"""An organisation's life as states: unknown, existing with its changes, closed with its successors."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias, assert_never

from sessions.org_unit.entry import Entry
from sessions.org_unit.events import OrgUnitChanged, OrgUnitClosed, OrgUnitEvent, OrgUnitRegistered, RoleAssigned, RoleEnded
from sessions.org_unit.on_file import OrgOnFile


@dataclass(frozen=True)
class NoUnit:
    """Nobody has registered it."""


@dataclass(frozen=True)
class ExistingUnit:
    """`roles` holds the open role assignments: (actor, role) → first day; `changed_from` is the day of the newest entry."""

    unit_id: str
    entry: Entry
    valid_from: date | None
    changed_from: date | None
    roles: tuple[tuple[str, str, date], ...] = ()

    def role_start(self, actor_ref: str, role: str) -> date | None:
        return next((start for actor, held, start in self.roles if (actor, held) == (actor_ref, role)), None)


@dataclass(frozen=True)
class ClosedUnit:
    unit_id: str
    entry: Entry
    valid_from: date | None
    valid_to: date
    successor_ids: tuple[str, ...]


OrgUnit: TypeAlias = NoUnit | ExistingUnit | ClosedUnit


def on_file(unit: OrgUnit) -> OrgOnFile | None:
    """What other decisions may know of this organisation; None when it was never registered."""
    match unit:
        case NoUnit():
            return None
        case ExistingUnit():
            return OrgOnFile(unit.unit_id, unit.entry.level, unit.valid_from)
        case ClosedUnit():
            return OrgOnFile(unit.unit_id, unit.entry.level, unit.valid_from, unit.valid_to)
        case _:
            assert_never(unit)


def evolve(unit: OrgUnit, event: OrgUnitEvent) -> OrgUnit:
    match event:
        case OrgUnitRegistered():
            return ExistingUnit(event.unit_id, event.entry, event.valid_from, event.valid_from)
        case OrgUnitChanged():
            known = _existing(unit)
            return replace(known, entry=event.entry, changed_from=event.valid_from)
        case OrgUnitClosed():
            known = _existing(unit)
            return ClosedUnit(known.unit_id, known.entry, known.valid_from, event.valid_to, event.successor_ids)
        case RoleAssigned():
            known = _existing(unit)
            return replace(known, roles=(*known.roles, (event.actor_ref, event.role, event.valid_from)))
        case RoleEnded():
            known = _existing(unit)
            return replace(known, roles=tuple(held for held in known.roles if held[:2] != (event.actor_ref, event.role)))
        case _:
            assert_never(event)


def _existing(unit: OrgUnit) -> ExistingUnit:
    if not isinstance(unit, ExistingUnit):
        raise TypeError(f"the log changes an organisation that is {type(unit).__name__}")
    return unit
