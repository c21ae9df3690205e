"""A limit as it is written in a rule pack, `WD(E,15)`: read it, compute it, explain it.

`WD(x,n)` n-th working day after x · `CAL(x,n)` n calendar days, rolled forward to a working day · `DAY(x,n)` calendar days, not rolled.
Anchors: `S` first and `E` last day of the session, `R` the day a case was reopened or its clock resumed. (Domain rules, section 19.)
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


class Counting(StrEnum):
    WORKING_DAYS = "WD"
    CALENDAR_DAYS = "CAL"
    PLAIN_DAYS = "DAY"


class UnreadableFormula(ValueError):
    """The text is no formula of the three kinds."""


@dataclass(frozen=True)
class Formula:
    """One period: how it is counted, from which anchor, how many days (negative: back)."""

    counting: Counting
    anchor: Anchor
    days: int

    def __str__(self) -> str:
        return f"{self.counting}({self.anchor},{self.days})"

    def due_on(self, anchor_on: date, calendar: WorkingCalendar) -> date:
        """Compute the local date. Raises OutsideCalendar."""
        if self.counting is Counting.WORKING_DAYS:
            return calendar.add_working_days(anchor_on, self.days)
        if self.counting is Counting.CALENDAR_DAYS:
            return calendar.add_calendar_days(anchor_on, self.days)
        return anchor_on + timedelta(days=self.days)

    def explain(self, anchor_on: date, calendar: WorkingCalendar) -> Explanation:
        """Compute and tell every day looked at. Raises OutsideCalendar."""
        if self.counting is Counting.WORKING_DAYS:
            return calendar.explain_working_days(anchor_on, self.days)
        if self.counting is Counting.CALENDAR_DAYS:
            return calendar.explain_calendar_days(anchor_on, self.days)
        where = "sau" if self.days >= 0 else "trước"
        text = f"{abs(self.days):02} ngày {where} mốc, tính cả ngày nghỉ"
        return Explanation(anchor_on, self.due_on(anchor_on, calendar), text, calendar.version, ())


_FORMULA = re.compile(r"^(WD|CAL|DAY)\(([SER]),(-?\d{1,3})\)$")


def read_formula(text: str) -> Formula:
    """Parse. Raises UnreadableFormula."""
    found = _FORMULA.match(text)
    if found is None:
        raise UnreadableFormula(text)
    return Formula(Counting(found[1]), Anchor(found[2]), int(found[3]))
