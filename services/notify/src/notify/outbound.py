"""What the other services are told of a notice; a function of the stored event alone. None says why it stays here."""

from typing import assert_never

from chassis.eventstore.recorded import Recorded
from contracts.envelope import Document, PublicEvent
from contracts.notify import (
    InvitationAcknowledgedV1,
    InvitationDeliveredV1,
    InvitationFailedV1,
    InvitationIssuedV1,
    InvitationLateV1,
    InvitationSentV1,
    NoticeSentV1,
    PublicAnnouncementPublishedV1,
    ReminderSentV1,
)
from contracts.vocabulary import Channel, DeadlineLevel, NoticePurpose, TargetKind
from notify.notice import events as e
from notify.notice.vocabulary import Purpose, Target

PUBLIC_PURPOSES = {
    Purpose.POSTPONEMENT: NoticePurpose.CHANGE_OF_SESSION,
    Purpose.CANCELLATION: NoticePurpose.CHANGE_OF_SESSION,
    Purpose.ANNOUNCEMENT_POSTPONED: NoticePurpose.CHANGE_OF_SESSION,
    Purpose.ANNOUNCEMENT_CANCELLED: NoticePurpose.CHANGE_OF_SESSION,
    Purpose.ESCALATION: NoticePurpose.ESCALATION,
    Purpose.ACKNOWLEDGEMENT: NoticePurpose.ACKNOWLEDGEMENT,
    Purpose.REPLY: NoticePurpose.REPLY,
    Purpose.DELAY: NoticePurpose.DELAY,
    Purpose.REFERRAL: NoticePurpose.REFERRAL,
    Purpose.INTERIM: NoticePurpose.INTERIM,
    Purpose.RESULT: NoticePurpose.RESULT,
    Purpose.URGING: NoticePurpose.URGING,
}
"""Purpose.OVERDUE and ASSIGNMENT are missing: followup has already told everybody of the missed deadline and the new holder."""


def outbound(recorded: Recorded) -> PublicEvent | None:
    event = recorded.event
    if not isinstance(event, e.NoticeEvent):
        return None
    match event:
        case e.NoticeSent():
            return _sent(event)
        case e.NoticeRequested() | e.DeliveryDue() | e.NoticeWithdrawn() | e.ResendRequested():
            return None  # what is planned in this office is no news yet
        case e.TargetMissed() | e.DeliveryStalled():
            return None  # alerts for this office and its operators
        case e.DeliveryAttempted() | e.DeliveryFailed() | e.NoticeUndeliverable() | e.NoticeDelivered() | e.NoticeAcknowledged():
            return _invitation(event) if event.about.purpose is Purpose.INVITATION else None
        case e.InvitationLate():
            return InvitationLateV1(**_ids(event.about), limit_on=event.limit_on, sent_on=event.sent_on, advisory=event.advisory)
        case _:
            assert_never(event)


def _ids(about: e.About) -> dict[str, str]:
    return {"invitation_id": about.notice_id, "session_id": about.target_id}


def _invitation(
    event: e.DeliveryAttempted | e.DeliveryFailed | e.NoticeUndeliverable | e.NoticeDelivered | e.NoticeAcknowledged,
) -> PublicEvent | None:
    """Delivery evidence is told of invitations only; the first attempt is the moment an invitation is issued."""
    ids = _ids(event.about)
    match event:
        case e.DeliveryAttempted():
            gm = Document(symbol=event.doc_symbol or "GM")
            issued = InvitationIssuedV1(**ids, invitee_ref=event.about.person, gm_doc=gm, channel=event.channel)
            return issued if event.attempt_no == 1 else None
        case e.DeliveryFailed() | e.NoticeUndeliverable():
            return InvitationFailedV1(**ids, reason=event.reason, retry_no=event.retry_no)
        case e.NoticeDelivered():
            return InvitationDeliveredV1(**ids, delivered_at=event.delivered_at)
        case e.NoticeAcknowledged():
            return InvitationAcknowledgedV1(**ids, rsvp=event.rsvp, acknowledged_at=event.acknowledged_at) if event.rsvp else None
        case _:
            assert_never(event)


def _sent(event: e.NoticeSent) -> PublicEvent | None:
    about = event.about
    match about.purpose:
        case Purpose.INVITATION:
            return InvitationSentV1(invitation_id=about.notice_id, session_id=about.target_id, sent_at=event.sent_at, channel=event.channel)
        case Purpose.ANNOUNCEMENT:
            return PublicAnnouncementPublishedV1(
                notice_id=about.notice_id,
                session_id=about.target_id,
                channel=event.channel,
                language=about.language,
                published_at=event.sent_at,
                ref=public_address(event),
            )
        case Purpose.REMINDER:
            return ReminderSentV1(
                notice_id=about.notice_id,
                target_kind=TargetKind(about.target),
                target_id=about.target_id,
                level=DeadlineLevel(about.level or ""),
                to_org_id=about.org_id,
                channel=event.channel,
                sent_at=event.sent_at,
            )
        case _:
            return _other(event)


def _other(event: e.NoticeSent) -> NoticeSentV1 | None:
    about, purpose = event.about, PUBLIC_PURPOSES.get(event.about.purpose)
    if purpose is None:
        return None
    return NoticeSentV1(
        notice_id=about.notice_id,
        case_id=about.target_id if about.target is Target.CASE else None,
        session_id=about.target_id if about.target is Target.SESSION else None,
        opinion_id=about.opinion_id,
        purpose=purpose,
        to_org_id=about.org_id,
        channel=event.channel,
        sent_at=event.sent_at,
        invitee_ref=about.person if about.purpose in (Purpose.POSTPONEMENT, Purpose.CANCELLATION) else None,
    )


def public_address(event: e.NoticeSent) -> str:
    """Where the announcement can be read: a page of the portal, else the file handed over."""
    return f"/notify/announcements/{event.about.notice_id}" if event.channel is Channel.PORTAL else event.evidence
