from dataclasses import replace
from datetime import date, timedelta

import pytest
from sessions_life import ADOPTED, BEFORE, DAY, DURING, ENDS, NOTICE, S, answered, assigned, concluded, listed, slip, spoke

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.identifiers import case_id
from contracts.vocabulary import Audience, Authority, Channel, Disposition
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import events as e
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.duties import owed
from sessions.dialogue_session.facts import OpinionResult, Totals
from sessions.dialogue_session.session import Closed, Status, status

HELD = (
    *DURING,
    *(event for number, o in enumerate("abc", 1) for event in (listed(o), slip(number, o))),
    listed("d"),
    listed("e"),
    spoke(1, 1),
    spoke(2, 2),
    spoke(3, 3),
    answered("a"),
    assigned("b", authority=Authority.BEYOND),
    e.OpinionTakenOff(S, "c", Disposition.ROUTED_OUT, silent=True),
    e.OpinionTakenOff(S, "e", Disposition.REJECTED),
    ADOPTED,
)
TOTALS = Totals(registered=5, raised=3, answered_on_spot=1, assigned=1, beyond_authority=1, rejected=1, routed_out=1)
CASE = str(case_id(S, "o"))
ISSUED = e.ConclusionNoticeIssued(S, NOTICE, (Channel.PORTAL,))
DONE = (
    concluded(),
    ISSUED,
    e.InternalReviewHeld(S, DAY),
    e.ResultNoticeIssued(S, NOTICE),
    e.SessionReportSubmitted(S, ("ubnd",), NOTICE),
    e.SessionCaseClosed(S, CASE, date(2026, 3, 4)),
)


def test_the_conclusion_counts_everything_and_is_silent_about_denunciations() -> None:
    asked = given(decider, *HELD).when(ask.ConcludeSession(TOTALS))
    assert asked.refusal is None
    [event] = asked.events
    assert isinstance(event, e.SessionConcluded)
    assert event.totals == TOTALS
    assert [(each.opinion_id, each.disposition.value) for each in event.opinions] == [
        ("a", "ANSWERED_ON_SPOT"),
        ("b", "ASSIGNED"),
        ("d", "NOT_RAISED"),
        ("e", "REJECTED"),
    ]
    assert "c" not in {each.opinion_id for each in event.opinions}
    assert asked.state.duties.open_cases == {str(case_id(S, "b"))}  # type: ignore[union-attr]


def test_a_session_of_several_days_is_held_on_its_last_day() -> None:
    adopted = replace(ADOPTED, adopted_at=ENDS + timedelta(days=2))
    [event] = given(decider, *DURING, adopted).when(ask.ConcludeSession()).events
    assert isinstance(event, e.SessionConcluded)
    assert (event.held_from, event.held_on) == (DAY, DAY + timedelta(days=2))


def test_totals_other_than_those_of_the_opinions_are_refused() -> None:
    given(decider, *HELD).when(ask.ConcludeSession(replace(TOTALS, assigned=2))).refused("totals_inconsistent")


def test_every_raised_opinion_is_decided_before_the_conclusion() -> None:
    life = (*DURING, listed("a"), slip(1, "a"), spoke(1, 1), ADOPTED)
    given(decider, *life).when(ask.ConcludeSession()).refused("raised_opinion_undecided")


def test_only_a_session_whose_minutes_are_adopted_is_concluded_and_only_once() -> None:
    given(decider, *DURING).when(ask.ConcludeSession()).refused("minutes_not_adopted")
    given(decider, *BEFORE).when(ask.ConcludeSession()).refused("session_not_held")
    given(decider).when(ask.ConcludeSession()).refused("session_unknown")
    given(decider, concluded()).when(ask.ConcludeSession()).then()


def test_an_opinion_that_comes_after_the_conclusion_is_kept_for_another_session() -> None:
    given(decider, concluded()).when(ask.ScheduleOpinion("late")).then(e.OpinionCameTooLate(S, "late"))
    given(decider, concluded()).when(ask.ScheduleOpinion("o")).then()


