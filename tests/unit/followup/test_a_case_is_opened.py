"""Opening a case: its limit, its ladder, the agency that holds it, and what was waiting for it."""

import pytest
from followup_cases import AGENCY, CASE, DUE_ON, HELD_ON, HOST, OFFICER, OPINION, after, at, day, named, open_case, reply_on, state_after

from chassis.decider import Refused
from chassis.identity.actor import SYSTEM
from chassis.testing.spec import given
from contracts.vocabulary import Complexity
from followup.case import commands as c
from followup.case import events as e
from followup.case.case import Awaiting, Open, Unknown, facts_of
from followup.case.decide import decider


def hold(event_id: str = "in-1", **changes: object) -> c.HoldReply:
    reply = reply_on(HELD_ON, **changes)  # type: ignore[arg-type]
    return c.HoldReply(now=at(HELD_ON, 8), by=OFFICER, case_id=CASE, reply=reply, agency="snv", event_id=event_id)


def test_an_assigned_opinion_opens_a_case_with_rule_pack_calendar_and_anchor() -> None:
    opened = after(open_case())[0]
    assert isinstance(opened, e.FollowUpOpened)
    assert opened.schedule
    deadline = opened.schedule.deadline
    assert (deadline.due_on, deadline.anchor_on, deadline.formula) == (DUE_ON, HELD_ON, "WD(E,15)")
    assert (deadline.rule_id, deadline.rule_pack_id, deadline.calendar_version) == ("DL-07", "SL-429-provisional-1", "2026-1")


def test_the_ladder_runs_from_five_days_before_to_ten_days_after_in_working_days_at_nine_local() -> None:
    opened = after(open_case())[0]
    assert isinstance(opened, e.FollowUpOpened)
    assert opened.schedule
    assert [(step.name, step.at) for step in opened.schedule.steps] == [
        ("D5", at(day("2026-03-04"), 9)),
        ("D2", at(day("2026-03-09"), 9)),
        ("D0", at(day("2026-03-11"), 9)),
        ("MISSED", at(day("2026-03-12"), 0)),
        ("L1", at(day("2026-03-12"), 9)),
        ("L2", at(day("2026-03-16"), 9)),
        ("L3", at(day("2026-03-18"), 9)),
        ("L4", at(day("2026-03-25"), 9)),
    ]


def test_a_complex_case_has_thirty_working_days() -> None:
    facts = facts_of(state_after(open_case(complexity=Complexity.COMPLEX)))
    assert facts.schedule
    assert (facts.schedule.due_on, facts.schedule.deadline.rule_id) == (day("2026-04-01"), "DL-08")


def test_opened_twice_it_is_opened_once() -> None:
    given(decider, *after(open_case())).when(open_case()).then()


def test_without_a_rule_pack_the_case_has_no_limit_and_nothing_ever_becomes_due() -> None:
    state = state_after(open_case(terms=None))
    assert isinstance(state, Open)
    assert state.facts.schedule is None


def test_an_opinion_assigned_to_nobody_is_held_by_the_office_of_the_chair() -> None:
    assert facts_of(state_after(open_case(assigned_agency_id=None))).assigned_agency_id == HOST


def test_a_limit_that_leaves_the_calendar_is_refused_not_guessed() -> None:
    with pytest.raises(Refused, match="outside_calendar"):
        after(open_case(day("2027-12-20")))


def test_ladder_steps_beyond_the_calendar_wait_for_the_next_version() -> None:
    opened = after(open_case(day("2027-12-03")))[0]
    assert isinstance(opened, e.FollowUpOpened)
    assert opened.schedule
    assert opened.schedule.due_on == day("2027-12-24")
    assert "L1" in [step.name for step in opened.schedule.steps]
    assert "L4" not in [step.name for step in opened.schedule.steps]


def test_a_case_opened_late_is_not_reminded_of_days_that_have_passed() -> None:
    opened = after(open_case(now=at(day("2026-03-10"))))[0]
    assert isinstance(opened, e.FollowUpOpened)
    assert opened.schedule
    assert [step.name for step in opened.schedule.steps][:2] == ["D0", "MISSED"]


def test_a_reply_ahead_of_its_case_is_held_once_per_message() -> None:
    state = state_after(hold(), hold(), hold("in-2"))
    assert isinstance(state, Awaiting)
    assert [held.event_id for held in state.held] == ["in-1", "in-2"]


def test_the_same_reply_held_in_two_messages_is_issued_once() -> None:
    events = after(hold(), hold("in-2"), open_case())
    assert named(events).count("ReplyIssued") == 1


def test_a_held_reply_of_the_wrong_agency_is_refused_when_the_case_opens() -> None:
    events = after(hold(issuing_org_id="sl-other"), open_case())
    assert named(events) == ["ReplyHeld", "FollowUpOpened", "HeldReplyRefused"]
    assert isinstance(events[-1], e.HeldReplyRefused)
    assert events[-1].slug == "wrong_issuer"


def test_a_reply_held_too_long_is_refused_and_forgotten() -> None:
    expire = c.ExpireHeldReply(now=at(day("2026-03-13")), by=SYSTEM, event_id="in-1")
    events = after(hold(), expire, expire)
    assert named(events) == ["ReplyHeld", "HeldReplyRefused"]
    assert state_after(hold(), expire) == Unknown()


def test_the_waiting_time_ends_without_effect_when_the_case_came_meanwhile() -> None:
    expire = c.ExpireHeldReply(now=at(day("2026-03-13")), by=SYSTEM, event_id="in-1")
    given(decider, *after(hold(), open_case())).when(expire).then()


def test_nothing_else_can_be_asked_of_a_case_that_nobody_opened() -> None:
    given(decider).when(c.StartWork(now=at(HELD_ON), by=OFFICER)).refused("case_unknown")


def test_starting_work_twice_is_starting_it_once() -> None:
    start = c.StartWork(now=at(day("2026-02-12")), by=OFFICER)
    given(decider, *after(open_case())).when(start).then(e.WorkStarted(CASE, AGENCY))
    given(decider, *after(open_case(), start)).when(start).then()


def test_a_case_keeps_its_opinion() -> None:
    assert facts_of(state_after(open_case())).opinion_ids == (OPINION,)
