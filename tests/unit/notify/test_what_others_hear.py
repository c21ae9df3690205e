"""Which stored events become public ones, and what these say."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from notify_examples import INVITED, MONDAY, REQUESTED, attempted, due, failed, sent

from chassis.eventstore.recorded import Meta, Recorded
from contracts import notify as public
from contracts.envelope import Document, PublicEvent
from contracts.vocabulary import Channel, DeadlineLevel, NoticePurpose, Rsvp, TargetKind
from notify.notice import events as e
from notify.notice.identity import about
from notify.notice.vocabulary import Purpose, Target
from notify.outbound import PUBLIC_PURPOSES, outbound

ID, SESSION = INVITED.notice_id, "session-1"


def told(event: object) -> PublicEvent | None:
    return outbound(Recorded(1, UUID(int=1), f"notice-{ID}", 1, "x", event, Meta("system", "c").json(), MONDAY))


def test_the_first_attempt_issues_an_invitation_and_no_other_does() -> None:
    issued = public.InvitationIssuedV1(
        invitation_id=ID, session_id=SESSION, invitee_ref="invitee-1", gm_doc=Document(symbol="GM-UBND"), channel=Channel.EMAIL
    )
    assert told(attempted()) == issued
    assert told(attempted(2)) is None


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (sent(), public.InvitationSentV1(invitation_id=ID, session_id=SESSION, sent_at=MONDAY, channel=Channel.EMAIL)),
        (failed(), public.InvitationFailedV1(invitation_id=ID, session_id=SESSION, reason="server_busy", retry_no=1)),
        (
            e.NoticeUndeliverable(INVITED, None, "subject_erased", 0, MONDAY),
            public.InvitationFailedV1(invitation_id=ID, session_id=SESSION, reason="subject_erased", retry_no=0),
        ),
        (
            e.NoticeDelivered(INVITED, Channel.EMAIL, MONDAY, "x"),
            public.InvitationDeliveredV1(invitation_id=ID, session_id=SESSION, delivered_at=MONDAY),
        ),
        (
            e.NoticeAcknowledged(INVITED, Rsvp.NO, MONDAY),
            public.InvitationAcknowledgedV1(invitation_id=ID, session_id=SESSION, rsvp=Rsvp.NO, acknowledged_at=MONDAY),
        ),
        (
            e.InvitationLate(INVITED, date(2026, 2, 10), date(2026, 2, 11), True, "2026-1"),
            public.InvitationLateV1(
                invitation_id=ID, session_id=SESSION, limit_on=date(2026, 2, 10), sent_on=date(2026, 2, 11), advisory=True
            ),
        ),
    ],
)
def test_delivery_evidence_of_invitations_is_public(event: e.NoticeEvent, expected: PublicEvent) -> None:
    assert told(event) == expected


@pytest.mark.parametrize(
    "event",
    [
        REQUESTED,
        due(),
        e.NoticeWithdrawn(INVITED, "x", MONDAY),
        e.ResendRequested(INVITED, 1, "a", MONDAY),
        e.TargetMissed(INVITED, date(2026, 2, 9), date(2026, 2, 10), "2026-1"),
        e.DeliveryStalled(INVITED, 1, MONDAY, 0, None, MONDAY, MONDAY),
        object(),
    ],
)
def test_matters_of_this_office_stay_here(event: object) -> None:
    assert told(event) is None


def test_an_announcement_on_the_portal_tells_its_address() -> None:
    what = about(Purpose.ANNOUNCEMENT, Target.SESSION, SESSION, "everyone:portal:vi", "1")
    portal = e.NoticeSent(what, 1, Channel.PORTAL, MONDAY, "portal/x.html#sha256=1")
    heard = told(portal)
    assert isinstance(heard, public.PublicAnnouncementPublishedV1)
    assert (heard.ref, heard.language, heard.session_id) == (f"/notify/announcements/{what.notice_id}", "vi", SESSION)
    printed = told(replace(portal, channel=Channel.PRINTED))
    assert isinstance(printed, public.PublicAnnouncementPublishedV1)
    assert printed.ref == "portal/x.html#sha256=1"


def test_a_reminder_tells_whom_and_of_what() -> None:
    what = about(Purpose.REMINDER, Target.DUTY, "duty-1", "org:sl-vpub", "D2:2026-03-02", level="D2", org_id="sl-vpub")
    heard = told(e.NoticeSent(what, 1, Channel.EMAIL, MONDAY, "x"))
    assert isinstance(heard, public.ReminderSentV1)
    assert (heard.target_kind, heard.target_id, heard.level, heard.to_org_id) == (TargetKind.DUTY, "duty-1", DeadlineLevel.D2, "sl-vpub")


@pytest.mark.parametrize("purpose", PUBLIC_PURPOSES)
def test_other_notices_are_told_with_their_purpose(purpose: Purpose) -> None:
    what = about(purpose, Target.CASE, "case-1", "submitter-of:opinion-1", "reply-1", opinion_id="opinion-1")
    heard = told(e.NoticeSent(what, 1, Channel.SMS, MONDAY, "x"))
    assert isinstance(heard, public.NoticeSentV1)
    assert (heard.case_id, heard.opinion_id, heard.purpose) == ("case-1", "opinion-1", PUBLIC_PURPOSES[purpose])
    assert heard.purpose in set(NoticePurpose)


def test_a_missed_deadline_was_told_by_followup_already() -> None:
    what = about(Purpose.OVERDUE, Target.CASE, "case-1", "org:sl-snv", "MISSED:2026-03-11")
    assert told(e.NoticeSent(what, 1, Channel.EMAIL, MONDAY, "x")) is None
    assert told(e.NoticeDelivered(what, Channel.EMAIL, MONDAY, "x")) is None


def test_a_change_of_session_names_the_invitee_who_knows_or_takes_the_public_announcement_back() -> None:
    for purpose, named in (
        (Purpose.POSTPONEMENT, "invitee-1"),
        (Purpose.CANCELLATION, "invitee-1"),
        (Purpose.ANNOUNCEMENT_POSTPONED, None),
        (Purpose.ANNOUNCEMENT_CANCELLED, None),
    ):
        what = about(purpose, Target.SESSION, SESSION, "invitee-1", "1")
        heard = told(e.NoticeSent(what, 1, Channel.EMAIL, MONDAY, "x"))
        assert isinstance(heard, public.NoticeSentV1)
        assert (heard.purpose, heard.session_id, heard.invitee_ref) == (NoticePurpose.CHANGE_OF_SESSION, SESSION, named)
