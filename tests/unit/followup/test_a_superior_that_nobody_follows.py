"""A superior ends and nobody follows it: what was referred to it comes back to the host's office, with the days that were left."""

from typing import Any

import pytest
from followup_cases import (
    AGENCY,
    CASE,
    CHAIR,
    CO_AGENCY,
    HOST,
    NOTICE,
    SUPERIOR,
    after,
    at,
    calendar,
    day,
    extension,
    issue,
    named,
    open_case,
    pass_time,
    referral,
    state_after,
    terms,
)
from hypothesis import given as any_of
from hypothesis import strategies as st

from chassis.identity.actor import SYSTEM
from chassis.testing.spec import given
from contracts.cases import CasePassedToSuccessorV1
from contracts.vocabulary import Complexity, RecalculationCause, SuperiorOutcome
from followup.case import commands as c
from followup.case import events as e
from followup.case import promised
from followup.case.case import Open, facts_of
from followup.case.decide import decider
from followup.outbound_promised import outbound_promised

# referred on Thu 26/02 with 9 working days of 15 left; the superior ends with Sunday 15/03
REFERRED = (open_case(), referral(day("2026-02-26")))
BACK_ON, DUE_AGAIN = day("2026-03-16"), day("2026-03-27")


def ended(org_id: str = SUPERIOR, successors: tuple[str, ...] = (), last_day: str = "2026-03-15", **changes: Any) -> c.PassToSuccessor:
    values = {"from_org_id": org_id, "successor_ids": successors, "last_day": day(last_day), "decision_doc": NOTICE, "terms": terms()}
    return c.PassToSuccessor(**{"now": at(BACK_ON, 0), "by": SYSTEM, **values, **changes})


RETURNED = (*REFERRED, ended())


def test_the_hosts_office_has_the_case_again_and_the_agency_that_waited_stands_beside_it() -> None:
    state = state_after(*RETURNED)
    facts = facts_of(state)
    assert isinstance(state, Open)
    assert (facts.assigned_agency_id, facts.host_org_id, facts.co_agencies) == (HOST, HOST, (AGENCY, CO_AGENCY))
    assert facts.superior_org_id is None


def test_the_days_that_were_left_run_on_from_the_first_day_without_the_superior() -> None:
    assert facts_of(state_after(*REFERRED)).remaining_working_days == 9
    passed, moved = after(*RETURNED)[-2:]
    assert isinstance(passed, promised.CasePassedToSuccessor)
    assert (passed.from_org_id, passed.to_org_id, passed.superior_org_id, passed.decision_doc) == (SUPERIOR, HOST, None, NOTICE)
    assert isinstance(moved, e.DeadlineRecalculated)
    assert (moved.cause, moved.old_due_on, moved.schedule) == (RecalculationCause.CLOCK_RESUMED, day("2026-03-11"), passed.schedule)
    assert moved.schedule.due_on == DUE_AGAIN


def test_whoever_hears_of_it_hears_the_new_date_in_the_same_word() -> None:
    passed = after(*RETURNED)[-2]
    assert isinstance(passed, promised.CasePassedToSuccessor)
    told = outbound_promised(passed)
    assert isinstance(told, CasePassedToSuccessorV1)
    assert (told.case_id, told.referral_ended, told.due_on, told.to_org_id) == (CASE, True, DUE_AGAIN, HOST)


def test_the_case_is_watched_again_its_missed_date_is_stated_and_the_chair_hears_of_it_first() -> None:
    told = pass_time(at(day("2026-03-30"), 10), state_after(*RETURNED))
    assert [each.due_on for each in told if isinstance(each, e.DeadlineMissed)] == [DUE_AGAIN]
    [first] = [each for each in told if isinstance(each, e.EscalationRaised)]
    assert (first.level, first.to_role, first.to_org_id, first.owner_org_id) == (1, "chairperson", HOST, HOST)


def test_the_host_answers_it_or_the_agency_beside_it_does() -> None:
    for issuer in (HOST, AGENCY):
        [issued] = given(decider, *after(*RETURNED)).when(issue(day("2026-03-27"), issuing_org_id=issuer)).events[-1:]
        assert isinstance(issued, e.ReplyIssued)
        assert (issued.working_days_late, issued.answers_all) == (0, True)


@pytest.mark.parametrize(("on", "taken"), [("2026-03-27", True), ("2026-03-30", False)])
def test_it_may_be_referred_again_until_the_date_it_has_now(on: str, *, taken: bool) -> None:
    again = given(decider, *after(*RETURNED)).when(referral(day(on), superior_org_id="sl-khac"))
    if taken:
        assert named(again.events)[-1] == "ReferredToSuperior"
    else:
        again.refused("referral_after_limit")


def test_set_to_complex_the_days_it_stood_still_are_not_taken_from_it() -> None:
    """30 working days from the session end on 1 April; what was granted and stood still for a month ends later."""
    asked, granted = (
        extension(day("2026-02-12"), day("2026-03-25")),
        c.GrantExtension(now=at(day("2026-02-12"), 11), by=CHAIR, terms=terms()),
    )
    late = (open_case(), asked, granted, referral(day("2026-02-13")), ended(now=at(day("2026-03-10"), 0), last_day="2026-03-09"))
    assert (before := facts_of(state_after(*late)).schedule)
    assert before.due_on == day("2026-04-10")
    complex_now = c.Reclassify(now=at(day("2026-03-11")), by=CHAIR, to=Complexity.COMPLEX, reason="Nhiều ngành", terms=terms())
    facts = facts_of(state_after(*late, complex_now))
    assert facts.schedule
    assert (facts.complexity, facts.schedule.due_on) == (Complexity.COMPLEX, before.due_on)


