"""The steps laid out around a due date: what has passed is left out, what the calendar does not reach waits, and the due day is not late."""

from dataclasses import replace
from datetime import date, time

import pytest
from followup_cases import at, calendar, day, pack

from followup.deadlines.deadline import FIXED, Deadline, Terms, compute, recompute
from followup.deadlines.schedule import Schedule, overlay, schedule
from followup.rules.pack import OfficeHours

REPLY = next(rule for rule in pack().rules if rule.rule_id == "DL-07")
TERMS = Terms(pack(), calendar())
DEADLINE = compute(REPLY, day("2026-02-11"), TERMS)  # due on Wed 11/03/2026


def laid_out(deadline: Deadline = DEADLINE, now: str = "2026-02-11", hour: int = 17, **changes: object) -> Schedule:
    hours = changes.pop("hours", pack().office_hours)
    assert hours is None or isinstance(hours, OfficeHours)
    early_on = changes.pop("early_on", None)
    assert early_on is None or isinstance(early_on, date)
    return schedule(1, deadline, pack().ladder, calendar(), hours, now=at(day(now), hour), early_on=early_on)


def steps(plan: Schedule) -> dict[str, str]:
    return {step.name: step.at.isoformat() for step in plan.steps}


def test_reminders_go_out_at_nine_and_the_date_is_missed_at_midnight_in_viet_nam() -> None:
    assert steps(laid_out()) == {
        "D5": "2026-03-04T02:00:00+00:00",
        "D2": "2026-03-09T02:00:00+00:00",
        "D0": "2026-03-11T02:00:00+00:00",
        "MISSED": "2026-03-11T17:00:00+00:00",
        "L1": "2026-03-12T02:00:00+00:00",
        "L2": "2026-03-16T02:00:00+00:00",
        "L3": "2026-03-18T02:00:00+00:00",
        "L4": "2026-03-25T02:00:00+00:00",
    }
    assert steps(laid_out(hours=None)) == steps(laid_out())
    assert laid_out().warn_on == (day("2026-03-04"), day("2026-03-09"), day("2026-03-11"))


@pytest.mark.parametrize(("hour", "left"), [(8, ["D2", "D0"]), (9, ["D0"]), (10, ["D0"])])
def test_a_reminder_whose_moment_has_come_is_left_out_but_nothing_that_follows_a_missed_date(hour: int, left: list[str]) -> None:
    plan = laid_out(now="2026-03-09", hour=hour)
    assert [step.name for step in plan.steps if step.is_reminder] == left
    late = laid_out(now="2026-04-09")
    assert [step.name for step in late.steps] == ["MISSED", "L1", "L2", "L3", "L4"]


def test_an_early_warning_comes_ahead_of_the_ladder_while_its_day_lies_ahead() -> None:
    plan = laid_out(early_on=day("2026-02-25"))
    assert (plan.early_on, plan.steps[0].name, plan.steps[0].at) == (day("2026-02-25"), "EARLY", at(day("2026-02-25"), 9))
    assert laid_out(now="2026-02-25", hour=9, early_on=day("2026-02-25")).early_on is None
    assert laid_out().early_on is None


def test_another_office_reminds_at_its_own_hour() -> None:
    at_eight = laid_out(hours=OfficeHours(time(8), time(16), time(8)), early_on=day("2026-02-25"))
    assert [step.at for step in at_eight.steps[:2]] == [at(day("2026-02-25"), 8), at(day("2026-03-04"), 8)]
    assert [(step.name, step.working_days) for step in at_eight.steps if step.name in ("EARLY", "MISSED")] == [("EARLY", 0), ("MISSED", 0)]


def test_a_step_beyond_the_calendar_waits_for_the_next_version() -> None:
    last = Deadline(day("2027-12-24"), "DL-10", "SL-429-provisional-1", "2026-1", day("2027-12-01"), FIXED)
    assert list(steps(laid_out(last, now="2027-12-01"))) == ["D5", "D2", "D0", "MISSED", "L1", "L2", "L3"]


@pytest.mark.parametrize(
    ("today", "late", "expected"),
    [
        ("2026-03-03", 0, "ON_TRACK"),
        ("2026-03-04", 0, "DUE_SOON"),
        ("2026-03-11", 0, "DUE_SOON"),
        ("2026-03-12", 1, "OVERDUE_1"),
        ("2026-03-13", 2, "OVERDUE_1"),
        ("2026-03-16", 3, "OVERDUE_2"),
        ("2026-03-17", 4, "OVERDUE_2"),
        ("2026-03-18", 5, "OVERDUE_3"),
        ("2026-03-24", 9, "OVERDUE_3"),
        ("2026-03-25", 10, "OVERDUE_4"),
    ],
)
def test_a_case_stands_by_its_due_day_and_the_working_days_since(today: str, late: int, expected: str) -> None:
    assert overlay(DEADLINE.due_on, laid_out().warn_on, day(today), late) == expected


def test_a_date_stands_by_itself_without_reminders_or_a_limit() -> None:
    assert overlay(DEADLINE.due_on, (), DEADLINE.due_on, 0) == "ON_TRACK"
    assert overlay(DEADLINE.due_on, (), day("2026-03-14"), 0) == "OVERDUE_1"
    assert overlay(None, (), day("2026-03-14"), 0) == "NO_LIMIT"


def test_a_pack_that_is_silent_about_a_rule_leaves_the_number_it_was_counted_with() -> None:
    silent = replace(pack(), rule_pack_id="SL-429-final", rules=tuple(rule for rule in pack().rules if rule.rule_id != "DL-07"))
    again = recompute(DEADLINE, Terms(silent, calendar()))
    assert (again.due_on, again.formula, again.rule_pack_id) == (day("2026-03-11"), "WD(E,15)", "SL-429-final")
