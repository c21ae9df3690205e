"""The worked dates AS-01…AS-07, AS-14…AS-16, AS-18 of the domain rules, on the shipped calendar."""

from datetime import UTC, date, datetime

import pytest

from contracts.workdays import WorkingCalendar, end_of_day, local_date, reporting_year, shipped_calendar

CALENDAR = shipped_calendar()


@pytest.mark.parametrize(
    ("concluded", "notice", "ordinary", "complex_"),
    [
        (date(2026, 2, 11), date(2026, 2, 25), date(2026, 3, 11), date(2026, 4, 1)),  # AS-01 Wed before Tết: Wed, Wed, Wed
        (date(2025, 12, 18), date(2025, 12, 25), date(2026, 1, 10), date(2026, 1, 30)),  # AS-02 Thu: Thu, working Saturday, Fri
        (date(2026, 3, 8), date(2026, 3, 13), date(2026, 3, 27), date(2026, 4, 17)),  # AS-03 Sun: Fri, Fri, Fri
        (date(2026, 4, 22), date(2026, 5, 4), date(2026, 5, 18), date(2026, 6, 8)),  # AS-04 Wed: Mon, Mon, Mon
    ],
)
def test_conclusion_notice_and_replies_fall_due_on_the_worked_dates(concluded: date, notice: date, ordinary: date, complex_: date) -> None:
    due = tuple(CALENDAR.add_working_days(concluded, days) for days in (5, 15, 30))
    assert due == (notice, ordinary, complex_)


@pytest.mark.parametrize(
    ("calendar", "expected", "version"),
    [
        (CALENDAR, (date(2026, 11, 30), date(2026, 12, 14), date(2027, 1, 5)), "2026-1"),
        (
            shipped_calendar(applies_confirm_rows=False),
            (date(2026, 11, 27), date(2026, 12, 11), date(2027, 1, 4)),
            "2026-1-confirm-working",
        ),
    ],
)
def test_as_05_an_unconfirmed_day_off_gives_two_answers_each_under_its_own_calendar_version(
    calendar: WorkingCalendar, expected: tuple[date, ...], version: str
) -> None:
    assert tuple(calendar.add_working_days(date(2026, 11, 20), days) for days in (5, 15, 30)) == expected
    assert calendar.version == version


def test_as_06_invitations_for_a_thursday_after_tet_go_out_by_the_tuesday_before_it() -> None:
    session = date(2026, 2, 26)
    assert CALENDAR.subtract_working_days(session, 7) == date(2026, 2, 10)
    assert CALENDAR.add_working_days(session, -8) == date(2026, 2, 9)


def test_as_07_a_commune_session_counts_by_two_packs_at_once() -> None:
    session = date(2026, 4, 20)
    assert CALENDAR.add_calendar_days(session, 10) == date(2026, 5, 4)  # 30/4 is off, rolls over 1/5 and the weekend
    assert CALENDAR.add_working_days(session, 5) == date(2026, 4, 28)


def test_as_14_before_a_date_means_the_day_before_has_ended() -> None:
    limit = CALENDAR.before(date(2025, 12, 17))
    on_time, late = datetime(2025, 12, 16, 9, 0, tzinfo=UTC), datetime(2025, 12, 17, 1, 0, tzinfo=UTC)
    assert limit == date(2025, 12, 16)
    assert local_date(on_time) <= limit < local_date(late)
    assert on_time <= end_of_day(limit) < late


@pytest.mark.parametrize(
    ("before", "due"),
    [
        (date(2026, 6, 20), date(2026, 6, 19)),  # 20/6 is a Saturday
        (date(2025, 12, 15), date(2025, 12, 12)),  # 14/12 is a Sunday
        (date(2026, 12, 15), date(2026, 12, 14)),
    ],
)
def test_as_15_reports_due_before_a_date_never_roll_forward(before: date, due: date) -> None:
    assert CALENDAR.before(before) == due


def test_as_15_the_data_cut_off_lies_five_working_days_before_the_report() -> None:
    assert CALENDAR.subtract_working_days(date(2026, 12, 14), 5) == date(2026, 12, 7)


def test_as_16_a_session_after_14_december_belongs_to_the_next_reporting_year() -> None:
    assert reporting_year(date(2025, 12, 18)) == 2026
    assert reporting_year(date(2026, 12, 14)) == 2026
    assert reporting_year(date(2026, 12, 15)) == 2027
    assert reporting_year(date(2026, 12, 16)) == 2027


def test_as_18_an_opinion_is_acknowledged_within_ten_working_days() -> None:
    assert CALENDAR.add_working_days(date(2026, 2, 9), 10) == date(2026, 3, 2)


def test_as_09_a_reply_of_16_march_is_three_working_days_late() -> None:
    assert CALENDAR.working_days_between(date(2026, 3, 11), date(2026, 3, 16)) == 3


def test_a_day_ends_at_midnight_in_viet_nam() -> None:
    assert end_of_day(date(2026, 3, 11)) == datetime(2026, 3, 11, 16, 59, 59, 999999, tzinfo=UTC)
    assert local_date(datetime(2026, 3, 11, 17, 0, tzinfo=UTC)) == date(2026, 3, 12)
