"""What notify says about invitations and announcements: who must be told again when a session moves."""

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from contracts.envelope import Envelope
from contracts.notify import InvitationIssuedV1, InvitationLateV1, InvitationSentV1, NoticeSentV1, PublicAnnouncementPublishedV1
from contracts.vocabulary import NoticePurpose
from contracts.workdays import local_date
from sessions.dialogue_session.commands import (
    NoteAnnouncement,
    NoteChangeAnnounced,
    NoteInvitationLate,
    NoteInviteeTold,
    NoteInviteeToldOfChange,
)
from sessions.dialogue_session.decide import decider, stream_of
from sessions.heard import HeardInvitation, invitee_of, remember


async def issued(unit: Unit, envelope: Envelope, event: InvitationIssuedV1) -> None:
    row = HeardInvitation(invitation_id=event.invitation_id, session_id=event.session_id, invitee_ref=event.invitee_ref)
    await remember(unit.connection, row)


async def sent(unit: Unit, envelope: Envelope, event: InvitationSentV1) -> None:
    if invitee_ref := await invitee_of(unit.connection, event.invitation_id):
        told = NoteInviteeTold(invitee_ref, local_date(event.sent_at))
        await unit.handle(decider, stream_of(event.session_id), told)


async def announced(unit: Unit, envelope: Envelope, event: PublicAnnouncementPublishedV1) -> None:
    noted = NoteAnnouncement(event.channel, local_date(event.published_at))
    await unit.handle(decider, stream_of(event.session_id), noted)


async def late(unit: Unit, envelope: Envelope, event: InvitationLateV1) -> None:
    if invitee_ref := await invitee_of(unit.connection, event.invitation_id):
        noted = NoteInvitationLate(invitee_ref, event.limit_on, event.sent_on, event.advisory)
        await unit.handle(decider, stream_of(event.session_id), noted)


async def change_told(unit: Unit, envelope: Envelope, event: NoticeSentV1) -> None:
    """Somebody, or with nobody named the public, was told that the old date no longer holds."""
    if event.purpose is not NoticePurpose.CHANGE_OF_SESSION or event.session_id is None:
        return
    day = local_date(event.sent_at)
    told = NoteInviteeToldOfChange(event.invitee_ref, day) if event.invitee_ref else NoteChangeAnnounced(event.channel, day)
    await unit.handle(decider, stream_of(event.session_id), told)


SOURCE = Source(
    "notify",
    {
        InvitationIssuedV1: issued,
        InvitationSentV1: sent,
        InvitationLateV1: late,
        NoticeSentV1: change_told,
        PublicAnnouncementPublishedV1: announced,
    },
)
