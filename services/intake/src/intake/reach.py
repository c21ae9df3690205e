"""How far a person sees and acts: own organisation, all below it, or everything; readers without an account see public rows."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.handle import Unit
from chassis.identity.actor import Actor, Reach
from chassis.identity.permissions import NotPermitted
from intake.opinion.decide import OPINION, stream_of
from intake.opinion.opinion import Known
from intake.opinion.permissions import READ
from intake.readmodel import organisations


async def organisations_of(connection: AsyncConnection, actor: Actor) -> tuple[str, ...] | None:
    """Organisations whose opinions this person sees; None means all."""
    if actor.is_anonymous or actor.reach is Reach.EVERYWHERE:
        return None
    if actor.org_id is None:
        return ()
    return (actor.org_id,) if actor.reach is Reach.OWN else await organisations.below(connection, actor.org_id)


async def must_reach(connection: AsyncConnection, actor: Actor, org_id: str, permission: str) -> None:
    """Raises NotPermitted when the organisation lies outside the person's reach."""
    reached = await organisations_of(connection, actor)
    if reached is not None and org_id not in reached:
        raise NotPermitted(permission, actor)


async def must_work_with(unit: Unit, actor: Actor, *opinion_ids: str) -> None:
    """Raises NotPermitted unless at least one of these opinions is the person's business; opinions nobody registered are nobody's."""
    reached = await organisations_of(unit.connection, actor)
    if reached is None:
        return
    known: list[Collection[str]] = []
    for opinion_id in opinion_ids:
        opinion = await unit.state(OPINION, stream_of(opinion_id))
        if isinstance(opinion, Known):
            known.append(opinion.dossier.org_ids)
    if known and not any(set(reached) & set(each) for each in known):
        raise NotPermitted(READ, actor)
