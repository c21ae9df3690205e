"""What the notice service reports of a session's date: who was told, who late, and who must be told again (domain rules, sections 6 and 17)."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Refused
from sessions.dialogue_session.commands import (
    JustifyShortcoming,
    NoteAnnouncement,
    NoteChangeAnnounced,
    NoteInvitationLate,
    NoteInviteeTold,
    NoteInviteeToldOfChange,
    NotingCommand,
)
from sessions.dialogue_session.events import (
    ChangeAnnounced,
    DialogueSessionEvent,
    InvitationLateNoted,
    InviteeTold,
    InviteeToldOfChange,
    SessionAnnounced,
    ShortcomingJustified,
)
from sessions.dialogue_session.session import (
    Closed,
    DialogueSession,
    NoSession,
    Notices,
    Postponed,
    Scheduled,
    notices_of,
    session_id_of,
)


def note(command: NotingCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    """Facts are never refused; what no longer matters changes nothing."""
    notices = notices_of(session)
    if notices is None or isinstance(session, NoSession | Closed):
        return []
    session_id, before = session_id_of(session), isinstance(session, Scheduled | Postponed)  # type: ignore[arg-type]
    match command:
        case NoteInviteeTold():
            wanted = _awaits(command.invitee_ref, notices, before=before)
            return [InviteeTold(session_id, command.invitee_ref, command.sent_on)] if wanted else []
        case NoteInviteeToldOfChange():
            wanted = command.invitee_ref in notices.renotice
            return [InviteeToldOfChange(session_id, command.invitee_ref, command.sent_on)] if wanted else []
        case NoteAnnouncement():
            wanted = before or notices.reannounce
            return [SessionAnnounced(session_id, command.channel, command.published_on)] if wanted else []
        case NoteChangeAnnounced():
            return [ChangeAnnounced(session_id, command.channel, command.published_on)] if notices.reannounce else []
        case NoteInvitationLate():
            return _late(command, session_id, notices)
        case _:
            assert_never(command)


def _awaits(invitee_ref: str, notices: Notices, *, before: bool) -> bool:
    if invitee_ref in notices.renotice:
        return True
    return before and invitee_ref in notices.invitees and invitee_ref not in notices.told


def _late(command: NoteInvitationLate, session_id: str, notices: Notices) -> Sequence[DialogueSessionEvent]:
    if command.invitee_ref in notices.late or command.invitee_ref not in notices.invitees:
        return []
    return [InvitationLateNoted(session_id, command.invitee_ref, command.limit_on, command.sent_on, command.advisory)]


def justify(command: JustifyShortcoming, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    """The chair answers, with a reason, for what came late or can no longer be made good."""
    notices = notices_of(session)
    if isinstance(session, NoSession):
        raise Refused("session_unknown")
    if isinstance(session, Closed):
        raise Refused("session_closed")
    if notices is None or command.shortcoming not in notices.shortcomings:
        if notices is not None and command.shortcoming in notices.justified:
            return []
        raise Refused("nothing_to_justify")
    if not command.reason.strip():
        raise Refused("reason_missing")
    session_id = session_id_of(session)  # type: ignore[arg-type]
    return [ShortcomingJustified(session_id, command.shortcoming, command.reason.strip(), command.justified_by_role)]
