from dataclasses import replace
from datetime import timedelta

import pytest
from sessions_life import (
    ADOPTED,
    BEFORE,
    CONCLUDING,
    DURING,
    ENDS,
    MINUTES,
    OPEN,
    OPENED,
    ORGS,
    SCHEDULED,
    STARTS,
    S,
    answered,
    assigned,
    listed,
    slip,
    spoke,
)

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import Authority, Complexity, Disposition, Outcome
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import events as e
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.facts import Attendance

THREE = (*DURING, *(event for number, o in enumerate("abc", 1) for event in (listed(o), slip(number, o))))


def test_a_session_opens_with_chair_and_secretary_and_says_what_was_not_ready() -> None:
    given(decider, *BEFORE).when(OPEN).then(OPENED)
    given(decider, *DURING).when(OPEN).then()
    given(decider, *DURING).when(replace(OPEN, opened_at=OPEN.opened_at + timedelta(minutes=1))).refused("session_not_scheduled")


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"chaired_by_role": None}, "chair_missing"),
        ({"chaired_by_role": "deputy"}, "delegation_missing"),
        ({"opened_at": ENDS + timedelta(hours=1)}, "in_the_future"),
        ({"opened_at": STARTS - timedelta(days=1)}, "session_not_yet_due"),
        ({"attendance": Attendance(-1)}, "attendance_negative"),
    ],
)
def test_an_opening_that_breaks_the_order_is_refused(changes: dict[str, object], slug: str) -> None:
    given(decider, *BEFORE).when(replace(OPEN, **changes)).refused(slug)  # type: ignore[arg-type]


def test_another_than_the_chair_presides_with_a_document_of_delegation() -> None:
    doc = Document(number="1", symbol="GUQ-VPUB")
    asked = given(decider, *BEFORE).when(replace(OPEN, chaired_by_role="deputy", delegation_doc=doc))
    assert asked.events[0].delegation_doc == doc  # type: ignore[union-attr]


def test_a_session_without_secretary_without_date_or_unknown_does_not_open() -> None:
    given(decider, SCHEDULED).when(OPEN).refused("secretary_missing")
    given(decider, *BEFORE, e.SessionPostponed(S, "Bão")).when(OPEN).refused("new_date_missing")
    given(decider, *BEFORE, e.SessionCancelled(S, "Thôi")).when(OPEN).refused("session_not_scheduled")
    given(decider).when(OPEN).refused("session_unknown")


def test_slips_are_numbered_as_they_come_and_bring_their_opinion_onto_the_list() -> None:
    first = ask.RecordSlip(ENDS, "a", submitter_ref="s-a", recorded_at=STARTS)
    given(decider, *DURING).when(first).then(replace(listed("a"), raised_live=True), slip(1, "a"))
    known = given(decider, *DURING, listed("a"), slip(1, "a"), listed("b"))
    known.when(ask.RecordSlip(ENDS, "b", submitter_ref="s-b", recorded_at=STARTS)).then(slip(2, "b"))
    known.when(first).then()


def test_one_slip_with_three_matters_is_three_opinions_of_one_speaker() -> None:
    life = (*DURING, listed("a"), slip(1, "a", "s"), listed("b"), slip(1, "b", "s"))
    third = ask.RecordSlip(ENDS, "c", slip_no=1, submitter_ref="s", recorded_at=STARTS)
    given(decider, *life).when(third).then(replace(listed("c"), raised_live=True), slip(1, "c", "s"))
    after = given(decider, *life).when(ask.TakeSpeakingTurn(1)).then(spoke(1, 1))
    assert [opinion.raised for opinion in after.opinions.values()] == [True, True]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("command", "slug"),
    [
        (ask.RecordSlip(ENDS, "x", slip_no=1, submitter_ref="other"), "slip_number_taken"),
        (ask.RecordSlip(ENDS, "a", slip_no=9, submitter_ref="s-a"), "opinion_on_another_slip"),
        (ask.RecordSlip(ENDS, "x", slip_no=0), "slip_number_invalid"),
        (ask.RecordSlip(ENDS, "x", off_list=True), "opinion_off_the_list"),
        (ask.RecordSlip(ENDS, "x", recorded_at=STARTS - timedelta(minutes=1)), "before_opening"),
        (ask.RecordSlip(ENDS, "x", recorded_at=ENDS + timedelta(hours=1)), "in_the_future"),
        (ask.TakeSpeakingTurn(9), "slip_unknown"),
        (ask.AnswerOnSpot("x", "chairperson", Outcome.RESOLVED), "opinion_not_on_list"),
        (ask.AssignOpinion("x", "snn", orgs=ORGS), "opinion_not_on_list"),
        (ask.AssignOpinion("a", "nobody", orgs=ORGS), "org_unknown"),
        (ask.AssignOpinion("a", "sop-cop", orgs=ORGS), "org_not_valid_on_date"),
        (ask.AssignOpinion("a", "snn", ("new",), orgs=ORGS), "org_not_valid_on_date"),
        (ask.AssignOpinion("a", "snn", ("snn",), orgs=ORGS), "agency_named_twice"),
    ],
)
def test_what_cannot_be_on_the_floor_is_refused(command: ask.FloorCommand, slug: str) -> None:
    given(decider, *THREE).when(command).refused(slug)


