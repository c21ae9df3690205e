"""Reminders, the missed date, the ladder, and what a new calendar version may and may not do to a due date."""

from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

from followup_cases import (
    AGENCY,
    CHAIR,
    DUE_ON,
    HELD_ON,
    HOST,
    OFFICE,
    after,
    at,
    calendar,
    day,
    extension,
    issue,
    named,
    open_case,
    pack,
    pass_time,
    referral,
    state_after,
    terms,
)
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from chassis.identity.actor import SYSTEM
from chassis.testing.spec import given
from contracts.vocabulary import RecalculationCause
from contracts.workdays import DayStatus, SpecialDay, WorkingCalendar, shipped_calendar
from followup.case import commands as c
from followup.case import events as e
from followup.case.case import CaseState, evolve, facts_of
from followup.case.decide import decide, decider
from followup.case.vocabulary import CommunicatedBy
from followup.deadlines.deadline import Terms
from followup.deadlines.office_hours import next_opening
from followup.deadlines.schedule import OFFICE_HOURS, overlay

TOLD = c.MarkCommunicated(now=at(day("2026-02-25")), by=SYSTEM, by_means_of=CommunicatedBy.CONCLUSION_NOTICE)


def passed(name: str, now: str, hour: int = 9, generation: int = 1, open_at: str | None = None) -> c.PassStep:
    moment = at(day(now), hour)
    return c.PassStep(now=moment, by=SYSTEM, name=name, generation=generation, open_at=at(day(open_at), 8) if open_at else moment)


def with_day_off(*days: str, version: str = "2026-2", working: bool = False) -> WorkingCalendar:
    old = shipped_calendar()
    extra = [SpecialDay(day(each), working, "Nghỉ đột xuất", "Công văn 1", DayStatus.OFFICIAL) for each in days]
    kept = [special for special in old.special.values() if special.date not in {each.date for each in extra}]
    return WorkingCalendar.of(version, (old.covers_from, old.covers_to), [*kept, *extra])


def recount(with_calendar: WorkingCalendar, now: str = "2026-02-26") -> c.RecalculateDeadline:
    return c.RecalculateDeadline(now=at(day(now)), by=SYSTEM, terms=Terms(pack(), with_calendar))


def everything(state: CaseState, to: date) -> list[e.CaseEvent]:
    return pass_time(at(to, 23), state)


def test_an_unanswered_case_is_reminded_three_times_missed_once_and_escalated_four_times() -> None:
    told = everything(state_after(open_case()), day("2026-06-01"))
    said = [event for event in told if not isinstance(event, e.DeadlinePassed)]
    assert [(type(event).__name__, getattr(event, "level", None)) for event in said] == [
        ("DeadlineApproaching", "D5"),
        ("DeadlineApproaching", "D2"),
        ("DeadlineApproaching", "D0"),
        ("DeadlineMissed", None),
        ("EscalationRaised", 1),
        ("EscalationRaised", 2),
        ("EscalationRaised", 3),
        ("EscalationRaised", 4),
    ]


def test_the_ladder_goes_to_the_agencys_head_the_chair_the_committee_and_the_province() -> None:
    told = everything(state_after(open_case()), day("2026-06-01"))
    raised = [
        (event.to_role, event.to_org_id, [each.to_org for each in event.also_to]) for event in told if isinstance(event, e.EscalationRaised)
    ]
    assert raised == [
        ("unit_head", AGENCY, []),
        ("chairperson", HOST, []),
        ("party_committee", "sl-tinh-uy", ["sl-thanh-tra-tinh"]),
        ("provincial_people_committee", "sl-ubnd-tinh", ["sl-btgdv-tu"]),
    ]


def test_a_case_that_was_assigned_to_nobody_escalates_to_the_chairs_own_office() -> None:
    told = everything(state_after(open_case(assigned_agency_id=None)), day("2026-03-12"))
    assert [(event.to_role, event.to_org_id) for event in told if isinstance(event, e.EscalationRaised)] == [("chairperson", HOST)]


def test_a_timer_of_an_older_schedule_does_nothing() -> None:
    given(decider, *after(open_case())).when(passed("D5", "2026-03-04", generation=9)).then()


def test_a_timer_that_fires_twice_is_heard_once() -> None:
    first = passed("D5", "2026-03-04")
    given(decider, *after(open_case(), first)).when(first).then()


def test_a_timer_of_a_step_that_does_not_exist_does_nothing() -> None:
    given(decider, *after(open_case())).when(passed("L9", "2026-03-20")).then()


def test_a_timer_ahead_of_its_moment_does_nothing() -> None:
    given(decider, *after(open_case())).when(passed("D5", "2026-03-03")).then()


