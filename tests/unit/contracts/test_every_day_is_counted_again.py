"""A second counter, made another way: the working days stand in one row, and a period is a number of places in that row."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

import pytest

from contracts.workdays import SHIPPED_FROM, SHIPPED_TO, OutsideCalendar, shipped_calendar

WEEKDAYS_OFF = {
    2019: "1/1 4-8/2 15/4 29-30/4 1/5 2/9",
    2020: "1/1 23-24/1 27-29/1 2/4 30/4 1/5 2/9",
    2021: "1/1 10-12/2 15-16/2 21/4 30/4 3/5 2-3/9",
    2022: "3/1 31/1 1-4/2 11/4 2-3/5 1-2/9",
    2023: "2/1 20/1 23-26/1 1-3/5 1/9 4/9",
    2024: "1/1 8-9/2 12-14/2 18/4 29-30/4 1/5 2-3/9",
    2025: "1/1 27-31/1 7/4 30/4 1-2/5 1-2/9",
    2026: "1/1 2/1 16-20/2 27/4 30/4 1/5 31/8 1-2/9 24/11",
    2027: "1/1 4-5/2 8-10/2 16/4 30/4 3/5 2-3/9 24/11",
}
WORKING_SATURDAYS = {2019: "5/1 4/5", 2024: "4/5", 2025: "26/4", 2026: "10/1 22/8"}
"""The announcements of each year as people read them, 24/11 taken as off."""


def named(table: dict[int, str]) -> set[date]:
    found = set()
    for year, words in table.items():
        for word in words.split():
            days, month = word.split("/")
            first, _, last = days.partition("-")
            found |= {date(year, int(month), number) for number in range(int(first), int(last or first) + 1)}
    return found


OFF, SATURDAYS = named(WEEKDAYS_OFF), named(WORKING_SATURDAYS)
ALL = [SHIPPED_FROM + timedelta(number) for number in range((SHIPPED_TO - SHIPPED_FROM).days + 1)]
ROW = [day for day in ALL if (day.isoweekday() <= 5 and day not in OFF) or day in SATURDAYS]
INSIDE = [day for day in ALL if date(2019, 3, 1) <= day <= date(2027, 10, 1)]
CALENDAR = shipped_calendar()


def after(day: date, count: int) -> date:
    return ROW[bisect_right(ROW, day) + count - 1] if count > 0 else ROW[bisect_left(ROW, day) + count]


def test_the_shipped_calendar_covers_2019_to_2027_and_works_on_the_days_of_the_row() -> None:
    assert (ALL[0], ALL[-1]) == (date(2019, 1, 1), date(2027, 12, 31))
    assert [day for day in ALL if CALENDAR.is_working(day)] == ROW


@pytest.mark.parametrize("count", [1, 2, 5, 15, 30, -1, -5, -7, -8])
def test_working_days_are_counted_forward_and_back_as_in_the_row(count: int) -> None:
    assert [day for day in INSIDE if CALENDAR.add_working_days(day, count) != after(day, count)] == []


@pytest.mark.parametrize("count", [0, 10, 15, 20, 90, -7])
def test_calendar_days_end_on_the_first_day_of_the_row_from_there(count: int) -> None:
    ends = [(day, CALENDAR.add_calendar_days(day, count), ROW[bisect_left(ROW, day + timedelta(count))]) for day in INSIDE]
    assert [day for day, counted, in_the_row in ends if counted != in_the_row] == []


def test_the_days_between_are_the_places_between() -> None:
    for start in INSIDE[::7]:
        for length in (-3, 0, 1, 2, 9, 40):
            end = start + timedelta(length)
            assert CALENDAR.working_days_between(start, end) == max(0, bisect_right(ROW, end) - bisect_right(ROW, start))


def test_no_days_is_the_day_itself_and_before_is_one_place_back() -> None:
    for day in INSIDE:
        assert CALENDAR.add_working_days(day, 0) == day
        assert CALENDAR.before(day) == after(day, -1)
        assert CALENDAR.subtract_working_days(day, 7) == after(day, -7)


def test_both_ends_of_the_coverage_are_counted_and_the_days_beyond_are_not() -> None:
    assert CALENDAR.add_working_days(date(2027, 12, 30), 1) == date(2027, 12, 31)
    assert CALENDAR.before(date(2019, 1, 3)) == date(2019, 1, 2)
    assert not CALENDAR.is_working(date(2019, 1, 1))
    for beyond in (date(2018, 12, 31), date(2028, 1, 1)):
        with pytest.raises(OutsideCalendar):
            CALENDAR.is_working(beyond)
