"""Answered, resolved and in plan are three things: a promise is kept on a list until it is settled, moved or taken back."""

from dataclasses import replace
from typing import Any

import pytest
from followup_cases import AGENCY, CHAIR, NOTICE, OFFICE, OFFICER, OPINION, after, at, day, issue, named, open_case, reply_on, state_after

from chassis.testing.spec import given
from contracts.vocabulary import Outcome, Satisfaction, Timeliness
from followup.case import commands as c
from followup.case import events as e
from followup.case import promised
from followup.case.case import Closed, Replied, facts_of
from followup.case.decide import decider
from followup.case.vocabulary import Flag, Roadmap

PLAN = Roadmap(day("2026-09-30"), "Khởi công tháng 6, hoàn thành tháng 9.", "Vốn sự nghiệp năm 2026.")
REPLIED_ON = day("2026-03-03")


def in_plan(**changes: Any) -> c.IssueReply:
    return issue(REPLIED_ON, outcome=Outcome.IN_PLAN, **{"roadmap": PLAN, **changes})


def close() -> c.CloseCase:
    return c.CloseCase(now=at(day("2026-03-06")), by=OFFICE)


def resolved(on: str = "2026-09-15") -> c.RecordResolution:
    said = "Đường vào bản đã thông xe."
    return c.RecordResolution(now=at(day(on)), by=OFFICER, commitment_id="reply-1", resolved_on=day(on), summary_plain=said, doc=NOTICE)


def moved(to: str, on: str = "2026-03-09") -> c.RescheduleCommitment:
    return c.RescheduleCommitment(now=at(day(on)), by=OFFICER, commitment_id="reply-1", expected_on=day(to), reason="Mưa lũ")


def corrected(outcome: Outcome, **changes: Any) -> c.IssueReply:
    return issue(day("2026-03-09"), reply_id="reply-2", outcome=outcome, corrects="reply-1", **changes)


def test_a_reply_that_puts_the_matter_in_plan_answers_the_case_and_opens_a_promise() -> None:
    events = after(open_case(), in_plan())
    assert named(events) == ["FollowUpOpened", "ReplyIssued", "CommitmentMade"]
    made = events[-1]
    assert isinstance(made, promised.CommitmentMade)
    assert (made.commitment_id, made.owner_org_id, made.expected_on) == ("reply-1", AGENCY, PLAN.expected_on)
    assert isinstance(state_after(open_case(), in_plan()), Replied)


def test_the_case_closes_while_its_promise_stays_open() -> None:
    state = state_after(open_case(), in_plan(), close())
    assert isinstance(state, Closed)
    assert [each.commitment_id for each in state.facts.open_commitments] == ["reply-1"]


def test_without_a_roadmap_the_reply_is_accepted_and_flagged() -> None:
    state = state_after(open_case(), in_plan(roadmap=None))
    assert isinstance(state, Replied)
    assert state.facts.replies[0].flags == (Flag.ROADMAP_MISSING,)
    assert [each.expected_on for each in state.facts.open_commitments] == [None]


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.IN_PLAN}))
def test_no_other_outcome_promises_anything(outcome: Outcome) -> None:
    assert facts_of(state_after(open_case(), issue(REPLIED_ON, outcome=outcome))).commitments == ()


def test_a_promise_is_kept_after_the_case_closed_and_only_once() -> None:
    state = state_after(open_case(), in_plan(), close(), resolved())
    assert isinstance(state, Closed)
    assert state.facts.open_commitments == ()
    history = after(open_case(), in_plan(), close(), resolved())
    given(decider, *history).when(resolved()).then()
    given(decider, *history).when(resolved("2026-09-16")).refused("commitment_not_open")


def test_nothing_is_resolved_before_it_was_promised_nor_in_the_future() -> None:
    history = after(open_case(), in_plan())
    given(decider, *history).when(replace(resolved(), resolved_on=day("2026-03-02"))).refused("resolved_before_promised")
    given(decider, *history).when(replace(resolved(), resolved_on=day("2026-09-16"))).refused("resolved_in_the_future")
    given(decider, *history).when(replace(resolved(), commitment_id="reply-9")).refused("commitment_unknown")


