from datetime import date

import pytest
from sessions_life import BEFORE, DURING, INVITED, ORGS, SCHEDULED, SECRETARY, S, answered, listed, slip

from chassis.testing.spec import given
from contracts.vocabulary import Channel, Disposition, DomainCode, Urgency
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import events as e
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.facts import AgendaItem, Invitee

A, B = Invitee("a", "participant"), Invitee("b", "unit_head", "snn")
TOLD = e.InviteeTold(S, "b", date(2026, 1, 29))


def test_the_invitation_list_is_approved_and_replaced_by_a_later_one() -> None:
    given(decider, SCHEDULED).when(ask.ApproveInvitationList((A, B), "chairperson")).then(INVITED)
    given(decider, SCHEDULED, INVITED).when(ask.ApproveInvitationList((B,), "chairperson")).then(
        e.InvitationListApproved(S, (B,), "chairperson")
    )


@pytest.mark.parametrize(
    ("invitees", "slug"), [((), "invitation_list_empty"), ((A, A), "invitee_listed_twice"), ((A,), "invitee_already_invited")]
)
def test_a_list_that_is_empty_doubled_or_forgets_somebody_already_invited_is_refused(invitees: tuple[Invitee, ...], slug: str) -> None:
    given(decider, SCHEDULED, INVITED, TOLD).when(ask.ApproveInvitationList(invitees, "chairperson")).refused(slug)


def test_an_invitation_that_went_out_is_noted_once() -> None:
    given(decider, SCHEDULED, INVITED).when(ask.NoteInviteeTold("b", date(2026, 1, 29))).then(TOLD)
    given(decider, SCHEDULED, INVITED, TOLD).when(ask.NoteInviteeTold("b", date(2026, 1, 30))).then()
    given(decider, SCHEDULED, INVITED).when(ask.NoteInviteeTold("stranger", date(2026, 1, 29))).then()
    given(decider).when(ask.NoteInviteeTold("b", date(2026, 1, 29))).then()


def test_an_announcement_is_noted() -> None:
    noted = e.SessionAnnounced(S, Channel.PORTAL, date(2026, 1, 29))
    given(decider, SCHEDULED).when(ask.NoteAnnouncement(Channel.PORTAL, date(2026, 1, 29))).then(noted)


def test_agenda_security_and_secretary_are_arranged() -> None:
    given(decider, SCHEDULED).when(ask.ApproveAgenda(items=("Khai mạc",))).then(e.AgendaApproved(S, None, ("Khai mạc",)))
    given(decider, SCHEDULED).when(ask.ArrangeSecurity("snn", ORGS)).then(e.SecurityArranged(S, "snn"))
    given(decider, SCHEDULED).when(ask.ArrangeSecurity("nobody", ORGS)).refused("org_unknown")
    given(decider, SCHEDULED).when(ask.AppointSecretary("account-2")).then(SECRETARY)
    given(decider, *BEFORE).when(ask.AppointSecretary("account-2")).then()
    given(decider, *BEFORE).when(ask.AppointSecretary("account-3")).then(e.SecretaryAppointed(S, "account-3"))


def test_the_office_prepares_list_and_agenda_and_the_chair_approves_them_as_they_are_or_otherwise() -> None:
    listed = e.InvitationListPrepared(S, (A, B))
    given(decider, SCHEDULED).when(ask.PrepareInvitationList((A, B))).then(listed)
    given(decider, SCHEDULED, listed).when(ask.PrepareInvitationList((A, B))).then()
    given(decider, SCHEDULED).when(ask.PrepareInvitationList(())).refused("invitation_list_empty")
    given(decider, SCHEDULED, listed).when(ask.ApproveInvitationList((), "chairperson")).then(INVITED)
    timetable = (AgendaItem("Khai mạc", "08:00"), AgendaItem("Đối thoại", "08:15"))
    prepared = e.AgendaPrepared(S, None, (), timetable)
    given(decider, SCHEDULED).when(ask.PrepareAgenda(timetable=timetable)).then(prepared)
    given(decider, SCHEDULED, prepared).when(ask.PrepareAgenda(timetable=timetable)).then()
    given(decider, SCHEDULED, prepared).when(ask.ApproveAgenda()).then(e.AgendaApproved(S, None, (), timetable))
    given(decider, SCHEDULED).when(ask.ApproveAgenda()).refused("agenda_empty")
    given(decider, SCHEDULED).when(ask.PrepareAgenda()).refused("agenda_empty")