def test_notices_reviews_and_reports_are_done_once() -> None:
    issue = ask.IssueConclusionNotice(NOTICE, (Channel.PORTAL,))
    after = given(decider, concluded()).when(issue).then(ISSUED)
    assert status(after) is Status.CONCLUSION_ISSUED
    given(decider, concluded(), ISSUED).when(issue).then()
    other = NOTICE.model_copy(update={"number": "6"})
    given(decider, concluded(), ISSUED).when(ask.IssueConclusionNotice(other)).refused("conclusion_notice_already_issued")
    given(decider, concluded(), e.ResultNoticeIssued(S, NOTICE)).when(ask.IssueResultNotice(other)).refused("result_notice_already_issued")
    reported = e.SessionReportSubmitted(S, ("ubnd",), NOTICE)
    given(decider, concluded(), ISSUED).when(ask.SubmitSessionReport(("ubnd",), NOTICE)).then(reported)
    given(decider, concluded(), ISSUED, reported).when(ask.SubmitSessionReport(("ubnd",), other)).refused("report_already_submitted")
    review = e.InternalReviewHeld(S, DAY)
    given(decider, concluded()).when(ask.HoldInternalReview(DAY)).then(review)
    given(decider, concluded(), review).when(ask.HoldInternalReview(DAY)).then()


@pytest.mark.parametrize(
    ("command", "slug"),
    [
        (ask.IssueConclusionNotice(Document(symbol="TB-VPUB")), "document_is_a_draft"),
        (ask.IssueConclusionNotice(NOTICE.model_copy(update={"issued_on": date(2026, 2, 10)})), "before_the_session"),
        (ask.HoldInternalReview(date(2026, 2, 10)), "before_the_session"),
        (ask.SubmitSessionReport((), NOTICE), "recipients_missing"),
        (ask.SubmitSessionReport(("ubnd",), NOTICE), "conclusion_notice_missing"),
        (ask.CloseSession(DAY), "duties_not_met"),
    ],
)
def test_a_duty_that_is_not_properly_met_is_refused(command: ask.DutyCommand, slug: str) -> None:
    given(decider, concluded()).when(command).refused(slug)


def test_duties_belong_to_concluded_sessions() -> None:
    given(decider).when(ask.HoldInternalReview(DAY)).refused("session_unknown")
    given(decider, *DURING).when(ask.HoldInternalReview(DAY)).refused("session_not_concluded")


def test_a_session_closes_when_every_duty_is_met_and_every_case_closed() -> None:
    given(decider, *DONE[:-1]).when(ask.CloseSession(date(2026, 3, 5))).refused("duties_not_met")
    given(decider, *DONE).when(ask.CloseSession(date(2026, 2, 1))).refused("before_the_session")
    closed = e.SessionClosed(S, date(2026, 3, 5))
    given(decider, *DONE).when(ask.CloseSession(date(2026, 3, 5))).then(closed)
    given(decider, *DONE, closed).when(ask.CloseSession(date(2026, 3, 6))).then()
    given(decider, *DONE, closed).when(ask.HoldInternalReview(DAY)).refused("session_closed")


def test_only_a_session_with_the_people_owes_a_report() -> None:
    staff = given(decider, concluded(audience=(Audience.STAFF,))).state
    people = given(decider, concluded()).state
    assert "REPORT" in owed(people)  # type: ignore[arg-type]
    assert "REPORT" not in owed(staff)  # type: ignore[arg-type]


def test_a_reopened_case_reopens_its_session() -> None:
    closed = e.SessionClosed(S, date(2026, 3, 5))
    reopened = e.SessionCaseReopened(S, CASE)
    after = given(decider, *DONE, closed).when(ask.NoteCaseReopened(CASE)).then(reopened)
    assert not isinstance(after, Closed)
    given(decider, *DONE, closed, reopened).when(ask.CloseSession(date(2026, 3, 9))).refused("duties_not_met")
    given(decider, *DONE).when(ask.NoteCaseClosed(CASE, date(2026, 3, 4))).then()
    given(decider, *DURING).when(ask.NoteCaseClosed(CASE, date(2026, 3, 4))).then()


def test_a_case_of_an_opinion_follows_from_its_assignment() -> None:
    opinions = (OpinionResult("o", Disposition.ASSIGNED, "snn"), OpinionResult("p", Disposition.ANSWERED_ON_SPOT))
    state = given(decider, concluded(opinions=opinions)).state
    assert state.duties.open_cases == {CASE}  # type: ignore[union-attr]
