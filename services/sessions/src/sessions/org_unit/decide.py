"""Which changes the organisation directory accepts: nothing is erased, everything is dated (domain rules, section 9)."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Decider, Refused
from sessions.org_unit.commands import AssignRole, ChangeOrgUnit, CloseOrgUnit, EndRole, OrgUnitCommand, RegisterOrgUnit
from sessions.org_unit.events import OrgUnitChanged, OrgUnitClosed, OrgUnitEvent, OrgUnitRegistered, RoleAssigned, RoleEnded
from sessions.org_unit.org_unit import ClosedUnit, ExistingUnit, NoUnit, OrgUnit, evolve


def decide(command: OrgUnitCommand, unit: OrgUnit) -> Sequence[OrgUnitEvent]:
    match command:
        case RegisterOrgUnit():
            return _register(command, unit)
        case ChangeOrgUnit():
            return _change(command, _existing(unit))
        case CloseOrgUnit():
            return _close(command, unit)
        case AssignRole():
            return _assign(command, _existing(unit))
        case EndRole():
            return _end(command, _existing(unit))
        case _:
            assert_never(command)


def _existing(unit: OrgUnit) -> ExistingUnit:
    match unit:
        case NoUnit():
            raise Refused("org_unknown")
        case ClosedUnit():
            raise Refused("org_closed", org_id=unit.unit_id, day=unit.valid_to.strftime("%d/%m/%Y"))
        case ExistingUnit():
            return unit
        case _:
            assert_never(unit)


def _register(command: RegisterOrgUnit, unit: OrgUnit) -> Sequence[OrgUnitEvent]:
    _check_place(command.unit_id, command)
    registered = OrgUnitRegistered(command.unit_id, command.entry, command.valid_from)
    if isinstance(unit, NoUnit):
        return [registered]
    if unit.entry == command.entry and unit.valid_from == command.valid_from:
        return []
    raise Refused("org_already_registered", org_id=unit.unit_id)


def _change(command: ChangeOrgUnit, unit: ExistingUnit) -> Sequence[OrgUnitEvent]:
    _check_place(unit.unit_id, command)
    if unit.changed_from is not None and command.valid_from < unit.changed_from:
        raise Refused("change_before_last_change", day=unit.changed_from.strftime("%d/%m/%Y"))
    return [] if command.entry == unit.entry else [OrgUnitChanged(unit.unit_id, command.entry, command.valid_from)]


def _close(command: CloseOrgUnit, unit: OrgUnit) -> Sequence[OrgUnitEvent]:
    if isinstance(unit, ClosedUnit) and (unit.valid_to, unit.successor_ids) == (command.valid_to, command.successor_ids):
        return []
    known = _existing(unit)
    if known.unit_id in command.successor_ids:
        raise Refused("org_succeeds_itself", org_id=known.unit_id)
    if command.unknown_successors:
        raise Refused("successor_unknown", org_id=", ".join(command.unknown_successors))
    if known.changed_from is not None and command.valid_to < known.changed_from:
        raise Refused("closed_before_last_change", day=known.changed_from.strftime("%d/%m/%Y"))
    ended = [RoleEnded(known.unit_id, actor, role, max(start, command.valid_to)) for actor, role, start in known.roles]
    return [*ended, OrgUnitClosed(known.unit_id, command.valid_to, command.successor_ids, command.decision_doc)]


def _assign(command: AssignRole, unit: ExistingUnit) -> Sequence[OrgUnitEvent]:
    if unit.role_start(command.actor_ref, command.role) is not None:
        return []
    if unit.valid_from is not None and command.valid_from < unit.valid_from:
        raise Refused("role_before_org", day=unit.valid_from.strftime("%d/%m/%Y"))
    return [RoleAssigned(unit.unit_id, command.actor_ref, command.role, command.valid_from)]


def _end(command: EndRole, unit: ExistingUnit) -> Sequence[OrgUnitEvent]:
    start = unit.role_start(command.actor_ref, command.role)
    if start is None:
        raise Refused("role_not_held")
    if command.valid_to < start:
        raise Refused("role_ends_before_it_starts", day=start.strftime("%d/%m/%Y"))
    return [RoleEnded(unit.unit_id, command.actor_ref, command.role, command.valid_to)]


def _check_place(unit_id: str, command: RegisterOrgUnit | ChangeOrgUnit) -> None:
    parent_id, committee_id = command.entry.parent_id, command.entry.party_committee_id
    if parent_id == unit_id:
        raise Refused("org_is_its_own_parent", org_id=unit_id)
    if parent_id is not None and not command.parent_known:
        raise Refused("parent_unknown", org_id=parent_id)
    if committee_id is not None and (committee_id == unit_id or not command.committee_known):
        raise Refused("party_committee_unknown", org_id=committee_id)


decider: Decider[OrgUnitCommand, OrgUnit, OrgUnitEvent] = Decider(decide, evolve, NoUnit())


def stream_of(unit_id: str) -> str:
    return f"org-unit-{unit_id}"
