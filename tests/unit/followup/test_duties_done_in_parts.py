"""Duties that are done part by part, expected by name, owed anew or lifted: what counts, with which day, and under which schedule."""

from dataclasses import replace
from datetime import date

from followup_cases import HOST, at, calendar, day, pack

from chassis.testing.spec import given
from contracts.vocabulary import Audience, DutyKind, DutySubject, Level, RecalculationCause, Timeliness
from followup.deadlines.deadline import Terms
from followup.duty import commands as d
from followup.duty import events as e
from followup.duty.decide import decider
from followup.duty.duty import Pending

TERMS = Terms(pack(), calendar())
SESSION_ON, MOVED_TO = day("2026-03-26"), day("2026-04-09")
INVITATIONS = d.OpenDuty(
    duty_id="duty-1",
    kind=DutyKind.INVITATIONS,
    about=d.About.session("session-1"),
    owner_org_id=HOST,
    anchor_on=SESSION_ON,
    level=Level.PROVINCE,
    audiences=(Audience.PEOPLE,),
    terms=TERMS,
    now=at(day("2026-02-11")),
)
FREQUENCY = replace(
    INVITATIONS,
    kind=DutyKind.MINIMUM_FREQUENCY,
    about=d.About(DutySubject.PLAN_YEAR, "sl-vpub:2026"),
    anchor_on=day("2026-01-01"),
    terms=Terms(pack("COMMUNE-72-2025-D43"), calendar()),
    required=2,
)
BOTH = d.ExpectParts(parts=("a", "b"), calendar=calendar(), now=at(day("2026-02-12")))


def part(name: str, on: str, heard: str | None = None) -> d.CountPart:
    return d.CountPart(duty_id="duty-1", part=name, done_on=day(on), calendar=calendar(), now=at(day(heard or on)))


def lived(*commands: d.DutyCommand) -> tuple[e.DutyEvent, ...]:
    history: tuple[e.DutyEvent, ...] = ()
    for command in commands:
        history += tuple(given(decider, *history).when(command).events)
    return history


def fulfilled(*commands: d.DutyCommand) -> list[tuple[date, Timeliness, int]]:
    return [(each.fulfilled_on, each.timeliness, each.working_days_late) for each in lived(*commands) if isinstance(each, e.DutyFulfilled)]


def due(history: tuple[e.DutyEvent, ...]) -> tuple[date, int]:
    """(due date, generation) of the schedule in force."""
    state = given(decider, *history).when(d.MarkDutyCommunicated(now=at(SESSION_ON))).state
    assert isinstance(state, Pending)
    return state.facts.schedule.due_on, state.facts.schedule.generation


def test_invitations_are_sent_with_the_last_one_of_the_list_on_its_own_day() -> None:
    assert fulfilled(INVITATIONS, BOTH, part("a", "2026-03-16")) == []
    assert fulfilled(INVITATIONS, BOTH, part("b", "2026-03-17"), part("a", "2026-03-16", heard="2026-03-18")) == [
        (day("2026-03-17"), Timeliness.ON_TIME, 0)
    ]
    assert fulfilled(INVITATIONS, BOTH, part("a", "2026-03-16"), part("b", "2026-03-18")) == [(day("2026-03-18"), Timeliness.LATE, 1)]


def test_a_part_counts_once_and_before_the_list_is_known_or_the_duty_opened() -> None:
    assert lived(INVITATIONS, BOTH, part("a", "2026-03-16"))[-1] == e.DutyPartDone("duty-1", "a", day("2026-03-16"), 1)
    given(decider, *lived(INVITATIONS, BOTH, part("a", "2026-03-16"))).when(part("a", "2026-03-17")).then()
    early = (part("a", "2026-03-13"), part("b", "2026-03-16"))
    assert fulfilled(INVITATIONS, *early, BOTH) == fulfilled(*early, INVITATIONS, BOTH) == [(day("2026-03-16"), Timeliness.ON_TIME, 0)]


def test_the_same_list_again_changes_nothing_and_a_longer_one_waits_for_the_rest() -> None:
    history = lived(INVITATIONS, BOTH, part("a", "2026-03-16"))
    given(decider, *history).when(BOTH).then()
    longer = replace(BOTH, parts=("a", "b", "c"))
    assert fulfilled(INVITATIONS, BOTH, longer, part("a", "2026-03-16"), part("b", "2026-03-16")) == []
    given(decider).when(BOTH).then()


