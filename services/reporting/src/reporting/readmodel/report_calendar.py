"""The reports of a reporting year: their period, when the data closes, when they are due (DL-12 to DL-17)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from contracts.formula import read_formula
from contracts.vocabulary import ReportType
from contracts.workdays import OutsideCalendar, WorkingCalendar, reporting_year
from reporting.readmodel.report_rules import ReportRule
from reporting.report.events import Terms

MONTHS = range(1, 13)


@dataclass(frozen=True)
class ReportPeriod:
    """One report of one year. Facts after `data_cutoff_on` roll into the next report but keep their period (A-04)."""

    rule: ReportRule
    key: str
    title: str
    year: int
    starts_on: date
    ends_on: date
    data_cutoff_on: date | None
    due_on: date | None
    calendar_version: str
    session_id: str | None = None

    @property
    def report_id(self) -> str:
        return report_id_of(self.key, self.year)

    @property
    def counts_to(self) -> date:
        """The last day whose facts stand in this report."""
        return min(self.ends_on, self.data_cutoff_on) if self.data_cutoff_on else self.ends_on

    @property
    def recipients(self) -> tuple[str, ...]:
        return self.rule.recipients_on(self.due_on or self.ends_on)

    def terms(self) -> Terms:
        """What is owed; a report by order that nobody ordered yet is shown as if due when its period ends."""
        return Terms(
            ReportType(self.rule.type),
            self.key,
            self.year,
            self.title,
            self.starts_on,
            self.ends_on,
            self.data_cutoff_on or self.ends_on,
            self.due_on or self.ends_on,
            self.rule.owner,
            self.recipients,
            self.rule.source,
            self.calendar_version,
            self.session_id,
        )


def report_id_of(key: str, year: int) -> str:
    """`bao-cao-6-thang-2026`; a report after a session has its year in the session."""
    return f"bao-cao-{key}-{year}"


def periods_of(year: int, calendar: WorkingCalendar, rules: Sequence[ReportRule]) -> list[ReportPeriod]:
    """Every report of a reporting year, in order of their periods' ends; without those after a session, and those an organisation owes about itself."""
    return _in_order(year, calendar, [rule for rule in rules if rule.of_each is None])


def own_periods_of(org_id: str, name: str, year: int, calendar: WorkingCalendar, rules: Sequence[ReportRule]) -> list[ReportPeriod]:
    """The reports of a year that one organisation owes about itself (R8: a commune's Party secretary)."""
    own = [replace(rule, owner=org_id) for rule in rules if rule.of_each is not None]
    periods = _in_order(year, calendar, own)
    return [replace(each, key=f"{each.key}-{org_id}", title=f"{each.title} của {name}") for each in periods]


def own_key(key: str, org_id: str) -> str:
    """The key of the rule and month, without the organisation."""
    return key.removesuffix(f"-{org_id}")


def owing_itself(key: str, year: int, calendar: WorkingCalendar, rules: Sequence[ReportRule]) -> str | None:
    """Which organisation a report's key names; None for a report of the province."""
    for period in _in_order(year, calendar, [rule for rule in rules if rule.of_each is not None]):
        if key.startswith(f"{period.key}-"):
            return key.removeprefix(f"{period.key}-")
    return None


def _in_order(year: int, calendar: WorkingCalendar, rules: Sequence[ReportRule]) -> list[ReportPeriod]:
    valid = [rule for rule in rules if rule.from_year <= year <= rule.to_year and rule.type is not ReportType.AFTER_SESSION]
    periods = [period for rule in valid for period in _periods(rule, year, calendar)]
    return sorted(periods, key=lambda period: (period.ends_on, period.rule.years, period.starts_on, period.key))


def find_period(
    year: int, key: str, calendar: WorkingCalendar, rules: Sequence[ReportRule], own: tuple[str, str] | None = None
) -> ReportPeriod | None:
    """One report, of the province or what an organisation (id and name) `own` owes about itself; None when there is no such report that year, or the calendar does not know the year."""
    if not calendar.covers_from.year < year <= calendar.covers_to.year:
        return None
    periods = own_periods_of(*own, year, calendar, rules) if own else periods_of(year, calendar, rules)
    return next((each for each in periods if each.key == key), None)


