"""The session was on another day than was told: what runs from it is counted anew, what runs from elsewhere or was granted stays."""

from typing import Any

import pytest
from followup_cases import (
    CHAIR,
    HELD_ON,
    NOTICE,
    OFFICE,
    OFFICER,
    SUPERIOR,
    after,
    at,
    day,
    extension,
    issue,
    open_case,
    referral,
    state_after,
    terms,
)

from chassis.identity.actor import SYSTEM
from chassis.testing.spec import given
from contracts.vocabulary import RecalculationCause, SuperiorOutcome
from followup.case import commands as c
from followup.case import events as e
from followup.case.case import facts_of
from followup.case.decide import decider
from followup.case.vocabulary import CommunicatedBy

TOLD = c.MarkCommunicated(now=at(day("2026-02-25")), by=SYSTEM, by_means_of=CommunicatedBy.CONCLUSION_NOTICE)
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
        pytest.param(CLOSED, corrected("2026-02-12"), id="closed"),
        pytest.param(BACK_FROM_ABOVE[:1], corrected("2026-02-12"), id="with the superior"),
        pytest.param((*CLOSED, AGAIN), corrected("2026-02-12"), id="the second round runs from its reopening"),
    ],
)
def test_what_does_not_run_from_the_session_is_left_alone(before: tuple[c.CaseCommand, ...], command: c.CorrectSessionDate) -> None:
    given(decider, *after(open_case(), *before)).when(command).then()


def test_a_case_that_never_had_a_limit_has_none_afterwards() -> None:
    given(decider, *after(open_case(terms=None))).when(corrected("2026-02-12")).then()
