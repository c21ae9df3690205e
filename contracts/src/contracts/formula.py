"""A limit as it is written in a rule pack, `WD(E,15)`: read it, compute it, explain it.

`WD(x,n)` n-th working day after x · `CAL(x,n)` n calendar days, rolled forward to a working day · `DAY(x,n)` calendar days, not rolled ·
`BEFORE(x)` the last working day strictly before x · `BEFORE(d/m)` the same before that day of the year · `ON(d/m)` that day, not rolled ·
`ORDER` the day a document orders. Anchors: `S` first and `E` last day of the session, `R` the day a case was reopened or its clock resumed,
`C` the announced cut-off for opinions, `N` the day something was received, `D` a due date, `I` the day a document was issued, `K` the day a case
closed; of a day of
the year, the anchor gives the year. (Domain rules, section 19.)
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from contracts.workdays import Explanation, WorkingCalendar


class Anchor(StrEnum):
    """The day a period counts from; the day itself is never counted (BLDS 147)."""

    FIRST_DAY = "S"
    LAST_DAY = "E"
    RESUMED = "R"
    CUTOFF = "C"
    RECEIVED = "N"
    DUE = "D"
    ISSUED = "I"
    CLOSED = "K"


class Counting(StrEnum):
    WORKING_DAYS = "WD"
    CALENDAR_DAYS = "CAL"
    PLAIN_DAYS = "DAY"
    BEFORE = "BEFORE"
    ON = "ON"
    ORDER = "ORDER"


class UnreadableFormula(ValueError):
    """The text is no formula of these kinds."""


@dataclass(frozen=True)
class DayOfYear:
    """A day and a month, such as 20/6."""

    day: int
    month: int

    def __str__(self) -> str:
        return f"{self.day}/{self.month}"

    def of(self, year: int) -> date:
        return date(year, self.month, self.day)


@dataclass(frozen=True)
class Formula:
    """One period: how it is counted, from which anchor, how many days (negative: back), or before or on which day of the year."""

    counting: Counting
    anchor: Anchor | None
    days: int = 0
    day_of_year: DayOfYear | None = None

    def __str__(self) -> str:
        if self.counting is Counting.ORDER:
            return self.counting.value
        if self.day_of_year is not None:
            return f"{self.counting}({self.day_of_year})"
        return f"{self.counting}({self.anchor})" if self.counting is Counting.BEFORE else f"{self.counting}({self.anchor},{self.days})"

    def due_on(self, anchor_on: date, calendar: WorkingCalendar) -> date:
        """Compute the local date. Raises OutsideCalendar."""
        named = self.day_of_year.of(anchor_on.year) if self.day_of_year else anchor_on
        match self.counting:
            case Counting.WORKING_DAYS:
                return calendar.add_working_days(anchor_on, self.days)
            case Counting.CALENDAR_DAYS:
                return calendar.add_calendar_days(anchor_on, self.days)
            case Counting.PLAIN_DAYS:
                return anchor_on + timedelta(days=self.days)
            case Counting.BEFORE:
                return calendar.before(named)
            case Counting.ON | Counting.ORDER:
                return named

    def explain(self, anchor_on: date, calendar: WorkingCalendar) -> Explanation:
        """Compute and tell every day looked at. Raises OutsideCalendar."""
        named = self.day_of_year.of(anchor_on.year) if self.day_of_year else anchor_on
        match self.counting:
            case Counting.WORKING_DAYS:
                return calendar.explain_working_days(anchor_on, self.days)
            case Counting.CALENDAR_DAYS:
                return calendar.explain_calendar_days(anchor_on, self.days)
            case Counting.BEFORE:
                return calendar.explain_before(named)
            case Counting.PLAIN_DAYS:
                where = "sau" if self.days >= 0 else "trước"
                text = f"{abs(self.days):02} ngày {where} mốc, tính cả ngày nghỉ"
            case Counting.ON:
                text = f"chính ngày {named:%d/%m/%Y}, không chuyển sang ngày khác"
            case Counting.ORDER:
                text = f"ngày {named:%d/%m/%Y} do văn bản yêu cầu ấn định"
        return Explanation(anchor_on, self.due_on(anchor_on, calendar), text, calendar.version, ())


_PERIOD = re.compile(r"^(WD|CAL|DAY)\(([SERCNDIK]),(-?\d{1,3})\)$")
_BEFORE = re.compile(r"^BEFORE\(([SERCNDIK])\)$")
_DAY = re.compile(r"^(BEFORE|ON)\((\d{1,2})/(\d{1,2})\)$")
_ANY_COMMON_YEAR = 2023


def read_formula(text: str) -> Formula:
    """Parse. Raises UnreadableFormula."""
    if text == Counting.ORDER:
        return Formula(Counting.ORDER, None)
    if found := _PERIOD.match(text):
        return Formula(Counting(found[1]), Anchor(found[2]), int(found[3]))
    if found := _BEFORE.match(text):
        return Formula(Counting.BEFORE, Anchor(found[1]))
    if found := _DAY.match(text):
        named = DayOfYear(int(found[2]), int(found[3]))
        try:
            named.of(_ANY_COMMON_YEAR)
        except ValueError as error:
            raise UnreadableFormula(text) from error
        return Formula(Counting(found[1]), None, day_of_year=named)
    raise UnreadableFormula(text)
