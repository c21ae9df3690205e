"""What happened to an organisation, with the names under which it is stored."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from contracts.envelope import Document
from sessions.org_unit.entry import Entry


@dataclass(frozen=True)
class OrgUnitRegistered:
    unit_id: str
    entry: Entry
    valid_from: date | None = None


@dataclass(frozen=True)
class OrgUnitChanged:
    unit_id: str
    entry: Entry
    valid_from: date


@dataclass(frozen=True)
class OrgUnitClosed:
    unit_id: str
    valid_to: date
    successor_ids: tuple[str, ...] = ()
    decision_doc: Document | None = None


@dataclass(frozen=True)
class RoleAssigned:
    org_id: str
    actor_ref: str
    role: str
    valid_from: date


@dataclass(frozen=True)
class RoleEnded:
    org_id: str
    actor_ref: str
    role: str
    valid_to: date


OrgUnitEvent: TypeAlias = OrgUnitRegistered | OrgUnitChanged | OrgUnitClosed | RoleAssigned | RoleEnded

EVENTS: dict[str, type] = {
    "org-unit.org-unit-registered.v1": OrgUnitRegistered,
    "org-unit.org-unit-changed.v1": OrgUnitChanged,
    "org-unit.org-unit-closed.v1": OrgUnitClosed,
    "org-unit.role-assigned.v1": RoleAssigned,
    "org-unit.role-ended.v1": RoleEnded,
}