def test_what_the_superior_wrote_in_its_time_still_answers_the_case() -> None:
    in_time = issue(day("2026-03-13"), issuing_org_id=SUPERIOR, now=at(day("2026-03-17")), said_on=day("2026-03-17"))
    assert named(given(decider, *after(*RETURNED)).when(in_time).events) == ["ReplyIssued"]
    given(decider, *after(*RETURNED)).when(issue(day("2026-03-17"), issuing_org_id=SUPERIOR)).refused("wrong_issuer")


def test_a_successor_that_ends_later_with_nobody_after_it_gives_the_case_back_too() -> None:
    history = (*REFERRED, ended(successors=("sl-moi",), last_day="2026-02-28"))
    assert facts_of(state_after(*history)).superior_org_id == "sl-moi"
    state = state_after(*history, ended("sl-moi"))
    assert isinstance(state, Open)
    assert state.facts.schedule
    assert (state.facts.assigned_agency_id, state.facts.schedule.due_on) == (HOST, DUE_AGAIN)


@pytest.mark.parametrize(
    ("gone", "holder", "beside"),
    [
        pytest.param((), HOST, (AGENCY, CO_AGENCY), id="the host's office"),
        pytest.param((HOST,), AGENCY, (CO_AGENCY,), id="the host ended too: the agency that waited"),
        pytest.param((HOST, AGENCY), CO_AGENCY, (), id="and the agency: who stood beside it"),
        pytest.param((HOST, AGENCY, CO_AGENCY), HOST, (), id="nobody is left: the host's chair hears of it through the ladder"),
    ],
)
def test_it_comes_back_to_somebody_who_is_still_there(gone: tuple[str, ...], holder: str, beside: tuple[str, ...]) -> None:
    facts = facts_of(state_after(*REFERRED, ended(ended=frozenset(gone))))
    assert (facts.assigned_agency_id, facts.co_agencies) == (holder, beside)


def test_where_host_and_agency_ended_the_one_beside_them_holds_a_case_nobody_else_was_named_for() -> None:
    facts = facts_of(state_after(open_case(), ended(AGENCY, ended=frozenset({HOST, AGENCY}))))
    assert (facts.assigned_agency_id, facts.co_agencies) == (CO_AGENCY, ())


def test_after_the_hosts_successor_took_over_the_case_comes_back_to_that_one() -> None:
    facts = facts_of(state_after(*REFERRED, ended(HOST, ("sl-vp-moi",), "2026-02-28"), ended()))
    assert (facts.host_org_id, facts.assigned_agency_id) == ("sl-vp-moi", "sl-vp-moi")


def test_told_twice_it_comes_back_once_and_a_superior_named_later_is_referred_to_by_hand() -> None:
    given(decider, *after(*RETURNED)).when(ended()).then()
    given(decider, *after(*RETURNED)).when(ended(successors=("sl-moi",))).then()


def test_a_case_its_superior_had_answered_is_not_touched_by_its_end() -> None:
    said = c.RecordSuperiorResponse(
        now=at(day("2026-03-10")), by=CHAIR, superior_org_id=SUPERIOR, doc=NOTICE, outcome=SuperiorOutcome.ANSWERED, terms=terms()
    )
    given(decider, *after(*REFERRED, said)).when(ended()).then()


def test_beyond_the_calendar_it_comes_back_with_the_date_it_had_instead_of_staying_where_nobody_is() -> None:
    far = ended(now=at(day("2027-12-31"), 0), last_day="2027-12-30")
    events = given(decider, *after(*REFERRED)).when(far).events
    assert named(events) == ["CasePassedToSuccessor"]
    state = state_after(*REFERRED, far)
    assert isinstance(state, Open)
    assert state.facts.schedule == facts_of(state_after(open_case())).schedule


def test_a_case_without_a_limit_comes_back_without_one() -> None:
    history = (open_case(terms=None), referral(day("2026-02-26"), terms=None), ended(terms=None))
    assert named(after(*history))[-1] == "CasePassedToSuccessor"
    assert facts_of(state_after(*history)).schedule is None


@any_of(st.dates(day("2026-02-12"), day("2026-03-11")), st.integers(0, 200))
def test_whenever_it_is_referred_and_whenever_the_superior_ends_the_date_is_never_earlier_than_it_was(on: Any, days: int) -> None:
    if not calendar().is_working(on):
        return
    back = on.toordinal() + days
    last = type(on).fromordinal(back)
    history = (open_case(), referral(on), ended(now=at(type(on).fromordinal(back + 1), 0), last_day=last.isoformat()))
    facts = facts_of(state_after(*history))
    assert facts.schedule
    assert facts.schedule.due_on >= day("2026-03-11")
    assert facts.schedule.due_on > last
