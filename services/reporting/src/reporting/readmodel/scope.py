"""Which part of the province, and of time, a figure is about."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa


class YearAxis(StrEnum):
    """A session has three independent years (domain rules, section 5)."""

    CALENDAR = "calendar"
    PLAN = "plan"
    REPORTING = "reporting"


AXIS_NAMES = {YearAxis.CALENDAR: "Năm dương lịch", YearAxis.PLAN: "Năm kế hoạch", YearAxis.REPORTING: "Năm báo cáo (15/12 – 14/12)"}
INTERIM_YEARS = 3


@dataclass(frozen=True)
class Scope:
    """None means everything. `orgs` are organisations with those they answer for; years are inclusive, counted by `axis`."""

    axis: YearAxis = YearAxis.CALENDAR
    from_year: int | None = None
    to_year: int | None = None
    level: str | None = None
    regime: str | None = None
    audience: str | None = None
    form: str | None = None
    domain: str | None = None
    orgs: tuple[str, ...] = ()
    """The organisation asked for stands first."""
    from_day: date | None = None
    to_day: date | None = None
    """Local days, inclusive: of the session, or of receipt where there was no session yet."""
    undated: tuple[int, int] | None = None
    """First and last reporting year of what is known without its day, beside the days asked for."""
    session: str | None = None

    def years(self, first: int, last: int) -> "Scope":
        """The same part of the province in other years."""
        return replace(self, from_year=first, to_year=last, from_day=None, to_day=None)

    def three_years(self, last: int) -> "Scope":
        """The three years of an interim report (sơ kết 03 năm) that ends with `last`."""
        return self.years(last - INTERIM_YEARS + 1, last)

    def parameters(self, **more: str | int | date | None) -> dict[str, str]:
        """The scope as query parameters, so that a link says what its figure is about; `more` overrides, None leaves out."""
        own = {"axis": self.axis.value, "from_year": self.from_year, "to_year": self.to_year, **dict(self._codes())}
        own |= {"audience": self.audience, "org": self.orgs[0] if self.orgs else None}
        own |= {"from_day": self.from_day, "to_day": self.to_day, "session": self.session}
        return {name: str(value) for name, value in {**own, **more}.items() if value is not None}

    def conditions(self, rows: sa.FromClause) -> list[sa.ColumnElement[bool]]:
        """What the rows must satisfy; a row without a column is not asked about it."""
        year = rows.c[f"{self.axis}_year"]
        wanted: list[sa.ColumnElement[bool]] = []
        if self.from_year is not None:
            wanted.append(year >= self.from_year)
        if self.to_year is not None:
            wanted.append(year <= self.to_year)
        if self.from_day is not None or self.to_day is not None:
            wanted.append(self._on_days(rows))
        wanted += [rows.c[name] == value for name, value in self._codes() if name in rows.c]
        if self.session is not None:
            wanted.append(rows.c.session_id == self.session)
        if self.orgs:
            wanted.append(rows.c.org_id.in_(self.orgs))
        if self.audience:
            wanted.append(_has_audience(rows.c.audience, self.audience))
        return wanted

    def _on_days(self, rows: sa.FromClause) -> sa.ColumnElement[bool]:
        first, last = self.from_day or date.min, self.to_day or date.max
        on_days = rows.c.day.between(first, last)
        if self.undated is None:
            return on_days
        return sa.or_(on_days, sa.and_(rows.c.day.is_(None), rows.c.reporting_year.between(*self.undated)))

    def _codes(self) -> list[tuple[str, Any]]:
        codes = {"level": self.level, "regime": self.regime, "form": self.form, "domain": self.domain}
        return [(name, value) for name, value in codes.items() if value is not None]


def _has_audience(joined: sa.ColumnElement[Any], audience: str) -> sa.ColumnElement[bool]:
    return sa.literal(audience) == sa.func.any(sa.func.string_to_array(joined, "+"))
