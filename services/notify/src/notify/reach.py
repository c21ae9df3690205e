"""Whose business a notice is: the office that holds the session or owns the case, and the organisation it was written to."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.identity.actor import Actor, Reach
from chassis.identity.permissions import NotPermitted
from chassis.web.problems import NotFound
from notify.notice.events import About
from notify.notice.recipients import Everyone, Recipient
from notify.notice.vocabulary import Target
from notify.readmodel.deadlines import find_target
from notify.readmodel.notice_detail import find_notice
from notify.readmodel.organisations import read_places
from notify.readmodel.sessions import find_session
from notify.readmodel.submitters import find_submitter


async def must_act_on(connection: AsyncConnection, actor: Actor, notice_id: str, permission: str, on: date) -> None:
    """Raises NotFound for a notice nobody knows, NotPermitted when it is not this person's business."""
    found = await find_notice(connection, notice_id)
    if found is None:
        raise NotFound
    if actor.reach is Reach.EVERYWHERE:
        return
    places = await read_places(connection)
    if any(places.reached_by(actor, org_id, on) for org_id in await offices_of(connection, found.read_about())):
        return
    raise NotPermitted(permission, actor)


def may_read(actor: Actor, recipient: Recipient) -> bool:
    """Without an account only what everybody was told."""
    return not actor.is_anonymous or isinstance(recipient, Everyone)


def must_have_account(actor: Actor, permission: str) -> None:
    """Who is invited is not told to strangers. Raises NotPermitted."""
    if actor.is_anonymous:
        raise NotPermitted(permission, actor)


async def offices_of(connection: AsyncConnection, about: About) -> set[str]:
    """Organisations whose business this notice is; empty while the facts behind it are not known here."""
    found = {about.org_id}
    match about.target:
        case Target.SESSION:
            session = await find_session(connection, about.target_id)
            found.add(session.host_org_id if session else None)
        case Target.CASE | Target.DUTY:
            target = await find_target(connection, about.target_id)
            found |= {target.owner_org_id, target.host_org_id} if target else set()
        case Target.OPINION:
            submitter = await find_submitter(connection, about.target_id)
            found.add(submitter.received_by_org_id if submitter else None)
    return {org_id for org_id in found if org_id is not None}
