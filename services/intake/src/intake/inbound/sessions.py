"""What sessions says: organisations, sessions with their cut-offs, and what became of each opinion at its session."""

from datetime import date, timedelta

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import tables_of
from chassis.projections.write import write
from contracts.envelope import Envelope
from contracts.sessions import (
    OpinionAnsweredAtSessionV1,
    OpinionAssignedAtSessionV1,
    OrgUnitChangedV1,
    OrgUnitClosedV1,
    OrgUnitRegisteredV1,
    RegistrationSlipRecordedV1,
    SessionCancelledV1,
    SessionConcludedV1,
    SessionPostponedV1,
    SessionRecordedV1,
    SessionScheduledV1,
    SpeakingTurnTakenV1,
)
from contracts.workdays import OutsideCalendar, local_date
from intake.facts import tell
from intake.opinion_list.commands import SetCutoff
from intake.opinion_list.decide import OPINION_LIST, stream_of
from intake.readmodel.heard_facts import SessionSlipRow, newest_calendar, opinion_on_slip
from intake.readmodel.organisations import OrganisationRow, TargetSessionRow, find_session, sort_key

_WRITTEN = tables_of(OrganisationRow, TargetSessionRow, SessionSlipRow)
ONE_DAY = timedelta(days=1)
BY = "service:sessions"


async def _keep(unit: Unit, *changes: Change) -> None:
    await write(unit.connection, _WRITTEN, changes)


async def on_organisation(unit: Unit, envelope: Envelope, event: OrgUnitRegisteredV1 | OrgUnitChangedV1) -> None:
    """The directory as it is from now on."""
    values = {
        "name": event.name,
        "sort_key": sort_key(event.name),
        "level": event.level.value,
        "org_class": event.org_class.value,
        "parent_id": event.parent_id,
        "agency_code": event.agency_code,
        "valid_from": event.valid_from,
        "valid_to": event.valid_to,
        "successor_ids": list(event.successor_ids),
        "symbol": event.symbol,
    }
    await _keep(unit, Put("organisation", {"unit_id": event.unit_id}, values))


async def on_organisation_closed(unit: Unit, envelope: Envelope, event: OrgUnitClosedV1) -> None:
    values = {"valid_to": event.valid_to, "successor_ids": list(event.successor_ids)}
    await _keep(unit, Patch("organisation", {"unit_id": event.unit_id}, values))


async def on_scheduled(unit: Unit, envelope: Envelope, event: SessionScheduledV1) -> None:
    """Opinions can be gathered; lists are due before the announced day, by default the day before the session (DL-01)."""
    cutoff_on = event.opinion_cutoff_on or local_date(event.starts_at) - ONE_DAY
    due_on = await _set_cutoff(unit, event.session_id, cutoff_on)
    values = {
        "starts_at": event.starts_at,
        "host_org_id": event.host_org_id,
        "level": event.level.value,
        "audience": [each.value for each in event.audience],
        "venue": event.venue,
        "state": "SCHEDULED",
        "cutoff_on": cutoff_on,
        "list_due_on": due_on,
    }
    await _keep(unit, Put("target_session", {"session_id": event.session_id}, values))


async def _set_cutoff(unit: Unit, session_id: str, cutoff_on: date) -> date | None:
    calendar = await newest_calendar(unit.connection)
    try:
        due_on = calendar.before(cutoff_on)
    except OutsideCalendar:
        due_on = None
    command = SetCutoff(unit.clock.now(), BY, session_id, cutoff_on, due_on, calendar.version if due_on else None)
    await unit.handle(OPINION_LIST, stream_of(session_id), command)
    return due_on


async def on_postponed(unit: Unit, envelope: Envelope, event: SessionPostponedV1) -> None:
    """Opinions stay on its list; with a new date the cut-off moves by as many days."""
    session = await find_session(unit.connection, event.session_id)
    if session is None or event.new_starts_at is None:
        await _keep(unit, Patch("target_session", {"session_id": event.session_id}, {"state": "POSTPONED"}))
        return
    cutoff_on = session.cutoff_on + (local_date(event.new_starts_at) - local_date(session.starts_at))
    due_on = await _set_cutoff(unit, event.session_id, cutoff_on)
    values = {"state": "SCHEDULED", "starts_at": event.new_starts_at, "cutoff_on": cutoff_on, "list_due_on": due_on}
    await _keep(unit, Patch("target_session", {"session_id": event.session_id}, values))


async def on_cancelled(unit: Unit, envelope: Envelope, event: SessionCancelledV1) -> None:
    """Opinions on its list wait for another session."""
    await _keep(unit, Patch("target_session", {"session_id": event.session_id}, {"state": "CANCELLED"}))


async def on_slip(unit: Unit, envelope: Envelope, event: RegistrationSlipRecordedV1) -> None:
    await _keep(unit, Put("session_slip", {"session_id": event.session_id, "slip_no": event.slip_no}, {"opinion_id": event.opinion_id}))
    await tell(unit, envelope, event, [event.opinion_id])


async def on_turn(unit: Unit, envelope: Envelope, event: SpeakingTurnTakenV1) -> None:
    opinion_id = await opinion_on_slip(unit.connection, event.session_id, event.slip_no)
    if opinion_id:
        await tell(unit, envelope, event, [opinion_id])


async def on_outcome(unit: Unit, envelope: Envelope, event: OpinionAnsweredAtSessionV1 | OpinionAssignedAtSessionV1) -> None:
    await tell(unit, envelope, event, [event.opinion_id])


async def on_concluded(unit: Unit, envelope: Envelope, event: SessionConcludedV1 | SessionRecordedV1) -> None:
    """The last word on every opinion of the session."""
    await _keep(unit, Patch("target_session", {"session_id": event.session_id}, {"state": "CONCLUDED"}))
    await tell(unit, envelope, event, [each.opinion_id for each in event.opinions])


SESSIONS = Source(
    "sessions",
    {
        OrgUnitRegisteredV1: on_organisation,
        OrgUnitChangedV1: on_organisation,
        OrgUnitClosedV1: on_organisation_closed,
        SessionScheduledV1: on_scheduled,
        SessionPostponedV1: on_postponed,
        SessionCancelledV1: on_cancelled,
        RegistrationSlipRecordedV1: on_slip,
        SpeakingTurnTakenV1: on_turn,
        OpinionAnsweredAtSessionV1: on_outcome,
        OpinionAssignedAtSessionV1: on_outcome,
        SessionConcludedV1: on_concluded,
        SessionRecordedV1: on_concluded,
    },
)
