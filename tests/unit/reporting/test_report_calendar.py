"""AS-15: when the statutory reports are due, when their data closes, and what rolls over."""

import itertools
from datetime import date

import pytest

from contracts.vocabulary import ReportType
from contracts.workdays import shipped_calendar
from reporting.readmodel.report_calendar import after_session, carried_over_from, cutoff_of, find_period, ordered, periods_of, previous_of
from reporting.readmodel.report_rules import recipient_name, shipped_calendar_of_reports

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
def test_as_15_a_report_is_due_on_the_last_working_day_before_its_date_and_closes_five_earlier(
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


def test_the_date_moved_from_10_to_15_december_and_the_office_that_owes_it_changed() -> None:
    then, now = find_period(2021, "nam", CALENDAR, RULES), find_period(2022, "nam", CALENDAR, RULES)
    assert then and now
    assert (then.due_on, then.rule.owner, then.recipients) == (date(2021, 12, 9), "sl-snv", ("sl-tt-tinh-uy", "sl-bdv-tu"))
    assert (now.due_on, now.rule.owner) == (date(2022, 12, 14), "sl-vpub")


def test_a_report_goes_to_the_boards_that_exist_on_the_day_it_is_due() -> None:
    old, new = find_period(2024, "nam", CALENDAR, RULES), find_period(2025, "nam", CALENDAR, RULES)
    assert old and new
    assert "sl-bdv-tu" in old.recipients and "sl-btgdv-tu" not in old.recipients
    assert "sl-btgdv-tu" in new.recipients and "sl-bdv-tu" not in new.recipients
    assert recipient_name("sl-btgdv-tu") == "Ban Tuyên giáo và Dân vận Tỉnh ủy"


def test_dl_16_data_closes_five_working_days_before_the_report_is_due_across_tet() -> None:
    [annual] = [rule for rule in RULES if rule.id == "nam" and rule.from_year <= 2026 <= rule.to_year]
    assert cutoff_of(date(2026, 2, 25), annual, CALENDAR) == date(2026, 2, 11)
    assert cutoff_of(date(2026, 1, 9), annual, CALENDAR) == date(2025, 12, 31)


def test_months_run_from_the_15th_to_the_14th_and_make_the_year() -> None:
    months = [each for each in periods_of(2026, CALENDAR, RULES) if each.rule.type is ReportType.MONTHLY]
    assert len(months) == 12
    assert (months[0].starts_on, months[0].ends_on) == (date(2025, 12, 15), date(2026, 1, 14))
    assert (months[-1].starts_on, months[-1].ends_on) == (date(2026, 11, 15), date(2026, 12, 14))
    assert all(late.starts_on.toordinal() == early.ends_on.toordinal() + 1 for early, late in itertools.pairwise(months))


@pytest.mark.parametrize(
    ("held_on", "due_on", "cutoff"),
    [
        (date(2026, 2, 11), date(2026, 2, 25), date(2026, 2, 11)),
        (date(2026, 3, 8), date(2026, 3, 13), date(2026, 3, 8)),
        (date(2025, 12, 31), date(2026, 1, 9), date(2025, 12, 31)),
    ],
)
def test_dl_12_a_report_after_a_session_is_due_in_five_working_days_and_never_closes_before_the_session(
    held_on: date, due_on: date, cutoff: date
) -> None:
    period = after_session("phien-1", held_on, held_on, CALENDAR, RULES)
    assert (period.due_on, period.data_cutoff_on, period.counts_to) == (due_on, cutoff, held_on)
    assert period.report_id == f"bao-cao-sau-hoi-nghi-phien-1-{period.year}"


def test_dl_17_a_report_by_order_takes_the_date_the_order_names() -> None:
    period = find_period(2021, "so-ket-3-nam", CALENDAR, RULES)
    assert period
    told = ordered(period, date(2022, 1, 20), CALENDAR)
    assert (told.due_on, told.data_cutoff_on, told.counts_to) == (date(2022, 1, 20), date(2022, 1, 13), date(2021, 12, 14))


@pytest.mark.parametrize(
    ("year", "key", "before"),
    [
        (2026, "nam", "bao-cao-nam-2025"),
        (2022, "nam", "bao-cao-nam-2021"),
        (2026, "thang-03", "bao-cao-thang-02-2026"),
        (2026, "thang-01", "bao-cao-thang-12-2025"),
        (2026, "quy-1", "bao-cao-quy-1-2025"),
        (2024, "so-ket-3-nam", "bao-cao-so-ket-3-nam-2021"),
    ],
)
def test_a_report_is_compared_with_the_same_one_a_period_earlier(year: int, key: str, before: str) -> None:
    period = find_period(year, key, CALENDAR, RULES)
    assert period
    previous = previous_of(period.terms(), CALENDAR, RULES)
    assert previous and previous.report_id == before
