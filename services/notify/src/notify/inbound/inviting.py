"""Invitations of one session: ask for those of the round, call off those that no longer hold, and tell who had already been told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chassis.handle import Unit
from chassis.observability.log import get_log
from contracts.envelope import Sealed
from contracts.vocabulary import Form
from notify.inbound.asking import Practice, ask
from notify.log_events import LogEvent
from notify.notice.commands import Withdraw
from notify.notice.decide import decider
from notify.notice.events import About, Lead
from notify.notice.identity import about, stream_of
from notify.notice.letters import ClusterMeeting, SessionLetter
from notify.notice.notice import REACHED, Attempting, Unknown
from notify.notice.recipients import Office, Person, Recipient, SealedField
from notify.notice.timing import lead_of
from notify.notice.vocabulary import Purpose, Target
from notify.readmodel.calendars import newest_calendar
from notify.readmodel.organisations import acting_organisation
from notify.readmodel.rule_packs import invitation_rule
from notify.readmodel.sessions import Session

log = get_log(__name__)


def invitation_about(session: Session, invitee: dict[str, Any], purpose: Purpose = Purpose.INVITATION) -> About:
    return about(purpose, Target.SESSION, session.session_id, invitee["invitee_ref"], str(session.round), org_id=invitee.get("org_id"))


async def lead_time(unit: Unit, session: Session, practice: Practice) -> Lead | None:
    """By the newest calendar and the rule pack of the date; None where there is no rule or no calendar."""
    rule = await invitation_rule(unit.connection, practice.province_code, session.host_org_id, session.starts_on)
    if rule is None:
        return None
    calendar = await newest_calendar(unit.connection)
    lead = lead_of(calendar, rule, session.starts_on, session.audiences, Form(session.form))
    if lead is None:
        log.warning(LogEvent.CALENDAR_DOES_NOT_REACH, session_id=session.session_id, calendar_version=calendar.version)
    return lead


async def session_letter(unit: Unit, session: Session, **changes: Any) -> SessionLetter:
    """The facts of the session as they stand, told in the name of its host."""
    host = await acting_organisation(unit.connection, session.host_org_id, session.starts_on)
    facts: dict[str, Any] = {
        "session_id": session.session_id,
        "host_name": host.name,
        "host_symbol": host.symbol,
        "chair": session.chair_role,
        "audience": tuple(session.audience),
        "plan_year": session.plan_year,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "venue": session.venue,
        "online_url": session.online_url,
        "topic": session.topic_code,
        "opinions_before": session.opinion_cutoff_on,
        "replaces": session.replaces,
        "co_host_names": tuple(
            [(await acting_organisation(unit.connection, each, session.starts_on)).name for each in session.co_host_org_ids]
        ),
        "clusters": tuple(
            ClusterMeeting(each["cluster"], datetime.fromisoformat(each["starts_at"]), each["venue"]) for each in session.clusters
        ),
    }
    return SessionLetter(**{**facts, **changes})


async def invite(unit: Unit, session: Session, practice: Practice) -> None:
    """One invitation per invitee of the newest approved list; those already asked for in this round stay as they are."""
    letter, lead = await session_letter(unit, session), await lead_time(unit, session, practice)
    for invitee in session.invitees or ():
        recipient = await _recipient(unit, session, invitee)
        await ask(unit, invitation_about(session, invitee), recipient, letter, expires_at=session.starts_at, lead=lead)


async def _recipient(unit: Unit, session: Session, invitee: dict[str, Any]) -> Recipient:
    """A sealed contact is a person's; an organisation without one is written to at its mailbox."""
    ref, role, org_id = invitee["invitee_ref"], invitee["role"], invitee.get("org_id")
    if contact := invitee.get("contact"):
        return Person(ref, (SealedField("contact", Sealed.model_validate(contact)),), role)
    if org_id:
        organisation = await acting_organisation(unit.connection, org_id, session.starts_on)
        return Office(organisation.org_id, organisation.name, ref, attention=role)
    return Person(ref, (), role)


async def withdraw_invitations(unit: Unit, session: Session, invitees: Sequence[dict[str, Any]], reason: str) -> list[dict[str, Any]]:
    """Stop what has not gone out; returns the invitees who were, or may have been, told already."""
    told: list[dict[str, Any]] = []
    for invitee in invitees:
        stream = stream_of(invitation_about(session, invitee).notice_id)
        notice = await unit.state(decider, stream)
        if isinstance(notice, (*REACHED, Attempting)):
            told.append(invitee)
        if not isinstance(notice, Unknown):
            await unit.handle(decider, stream, Withdraw(reason, unit.clock.now()))
    return told


async def tell_change(unit: Unit, session: Session, told: Sequence[dict[str, Any]], purpose: Purpose, letter: SessionLetter) -> None:
    """A notice of its own to everybody whose invitation no longer holds."""
    for invitee in told:
        recipient = await _recipient(unit, session, invitee)
        await ask(unit, invitation_about(session, invitee, purpose), recipient, letter)
