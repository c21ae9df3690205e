"""Preparing a session: invitations, agenda, facilities, security, secretary; the office prepares, the chair approves (domain rules, section 6)."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Refused
from contracts.workdays import local_date
from sessions.dialogue_session.commands import (
    AppointSecretary,
    ApproveAgenda,
    ApproveInvitationList,
    ArrangeFacilities,
    ArrangeSecurity,
    PrepareAgenda,
    PrepareInvitationList,
    PreparingCommand,
)
from sessions.dialogue_session.events import (
    AgendaApproved,
    AgendaPrepared,
    DialogueSessionEvent,
    FacilitiesArranged,
    InvitationListApproved,
    InvitationListPrepared,
    SecretaryAppointed,
    SecurityArranged,
)
from sessions.dialogue_session.facts import Invitee
from sessions.dialogue_session.session import Arrangement, DialogueSession, NoSession, Postponed, Scheduled
from sessions.org_unit.on_file import require_valid


def prepare(command: PreparingCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(session, NoSession):
        raise Refused("session_unknown")
    if not isinstance(session, Scheduled | Postponed):
        raise Refused("session_not_before_opening")
    plan = session.plan
    match command:
        case PrepareInvitationList() | ApproveInvitationList():
            return _invitations(command, plan)
        case PrepareAgenda() | ApproveAgenda():
            return _agenda(command, plan)
        case ArrangeFacilities():
            return [] if plan.facilities and not command.items else [FacilitiesArranged(plan.session_id, command.items)]
        case ArrangeSecurity():
            require_valid(command.orgs, command.confirmed_by_org_id, local_date(plan.starts_at))
            return [] if plan.secured else [SecurityArranged(plan.session_id, command.confirmed_by_org_id)]
        case AppointSecretary():
            same = plan.secretary_ref == command.secretary_ref
            return [] if same else [SecretaryAppointed(plan.session_id, command.secretary_ref)]
        case _:
            assert_never(command)


def _invitations(command: PrepareInvitationList | ApproveInvitationList, plan: Arrangement) -> Sequence[DialogueSessionEvent]:
    if isinstance(command, PrepareInvitationList):
        _check_list(command.invitees, plan)
        same = plan.prepared_list == command.invitees
        return [] if same else [InvitationListPrepared(plan.session_id, command.invitees)]
    invitees = command.invitees or _waiting_list(plan)
    _check_list(invitees, plan)
    return [InvitationListApproved(plan.session_id, invitees, command.approved_by_role)]


def _waiting_list(plan: Arrangement) -> tuple[Invitee, ...]:
    """The list that waits for the chair; nothing when the newest one is already approved."""
    approved = tuple(each.invitee_ref for each in plan.prepared_list) == plan.notices.invitees
    return () if approved else plan.prepared_list


def _check_list(invitees: tuple[Invitee, ...], plan: Arrangement) -> None:
    refs = [invitee.invitee_ref for invitee in invitees]
    if not refs:
        raise Refused("invitation_list_empty")
    if len(set(refs)) != len(refs):
        raise Refused("invitee_listed_twice")
    forgotten = (plan.notices.told | plan.notices.renotice) - set(refs)
    if forgotten:
        raise Refused("invitee_already_invited", invitee_ref=", ".join(sorted(forgotten)))


def _agenda(command: PrepareAgenda | ApproveAgenda, plan: Arrangement) -> Sequence[DialogueSessionEvent]:
    said = (command.doc, command.items, command.timetable)
    if isinstance(command, PrepareAgenda):
        prepared = AgendaPrepared(plan.session_id, *said)
        if said == (None, (), ()):
            raise Refused("agenda_empty")
        return [] if plan.prepared_agenda == prepared else [prepared]
    if said == (None, (), ()):
        if plan.prepared_agenda is None:
            raise Refused("agenda_empty")
        said = (plan.prepared_agenda.doc, plan.prepared_agenda.items, plan.prepared_agenda.timetable)
    return [AgendaApproved(plan.session_id, *said)]
