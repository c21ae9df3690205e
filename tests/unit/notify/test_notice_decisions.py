"""What may happen to a notice, told as given/when/then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from notify_examples import (
    INVITED,
    KEY,
    LEAD,
    MONDAY,
    REQUEST,
    REQUESTED,
    SESSION_LETTER,
    STARTS,
    attempted,
    due,
    failed,
    local,
    sent,
)

from chassis.testing.spec import given
from contracts.vocabulary import Channel, Rsvp
from notify.notice import commands as c
from notify.notice import events as e
from notify.notice.decide import decider
from notify.notice.identity import about
from notify.notice.notice import Acknowledged, Undeliverable, Waiting
from notify.notice.vocabulary import Purpose, Target

LATER = MONDAY + timedelta(minutes=1)
IN_FLIGHT = (REQUESTED, due(), attempted())
SENT = (*IN_FLIGHT, sent())


def test_in_office_hours_a_notice_is_due_at_once() -> None:
    given(decider).when(REQUEST).then(REQUESTED, due())


def test_out_of_office_hours_a_notice_waits() -> None:
    opening = local("2026-02-10 07:30")
    waiting = given(decider).when(replace(REQUEST, not_before=opening)).then(replace(REQUESTED, not_before=opening))
    assert isinstance(waiting, Waiting)
    assert waiting.until == opening


def test_asked_twice_for_the_same_reason_it_is_one_notice() -> None:
    given(decider, REQUESTED).when(REQUEST).then()
    given(decider, *SENT).when(REQUEST).then()


def test_nobody_is_invited_to_a_session_that_has_begun() -> None:
    given(decider).when(replace(REQUEST, now=STARTS, not_before=STARTS)).refused("notice_after_the_event")


def test_the_timer_of_an_attempt_makes_it_due_once() -> None:
    given(decider, REQUESTED).when(c.MakeDue(1, LATER)).then(due(at=LATER))
    given(decider, REQUESTED, due()).when(c.MakeDue(1, LATER)).then()


def test_the_timer_of_an_older_attempt_means_nothing() -> None:
    given(decider, *IN_FLIGHT, failed()).when(c.MakeDue(1, LATER)).then()


def test_an_invitation_that_waited_past_the_session_ends() -> None:
    given(decider, REQUESTED).when(c.MakeDue(1, STARTS)).then(e.NoticeUndeliverable(INVITED, None, "event_is_over", 0, STARTS))


def test_an_attempt_is_written_down_before_the_message_leaves() -> None:
    given(decider, REQUESTED, due()).when(c.BeginAttempt(Channel.EMAIL, MONDAY)).then(attempted())


def test_an_open_attempt_goes_out_again_under_the_same_key() -> None:
    given(decider, *IN_FLIGHT).when(c.BeginAttempt(Channel.EMAIL, LATER)).then()


def test_an_attempt_due_after_the_session_began_ends_the_notice() -> None:
    begin = c.BeginAttempt(Channel.EMAIL, STARTS)
    given(decider, REQUESTED, due()).when(begin).then(e.NoticeUndeliverable(INVITED, None, "event_is_over", 0, STARTS))


def test_a_channel_that_refused_for_good_is_not_tried_again() -> None:
    refused = failed(reason="mailbox_refused", permanent=True, again=MONDAY)
    history = (*IN_FLIGHT, refused, due(2))
    given(decider, *history).when(c.BeginAttempt(Channel.EMAIL, LATER)).refused("channel_refused_before")
    begun = attempted(2, Channel.SMS, LATER)
    given(decider, *history).when(c.BeginAttempt(Channel.SMS, LATER)).then(begun)


def test_what_is_not_due_is_not_attempted() -> None:
    given(decider, REQUESTED).when(c.BeginAttempt(Channel.EMAIL, MONDAY)).refused("notice_not_due")
    given(decider, *SENT).when(c.BeginAttempt(Channel.EMAIL, MONDAY)).refused("notice_not_due")


def test_an_invitation_sent_on_the_target_day_is_simply_sent() -> None:
    given(decider, *IN_FLIGHT).when(c.RecordSent(1, "smtp:250", MONDAY)).then(sent())


def test_as_06_an_invitation_sent_on_11_february_for_26_february_is_late() -> None:
    wednesday = local("2026-02-11 08:00")
    late = e.InvitationLate(INVITED, date(2026, 2, 10), date(2026, 2, 11), advisory=False, calendar_version="2026-1")
    given(decider, *IN_FLIGHT).when(c.RecordSent(1, "smtp:250", wednesday)).then(sent(wednesday), late)


def test_sent_on_the_limit_day_it_only_missed_the_target() -> None:
    tuesday = local("2026-02-10 23:59")
    missed = e.TargetMissed(INVITED, date(2026, 2, 9), date(2026, 2, 10), "2026-1")
    given(decider, *IN_FLIGHT).when(c.RecordSent(1, "smtp:250", tuesday)).then(sent(tuesday), missed)


def test_for_staff_the_limit_only_advises() -> None:
    wednesday = local("2026-02-11 08:00")
    history = (replace(REQUESTED, lead=replace(LEAD, binding=False)), due(), attempted())
    late = e.InvitationLate(INVITED, date(2026, 2, 10), date(2026, 2, 11), advisory=True, calendar_version="2026-1")
    given(decider, *history).when(c.RecordSent(1, "smtp:250", wednesday)).then(sent(wednesday), late)
    tuesday = local("2026-02-10 08:00")
    given(decider, *history).when(c.RecordSent(1, "smtp:250", tuesday)).then(sent(tuesday))


def test_a_newer_calendar_decides_whether_an_invitation_was_late() -> None:
    tuesday = local("2026-02-10 08:00")
    newer = replace(LEAD, limit_on=date(2026, 2, 9), target_on=date(2026, 2, 6), calendar_version="2026-2")
    late = e.InvitationLate(INVITED, date(2026, 2, 9), date(2026, 2, 10), advisory=False, calendar_version="2026-2")
    given(decider, *IN_FLIGHT).when(c.RecordSent(1, "smtp:250", tuesday, newer)).then(sent(tuesday), late)


def test_without_a_limit_nothing_is_late() -> None:
    history = (replace(REQUESTED, lead=None), due(), attempted())
    wednesday = local("2026-02-25 08:00")
    given(decider, *history).when(c.RecordSent(1, "smtp:250", wednesday)).then(sent(wednesday))


def test_only_the_running_attempt_can_be_recorded() -> None:
    given(decider, REQUESTED, due()).when(c.RecordSent(1, "x", MONDAY)).refused("no_attempt_running")
    given(decider, *IN_FLIGHT).when(c.RecordSent(2, "x", MONDAY)).refused("no_attempt_running")
    given(decider, *SENT).when(c.RecordSent(1, "x", MONDAY)).then()


def failure(number: int = 1, **changes: object) -> c.RecordFailure:
    facts = {"reason": "server_busy", "permanent": False, "others_left": False, "next_attempt_at": LATER, "now": MONDAY}
    return c.RecordFailure(attempt_no=number, **{**facts, **changes})  # type: ignore[arg-type]


def test_a_busy_server_is_tried_again_later() -> None:
    given(decider, *IN_FLIGHT).when(failure()).then(failed(again=LATER))


def test_a_refused_mailbox_leaves_the_other_channels() -> None:
    gone = failed(reason="mailbox_refused", permanent=True, again=MONDAY)
    command = failure(reason="mailbox_refused", permanent=True, others_left=True, next_attempt_at=MONDAY)
    given(decider, *IN_FLIGHT).when(command).then(gone)


def test_when_every_channel_refused_the_notice_ends() -> None:
    ended = e.NoticeUndeliverable(INVITED, Channel.EMAIL, "mailbox_refused", 0, MONDAY)
    given(decider, *IN_FLIGHT).when(failure(reason="mailbox_refused", permanent=True)).then(ended)


def test_a_failure_of_another_attempt_is_refused_and_of_a_finished_notice_ignored() -> None:
    given(decider, *IN_FLIGHT).when(failure(2)).refused("no_attempt_running")
    given(decider, REQUESTED, due()).when(failure()).refused("no_attempt_running")
    given(decider, *SENT).when(failure()).then()


def test_without_keys_the_attempt_is_put_off() -> None:
    off = failed(reason="keys_unavailable", channel=None, again=LATER)
    given(decider, REQUESTED, due()).when(c.PutOff("keys_unavailable", LATER, MONDAY)).then(off)
    given(decider, *SENT).when(c.PutOff("keys_unavailable", LATER, MONDAY)).then()


def test_a_notice_for_an_erased_person_ends_without_error() -> None:
    ended = e.NoticeUndeliverable(INVITED, None, "subject_erased", 0, MONDAY)
    state = given(decider, REQUESTED, due()).when(c.GiveUp("subject_erased", MONDAY)).then(ended)
    assert isinstance(state, Undeliverable)
    given(decider, *SENT).when(c.GiveUp("subject_erased", MONDAY)).then()


def test_a_delivery_report_follows_the_sending() -> None:
    arrived = e.NoticeDelivered(INVITED, Channel.EMAIL, LATER, "report:1")
    given(decider, *SENT).when(c.ConfirmDelivery("report:1", LATER)).then(arrived)
    given(decider, *SENT, arrived).when(c.ConfirmDelivery("report:1", LATER)).then()


def test_a_delivery_report_that_overtakes_the_record_proves_the_sending() -> None:
    arrived = e.NoticeDelivered(INVITED, Channel.EMAIL, MONDAY, "report:1")
    given(decider, *IN_FLIGHT).when(c.ConfirmDelivery("report:1", MONDAY)).then(sent(evidence="report:1"), arrived)


def test_what_was_not_sent_cannot_arrive_or_bounce() -> None:
    given(decider, REQUESTED).when(c.ConfirmDelivery("x", MONDAY)).refused("notice_not_sent")
    given(decider, REQUESTED).when(c.ReportBounce("bounced", MONDAY)).refused("notice_not_sent")


def test_a_bounced_mail_makes_the_notice_undeliverable() -> None:
    ended = e.NoticeUndeliverable(INVITED, Channel.EMAIL, "bounced", 0, LATER)
    given(decider, *SENT).when(c.ReportBounce("bounced", LATER)).then(ended)
    given(decider, *SENT, ended).when(c.ReportBounce("bounced", LATER)).then()


def test_an_invitee_answers_and_may_change_the_answer() -> None:
    yes = e.NoticeAcknowledged(INVITED, Rsvp.YES, LATER)
    state = given(decider, *SENT).when(c.Acknowledge(Rsvp.YES, LATER)).then(yes)
    assert isinstance(state, Acknowledged)
    given(decider, *SENT, yes).when(c.Acknowledge(Rsvp.YES, LATER)).then()
    given(decider, *SENT, yes).when(c.Acknowledge(Rsvp.DELEGATE, LATER)).then(e.NoticeAcknowledged(INVITED, Rsvp.DELEGATE, LATER))


@pytest.mark.parametrize(
    ("history", "command", "slug"),
    [
        (SENT, c.Acknowledge(None, LATER), "rsvp_missing"),
        ((REQUESTED,), c.Acknowledge(Rsvp.YES, LATER), "notice_not_sent"),
        (SENT, c.Acknowledge(Rsvp.NO, STARTS), "notice_after_the_event"),
        ((REQUESTED, e.NoticeWithdrawn(INVITED, "x", LATER)), c.Acknowledge(Rsvp.NO, LATER), "notice_withdrawn"),
    ],
)
def test_an_answer_has_its_time_and_its_words(history: tuple[e.NoticeEvent, ...], command: c.Acknowledge, slug: str) -> None:
    given(decider, *history).when(command).refused(slug)


def test_a_reminder_is_confirmed_without_yes_or_no() -> None:
    reminder = about(Purpose.REMINDER, Target.CASE, "case-1", "org:sl-snv", "D5:2026-03-11", level="D5")
    history = (replace(REQUESTED, about=reminder, lead=None, expires_at=None), replace(due(), about=reminder))
    history2 = (*history, replace(attempted(), about=reminder), replace(sent(), about=reminder))
    given(decider, *history2).when(c.Acknowledge(Rsvp.YES, LATER)).refused("rsvp_not_expected")
    given(decider, *history2).when(c.Acknowledge(None, LATER)).then(e.NoticeAcknowledged(reminder, None, LATER))


def test_what_has_not_gone_out_can_be_withdrawn() -> None:
    withdrawn = e.NoticeWithdrawn(INVITED, "session_postponed", LATER)
    for history in ((REQUESTED,), (REQUESTED, due()), IN_FLIGHT):
        given(decider, *history).when(c.Withdraw("session_postponed", LATER)).then(withdrawn)
    given(decider, *SENT).when(c.Withdraw("session_postponed", LATER)).then()


def test_a_message_on_its_way_when_withdrawn_still_counts_as_sent() -> None:
    withdrawn = e.NoticeWithdrawn(INVITED, "session_postponed", MONDAY)
    given(decider, *IN_FLIGHT, withdrawn).when(c.RecordSent(1, "smtp:250", MONDAY)).then(sent())
    given(decider, REQUESTED, withdrawn).when(c.RecordSent(1, "smtp:250", MONDAY)).refused("no_attempt_running")


def test_an_alarm_is_raised_while_a_notice_waits_and_never_after() -> None:
    tomorrow = MONDAY + timedelta(hours=24)
    alarm = c.RaiseAlarm(1, tomorrow + timedelta(hours=24), tomorrow)
    stalled = e.DeliveryStalled(INVITED, 1, MONDAY, 1, "server_busy", tomorrow, tomorrow + timedelta(hours=24))
    given(decider, *IN_FLIGHT, failed()).when(alarm).then(stalled)
    given(decider, *SENT).when(alarm).then()


ENDED = (*IN_FLIGHT, e.NoticeUndeliverable(INVITED, Channel.EMAIL, "mailbox_refused", 0, MONDAY))


def test_an_official_asks_for_another_round_with_a_new_key() -> None:
    again = e.ResendRequested(INVITED, 1, "acc-1", LATER)
    given(decider, *ENDED).when(c.Resend("acc-1", LATER)).then(again, due(2, LATER))
    begun = attempted(2, at=LATER, key=f"{INVITED.notice_id}.1")
    given(decider, *ENDED, again, due(2, LATER)).when(c.BeginAttempt(Channel.EMAIL, LATER)).then(begun)


def test_a_waiting_notice_can_be_tried_at_once_and_a_running_one_needs_nothing() -> None:
    given(decider, *IN_FLIGHT, failed()).when(c.Resend("acc-1", LATER)).then(due(2, LATER))
    given(decider, *IN_FLIGHT).when(c.Resend("acc-1", LATER)).then()


def test_nobody_is_told_twice_on_request() -> None:
    given(decider, *SENT).when(c.Resend("acc-1", LATER)).refused("notice_already_sent")
    withdrawn = e.NoticeWithdrawn(INVITED, "session_cancelled", LATER)
    given(decider, REQUESTED, withdrawn).when(c.Resend("acc-1", LATER)).refused("notice_withdrawn")
    given(decider, *ENDED).when(c.Resend("acc-1", STARTS)).refused("notice_after_the_event")
    erased = e.NoticeUndeliverable(INVITED, None, "subject_erased", 0, MONDAY)
    given(decider, REQUESTED, due(), erased).when(c.Resend("acc-1", LATER)).refused("subject_erased")


def test_a_clerk_hands_the_invitation_over_through_the_village_head() -> None:
    by_hand = c.RecordHandOver(Channel.IN_PERSON, MONDAY, "acc-1", LATER)
    handed = e.NoticeSent(INVITED, 1, Channel.IN_PERSON, MONDAY, "handed-over:acc-1")
    given(decider, *ENDED).when(by_hand).then(handed)
    given(decider, REQUESTED).when(by_hand).then(handed)


def test_handing_over_late_is_late_too() -> None:
    wednesday = local("2026-02-11 09:00")
    handed = e.NoticeSent(INVITED, 1, Channel.PRINTED, wednesday, "handed-over:acc-1")
    late = e.InvitationLate(INVITED, date(2026, 2, 10), date(2026, 2, 11), advisory=False, calendar_version="2026-1")
    given(decider, REQUESTED).when(c.RecordHandOver(Channel.PRINTED, wednesday, "acc-1", wednesday)).then(handed, late)


@pytest.mark.parametrize(
    ("history", "command", "slug"),
    [
        ((REQUESTED,), c.RecordHandOver(Channel.EMAIL, MONDAY, "a", LATER), "channel_not_by_hand"),
        ((REQUESTED,), c.RecordHandOver(Channel.PRINTED, LATER, "a", MONDAY), "hand_over_in_future"),
        (SENT, c.RecordHandOver(Channel.PRINTED, MONDAY, "a", LATER), "notice_already_sent"),
        ((REQUESTED, e.NoticeWithdrawn(INVITED, "x", LATER)), c.RecordHandOver(Channel.PRINTED, MONDAY, "a", LATER), "notice_withdrawn"),
    ],
)
def test_handing_over_has_its_limits(history: tuple[e.NoticeEvent, ...], command: c.RecordHandOver, slug: str) -> None:
    given(decider, *history).when(command).refused(slug)


def test_nothing_can_be_done_to_a_notice_nobody_asked_for() -> None:
    given(decider).when(c.MakeDue(1, MONDAY)).refused("notice_unknown")
    given(decider).when(c.Resend("acc-1", MONDAY)).refused("notice_unknown")


def test_the_same_reason_has_the_same_name_and_another_round_another() -> None:
    again = about(Purpose.INVITATION, Target.SESSION, "session-1", "invitee-1", "1")
    assert again.notice_id == INVITED.notice_id
    others = {
        about(Purpose.INVITATION, Target.SESSION, "session-1", "invitee-1", "2").notice_id,
        about(Purpose.INVITATION, Target.SESSION, "session-1", "invitee-2", "1").notice_id,
        about(Purpose.INVITATION, Target.SESSION, "session-2", "invitee-1", "1").notice_id,
        about(Purpose.POSTPONEMENT, Target.SESSION, "session-1", "invitee-1", "1").notice_id,
    }
    assert len(others | {INVITED.notice_id}) == 5
    assert f"{INVITED.notice_id}.0" == KEY
    assert SESSION_LETTER.session_id == INVITED.target_id
