"""What notify says, as facts about invitations and notices. Pure."""

from collections.abc import Iterator

from chassis.projections.change import Change, Patch, Put
from contracts import notify as said
from contracts.envelope import Envelope
from contracts.vocabulary import TargetKind
from contracts.workdays import local_date
from reporting.inbound.heard import Readings
from reporting.readmodel.evidence import CASE, INVITATION, SESSION, About
from reporting.readmodel.notice_facts import ANNOUNCEMENT, REMINDER

Read = Iterator[Change | About]


def _invitation(invitation_id: str, **values: object) -> Read:
    yield Patch("invitation_fact", {"invitation_id": invitation_id}, values)
    yield About(INVITATION, invitation_id)


def issued(_: Envelope, event: said.InvitationIssuedV1) -> Read:
    values = {"session_id": event.session_id, "channel": event.channel, "failures": 0, "late_is_advisory": False}
    yield Put("invitation_fact", {"invitation_id": event.invitation_id}, values)
    yield About(INVITATION, event.invitation_id)


def sent(_: Envelope, event: said.InvitationSentV1) -> Read:
    channel = {"channel": event.channel} if event.channel else {}
    yield from _invitation(event.invitation_id, sent_on=local_date(event.sent_at), **channel)


def delivered(_: Envelope, event: said.InvitationDeliveredV1) -> Read:
    yield from _invitation(event.invitation_id, delivered_on=local_date(event.delivered_at))


def failed(_: Envelope, event: said.InvitationFailedV1) -> Read:
    yield from _invitation(event.invitation_id, failures=event.retry_no + 1)


def acknowledged(_: Envelope, event: said.InvitationAcknowledgedV1) -> Read:
    yield from _invitation(event.invitation_id, rsvp=event.rsvp)


def late(_: Envelope, event: said.InvitationLateV1) -> Read:
    yield from _invitation(event.invitation_id, late_limit_on=event.limit_on, late_is_advisory=event.advisory)


def announced(_: Envelope, event: said.PublicAnnouncementPublishedV1) -> Read:
    values = {
        "kind": ANNOUNCEMENT,
        "session_id": event.session_id,
        "channel": event.channel,
        "language": event.language,
        "sent_at": event.published_at,
    }
    yield Put("notice_fact", {"notice_id": event.notice_id}, values)
    yield About(SESSION, event.session_id)


def reminded(_: Envelope, event: said.ReminderSentV1) -> Read:
    case_id = event.target_id if event.target_kind is TargetKind.CASE else None
    values = {"kind": REMINDER, "case_id": case_id, "channel": event.channel, "sent_at": event.sent_at}
    yield Put("notice_fact", {"notice_id": event.notice_id}, values)
    if case_id:
        yield About(CASE, case_id)


def notified(_: Envelope, event: said.NoticeSentV1) -> Read:
    values = {
        "kind": event.purpose,
        "session_id": event.session_id,
        "case_id": event.case_id,
        "channel": event.channel,
        "sent_at": event.sent_at,
    }
    yield Put("notice_fact", {"notice_id": event.notice_id}, values)
    if event.case_id:
        yield About(CASE, event.case_id)


READINGS: Readings = {
    said.InvitationIssuedV1: issued,
    said.InvitationSentV1: sent,
    said.InvitationDeliveredV1: delivered,
    said.InvitationFailedV1: failed,
    said.InvitationAcknowledgedV1: acknowledged,
    said.InvitationLateV1: late,
    said.PublicAnnouncementPublishedV1: announced,
    said.ReminderSentV1: reminded,
    said.NoticeSentV1: notified,
}
