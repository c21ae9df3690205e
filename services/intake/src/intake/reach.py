"""How far a person sees and acts: own organisation, all below it, or everything; readers without an account see public rows."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.identity.actor import Actor, Reach
from chassis.identity.permissions import NotPermitted
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from intake.opinion.decide import OPINION, stream_of
from intake.opinion.opinion import Known
from intake.opinion.permissions import PEOPLE_SIDE, READ, REGISTER, REGISTERS_LIVE_ONLY, SORTS_PEOPLE_SIDE_ONLY
from intake.readmodel import organisations
from intake.readmodel.opinion_list import UNPUBLISHED, OpinionListRow


async def organisations_of(connection: AsyncConnection, actor: Actor, on: date) -> tuple[str, ...] | None:
    """Organisations whose opinions this person sees on the local day, ended ones through who took over from them; None means all."""
    if actor.is_anonymous or actor.reach is Reach.EVERYWHERE:
        return None
    if actor.org_id is None:
        return ()
    places = await organisations.read_places(connection)
    return tuple(dict.fromkeys((actor.org_id, *(each for each in places.of if places.reached_by(actor, each, on)))))


async def offices_to_choose(connection: AsyncConnection, actor: Actor, on: date) -> list[tuple[str, str]]:
    """Id and name of the organisations for which this person may fill in a form on a day."""
    reached = await organisations_of(connection, actor, on)
    units = await organisations.find_all(connection, valid_on=on)
    return [(unit.unit_id, unit.name) for unit in units if reached is None or unit.unit_id in reached]


async def must_reach(connection: AsyncConnection, actor: Actor, org_id: str, permission: str, on: date) -> None:
    """Raises NotPermitted when the organisation lies outside the person's reach on the local day."""
    if actor.is_anonymous or actor.reach is Reach.EVERYWHERE:
        return
    if not (await organisations.read_places(connection)).reached_by(actor, org_id, on):
        raise NotPermitted(permission, actor)


async def must_exist(connection: AsyncConnection, org_id: str, on: date) -> None:
    """Raises Refused for an organisation the directory does not hold, or not on that day; an empty directory says nothing."""
    organisation, is_directory_known = await organisations.find_in_directory(connection, org_id)
    if organisation is None:
        if is_directory_known:
            raise Refused("organisation_unknown")
    elif not organisation.is_valid_on(on):
        raise Refused("organisation_not_valid")


async def must_work_with(unit: Unit, actor: Actor, *opinion_ids: str) -> None:
    """Raises NotPermitted unless at least one of these opinions is the person's business; opinions nobody registered are nobody's."""
    reached = await organisations_of(unit.connection, actor, local_date(unit.clock.now()))
    if reached is None:
        return
    known: list[Collection[str]] = []
    for opinion_id in opinion_ids:
        opinion = await unit.state(OPINION, stream_of(opinion_id))
        if isinstance(opinion, Known):
            dossier = opinion.dossier
            known.append(dossier.org_ids | await hosts_of(unit.connection, dossier.target_session_id, dossier.session_id))
    if known and not any(set(reached) & set(each) for each in known):
        raise NotPermitted(READ, actor)


async def must_sort(unit: Unit, actor: Actor, opinion_id: str, permission: str) -> None:
    """Raises NotPermitted for an opinion of staff where the role sorts what the people say (domain rules, section 18)."""
    if actor.role not in SORTS_PEOPLE_SIDE_ONLY:
        return
    opinion = await unit.state(OPINION, stream_of(opinion_id))
    if isinstance(opinion, Known) and opinion.dossier.audience not in PEOPLE_SIDE:
        raise NotPermitted(permission, actor)


def must_register(actor: Actor, *, raised_live: bool) -> None:
    """Raises NotPermitted for a role that registers at the session only (domain rules, section 18)."""
    if actor.role in REGISTERS_LIVE_ONLY and not raised_live:
        raise NotPermitted(REGISTER, actor)


async def must_see(connection: AsyncConnection, actor: Actor, row: OpinionListRow, on: date) -> None:
    """Raises NotFound for an opinion that is not this person's business; without an account, for one that is not published."""
    if actor.is_anonymous and row.state in UNPUBLISHED:
        raise NotFound
    reached = await organisations_of(connection, actor, on)
    if reached is None:
        return
    hosts = await hosts_of(connection, row.target_session_id, row.session_id)
    if not set(reached) & {row.received_by_org_id, row.preparation_unit_id, row.assigned_agency_id, *hosts}:
        raise NotFound


async def hosts_of(connection: AsyncConnection, *session_ids: str | None) -> frozenset[str]:
    """Organisations that hold these sessions: their office works with every opinion gathered for them."""
    sessions = await organisations.find_sessions(connection, session_ids)
    return frozenset(session.host_org_id for session in sessions.values())
