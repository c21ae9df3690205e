"""What sessions tells: the directory of organisations, and sessions scheduled, moved, called off, with their lists of invitees."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from chassis.handle import Unit
from chassis.messaging.errors import NotYet
from chassis.messaging.inbox import Source
from contracts.envelope import Envelope, PublicEvent
from contracts.sessions import (
    InvitationListApprovedV1,
    OrgUnitChangedV1,
    OrgUnitClosedV1,
    OrgUnitRegisteredV1,
    SessionCancelledV1,
    SessionConcludedV1,
    SessionDateCorrectedV1,
    SessionPostponedV1,
    SessionScheduledV1,
)
from contracts.vocabulary import OrgClass
from notify.inbound.announcing import announce, take_back
from notify.inbound.asking import Practice
from notify.inbound.inviting import invite, lead_time, session_letter, tell_change, withdraw_invitations
from notify.notice.vocabulary import Purpose
from notify.readmodel.deadlines import was_held_on
from notify.readmodel.heard import amend, remember
from notify.readmodel.organisations import Organisation
from notify.readmodel.sessions import CANCELLED, HELD, POSTPONED, SCHEDULED, Session, find_session


def source(practice: Practice) -> Source:
    handlers: dict[type[PublicEvent], Any] = {
        OrgUnitRegisteredV1: on_organisation,
        OrgUnitChangedV1: on_organisation,
        OrgUnitClosedV1: on_closed,
        SessionScheduledV1: partial(on_scheduled, practice=practice),
        SessionPostponedV1: partial(on_postponed, practice=practice),
        SessionCancelledV1: partial(on_cancelled, practice=practice),
        InvitationListApprovedV1: partial(on_list, practice=practice),
        SessionConcludedV1: on_concluded,
        SessionDateCorrectedV1: on_date_corrected,
    }
    return Source("sessions", handlers)


async def on_organisation(unit: Unit, _envelope: Envelope, event: OrgUnitRegisteredV1 | OrgUnitChangedV1) -> None:
    values = {
        "name": event.name,
        "mailbox": event.contact_email,
        "symbol": event.symbol,
        "is_party": event.org_class is OrgClass.PARTY,
        "parent_id": event.parent_id,
        "valid_to": event.valid_to,
        "successors": list(event.successor_ids),
    }
    await remember(unit.connection, Organisation, {"org_id": event.unit_id}, values)


async def on_closed(unit: Unit, _envelope: Envelope, event: OrgUnitClosedV1) -> None:
    values = {"valid_to": event.valid_to, "successors": list(event.successor_ids)}
    await amend(unit.connection, Organisation, {"org_id": event.unit_id}, values)


async def on_scheduled(unit: Unit, _envelope: Envelope, event: SessionScheduledV1, *, practice: Practice) -> None:
    """A session scheduled anew at another time or place is a new round: new invitations that replace the old ones."""
    old = await find_session(unit.connection, event.session_id)
    if old is None:
        await _set(unit, _scheduled(event, None, 1), practice)
    elif old.status in {POSTPONED, CANCELLED}:
        await _set(unit, _scheduled(event, old, old.round + 1), practice)
    elif _moved(old, event):
        await _move(unit, old, _scheduled(event, old, old.round + 1), reason=None, practice=practice)
    else:
        await _keep(unit, _scheduled(event, old, old.round), practice)


def _scheduled(event: SessionScheduledV1, old: Session | None, number: int) -> Session:
    """`number` is the round; the same round told again replaces nothing anew."""
    same = old is not None and number == old.round
    return Session(
        session_id=event.session_id,
        status=old.status if old and same else SCHEDULED,
        round=number,
        plan_year=event.plan_year,
        audience=[each.value for each in event.audience],
        form=event.form.value,
        host_org_id=event.host_org_id,
        chair_role=event.chair_role,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        venue=event.venue,
        online_url=event.online_url,
        topic_code=event.topic_code.value if event.topic_code else None,
        opinion_cutoff_on=event.opinion_cutoff_on,
        replaces=None if old is None else old.replaces if same else old.starts_at,
        invitees=old.invitees if old else None,
        co_host_org_ids=list(event.co_host_org_ids),
        clusters=[_cluster(part.cluster, part.starts_at, part.venue) for part in event.parts],
    )


def _cluster(cluster: str, starts_at: datetime, venue: str) -> dict[str, str]:
    return {"cluster": cluster, "starts_at": starts_at.isoformat(), "venue": venue}


def _moved(old: Session, event: SessionScheduledV1) -> bool:
    return (old.starts_at, old.venue, old.online_url) != (event.starts_at, event.venue, event.online_url)


async def _set(unit: Unit, session: Session, practice: Practice) -> None:
    """A round begins: keep the facts, tell the public, invite whoever is on the list."""
    await _keep(unit, session, practice)
    await announce(unit, session, await session_letter(unit, session), practice)
    await invite(unit, session, practice)


async def _keep(unit: Unit, session: Session, practice: Practice) -> None:
    lead = await lead_time(unit, session, practice)
    if lead:
        session.limit_on, session.target_on = lead.limit_on, lead.target_on
        session.binding, session.calendar_version = lead.binding, lead.calendar_version
    values = session.model_dump(exclude={"session_id"})
    await remember(unit.connection, Session, {"session_id": session.session_id}, values)


async def _move(unit: Unit, old: Session, new: Session, *, reason: str | None, practice: Practice) -> None:
    await _call_off(unit, old, reason, new.starts_at, practice)
    await _set(unit, new, practice)


async def _call_off(unit: Unit, old: Session, reason: str | None, next_starts_at: datetime | None, practice: Practice) -> None:
    letter = replace(await session_letter(unit, old), reason=reason, next_starts_at=next_starts_at)
    told = await withdraw_invitations(unit, old, old.invitees or (), "session_postponed")
    await tell_change(unit, old, told, Purpose.POSTPONEMENT, letter)
    await take_back(unit, old, letter, Purpose.ANNOUNCEMENT_POSTPONED, "session_postponed", practice=practice)


async def on_postponed(unit: Unit, _envelope: Envelope, event: SessionPostponedV1, *, practice: Practice) -> None:
    """Limits are counted anew from the new date; sent invitations are followed by a notice and, with a date, by new ones."""
    old = await _known(unit, event.session_id)
    if event.new_starts_at is None:
        await _call_off(unit, old, event.reason, None, practice)
        await amend(unit.connection, Session, {"session_id": old.session_id}, {"status": POSTPONED, "reason": event.reason})
        return
    length = old.ends_at - old.starts_at
    dates = {"starts_at": event.new_starts_at, "ends_at": event.new_ends_at or event.new_starts_at + length}
    again = {"round": old.round + 1, "replaces": old.starts_at, "opinion_cutoff_on": event.new_opinion_cutoff_on}
    later = event.new_starts_at - old.starts_at
    clusters = [_cluster(each["cluster"], datetime.fromisoformat(each["starts_at"]) + later, each["venue"]) for each in old.clusters]
    new = Session(**{**old.model_dump(), **dates, **again, "clusters": clusters})
    await _move(unit, old, new, reason=event.reason, practice=practice)


async def on_cancelled(unit: Unit, _envelope: Envelope, event: SessionCancelledV1, *, practice: Practice) -> None:
    session = await _known(unit, event.session_id)
    letter = replace(await session_letter(unit, session), reason=event.reason)
    told = await withdraw_invitations(unit, session, session.invitees or (), "session_cancelled")
    await tell_change(unit, session, told, Purpose.CANCELLATION, letter)
    await take_back(unit, session, letter, Purpose.ANNOUNCEMENT_CANCELLED, "session_cancelled", practice=practice)
    await amend(unit.connection, Session, {"session_id": session.session_id}, {"status": CANCELLED, "reason": event.reason})


async def on_list(unit: Unit, _envelope: Envelope, event: InvitationListApprovedV1, *, practice: Practice) -> None:
    """A list approved again adds and removes; who stays on it is not invited twice."""
    session = await _known(unit, event.session_id)
    invitees = [invitee.model_dump(mode="json") for invitee in event.invitees]
    kept = {invitee["invitee_ref"] for invitee in invitees}
    removed = [invitee for invitee in session.invitees or () if invitee["invitee_ref"] not in kept]
    await withdraw_invitations(unit, session, removed, "invitee_removed")
    await amend(unit.connection, Session, {"session_id": session.session_id}, {"invitees": invitees})
    session.invitees = invitees
    if session.status == SCHEDULED:
        await invite(unit, session, practice)


async def on_concluded(unit: Unit, _envelope: Envelope, event: SessionConcludedV1) -> None:
    await amend(unit.connection, Session, {"session_id": event.session_id}, {"status": HELD})


async def _known(unit: Unit, session_id: str) -> Session:
    session = await find_session(unit.connection, session_id)
    if session is None:
        raise NotYet(f"session {session_id}")
    return session


async def on_date_corrected(unit: Unit, _envelope: Envelope, event: SessionDateCorrectedV1) -> None:
    """Letters about what came of the session name its true day from now on."""
    await was_held_on(unit.connection, event.session_id, event.held_on, instead_of=event.previous_held_on)
