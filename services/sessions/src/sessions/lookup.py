"""Evidence for decisions, read from the streams themselves inside the deciding transaction: organisations and plans."""

from collections.abc import Iterable

from chassis.handle import Unit
from contracts.vocabulary import OrgClass
from sessions.annual_plan.annual_plan import IssuedPlan
from sessions.annual_plan.decide import decider as plans
from sessions.annual_plan.decide import stream_of as plan_stream
from sessions.org_unit.decide import decider as units
from sessions.org_unit.decide import stream_of as unit_stream
from sessions.org_unit.on_file import OrgOnFile
from sessions.org_unit.org_unit import NoUnit, OrgUnit, on_file

HIGHEST = 12


async def find_unit(unit: Unit, unit_id: str) -> OrgUnit:
    return await unit.state(units, unit_stream(unit_id))


async def orgs_on_file(unit: Unit, ids: Iterable[str | None]) -> dict[str, OrgOnFile]:
    """The organisations of these ids that are registered; the others are left out."""
    found = {unit_id: on_file(await find_unit(unit, unit_id)) for unit_id in dict.fromkeys(ids) if unit_id}
    return {unit_id: entry for unit_id, entry in found.items() if entry is not None}


async def is_known(unit: Unit, unit_id: str | None) -> bool:
    return unit_id is not None and not isinstance(await find_unit(unit, unit_id), NoUnit)


async def is_committee(unit: Unit, unit_id: str) -> bool:
    """Whether the directory holds a Party organisation of this id."""
    found = await find_unit(unit, unit_id)
    return not isinstance(found, NoUnit) and found.entry.org_class is OrgClass.PARTY


async def chain_above(unit: Unit, unit_id: str) -> list[tuple[str, str | None]]:
    """(id, agency token) of an organisation and those above it, nearest first."""
    found: list[tuple[str, str | None]] = []
    above: str | None = unit_id
    while above and len(found) < HIGHEST:
        state = await find_unit(unit, above)
        if isinstance(state, NoUnit):
            break
        found.append((state.unit_id, state.entry.agency_code))
        above = state.entry.parent_id
    return found


async def speakers_for(unit: Unit, unit_id: str) -> frozenset[str]:
    """Agency tokens that may speak for an organisation: its own and those of the organisations above it."""
    return frozenset(token for _, token in await chain_above(unit, unit_id) if token)


async def plan_year_of(unit: Unit, plan_id: str | None) -> int | None:
    if plan_id is None:
        return None
    plan = await unit.state(plans, plan_stream(plan_id))
    return plan.plan_year if isinstance(plan, IssuedPlan) else None