def test_timers_of_an_answered_referred_or_unknown_case_do_nothing() -> None:
    given(decider).when(passed("D5", "2026-03-04")).then()
    given(decider, *after(open_case(), issue(day("2026-03-02")))).when(passed("MISSED", "2026-03-12")).then()
    given(decider, *after(open_case(), referral(day("2026-03-02")))).when(passed("MISSED", "2026-03-12")).then()


def test_a_reminder_outside_office_hours_waits_for_the_next_opening() -> None:
    late = passed("D2", "2026-03-09", 22, open_at="2026-03-10")
    events = given(decider, *after(open_case())).when(late).events
    assert named(events) == ["StepPostponed"]
    assert isinstance(events[0], e.StepPostponed)
    assert events[0].until == at(day("2026-03-10"), 8)
    again = passed("D2", "2026-03-10", 8)
    assert named(given(decider, *after(open_case(), late)).when(again).events) == ["DeadlinePassed", "DeadlineApproaching"]


def test_missing_a_date_and_escalating_wait_for_no_office() -> None:
    assert named(given(decider, *after(open_case())).when(passed("MISSED", "2026-03-12", 0, open_at="2026-03-12")).events) == [
        "DeadlinePassed",
        "DeadlineMissed",
    ]


def test_after_a_long_downtime_no_reminder_speaks_of_a_date_that_has_gone() -> None:
    events = given(decider, *after(open_case())).when(passed("D5", "2026-03-20")).events
    assert named(events) == ["DeadlinePassed"]


def test_of_several_reminders_that_were_missed_only_the_last_one_is_given() -> None:
    late = at(day("2026-03-10"), 9)
    events = given(decider, *after(open_case())).when(c.StartWork(now=late, by=OFFICE)).events
    assert [event.level.value for event in events if isinstance(event, e.DeadlineApproaching)] == ["D2"]
    assert named(events) == ["DeadlinePassed", "DeadlinePassed", "DeadlineApproaching", "WorkStarted"]


def test_the_office_opens_on_working_days_only() -> None:
    assert next_opening(at(day("2026-03-06"), 10), OFFICE_HOURS, calendar()) == at(day("2026-03-06"), 10)
    assert next_opening(at(day("2026-03-06"), 6), OFFICE_HOURS, calendar()) == at(day("2026-03-06"), 7, 30)
    assert next_opening(at(day("2026-03-06"), 7, 30), OFFICE_HOURS, calendar()) == at(day("2026-03-06"), 7, 30)
    assert next_opening(at(day("2026-03-07"), 6), OFFICE_HOURS, calendar()) == at(day("2026-03-09"), 7, 30)
    assert next_opening(at(day("2026-03-06"), 17), OFFICE_HOURS, calendar()) == at(day("2026-03-09"), 7, 30)
    assert next_opening(at(day("2026-02-14"), 10), OFFICE_HOURS, calendar()) == at(day("2026-02-23"), 7, 30)


def test_a_level_may_be_raised_by_hand_once_and_only_when_overdue() -> None:
    by_hand = c.Escalate(
        now=at(day("2026-03-12"), 8), by=OFFICE, level=3, to_role="party_committee", to_org_id="sl-tinh-uy", calendar=calendar()
    )
    given(decider, *after(open_case())).when(replace(by_hand, now=at(DUE_ON))).refused("case_not_overdue")
    state = state_after(open_case(), by_hand)
    given(decider, *after(open_case(), by_hand)).when(by_hand).refused("level_already_raised")
    assert [event.level for event in everything(state, day("2026-03-18")) if isinstance(event, e.EscalationRaised)] == [1, 2]


def test_a_new_calendar_that_lengthens_the_period_moves_the_date_and_names_cause_and_both_dates() -> None:
    moved = after(open_case(), recount(with_day_off("2026-03-02")))[-1]
    assert isinstance(moved, e.DeadlineRecalculated)
    assert (moved.old_due_on, moved.schedule.due_on, moved.cause) == (DUE_ON, day("2026-03-12"), RecalculationCause.CALENDAR_VERSION)
    assert moved.schedule.deadline.calendar_version == "2026-2"


def test_a_date_nobody_was_told_is_simply_recomputed() -> None:
    moved = after(open_case(), recount(with_day_off("2026-02-28", working=True)))[-1]
    assert isinstance(moved, e.DeadlineRecalculated)
    assert moved.schedule.due_on == day("2026-03-10")


def test_a_communicated_date_is_not_shortened_and_the_earlier_result_is_kept_on_record() -> None:
    upheld = after(open_case(), TOLD, recount(with_day_off("2026-02-28", working=True)))[-1]
    assert isinstance(upheld, e.DeadlineUpheld)
    assert (upheld.schedule.due_on, upheld.computed_due_on) == (DUE_ON, day("2026-03-10"))


def test_the_same_calendar_again_changes_nothing() -> None:
    given(decider, *after(open_case())).when(recount(calendar())).then()


