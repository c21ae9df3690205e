"""AS-15: when the statutory reports are due, when their data closes, and what rolls over."""

from datetime import date

import pytest

from contracts.workdays import shipped_calendar
from reporting.readmodel.report_calendar import carried_over_from, find_period, periods_of, shipped_calendar_of_reports

CALENDAR, RULES = shipped_calendar(), shipped_calendar_of_reports()


@pytest.mark.parametrize(
    ("year", "report", "due_on", "cutoff"),
    [
        (2026, "6-thang", date(2026, 6, 19), date(2026, 6, 12)),
        (2025, "nam", date(2025, 12, 12), date(2025, 12, 5)),
        (2026, "nam", date(2026, 12, 14), date(2026, 12, 7)),
        (2019, "nam", date(2019, 12, 9), date(2019, 12, 2)),
    ],
)
def test_a_report_is_due_on_the_last_working_day_before_its_date_and_closes_five_earlier(
    year: int, report: str, due_on: date, cutoff: date
) -> None:
    [period] = [each for each in periods_of(year, CALENDAR, RULES) if each.rule.id == report]
    assert (period.due_on, period.data_cutoff_on) == (due_on, cutoff)


def test_a_period_begins_on_15_december_and_counts_to_the_day_the_data_closed() -> None:
    period = find_period(2026, "nam", CALENDAR, RULES)
    assert period
    assert (period.starts_on, period.ends_on, period.counts_to) == (date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 7))
    assert period.title == "Báo cáo năm 2026"


def test_a_three_year_report_comes_by_order_and_covers_three_reporting_years() -> None:
    period = find_period(2021, "so-ket-3-nam", CALENDAR, RULES)
    assert period
    assert (period.starts_on, period.ends_on, period.due_on, period.counts_to) == (
        date(2018, 12, 15),
        date(2021, 12, 14),
        None,
        date(2021, 12, 14),
    )
    assert period.title == "Báo cáo sơ kết 03 năm (2019–2021)"


def test_what_came_after_the_cut_off_rolls_into_the_next_report() -> None:
    assert carried_over_from(2026, CALENDAR, RULES) == (date(2025, 12, 6), date(2025, 12, 14))


def test_a_year_the_calendar_does_not_know_has_no_report() -> None:
    assert find_period(2030, "nam", CALENDAR, RULES) is None
    assert all(period.due_on is None for period in periods_of(2030, CALENDAR, RULES))
    assert find_period(2026, "khong-co", CALENDAR, RULES) is None