def after_session(session_id: str, held_from: date, held_on: date, calendar: WorkingCalendar, rules: Sequence[ReportRule]) -> ReportPeriod:
    """The report after one session (DL-12, A-21); its data closes no earlier than the session. Raises OutsideCalendar."""
    rule = next(each for each in rules if each.type is ReportType.AFTER_SESSION)
    if rule.due_after is None:
        raise LookupError("the calendar of reports says when the report after a session is due")
    due_on = read_formula(rule.due_after).due_on(held_on, calendar)
    cutoff = max(held_on, cutoff_of(due_on, rule, calendar))
    title = f"{rule.title} ngày {held_on.day:02}/{held_on.month:02}/{held_on.year}"
    year = reporting_year(held_on)
    return ReportPeriod(rule, f"{rule.id}-{session_id}", title, year, held_from, held_on, cutoff, due_on, calendar.version, session_id)


def ordered(period: ReportPeriod, due_on: date, calendar: WorkingCalendar) -> ReportPeriod:
    """A report that comes by order, with the date the order names (DL-17). Raises OutsideCalendar."""
    return replace(period, due_on=due_on, data_cutoff_on=cutoff_of(due_on, period.rule, calendar))


def cutoff_of(due_on: date, rule: ReportRule, calendar: WorkingCalendar) -> date:
    """DL-16: so many days before the due date, as the formula counts them. Raises OutsideCalendar."""
    return read_formula(rule.cutoff).due_on(due_on, calendar)


def previous_of(terms: Terms, calendar: WorkingCalendar, rules: Sequence[ReportRule]) -> ReportPeriod | None:
    """The same report of the period before: last year's, last month's, the three years before; None for a report after a session."""
    if terms.report_type is ReportType.AFTER_SESSION:
        return None
    own = terms.counted_org_id
    year, key = terms.year - _span(terms, rules), own_key(terms.rule_id, own) if own else terms.rule_id
    if terms.report_type is ReportType.MONTHLY:
        rule, month = key.rsplit("-", 1)[0], terms.period_end.month
        year, key = (terms.year, f"{rule}-{month - 1:02}") if month > 1 else (terms.year - 1, f"{rule}-12")
    found = next((each for each in _in_order(year, calendar, _all_years(rules, year)) if each.key == key), None)
    if found is None or own is None:
        return found
    return replace(found, key=f"{found.key}-{own}", rule=replace(found.rule, owner=own))


def _all_years(rules: Sequence[ReportRule], year: int) -> list[ReportRule]:
    """A period can be compared with even where the report itself was not owed yet."""
    first = min((rule.from_year for rule in rules), default=0)
    found: dict[str, ReportRule] = {}
    for rule in sorted(rules, key=lambda each: not each.from_year <= year <= each.to_year):
        found.setdefault(rule.id, replace(rule, from_year=first, to_year=9999))
    return list(found.values())


def _span(terms: Terms, rules: Sequence[ReportRule]) -> int:
    return next((rule.years for rule in rules if rule.id == terms.rule_id), 1)


def carried_over_from(year: int, calendar: WorkingCalendar, rules: Sequence[ReportRule]) -> tuple[date, date] | None:
    """Days of the last annual period whose facts came after its data had closed; None when there are none."""
    annual = next((each for each in periods_of(year - 1, calendar, rules) if each.rule.type is ReportType.ANNUAL), None)
    if annual is None or annual.data_cutoff_on is None or annual.data_cutoff_on >= annual.ends_on:
        return None
    return annual.data_cutoff_on + timedelta(days=1), annual.ends_on


def _periods(rule: ReportRule, year: int, calendar: WorkingCalendar) -> Iterator[ReportPeriod]:
    if rule.type is ReportType.MONTHLY:
        for month in MONTHS:
            starts_on = date(year - (month == 1), (month - 2) % 12 + 1, 15)
            key, title = f"{rule.id}-{month:02}", f"{rule.title} {month}/{year}"
            yield ReportPeriod(rule, key, title, year, starts_on, date(year, month, 14), None, None, calendar.version)
        return
    due_on = _due(rule, year, calendar)
    cutoff = cutoff_of(due_on, rule, calendar) if due_on else None
    title = f"{rule.title} {year}" if rule.years == 1 else f"{rule.title} ({year - rule.years + 1}–{year})"
    starts_on = date(year - rule.years, 12, 15)
    yield ReportPeriod(rule, rule.id, title, year, starts_on, _day(year, rule.ends), cutoff, due_on, calendar.version)


def _due(rule: ReportRule, year: int, calendar: WorkingCalendar) -> date | None:
    """The last working day before the day named; None by order, and for years the calendar does not cover."""
    try:
        return calendar.before(_day(year, rule.due_before)) if rule.due_before else None
    except OutsideCalendar:
        return None


def _day(year: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, day)