def test_a_limit_that_passed_before_the_last_part_was_heard_of_is_stated_first() -> None:
    said = [type(each).__name__ for each in lived(INVITATIONS, BOTH, part("a", "2026-03-16"), part("b", "2026-03-18"))]
    assert said.index("DutyDeadlineMissed") < said.index("DutyFulfilled")
    ahead = [type(each).__name__ for each in lived(INVITATIONS, BOTH, part("a", "2026-02-12"))]
    assert "DutyDeadlinePassed" not in ahead, "steps that lie ahead are not stated"


def test_so_many_dialogues_are_done_with_the_day_of_the_last_one_needed() -> None:
    assert fulfilled(FREQUENCY, part("s-1", "2026-05-05")) == []
    third = part("s-3", "2026-11-11")
    assert fulfilled(FREQUENCY, part("s-2", "2026-09-09"), part("s-1", "2026-05-05", heard="2026-09-10"), third) == [
        (day("2026-09-09"), Timeliness.ON_TIME, 0)
    ]


def test_what_a_plan_asks_more_raises_what_is_owed_and_what_was_done_still_counts() -> None:
    one = replace(FREQUENCY, required=1)
    history = lived(one, FREQUENCY)
    assert isinstance(history[-1], e.DutyRequirementRaised)
    assert fulfilled(one, FREQUENCY, part("s-1", "2026-05-05")) == []
    again = lived(one, part("s-1", "2026-05-05"), FREQUENCY)
    assert isinstance(again[-1], e.DutyOpened)
    assert again[-1].done_before == 1
    given(decider, *lived(one, part("s-1", "2026-05-05"))).when(one).then()
    assert fulfilled(one, part("s-1", "2026-05-05"), FREQUENCY, part("s-2", "2026-09-09"))[-1][0] == day("2026-09-09")
    given(decider, *lived(FREQUENCY)).when(one).then()


def test_a_lifted_duty_is_owed_no_more_and_says_why_and_opened_again_it_goes_on_under_a_new_schedule() -> None:
    lift = d.LiftDuty(reason="CANCELLED", now=at(day("2026-03-01")))
    history = lived(INVITATIONS, BOTH, lift)
    assert history[-1] == e.DutyLifted("duty-1", "session-1", DutyKind.INVITATIONS, "CANCELLED")
    given(decider, *history).when(lift).then()
    given(decider, *history).when(part("a", "2026-03-16")).then()
    given(decider, *history).when(d.MarkDutyCommunicated(now=at(SESSION_ON))).then()
    assert due(lived(INVITATIONS)) == (day("2026-03-17"), 1)
    assert due(lived(INVITATIONS, lift, replace(INVITATIONS, anchor_on=MOVED_TO))) == (day("2026-03-31"), 2)


def test_a_moved_session_is_invited_to_anew_also_earlier_than_was_told() -> None:
    told = d.MarkDutyCommunicated(now=at(day("2026-03-02")))
    moved = d.RecalculateDuty(terms=TERMS, now=at(day("2026-03-03")), anchor_on=MOVED_TO, cause=RecalculationCause.SESSION_POSTPONED)
    history = lived(INVITATIONS, BOTH, part("a", "2026-03-02"), told, moved)
    assert due(history) == (day("2026-03-31"), 2)
    assert fulfilled(INVITATIONS, BOTH, part("a", "2026-03-02"), moved, part("b", "2026-03-30")) == []
    assert fulfilled(INVITATIONS, BOTH, part("a", "2026-03-02"), moved, part("a", "2026-03-27"), part("b", "2026-03-30")) == [
        (day("2026-03-30"), Timeliness.ON_TIME, 0)
    ]


def test_a_date_is_communicated_once_and_again_only_when_it_became_later() -> None:
    told = d.MarkDutyCommunicated(now=at(day("2026-03-02")))
    given(decider, *lived(INVITATIONS)).when(told).then(e.DutyDateCommunicated("duty-1", day("2026-03-17")))
    given(decider, *lived(INVITATIONS, told)).when(told).then()
    given(decider).when(told).then()
