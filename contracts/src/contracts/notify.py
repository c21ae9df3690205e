"""Public events of notify: invitations, announcements, reminders and notices, each with its delivery evidence (domain rules, section 16)."""

from datetime import date
from typing import ClassVar

from contracts.envelope import Document, PublicEvent
from contracts.fields import Count, Id, Instant, Mark, Text
from contracts.vocabulary import Channel, DeadlineLevel, NoticePurpose, Rsvp, TargetKind


class _Invitation(PublicEvent):
    invitation_id: Id
    session_id: Id


class InvitationIssuedV1(_Invitation):
    event_type: ClassVar[str] = "vn.gov.doithoai.notify.notice.invitation-issued.v1"
    invitee_ref: Id
    gm_doc: Document
    channel: Channel


class InvitationSentV1(_Invitation):
    """An invitation is timely by the moment it was sent (A-13)."""

    event_type: ClassVar[str] = "vn.gov.doithoai.notify.notice.invitation-sent.v1"
    sent_at: Instant
    channel: Channel | None = None


class InvitationDeliveredV1(_Invitation):
    event_type: ClassVar[str] = "vn.gov.doithoai.notify.notice.invitation-delivered.v1"
    delivered_at: Instant


class InvitationFailedV1(_Invitation):
    event_type: ClassVar[str] = "vn.gov.doithoai.notify.notice.invitation-failed.v1"
    reason: Text
    retry_no: Count


class InvitationAcknowledgedV1(_Invitation):
    event_type: ClassVar[str] = "vn.gov.doithoai.notify.notice.invitation-acknowledged.v1"
    rsvp: Rsvp
    acknowledged_at: Instant | None = None


class InvitationLateV1(_Invitation):
    """`advisory`: the lead time does not bind this audience or form (A-02)."""

    event_type: ClassVar[str] = "vn.gov.doithoai.notify.notice.invitation-late.v1"
    limit_on: date
    sent_on: date
    advisory: bool = False


class PublicAnnouncementPublishedV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.notify.notice.public-announcement-published.v1"
    notice_id: Id
    session_id: Id
    channel: Channel
    language: Mark = "vi"
    published_at: Instant
    ref: Mark


class ReminderSentV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.notify.notice.reminder-sent.v1"
    notice_id: Id
    target_kind: TargetKind
    target_id: Id
    level: DeadlineLevel
    to_org_id: Id | None = None
    channel: Channel | None = None
    sent_at: Instant


class NoticeSentV1(PublicEvent):
    """A CHANGE_OF_SESSION with `invitee_ref` tells that invitee; without one it takes the public announcement back."""

    event_type: ClassVar[str] = "vn.gov.doithoai.notify.notice.notice-sent.v1"
    notice_id: Id
    case_id: Id | None = None
    session_id: Id | None = None
    opinion_id: Id | None = None
    purpose: NoticePurpose
    to_org_id: Id | None = None
    channel: Channel
    sent_at: Instant
    invitee_ref: Id | None = None


EVENTS: tuple[type[PublicEvent], ...] = (
    InvitationIssuedV1,
    InvitationSentV1,
    InvitationDeliveredV1,
    InvitationFailedV1,
    InvitationAcknowledgedV1,
    InvitationLateV1,
    PublicAnnouncementPublishedV1,
    ReminderSentV1,
    NoticeSentV1,
)