def test_the_minutes_are_adopted_after_the_opening_and_not_in_the_future() -> None:
    concluding = given(decider, *THREE, CONCLUDING)
    concluding.when(ask.AdoptMinutes(ENDS, MINUTES, STARTS - timedelta(minutes=1))).refused("before_opening")
    concluding.when(ask.AdoptMinutes(ENDS, MINUTES, ENDS + timedelta(hours=1))).refused("in_the_future")


def test_the_chair_calls_slip_three_before_two_and_says_why() -> None:
    reason = "Nội dung đe dọa an toàn của nhân dân"
    first = given(decider, *THREE).when(ask.TakeSpeakingTurn(1, "không cần lý do")).then(spoke(1, 1))
    given(decider, *THREE, spoke(1, 1)).when(ask.TakeSpeakingTurn(3)).refused("override_needs_reason")
    given(decider, *THREE, spoke(1, 1)).when(ask.TakeSpeakingTurn(3, "  ")).refused("override_needs_reason")
    overridden = e.SpeakingTurnTaken(S, 3, 2, True, reason)
    given(decider, *THREE, spoke(1, 1)).when(ask.TakeSpeakingTurn(3, reason)).then(overridden)
    last = given(decider, *THREE, spoke(1, 1), overridden).when(ask.TakeSpeakingTurn(2)).then(spoke(2, 3))
    assert first.spoken == (1,)  # type: ignore[union-attr]
    assert last.spoken == (1, 3, 2)  # type: ignore[union-attr]


def test_a_slip_speaks_once_and_takes_no_more_matters_afterwards() -> None:
    given(decider, *THREE, spoke(1, 1)).when(ask.TakeSpeakingTurn(1)).refused("slip_already_spoken")
    late = ask.RecordSlip(ENDS, "x", slip_no=1, submitter_ref="s-a", recorded_at=STARTS)
    given(decider, *THREE, spoke(1, 1)).when(late).refused("slip_already_spoken")


def test_a_slip_whose_matter_was_withdrawn_loses_its_turn() -> None:
    life = (*THREE, e.OpinionTakenOff(S, "a", Disposition.WITHDRAWN))
    given(decider, *life).when(ask.TakeSpeakingTurn(1)).refused("opinion_off_the_list")
    given(decider, *life).when(ask.TakeSpeakingTurn(2)).then(spoke(2, 1))


def test_an_opinion_is_answered_once() -> None:
    given(decider, *THREE).when(ask.AnswerOnSpot("a", "chairperson", Outcome.EXPLAINED)).then(answered("a"))
    given(decider, *THREE, answered("a")).when(ask.AnswerOnSpot("a", "chairperson", Outcome.EXPLAINED)).then()
    given(decider, *THREE, assigned("a")).when(ask.AnswerOnSpot("a", "chairperson", Outcome.EXPLAINED)).refused("opinion_already_decided")
    given(decider, *THREE, answered("a")).when(ask.AssignOpinion("a", "snn", orgs=ORGS)).refused("opinion_already_decided")


def test_an_opinion_is_assigned_with_its_complexity_and_may_be_assigned_anew_until_the_conclusion() -> None:
    complex_one = assigned("a", co_agencies=("skhcn",), complexity=Complexity.COMPLEX, authority=Authority.BEYOND)
    asked = ask.AssignOpinion("a", "snn", ("skhcn",), Complexity.COMPLEX, Authority.BEYOND, ORGS)
    given(decider, *THREE).when(asked).then(complex_one)
    given(decider, *THREE, complex_one).when(asked).then()
    given(decider, *THREE, complex_one).when(ask.AssignOpinion("a", "skhcn", orgs=ORGS)).then(assigned("a", "skhcn"))
    given(decider, *THREE, ADOPTED).when(ask.AssignOpinion("b", "snn", orgs=ORGS)).then(assigned("b"))


def test_adopting_the_minutes_ends_the_session() -> None:
    given(decider, *THREE, CONCLUDING).when(ask.AdoptMinutes(ENDS, MINUTES, ENDS)).then(ADOPTED)
    for command in (ask.TakeSpeakingTurn(1), ask.AnswerOnSpot("a", "chairperson", Outcome.RESOLVED), ask.RecordSlip(ENDS, "z")):
        given(decider, *THREE, ADOPTED).when(command).refused("session_not_open")
