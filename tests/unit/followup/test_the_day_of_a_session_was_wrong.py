"""The session was on another day than was told: what runs from it is counted anew, what runs from elsewhere or was granted stays."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from followup_cases import (
    CASE,
    CHAIR,
    HELD_ON,
    NOTICE,
    OFFICE,
    OFFICER,
    OPINION,
    SUPERIOR,
    after,
    at,
    calendar,
    day,
    extension,
    issue,
    open_case,
    pack,
    referral,
    state_after,
    terms,
)

from chassis.eventstore.recorded import Meta, Recorded
from chassis.identity.actor import SYSTEM
from chassis.testing.spec import given
from chassis.timers import Disarm
from contracts.followup import DeadlineRecalculatedV1
from contracts.vocabulary import Channel, RecalculationCause, SuperiorOutcome, Timeliness
from followup.case import commands as c
from followup.case import events as e
from followup.case.case import Closed, ReferredUp, Replied, facts_of
from followup.case.decide import decider
from followup.case.vocabulary import CommunicatedBy
from followup.deadlines.deadline import Terms
from followup.outbound import outbound
from followup.rules.pack import TimelyBy
from followup.timers import apply as timers

TOLD = c.MarkCommunicated(now=at(day("2026-02-25")), by=SYSTEM, by_means_of=CommunicatedBy.CONCLUSION_NOTICE)
GRANTED_EARLY = (extension(day("2026-03-04"), day("2026-03-25")), c.GrantExtension(now=at(day("2026-03-04"), 11), by=CHAIR, terms=terms()))
GRANTED = (extension(day("2026-03-10"), day("2026-03-25")), c.GrantExtension(now=at(day("2026-03-10"), 11), by=CHAIR, terms=terms()))
BACK_FROM_ABOVE = (
    referral(day("2026-03-06")),
    c.RecordSuperiorResponse(
        now=at(day("2026-03-16")), by=OFFICE, superior_org_id=SUPERIOR, doc=NOTICE, outcome=SuperiorOutcome.ANSWERED, terms=terms()
    ),
)
CLOSED = (issue(day("2026-03-03")), c.CloseCase(now=at(day("2026-03-04")), by=OFFICER))
AGAIN = c.ReopenCase(now=at(day("2026-03-10")), by=CHAIR, reason="Công dân chưa đồng ý", terms=terms())


def corrected(held_on: str, **changes: Any) -> c.CorrectSessionDate:
    values = {"now": at(day("2026-03-17")), "by": SYSTEM, "held_on": day(held_on), "terms": terms()}
    return c.CorrectSessionDate(**{**values, **changes})


@pytest.mark.parametrize(
    ("before", "held_on", "due_on"),
    [
        # 15 working days from Tue 10/02 end on Tue 10/03, from Thu 12/02 on Thu 12/03
        pytest.param((), "2026-02-10", "2026-03-10", id="earlier: nobody was told, the date is simply the earlier one"),
        pytest.param((), "2026-02-12", "2026-03-12", id="later"),
        pytest.param((TOLD,), "2026-02-10", "2026-03-11", id="earlier: the date that was told stays"),
        pytest.param((TOLD,), "2026-02-12", "2026-03-12", id="later than was told"),
        pytest.param(GRANTED, "2026-02-12", "2026-03-25", id="a granted day stays as granted"),
        pytest.param(BACK_FROM_ABOVE, "2026-02-12", "2026-03-19", id="what was left after a referral runs from the superior's answer"),
    ],
)
def test_what_runs_from_the_session_runs_from_its_true_day(before: tuple[c.CaseCommand, ...], held_on: str, due_on: str) -> None:
    facts = facts_of(state_after(open_case(), *before, corrected(held_on)))
    assert facts.schedule
    assert (facts.schedule.due_on, facts.anchor_on, facts.counts_from) == (day(due_on), day(held_on), day(held_on))
    last = after(open_case(), *before, corrected(held_on))[-1]
    assert isinstance(last, e.DeadlineRecalculated | e.DeadlineUpheld)
    assert last.cause is RecalculationCause.SESSION_DATE_CORRECTED


@pytest.mark.parametrize(
    ("before", "command"),
    [
        pytest.param((), corrected(HELD_ON.isoformat()), id="the same day"),
        pytest.param((), corrected("2026-02-12", terms=None), id="no pack in force"),
    ],
)
def test_what_does_not_run_from_the_session_is_left_alone(before: tuple[c.CaseCommand, ...], command: c.CorrectSessionDate) -> None:
    given(decider, *after(open_case(), *before)).when(command).then()


def test_a_case_that_never_had_a_limit_has_none_afterwards() -> None:
    given(decider, *after(open_case(terms=None))).when(corrected("2026-02-12")).then()


@pytest.mark.parametrize(
    ("before", "held_on", "days_left", "due_on"),
    [
        # referred on Fri 06/03 with 3 of 15 days left (to Wed 11/03); the superior answers on Mon 16/03
        pytest.param((), "2026-02-12", 4, "2026-03-20", id="later: a day more is given back"),
        pytest.param((), "2026-02-10", 2, "2026-03-18", id="earlier: a day less"),
        pytest.param((TOLD,), "2026-02-10", 3, "2026-03-19", id="earlier, and the date was told: nothing is taken"),
        pytest.param(GRANTED_EARLY, "2026-02-12", 13, "2026-04-02", id="a granted day stays as granted"),
    ],
)
def test_with_the_superior_the_days_given_back_are_those_of_the_true_day(
    before: tuple[c.CaseCommand, ...], held_on: str, days_left: int, due_on: str
) -> None:
    history = (open_case(), *before, BACK_FROM_ABOVE[0], corrected(held_on, now=at(day("2026-03-09"))))
    state = state_after(*history)
    assert isinstance(state, ReferredUp)
    facts = state.facts
    assert (facts.anchor_on, facts.counts_from, facts.remaining_working_days) == (day(held_on), day(held_on), days_left)
    assert facts.schedule
    assert facts.schedule.steps == (), "its clock stands still"
    back = facts_of(state_after(*history, BACK_FROM_ABOVE[1])).schedule
    assert back
    assert back.due_on == day(due_on)


LATE = (issue(day("2026-03-12")), c.CloseCase(now=at(day("2026-03-13")), by=OFFICER))
IN_TIME = (issue(day("2026-03-11")), c.CloseCase(now=at(day("2026-03-13")), by=OFFICER))


@pytest.mark.parametrize(
    ("before", "held_on", "judged", "due_on"),
    [
        pytest.param(LATE, "2026-02-12", e.Judged(Timeliness.ON_TIME, 0, 0), "2026-03-12", id="it was not late after all"),
        pytest.param(IN_TIME, "2026-02-10", e.Judged(Timeliness.LATE, 1, 0), "2026-03-10", id="nobody was told the date: it was late"),
        pytest.param((TOLD, *IN_TIME), "2026-02-10", None, "2026-03-11", id="the date that was told stays: in time"),
        pytest.param(CLOSED, "2026-02-12", e.Judged(Timeliness.ON_TIME, 0, 7), "2026-03-12", id="a day earlier than was thought"),
        pytest.param(LATE[:1], "2026-02-12", e.Judged(Timeliness.ON_TIME, 0, 0), "2026-03-12", id="answered and not closed yet"),
    ],
)
def test_an_answered_case_is_judged_by_the_date_it_should_have_had(
    before: tuple[c.CaseCommand, ...], held_on: str, judged: e.Judged | None, due_on: str
) -> None:
    earlier = facts_of(state_after(open_case(), *before))
    [event] = given(decider, *after(open_case(), *before)).when(corrected(held_on)).events
    assert getattr(event, "judged", None) == judged
    state = state_after(open_case(), *before, corrected(held_on))
    assert isinstance(state, Replied | Closed)
    facts = state.facts
    assert facts.schedule
    assert (facts.schedule.due_on, facts.schedule.steps, facts.anchor_on) == (day(due_on), (), day(held_on))
    expected = judged or e.Judged(earlier.timeliness, earlier.working_days_late, earlier.working_days_early)
    assert e.Judged(facts.timeliness, facts.working_days_late, facts.working_days_early) == expected


def test_a_case_that_is_closed_later_ends_with_what_the_true_day_makes_of_its_reply() -> None:
    closed = after(open_case(), LATE[0], corrected("2026-02-12"), c.CloseCase(now=at(day("2026-03-18")), by=OFFICER))[-1]
    assert isinstance(closed, e.CaseClosed)
    assert (closed.timeliness, closed.working_days_late) == (Timeliness.ON_TIME, 0)


def test_judged_by_delivery_it_is_judged_by_delivery_again() -> None:
    by_delivery = Terms(replace(pack(), choices=replace(pack().choices, reply_timely_by=TimelyBy.DELIVERY)), calendar())
    got = at(day("2026-03-12"))
    delivered = c.RecordDelivery(
        now=got, by=OFFICER, reply_id="reply-1", opinion_id=OPINION, channel=Channel.PAPER_POST, delivered_at=got, terms=by_delivery
    )
    history = (open_case(), issue(day("2026-03-10")), delivered)
    before = facts_of(state_after(*history))
    assert (before.closed_on, after(*history)[-1].timeliness) == (day("2026-03-12"), Timeliness.LATE)
    facts = facts_of(state_after(*history, corrected("2026-02-12", terms=by_delivery)))
    assert (facts.timeliness, facts.working_days_late, facts.working_days_early) == (Timeliness.ON_TIME, 0, 0)


def test_the_second_round_keeps_its_limit_and_names_the_true_day() -> None:
    before = facts_of(state_after(open_case(), *CLOSED, AGAIN))
    facts = facts_of(state_after(open_case(), *CLOSED, AGAIN, corrected("2026-02-12")))
    assert before.schedule
    assert facts.schedule
    assert (facts.anchor_on, facts.counts_from, facts.schedule.due_on) == (day("2026-02-12"), day("2026-03-10"), before.schedule.due_on)
    assert facts.schedule.steps
    assert facts_of(state_after(open_case(), *CLOSED, AGAIN, corrected("2026-02-12"), corrected("2026-02-10"))).anchor_on == day(
        "2026-02-10"
    )


def test_what_stands_still_wakes_nobody() -> None:
    for before in (BACK_FROM_ABOVE[:1], LATE):
        [event] = given(decider, *after(open_case(), *before)).when(corrected("2026-02-12")).events
        stored = Recorded(7, UUID(int=7), f"case-{CASE}", 3, "x", event, Meta("system", "c-1").json(), at(day("2026-03-17")))
        assert list(timers(stored)) == [Disarm(f"case-{CASE}")]


def test_those_who_count_hear_what_the_reply_is_by_the_new_date() -> None:
    [event] = given(decider, *after(open_case(), *LATE)).when(corrected("2026-02-12")).events
    told = outbound(Recorded(7, UUID(int=7), f"case-{CASE}", 3, "x", event, Meta("system", "c-1").json(), at(day("2026-03-17"))))
    assert isinstance(told, DeadlineRecalculatedV1)
    assert (told.timeliness, told.working_days_late, told.working_days_early) == (Timeliness.ON_TIME, 0, 0)
