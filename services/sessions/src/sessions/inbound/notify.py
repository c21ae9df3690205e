"""What notify says about invitations and announcements: who must be told again when a session moves."""

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from contracts.envelope import Envelope
from contracts.notify import InvitationIssuedV1, InvitationSentV1, PublicAnnouncementPublishedV1
from contracts.workdays import local_date
from sessions.dialogue_session.commands import NoteAnnouncement, NoteInviteeTold
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


SOURCE = Source("notify", {InvitationIssuedV1: issued, InvitationSentV1: sent, PublicAnnouncementPublishedV1: announced})
