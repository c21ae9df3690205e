from dataclasses import replace
from datetime import date, timedelta

from sessions_life import BEFORE, DONE_BUT_CASES, ENDS, INVITED, OPEN, ORGS, SCHEDULED, STARTS, S, concluded

from chassis.testing.spec import given
from contracts.vocabulary import Channel
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import events as e
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.facts import Invitee, Shortcoming

DAY = date(2026, 1, 29)
LATER = STARTS + timedelta(days=7)
TOLD = (INVITED, e.InviteeTold(S, "a", DAY), e.InviteeTold(S, "b", DAY), e.SessionAnnounced(S, Channel.PORTAL, DAY))
MOVED = e.SessionPostponed(S, "Bão", LATER, LATER + timedelta(hours=3), renotice=("a", "b"))
LATE = e.InvitationLateNoted(S, "b", date(2026, 1, 30), date(2026, 2, 3))


def outstanding(*events: e.DialogueSessionEvent) -> tuple[Shortcoming, ...]:
    return given(decider, *events).state.plan.notices.shortcomings  # type: ignore[union-attr]


def test_after_a_postponement_every_invitee_and_the_public_must_be_told_again() -> None:
    life = (*BEFORE, *TOLD, MOVED)
    assert outstanding(*life) == (Shortcoming.RENOTICE, Shortcoming.CHANGE_ANNOUNCEMENT)
    one = e.InviteeToldOfChange(S, "a", DAY)
    given(decider, *life).when(ask.NoteInviteeToldOfChange("a", DAY)).then(one)
    given(decider, *life, one).when(ask.NoteInviteeToldOfChange("a", DAY)).then()
    two = e.InviteeTold(S, "b", DAY)
    given(decider, *life, one).when(ask.NoteInviteeTold("b", DAY)).then(two)
    assert outstanding(*life, one, two) == (Shortcoming.CHANGE_ANNOUNCEMENT,)
    public = e.ChangeAnnounced(S, Channel.PORTAL, DAY)
    given(decider, *life).when(ask.NoteChangeAnnounced(Channel.PORTAL, DAY)).then(public)
    given(decider, *BEFORE).when(ask.NoteChangeAnnounced(Channel.PORTAL, DAY)).then()
    assert outstanding(*life, one, two, public) == ()


def test_an_invitee_who_was_not_told_the_old_date_is_owed_no_second_notice() -> None:
    life = (*BEFORE, INVITED, replace(MOVED, renotice=()))
    given(decider, *life).when(ask.NoteInviteeToldOfChange("a", DAY)).then()
    assert outstanding(*life) == ()


def test_moved_twice_the_same_people_are_still_owed_a_notice() -> None:
    again = given(decider, *BEFORE, *TOLD, MOVED).when(ask.PostponeSession("Lũ", LATER + timedelta(days=7), orgs=ORGS))
    assert again.events[0].renotice == ("a", "b")  # type: ignore[union-attr]


def test_somebody_who_believes_in_the_old_date_cannot_be_dropped_from_the_list() -> None:
    only_a = ask.ApproveInvitationList((Invitee("a", "participant"),), "chairperson")
    given(decider, *BEFORE, *TOLD, MOVED).when(only_a).refused("invitee_already_invited")


def test_a_cancelled_session_names_whom_to_tell_and_hears_that_they_know() -> None:
    cancelled = e.SessionCancelled(S, "Đã giải quyết", ("a", "b"))
    given(decider, *BEFORE, *TOLD).when(ask.CancelSession("Đã giải quyết")).then(cancelled)
    told = e.InviteeToldOfChange(S, "a", DAY)
    after = given(decider, *BEFORE, *TOLD, cancelled).when(ask.NoteInviteeToldOfChange("a", DAY)).then(told)
    assert after.notices.renotice == {"b"}  # type: ignore[union-attr]


def test_limits_are_counted_anew_so_a_late_invitation_is_forgotten_when_the_session_moves() -> None:
    assert outstanding(*BEFORE, INVITED, LATE) == (Shortcoming.LATE_INVITATIONS,)
    assert outstanding(*BEFORE, INVITED, LATE, replace(MOVED, renotice=())) == ()


def test_a_late_invitation_is_recorded_and_the_chair_says_why() -> None:
    life = (*BEFORE, INVITED)
    given(decider, *life).when(ask.NoteInvitationLate("b", date(2026, 1, 30), date(2026, 2, 3))).then(LATE)
    given(decider, *life, LATE).when(ask.NoteInvitationLate("b", date(2026, 1, 30), date(2026, 2, 3))).then()
    given(decider, *life).when(ask.NoteInvitationLate("stranger", date(2026, 1, 30), date(2026, 2, 3))).then()
    [opened] = given(decider, *life, LATE).when(OPEN).events
    assert "LATE_INVITATIONS" in opened.unprepared  # type: ignore[union-attr]
    justify = ask.JustifyShortcoming(Shortcoming.LATE_INVITATIONS, "Bổ sung theo yêu cầu của cấp trên", "chairperson")
    given(decider, *life, LATE).when(replace(justify, reason=" ")).refused("reason_missing")
    given(decider, *life).when(justify).refused("nothing_to_justify")
    given(decider).when(justify).refused("session_unknown")
    justified = e.ShortcomingJustified(S, Shortcoming.LATE_INVITATIONS, "Bổ sung theo yêu cầu của cấp trên", "chairperson")
    given(decider, *life, LATE).when(justify).then(justified)
    given(decider, *life, LATE, justified).when(justify).then()
    [ready] = given(decider, *life, LATE, justified).when(OPEN).events
    assert "LATE_INVITATIONS" not in ready.unprepared  # type: ignore[union-attr]


def test_an_advisory_lead_time_missed_is_noted_and_owes_nothing() -> None:
    assert outstanding(*BEFORE, INVITED, replace(LATE, advisory=True)) == ()


def test_a_session_does_not_close_while_somebody_still_believes_in_the_old_date() -> None:
    life = (SCHEDULED, *TOLD, MOVED, concluded(by_agency="son-la"), *DONE_BUT_CASES)
    closed = e.SessionClosed(S, ENDS.date() + timedelta(days=30))
    close = ask.CloseSession(closed.closed_on)
    given(decider, *life).when(close).refused("duties_not_met")
    told = (e.InviteeToldOfChange(S, "a", DAY), e.InviteeToldOfChange(S, "b", DAY), e.ChangeAnnounced(S, Channel.PORTAL, DAY))
    given(decider, *life, *told).when(close).then(closed)
    justify = ask.JustifyShortcoming(Shortcoming.RENOTICE, "Đã báo trực tiếp tại nhà", "chairperson")
    assert given(decider, *life).when(justify).refusal is None
    given(decider, *life, *told, closed).when(justify).refused("session_closed")
