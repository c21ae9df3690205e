"""How far a person sees and acts: own organisation, all below it, or everything; readers without an account see public rows."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.identity.actor import Actor, Reach
from chassis.identity.permissions import NotPermitted
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
