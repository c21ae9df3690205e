"""What may be asked of an entry in the organisation directory."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from contracts.envelope import Document
from sessions.org_unit.entry import Entry


@dataclass(frozen=True)
class RegisterOrgUnit:
    """A blank `valid_from` is older than the sources. `parent_known`: does the directory hold the parent?

    `committee_known`: and the Party committee, as such?
    """

    unit_id: str
    entry: Entry
    valid_from: date | None = None
    parent_known: bool = True
    committee_known: bool = True


@dataclass(frozen=True)
class ChangeOrgUnit:
    """The whole entry as it reads from `valid_from` on; what came before stays in the history."""

    entry: Entry
    valid_from: date
    parent_known: bool = True
    committee_known: bool = True


@dataclass(frozen=True)
class CloseOrgUnit:
    """`valid_to` is the last day of existence; the first successor takes over what stays open, the others stand beside it."""

    valid_to: date
    successor_ids: tuple[str, ...] = ()
    unknown_successors: tuple[str, ...] = ()
    decision_doc: Document | None = None


@dataclass(frozen=True)
class AssignRole:
    actor_ref: str
    role: str
    valid_from: date


@dataclass(frozen=True)
class EndRole:
    actor_ref: str
    role: str
    valid_to: date


OrgUnitCommand: TypeAlias = RegisterOrgUnit | ChangeOrgUnit | CloseOrgUnit | AssignRole | EndRole