def test_a_promise_is_moved_with_a_reason_and_never_into_the_past() -> None:
    history = after(open_case(), in_plan(), close())
    [event] = given(decider, *history).when(moved("2026-12-31")).events
    assert isinstance(event, promised.CommitmentRescheduled)
    assert (event.old_expected_on, event.new_expected_on, event.reason) == (PLAN.expected_on, day("2026-12-31"), "Mưa lũ")
    given(decider, *history).when(moved("2026-09-30")).then()
    given(decider, *history).when(moved("2026-03-08")).refused("commitment_in_the_past")


@pytest.mark.parametrize(
    ("outcome", "becomes"),
    [
        (Outcome.RESOLVED, "ResolutionRecorded"),
        (Outcome.EXPLAINED, "CommitmentWithdrawn"),
        (Outcome.REFUSED_WITH_REASON, "CommitmentWithdrawn"),
        (Outcome.REFERRED, "CommitmentWithdrawn"),
    ],
)
def test_a_later_reply_settles_or_takes_back_what_an_earlier_one_promised(outcome: Outcome, becomes: str) -> None:
    state = state_after(open_case(), in_plan(), corrected(outcome))
    assert named(after(open_case(), in_plan(), corrected(outcome)))[-2:] == ["ReplyIssued", becomes]
    assert facts_of(state).open_commitments == ()


def test_a_later_reply_in_plan_moves_the_promise_instead_of_making_a_second_one() -> None:
    events = after(open_case(), in_plan(), corrected(Outcome.IN_PLAN, roadmap=Roadmap(day("2026-12-15"))))
    assert named(events)[-2:] == ["ReplyIssued", "CommitmentRescheduled"]
    [only] = facts_of(state_after(open_case(), in_plan(), corrected(Outcome.IN_PLAN, roadmap=Roadmap(day("2026-12-15"))))).commitments
    assert only.expected_on == day("2026-12-15")


def test_a_reply_held_for_its_case_makes_its_promise_when_the_case_opens() -> None:
    reply = reply_on(day("2026-02-11"), outcome=Outcome.IN_PLAN, roadmap=PLAN)
    early = c.HoldReply(now=at(day("2026-02-11"), 8), by=OFFICER, case_id=open_case().case_id, reply=reply, agency="snv", event_id="in-1")
    assert named(after(early, open_case())) == ["ReplyHeld", "FollowUpOpened", "ReplyIssued", "CommitmentMade"]


def test_satisfaction_may_be_told_after_a_reply_and_the_last_word_stands() -> None:
    def said(word: Satisfaction) -> c.RecordSatisfaction:
        return c.RecordSatisfaction(now=at(day("2026-03-09")), by=OFFICE, opinion_id=OPINION, satisfaction=word)

    given(decider, *after(open_case())).when(said(Satisfaction.PARTLY)).refused("case_not_replied")
    state = state_after(open_case(), in_plan(), said(Satisfaction.DISSATISFIED), close(), said(Satisfaction.PARTLY))
    assert facts_of(state).satisfaction == ((OPINION, Satisfaction.PARTLY),)
    given(decider, *after(open_case(), in_plan(), said(Satisfaction.PARTLY))).when(said(Satisfaction.PARTLY)).then()


@pytest.mark.parametrize(
    ("replied_on", "timeliness", "early", "late"),
    [
        pytest.param("2026-03-10", Timeliness.ON_TIME, 1, 0, id="Tue, due Wed: a working day early"),
        pytest.param("2026-03-11", Timeliness.ON_TIME, 0, 0, id="Wed, the last day: on time, not early"),
        pytest.param("2026-03-12", Timeliness.LATE, 0, 1, id="Thu: one working day late"),
        pytest.param("2026-02-25", Timeliness.ON_TIME, 10, 0, id="two weeks early"),
    ],
)
def test_early_on_time_and_late_are_counted_in_working_days(replied_on: str, timeliness: Timeliness, early: int, late: int) -> None:
    facts = facts_of(state_after(open_case(), issue(day(replied_on))))
    assert (facts.timeliness, facts.working_days_early, facts.working_days_late) == (timeliness, early, late)
    closed = after(open_case(), issue(day(replied_on)), c.CloseCase(now=at(day("2026-03-20")), by=CHAIR))[-1]
    assert isinstance(closed, e.CaseClosed)
    assert (closed.working_days_early, closed.working_days_late) == (early, late)


def test_a_reply_on_saturday_before_a_due_monday_is_early_by_the_monday() -> None:
    facts = facts_of(state_after(open_case(day("2026-04-22")), issue(day("2026-05-16"))))
    assert facts.schedule
    assert (facts.schedule.due_on, facts.working_days_early) == (day("2026-05-18"), 1)
