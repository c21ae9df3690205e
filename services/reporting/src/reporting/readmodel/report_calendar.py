"""The statutory reports of a reporting year: their period, when the data closes, when they are due (DL-13 to DL-17)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from contracts.workdays import OutsideCalendar, WorkingCalendar

CUT_OFF_WORKING_DAYS = 5


@dataclass(frozen=True)
class ReportRule:
    """One kind of report. `ends` and `due_before` are month-day of the reporting year; without `due_before` it comes by order."""

    id: str
    type: str
    title: str
    ends: str
    recipients: Sequence[str]
    source: str
    due_before: str | None = None
    years: int = 1
    from_year: int = 0
    to_year: int = 9999


@dataclass(frozen=True)
class ReportPeriod:
    """One report of one year. Facts after `data_cutoff_on` roll into the next report but keep their period (A-04)."""

    rule: ReportRule
    year: int
    starts_on: date
    ends_on: date
    data_cutoff_on: date | None
    due_on: date | None

    @property
    def counts_to(self) -> date:
        """The last day whose facts stand in this report."""
        return min(self.ends_on, self.data_cutoff_on) if self.data_cutoff_on else self.ends_on

    @property
    def title(self) -> str:
        first = self.year - self.rule.years + 1
        return f"{self.rule.title} {self.year}" if self.rule.years == 1 else f"{self.rule.title} ({first}–{self.year})"


@lru_cache
def shipped_calendar_of_reports() -> tuple[ReportRule, ...]:
    """The rules packaged with the service."""
    text = (files("reporting") / "report_calendar.toml").read_text(encoding="utf-8")
    return tuple(ReportRule(**rule) for rule in tomllib.loads(text)["report"])


def periods_of(year: int, calendar: WorkingCalendar, rules: Sequence[ReportRule]) -> list[ReportPeriod]:
    """Every report of a reporting year, in order of their periods' ends."""
    periods = [_period(rule, year, calendar) for rule in rules if rule.from_year <= year <= rule.to_year]
    return sorted(periods, key=lambda period: (period.ends_on, period.rule.years))


def find_period(year: int, report_id: str, calendar: WorkingCalendar, rules: Sequence[ReportRule]) -> ReportPeriod | None:
    """One report; None when there is no such report that year, or the calendar does not know the year."""
    if not calendar.covers_from.year < year <= calendar.covers_to.year:
        return None
    return next((each for each in periods_of(year, calendar, rules) if each.rule.id == report_id), None)


def carried_over_from(year: int, calendar: WorkingCalendar, rules: Sequence[ReportRule]) -> tuple[date, date] | None:
    """Days of the last annual period whose facts came after its data had closed; None when there are none."""
    annual = next((each for each in periods_of(year - 1, calendar, rules) if each.rule.id == "nam"), None)
    if annual is None or annual.data_cutoff_on is None or annual.data_cutoff_on >= annual.ends_on:
        return None
    return annual.data_cutoff_on + timedelta(days=1), annual.ends_on


def _period(rule: ReportRule, year: int, calendar: WorkingCalendar) -> ReportPeriod:
    due_on = _due(rule, year, calendar)
    cutoff = calendar.subtract_working_days(due_on, CUT_OFF_WORKING_DAYS) if due_on else None
    return ReportPeriod(rule, year, date(year - rule.years, 12, 15), _day(year, rule.ends), cutoff, due_on)


def _due(rule: ReportRule, year: int, calendar: WorkingCalendar) -> date | None:
    """The last working day before the day named; None by order, and for years the calendar does not cover."""
    try:
        return calendar.before(_day(year, rule.due_before)) if rule.due_before else None
    except OutsideCalendar:
        return None


def _day(year: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, day)