def test_a_new_calendar_without_effect_on_the_date_is_noted_with_its_version() -> None:
    upheld = after(open_case(), recount(with_day_off("2026-06-01")))[-1]
    assert isinstance(upheld, e.DeadlineUpheld)
    assert upheld.schedule.deadline.calendar_version == "2026-2"


def test_a_granted_date_stays_granted_whatever_the_calendar() -> None:
    grant = c.GrantExtension(now=at(day("2026-03-10"), 11), by=CHAIR, terms=terms())
    events = after(open_case(), extension(day("2026-03-10"), day("2026-03-25")), grant, recount(with_day_off("2026-03-24"), "2026-03-11"))
    assert isinstance(events[-1], e.DeadlineUpheld)
    assert events[-1].schedule.due_on == day("2026-03-25")


def test_a_stopped_clock_is_not_recounted() -> None:
    given(decider, *after(open_case(), referral(day("2026-03-02")))).when(recount(with_day_off("2026-03-06"), "2026-03-03")).then()


def test_another_rule_pack_in_force_moves_the_date_with_its_own_cause() -> None:
    other = replace(
        pack(), rule_pack_id="SL-429-final", rules=tuple(replace(rule, formula=rule.formula.replace("15", "20")) for rule in pack().rules)
    )
    command = c.RecalculateDeadline(now=at(day("2026-02-26")), by=SYSTEM, terms=Terms(other, calendar()))
    moved = after(open_case(), command)[-1]
    assert isinstance(moved, e.DeadlineRecalculated)
    assert (moved.cause, moved.schedule.due_on) == (RecalculationCause.RULEPACK, day("2026-03-18"))


def test_a_corrected_day_of_the_session_moves_the_anchor_and_the_date() -> None:
    correct = c.CorrectSessionDate(now=at(day("2026-02-13")), by=SYSTEM, held_on=day("2026-02-12"), terms=terms())
    moved = after(open_case(), correct)[-1]
    assert isinstance(moved, e.DeadlineRecalculated)
    assert (moved.cause, moved.schedule.due_on) == (RecalculationCause.SESSION_DATE_CORRECTED, day("2026-03-12"))
    facts = facts_of(state_after(open_case(), correct))
    assert facts.anchor_on == day("2026-02-12")


def test_what_was_said_about_a_due_date_is_not_said_again_after_a_recount() -> None:
    state = state_after(open_case())
    overdue = reduce(evolve, everything(state, day("2026-03-12")), state)
    recounted = reduce(evolve, decide(recount(with_day_off("2026-06-01"), "2026-03-13"), overdue), overdue)
    said = everything(recounted, day("2026-03-17"))
    assert [name for name in named(said) if name != "DeadlinePassed"] == ["EscalationRaised"]


def test_a_date_is_communicated_once() -> None:
    given(decider, *after(open_case(), TOLD)).when(TOLD).then()


def test_how_a_case_stands_follows_from_the_date_and_today() -> None:
    warn_on = (day("2026-03-04"),)
    assert overlay(None, (), HELD_ON, 0) == "NO_LIMIT"
    assert overlay(DUE_ON, warn_on, day("2026-03-03"), 0) == "ON_TRACK"
    assert overlay(DUE_ON, warn_on, day("2026-03-04"), 0) == "DUE_SOON"
    assert [overlay(DUE_ON, warn_on, day("2026-04-01"), late) for late in (1, 3, 5, 10)] == [f"OVERDUE_{level}" for level in (1, 2, 3, 4)]


special_days = st.dictionaries(st.integers(0, 60), st.booleans(), max_size=12)


@settings(max_examples=60, deadline=None)
@over(st.lists(special_days, min_size=1, max_size=4), st.integers(0, 4), st.booleans())
def test_recomputation_never_shortens_a_communicated_deadline(versions: list[dict[int, bool]], told_before: int, told_again: bool) -> None:
    state = state_after(open_case())
    floor: date | None = None
    for number, days in enumerate(versions):
        if number == told_before or (told_again and number > told_before):
            state = reduce(evolve, decide(replace(TOLD, now=at(day("2026-02-12"))), state), state)
            floor = facts_of(state).communicated_on
        base = shipped_calendar()
        extra = {HELD_ON + timedelta(days=offset): working for offset, working in days.items()}
        rows = [SpecialDay(each, working, "x", "y") for each, working in extra.items()]
        kept = [special for special in base.special.values() if special.date not in extra]
        fresh = WorkingCalendar.of(f"v{number}", (base.covers_from, base.covers_to), [*kept, *rows])
        state = reduce(evolve, decide(recount(fresh, "2026-02-12"), state), state)
        plan = facts_of(state).schedule
        assert plan
        assert floor is None or plan.due_on >= floor
        assert plan.deadline.calendar_version == f"v{number}"
        computed = fresh.add_working_days(HELD_ON, 15)
        assert plan.due_on == max(computed, floor or computed)
