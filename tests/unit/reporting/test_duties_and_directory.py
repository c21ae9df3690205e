"""The duty register's standing over a year, the dated rules, and who answers for a closed organisation."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.workdays import shipped_calendar
from reporting.readmodel.calendars import days_late, due_from, working_days
from reporting.readmodel.duty_register import Standing, standing
from reporting.readmodel.organisations import Directory, Unit
from reporting.readmodel.scope import Scope, YearAxis

TODAY = date(2026, 4, 20)


def unit(unit_id: str, *successors: str, valid_to: date | None = None, **changed: str) -> Unit:
    values = {"org_class": "GOV", "level": "COMMUNE", "symbol": "UBND", **changed}
    return Unit(unit_id, unit_id, unit_id, values["org_class"], values["level"], values["symbol"], None, valid_to, successors)


@pytest.mark.parametrize(
    ("held", "day", "expected"),
    [
        (1, date(2026, 2, 1), Standing.MET),
        (0, date(2026, 9, 30), Standing.OPEN),
        (0, date(2026, 10, 1), Standing.WARNED),
        (0, date(2026, 12, 31), Standing.WARNED),
        (0, date(2027, 1, 1), Standing.BREACHED),
    ],
)
def test_a_duty_is_warned_from_october_and_breached_when_the_year_is_over(held: int, day: date, expected: Standing) -> None:
    assert standing(1, held, 2026, day) is expected


def test_matters_follow_single_successors_and_stay_where_there_are_several() -> None:
    ended = date(2025, 6, 30)
    units = [unit("a", "b", valid_to=ended), unit("b", "c", valid_to=ended), unit("c"), unit("d", "c", "e", valid_to=ended)]
    directory = Directory({each.unit_id: each for each in units})
    assert [directory.answering_for(each, TODAY) for each in "abcdx"] == ["c", "c", "c", "d", "x"]
    assert directory.answering_for("a", date(2025, 6, 30)) == "a"
    assert directory.family("c", TODAY) == ("c", "a", "b")


def test_succession_in_a_circle_ends() -> None:
    ended = date(2025, 6, 30)
    directory = Directory({"a": unit("a", "b", valid_to=ended), "b": unit("b", "a", valid_to=ended)})
    assert directory.answering_for("a", TODAY) in {"a", "b"}


@pytest.mark.parametrize("late", [0, 1, 5, 6, 15, 16])
def test_the_earliest_due_date_of_an_age_is_that_late_and_the_day_before_is_later(late: int) -> None:
    calendar = shipped_calendar()
    for today in (TODAY, date(2026, 2, 21), date(2026, 1, 10), date(2026, 5, 2)):
        due_on = due_from(calendar, today, late)
        assert days_late(calendar, due_on, today) == late
        assert days_late(calendar, calendar.subtract_working_days(due_on, 1), today) == late + 1


@given(start=st.dates(date(2019, 1, 1), date(2027, 12, 31)), end=st.dates(date(2019, 1, 1), date(2027, 12, 31)))
def test_counting_many_days_at_once_agrees_with_the_calendar(start: date, end: date) -> None:
    calendar = shipped_calendar()
    assert working_days(calendar, start, end) == calendar.working_days_between(start, end)


def test_lateness_beyond_the_calendar_is_not_guessed() -> None:
    calendar = shipped_calendar()
    assert days_late(calendar, date(2027, 12, 30), date(2028, 3, 1)) == 1
    assert due_from(calendar, date(2019, 1, 3), 15) == calendar.covers_from


def test_a_scope_travels_in_an_address() -> None:
    scope = Scope(YearAxis.PLAN, 2024, 2026, level="COMMUNE", orgs=("xa", "xa-cu"))
    assert scope.parameters() == {"axis": "plan", "from_year": "2024", "to_year": "2026", "level": "COMMUNE", "org": "xa"}
    assert scope.parameters(level=None, domain="LAND")["domain"] == "LAND"
    assert "level" not in scope.parameters(level=None)
    assert (scope.three_years(2026).from_year, scope.three_years(2026).to_year) == (2024, 2026)
