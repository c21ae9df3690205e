"""Preparing a session: invitations, agenda, security, secretary, and what the notice service reports (domain rules, section 6)."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Refused
from contracts.workdays import local_date
from sessions.dialogue_session.commands import (
    AppointSecretary,
    ApproveAgenda,
    ApproveInvitationList,
    ArrangeSecurity,
    NoteAnnouncement,
    NoteInviteeTold,
    PreparingCommand,
)
from sessions.dialogue_session.events import (
    AgendaApproved,
    DialogueSessionEvent,
    InvitationListApproved,
    InviteeTold,
    SecretaryAppointed,
    SecurityArranged,
    SessionAnnounced,
)
from sessions.dialogue_session.session import Arrangement, DialogueSession, NoSession, Postponed, Scheduled
from sessions.org_unit.on_file import require_valid


def prepare(command: PreparingCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(command, NoteInviteeTold | NoteAnnouncement):
        return _note(command, session)
    if isinstance(session, NoSession):
        raise Refused("session_unknown")
    if not isinstance(session, Scheduled | Postponed):
        raise Refused("session_not_before_opening")
    plan = session.plan
    match command:
        case ApproveInvitationList():
            return _approve_invitations(command, plan)
        case ApproveAgenda():
            return [AgendaApproved(plan.session_id, command.doc, command.items)]
        case ArrangeSecurity():
            require_valid(command.orgs, command.confirmed_by_org_id, local_date(plan.starts_at))
            return [] if plan.secured else [SecurityArranged(plan.session_id, command.confirmed_by_org_id)]
        case AppointSecretary():
            same = plan.secretary_ref == command.secretary_ref
            return [] if same else [SecretaryAppointed(plan.session_id, command.secretary_ref)]
        case _:
            assert_never(command)


def _approve_invitations(command: ApproveInvitationList, plan: Arrangement) -> Sequence[DialogueSessionEvent]:
    refs = [invitee.invitee_ref for invitee in command.invitees]
    if not refs:
        raise Refused("invitation_list_empty")
    if len(set(refs)) != len(refs):
        raise Refused("invitee_listed_twice")
    forgotten = plan.told - set(refs)
    if forgotten:
        raise Refused("invitee_already_invited", invitee_ref=", ".join(sorted(forgotten)))
    return [InvitationListApproved(plan.session_id, command.invitees, command.approved_by_role)]


def _note(command: NoteInviteeTold | NoteAnnouncement, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if not isinstance(session, Scheduled | Postponed):
        return []
    plan = session.plan
    if isinstance(command, NoteAnnouncement):
        return [SessionAnnounced(plan.session_id, command.channel, command.published_on)]
    known = command.invitee_ref in plan.invitees and command.invitee_ref not in plan.told
    return [InviteeTold(plan.session_id, command.invitee_ref, command.sent_on)] if known else []
