"""What the office does before the session, and what it may not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from intake_examples import (
    ANSWERED,
    ASSIGNED,
    BY,
    CLASSIFIED,
    CLASSIFY,
    CLOSED,
    DOCUMENT,
    NOT_RAISED,
    NOW,
    PREPARED,
    PREPARING,
    RAISED,
    REPLIED,
    SCHEDULED,
    registered,
)

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import PreparationOutcome, RejectReason, Route, Urgency
from intake.opinion import commands as ask
from intake.opinion import events as e
from intake.opinion.commands import OpinionCommand
from intake.opinion.decide import OPINION
from intake.opinion.opinion import Known
from intake.opinion.vocabulary import Acknowledged, ShredCause, StateName

ACKNOWLEDGE = ask.AcknowledgeOpinion(NOW, BY, Acknowledged.ACCEPTED, DOCUMENT)
ASSIGN = ask.AssignPreparation(NOW, BY, "org-2", date(2026, 2, 20))
ANSWER = ask.SubmitPreparedAnswer(NOW, BY, "org-2", PreparationOutcome.PROPOSAL, "doc-1")
SCHEDULE = ask.ScheduleOpinion(NOW, BY, "s-1")
REJECT = ask.RejectOpinion(NOW, BY, RejectReason.OUT_OF_SCOPE)
ROUTE = ask.RouteOutOpinion(NOW, BY, Route.COMPLAINT, "org-9")
WITHDRAW = ask.WithdrawOpinion(NOW, BY, "Đã được giải quyết")
ABSORB = ask.AbsorbOpinions(NOW, BY, ("o-2", "o-3"), "Cùng nội dung")
JOIN = ask.JoinSurvivor(NOW, BY, "o-9", "Cùng nội dung")
REJECTED = e.OpinionRejected("o-1", RejectReason.OUT_OF_SCOPE, text_shredded=False)
ROUTED = e.OpinionRoutedOut("o-1", Route.COMPLAINT, "org-9", text_shredded=False)
WITHDRAWN = e.OpinionWithdrawn("o-1", "Đã được giải quyết")
JOINED = e.OpinionJoined("o-1", "o-9", "Cùng nội dung")
ENDINGS = (REJECTED, ROUTED, WITHDRAWN, ANSWERED)


def test_nothing_can_be_asked_of_an_opinion_nobody_registered() -> None:
    for command in (ACKNOWLEDGE, CLASSIFY, ASSIGN, ANSWER, SCHEDULE, REJECT, ROUTE, WITHDRAW, ABSORB, JOIN, ask.ShredText(NOW, BY)):
        given(OPINION).when(command).refused("opinion_unknown")


def test_an_opinion_is_acknowledged_once() -> None:
    told = e.OpinionAcknowledged("o-1", Acknowledged.ACCEPTED, DOCUMENT, date(2026, 2, 9))
    given(OPINION, registered()).when(ACKNOWLEDGE).then(told)
    given(OPINION, registered(), told).when(ACKNOWLEDGE).then()
    given(OPINION, registered(), told).when(replace(ACKNOWLEDGE, ack_doc=Document(symbol="SNV"))).refused("already_acknowledged")


def test_forwarded_is_said_only_of_what_was_routed_out() -> None:
    forwarded = replace(ACKNOWLEDGE, answer=Acknowledged.FORWARDED)
    given(OPINION, registered()).when(forwarded).refused("acknowledgement_does_not_fit")
    given(OPINION, registered(), ROUTED).when(ACKNOWLEDGE).refused("acknowledgement_does_not_fit")
    given(OPINION, registered(), ROUTED).when(forwarded).then(
        e.OpinionAcknowledged("o-1", Acknowledged.FORWARDED, DOCUMENT, date(2026, 2, 9))
    )
    given(OPINION, registered(), WITHDRAWN).when(ACKNOWLEDGE).refused("opinion_not_open")


def test_classifying_moves_a_new_opinion_and_corrects_a_later_one_in_place() -> None:
    given(OPINION, registered()).when(CLASSIFY).then(CLASSIFIED)
    given(OPINION, registered(), CLASSIFIED).when(CLASSIFY).then()
    again = replace(CLASSIFY, urgency=Urgency.HOT)
    corrected = replace(CLASSIFIED, urgency=Urgency.HOT, state=StateName.RAISED)
    given(OPINION, registered(), CLASSIFIED, SCHEDULED, RAISED).when(again).then(corrected)


@pytest.mark.parametrize("before", [(ASSIGNED,), (ASSIGNED, REPLIED), (ASSIGNED, REPLIED, CLOSED)])
def test_what_was_assigned_is_no_longer_intakes_to_change(before: tuple[Any, ...]) -> None:
    for command in (CLASSIFY, ASSIGN, SCHEDULE, REJECT, ROUTE, WITHDRAW, ABSORB):
        given(OPINION, registered(), RAISED, *before).when(command).refused("opinion_already_assigned")


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_has_ended_stays_ended(ending: e.OpinionEvent) -> None:
    others: list[OpinionCommand] = [CLASSIFY, ASSIGN, SCHEDULE, ABSORB, JOIN, ask.RejectOpinion(NOW, BY, RejectReason.ABUSIVE)]
    for command in others:
        given(OPINION, registered(), ending).when(command).refused("opinion_not_open")


def test_preparation_needs_a_classified_opinion_and_the_same_unit_answers() -> None:
    given(OPINION, registered()).when(ASSIGN).refused("opinion_not_classified")
    given(OPINION, registered(), CLASSIFIED).when(ASSIGN).then(PREPARING)
    given(OPINION, registered(), CLASSIFIED).when(ANSWER).refused("preparation_not_assigned")
    given(OPINION, registered(), CLASSIFIED, PREPARING).when(ANSWER).then(PREPARED)
    given(OPINION, registered(), CLASSIFIED, PREPARING).when(replace(ANSWER, unit_org_id="org-3")).refused("prepared_by_another_unit")
    given(OPINION, registered(), CLASSIFIED, PREPARING, PREPARED).when(ANSWER).then()


def test_an_answer_may_still_be_prepared_while_the_opinion_is_on_a_sessions_list() -> None:
    given(OPINION, registered(), CLASSIFIED, PREPARING, SCHEDULED).when(ANSWER).then(replace(PREPARED, state=StateName.SCHEDULED))
    given(OPINION, registered(), CLASSIFIED, PREPARING, SCHEDULED, RAISED).when(ANSWER).refused("opinion_already_raised")


def test_another_unit_may_be_asked_and_starts_afresh() -> None:
    reassigned = replace(PREPARING, unit_org_id="org-3")
    history = (registered(), CLASSIFIED, PREPARING, PREPARED)
    state = given(OPINION, *history).when(replace(ASSIGN, unit_org_id="org-3")).then(reassigned)
    assert type(state).__name__ == "Preparing"


def test_an_opinion_goes_onto_the_list_of_a_session_once() -> None:
    given(OPINION, registered()).when(SCHEDULE).refused("opinion_not_classified")
    given(OPINION, registered(), CLASSIFIED).when(SCHEDULE).then(SCHEDULED)
    given(OPINION, registered(), CLASSIFIED, SCHEDULED).when(SCHEDULE).then()
    given(OPINION, registered(), CLASSIFIED, SCHEDULED, RAISED).when(SCHEDULE).refused("opinion_already_raised")


def test_what_was_not_raised_goes_to_the_next_session_not_to_the_same_one() -> None:
    history = (registered(), CLASSIFIED, SCHEDULED, NOT_RAISED)
    given(OPINION, *history).when(SCHEDULE).refused("not_raised_at_that_session")
    given(OPINION, *history).when(replace(SCHEDULE, session_id="s-2")).then(e.OpinionScheduled("o-1", "s-2", None))


def test_the_survivor_takes_each_member_once() -> None:
    merged = e.OpinionMerged("o-1", ("o-2", "o-3"), "Cùng nội dung")
    given(OPINION, registered()).when(ABSORB).then(merged)
    given(OPINION, registered(), merged).when(ABSORB).then()
    given(OPINION, registered(), merged).when(replace(ABSORB, member_ids=("o-3", "o-4"))).then(
        e.OpinionMerged("o-1", ("o-4",), "Cùng nội dung")
    )
    given(OPINION, registered()).when(replace(ABSORB, member_ids=())).refused("nothing_to_merge")
    given(OPINION, registered()).when(replace(ABSORB, member_ids=("o-1",))).refused("merged_with_itself")


def test_a_member_joins_one_survivor_and_a_survivor_joins_none() -> None:
    given(OPINION, registered()).when(JOIN).then(JOINED)
    given(OPINION, registered(), JOINED).when(JOIN).then()
    given(OPINION, registered(), JOINED).when(replace(JOIN, survivor_id="o-8")).refused("opinion_not_open")
    given(OPINION, registered(), e.OpinionMerged("o-1", ("o-2",), "x")).when(JOIN).refused("member_is_a_survivor")
    given(OPINION, registered(), CLASSIFIED, PREPARING).when(JOIN).refused("opinion_not_open")


@pytest.mark.parametrize("reason", [reason for reason in RejectReason if reason is not RejectReason.STATE_SECRET_SUSPECTED])
def test_a_rejected_opinion_keeps_its_sealed_text(reason: RejectReason) -> None:
    rejected = e.OpinionRejected("o-1", reason, text_shredded=False)
    given(OPINION, registered()).when(ask.RejectOpinion(NOW, BY, reason)).then(rejected)
    given(OPINION, registered(), rejected).when(ask.RejectOpinion(NOW, BY, reason)).then()


def test_a_suspected_state_secret_loses_its_text() -> None:
    command = ask.RejectOpinion(NOW, BY, RejectReason.STATE_SECRET_SUSPECTED)
    given(OPINION, registered()).when(command).then(e.OpinionRejected("o-1", RejectReason.STATE_SECRET_SUSPECTED, text_shredded=True))
    given(OPINION, registered(text=None)).when(command).then(
        e.OpinionRejected("o-1", RejectReason.STATE_SECRET_SUSPECTED, text_shredded=False)
    )


@pytest.mark.parametrize("route", list(Route))
def test_only_a_denunciation_loses_its_text_when_routed_out(route: Route) -> None:
    routed = e.OpinionRoutedOut("o-1", route, "org-9", text_shredded=route is Route.DENUNCIATION)
    given(OPINION, registered()).when(ask.RouteOutOpinion(NOW, BY, route, "org-9")).then(routed)


def test_an_opinion_raised_live_may_still_be_routed_out() -> None:
    """AS-22."""
    live = registered(raised_live=True, slip_no=4, target_session_id="s-1")
    given(OPINION, live, RAISED).when(ask.RouteOutOpinion(NOW, BY, Route.DENUNCIATION, None)).then(
        e.OpinionRoutedOut("o-1", Route.DENUNCIATION, None, text_shredded=True)
    )


def test_withdrawing_twice_happens_once_whatever_the_reason() -> None:
    given(OPINION, registered()).when(WITHDRAW).then(WITHDRAWN)
    given(OPINION, registered(), WITHDRAWN).when(replace(WITHDRAW, reason="Lý do khác")).then()


def test_no_reason_names_a_person() -> None:
    phone = "Gọi 0912345678"
    for command in (
        replace(CLASSIFY, reason=phone),
        replace(WITHDRAW, reason=phone),
        replace(ABSORB, reason=phone),
        replace(JOIN, reason=phone),
    ):
        given(OPINION, registered()).when(command).refused("personal_data_in_plain_text")


@pytest.mark.parametrize("ending", [(), (CLASSIFIED,), (RAISED, ASSIGNED, REPLIED), (REJECTED,), (JOINED,)])
def test_a_text_is_shredded_once_in_any_state(ending: tuple[Any, ...]) -> None:
    shredded = e.OpinionTextShredded("o-1", ShredCause.SUBMITTER_ERASED)
    given(OPINION, registered(), *ending).when(ask.ShredText(NOW, BY)).then(shredded)
    given(OPINION, registered(), *ending, shredded).when(ask.ShredText(NOW, BY)).then()
    given(OPINION, registered(text=None), *ending).when(ask.ShredText(NOW, BY)).then()


def test_who_received_prepares_or_has_to_answer_an_opinion_works_with_it() -> None:
    def works(*events: e.OpinionEvent) -> frozenset[str]:
        opinion = given(OPINION, registered(), *events).when(ask.ShredText(NOW, BY)).state
        assert isinstance(opinion, Known)
        return opinion.dossier.org_ids

    received = registered().received_by_org_id
    assert works() == {received}
    assert works(CLASSIFIED, PREPARING) == {received, PREPARING.unit_org_id}
    assert works(RAISED, ASSIGNED) == {received, ASSIGNED.agency_id}