def test_room_sound_and_transmission_are_on_the_checklist() -> None:
    ready = e.FacilitiesArranged(S, ("Âm thanh", "Đường truyền"))
    given(decider, SCHEDULED).when(ask.ArrangeFacilities(("Âm thanh", "Đường truyền"))).then(ready)
    given(decider, SCHEDULED, ready).when(ask.ArrangeFacilities()).then()


def test_nothing_is_prepared_for_a_session_that_is_unknown_or_open() -> None:
    given(decider).when(ask.AppointSecretary("a")).refused("session_unknown")
    given(decider, *DURING).when(ask.AppointSecretary("a")).refused("session_not_before_opening")


def test_an_opinion_meant_for_the_session_stands_on_its_list_once() -> None:
    listed = e.OpinionScheduled(S, "o", DomainCode.LAND, Urgency.HOT, "Đề nghị sửa đường")
    command = ask.ScheduleOpinion("o", DomainCode.LAND, Urgency.HOT, "Đề nghị sửa đường")
    given(decider, SCHEDULED).when(command).then(listed)
    given(decider, SCHEDULED, listed).when(command).then()
    given(decider).when(command).then()


def test_an_opinion_that_comes_after_the_end_is_not_dropped_but_noted_as_too_late() -> None:
    cancelled = e.SessionCancelled(S, "Đã giải quyết")
    given(decider, SCHEDULED, cancelled).when(ask.ScheduleOpinion("o")).then(e.OpinionCameTooLate(S, "o"))


def test_a_classification_follows_the_opinion_onto_the_list() -> None:
    noted = e.OpinionClassificationNoted(S, "o", DomainCode.HEALTH, Urgency.HIGH)
    given(decider, SCHEDULED, e.OpinionScheduled(S, "o")).when(ask.NoteClassification("o", DomainCode.HEALTH, Urgency.HIGH)).then(noted)
    given(decider, SCHEDULED).when(ask.NoteClassification("o", DomainCode.HEALTH, Urgency.HIGH)).then()


@pytest.mark.parametrize("why", [Disposition.REJECTED, Disposition.WITHDRAWN, Disposition.ROUTED_OUT])
def test_what_intake_takes_away_leaves_the_list_once(why: Disposition) -> None:
    gone = e.OpinionTakenOff(S, "o", why)
    given(decider, SCHEDULED, e.OpinionScheduled(S, "o")).when(ask.TakeOpinionOff("o", why)).then(gone)
    given(decider, SCHEDULED, e.OpinionScheduled(S, "o"), gone).when(ask.TakeOpinionOff("o", why)).then()
    given(decider, SCHEDULED).when(ask.TakeOpinionOff("o", why)).then()
    given(decider).when(ask.TakeOpinionOff("o", why)).then()


def test_an_opinion_that_was_answered_can_no_longer_be_withdrawn_but_a_denunciation_is_still_silenced() -> None:
    life = (*DURING, listed("o"), answered("o"))
    given(decider, *life).when(ask.TakeOpinionOff("o", Disposition.WITHDRAWN)).then()
    silenced = e.OpinionTakenOff(S, "o", Disposition.ROUTED_OUT, silent=True)
    given(decider, *life).when(ask.TakeOpinionOff("o", Disposition.ROUTED_OUT, denunciation=True)).then(silenced)
    given(decider, *life, silenced).when(ask.TakeOpinionOff("o", Disposition.REJECTED)).then()


def test_intakes_words_may_arrive_after_the_slip_that_brought_the_opinion() -> None:
    life = (*DURING, listed("o"), slip(1, "o"))
    words = ask.ScheduleOpinion("o", DomainCode.LAND, Urgency.NORMAL, "Đề nghị sửa đường")
    described = e.OpinionDescribed(S, "o", DomainCode.LAND, Urgency.NORMAL, "Đề nghị sửa đường")
    given(decider, *life).when(words).then(described)
    given(decider, *life, described).when(words).then()
    given(decider, *life, e.OpinionTakenOff(S, "o", Disposition.ROUTED_OUT, silent=True)).when(words).then()
