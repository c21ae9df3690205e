"""Working days of Việt Nam as a pure function of one calendar version; every date can say how it was reached.

Counting (domain rules, section 10): the day of the event is not counted; a working day is Monday to Friday minus the official
days off plus the swap Saturdays; a count that leaves the calendar's coverage raises OutsideCalendar, it is never guessed.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from contracts.vocabulary import DayStatus

LOCAL = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
WEEKDAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
SHIPPED_VERSION = "2026-1"
SHIPPED_FROM, SHIPPED_TO = date(2019, 1, 1), date(2027, 12, 31)
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class OutsideCalendar(ValueError):
    """A count left the days the calendar version covers."""

    def __init__(self, day: date, version: str) -> None:
        super().__init__(f"{day.isoformat()} is outside calendar {version}")
        self.day = day
        self.version = version


@dataclass(frozen=True)
class SpecialDay:
    """A day that differs from its weekday, with the document that says so."""

    date: date
    is_working: bool
    reason: str
    source_document: str
    status: DayStatus = DayStatus.OFFICIAL


@dataclass(frozen=True)
class ExplainedDay:
    """One day looked at while counting: counted as number `ordinal`, or skipped (`ordinal` None) for `reason`."""

    date: date
    ordinal: int | None
    reason: str
    source_document: str | None = None
    status: DayStatus | None = None

    @property
    def text(self) -> str:
        """One Vietnamese line: weekday, date, counted or skipped, why and by which document."""
        place = f"ngày làm việc thứ {self.ordinal}" if self.ordinal is not None else "không tính"
        source = f" ({self.source_document})" if self.source_document else ""
        mark = {DayStatus.PROVISIONAL: " [dự kiến]", DayStatus.CONFIRM: " [chờ xác nhận]"}.get(self.status or DayStatus.OFFICIAL, "")
        return f"{WEEKDAYS_VI[self.date.weekday()]}, {self.date:%d/%m/%Y}: {place} – {self.reason}{source}{mark}"


@dataclass(frozen=True)
class Explanation:
    """How a date was reached: the anchor, every day counted and skipped in order, the result, the calendar version."""

    anchor: date
    result: date
    formula: str
    calendar_version: str
    days: tuple[ExplainedDay, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Vietnamese text, ready to print."""
        head = f"Mốc: {WEEKDAYS_VI[self.anchor.weekday()]}, {self.anchor:%d/%m/%Y} (không tính ngày mốc) – {self.formula}"
        tail = f"Kết quả: {WEEKDAYS_VI[self.result.weekday()]}, {self.result:%d/%m/%Y} – lịch làm việc phiên bản {self.calendar_version}"
        return (head, *(day.text for day in self.days), tail)


@dataclass(frozen=True)
class WorkingCalendar:
    """One version of the calendar. `applies_confirm_rows`: do days whose enacting text was not found count as off?"""

    version: str
    covers_from: date
    covers_to: date
    applies_confirm_rows: bool = True
    special: Mapping[date, SpecialDay] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls, version: str, covers: tuple[date, date], days: Iterable[SpecialDay], *, applies_confirm_rows: bool = True
    ) -> "WorkingCalendar":
        """Build a version from its rows; a date listed twice raises ValueError."""
        special: dict[date, SpecialDay] = {}
        for day in days:
            if day.date in special:
                raise ValueError(f"{day.date.isoformat()} stands twice in calendar {version}")
            special[day.date] = day
        return cls(version, covers[0], covers[1], applies_confirm_rows, MappingProxyType(special))

    def is_working(self, day: date) -> bool:
        """Raises OutsideCalendar."""
        special = self._special(day)
        return special.is_working if special else day.weekday() < _SATURDAY

    def add_working_days(self, start: date, count: int) -> date:
        """WD(start, count): the count-th working day after `start`, `start` excluded; a negative count goes back. Raises OutsideCalendar."""
        return self._count(start, count)[0]

    def subtract_working_days(self, start: date, count: int) -> date:
        """The count-th working day before `start`, `start` excluded (difference reading, A-10). Raises OutsideCalendar."""
        return self.add_working_days(start, -count)

    def before(self, day: date) -> date:
        """BEFORE(day): the last working day strictly before it, "trước ngày" (A-09). Raises OutsideCalendar."""
        return self.add_working_days(day, -1)

    def add_calendar_days(self, start: date, count: int) -> date:
        """CAL(start, count): count calendar days later, rolled forward to a working day (BLDS 148.5). Raises OutsideCalendar."""
        return self._roll(start + timedelta(days=count))[0]

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later. Raises OutsideCalendar."""
        return sum(self.is_working(day) for day in _days(start + _ONE_DAY, end))

    def explain_working_days(self, start: date, count: int) -> Explanation:
        """`add_working_days` with every day it looked at."""
        result, days = self._count(start, count)
        where = "sau" if count >= 0 else "trước"
        return self._explanation(start, result, f"{abs(count):02} ngày làm việc {where} mốc", days)

    def explain_before(self, day: date) -> Explanation:
        """`before` with every day it looked at."""
        result, days = self._count(day, -1)
        return self._explanation(day, result, f"ngày làm việc cuối cùng trước ngày {day:%d/%m/%Y}", days)

    def explain_calendar_days(self, start: date, count: int) -> Explanation:
        """`add_calendar_days` with the days it rolled over."""
        result, days = self._roll(start + timedelta(days=count))
        return self._explanation(start, result, f"{count:02} ngày, gặp ngày nghỉ thì chuyển sang ngày làm việc kế tiếp", days)

    def with_confirm_rows(self, version: str, *, applies: bool) -> "WorkingCalendar":
        """The same rows under another version that reads the unconfirmed days the other way."""
        return replace(self, version=version, applies_confirm_rows=applies)

    def _special(self, day: date) -> SpecialDay | None:
        if not self.covers_from <= day <= self.covers_to:
            raise OutsideCalendar(day, self.version)
        special = self.special.get(day)
        if special and special.status is DayStatus.CONFIRM and not self.applies_confirm_rows:
            return None
        return special

    def _count(self, start: date, count: int) -> tuple[date, list[ExplainedDay]]:
        step = _ONE_DAY if count >= 0 else -_ONE_DAY
        day, ordinal, days = start, 0, []
        while ordinal < abs(count):
            day += step
            works = self.is_working(day)
            ordinal += works
            days.append(self._explained(day, ordinal if works else None))
        return day, days

    def _roll(self, day: date) -> tuple[date, list[ExplainedDay]]:
        days = []
        while not self.is_working(day):
            days.append(self._explained(day, None))
            day += _ONE_DAY
        return day, days

    def _explained(self, day: date, ordinal: int | None) -> ExplainedDay:
        special = self._special(day)
        if special:
            return ExplainedDay(day, ordinal, special.reason, special.source_document, special.status)
        if day.weekday() >= _SATURDAY:
            return ExplainedDay(day, ordinal, "nghỉ hằng tuần")
        return ExplainedDay(day, ordinal, "ngày làm việc")

    def _explanation(self, anchor: date, result: date, formula: str, days: list[ExplainedDay]) -> Explanation:
        return Explanation(anchor, result, formula, self.version, tuple(days))


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _ONE_DAY


def local_date(instant: datetime) -> date:
    """The date in Asia/Ho_Chi_Minh of an aware instant."""
    if instant.tzinfo is None:
        raise ValueError("an instant names its offset")
    return instant.astimezone(LOCAL).date()


def start_of_day(day: date) -> datetime:
    """00:00 local, as a UTC instant."""
    return datetime.combine(day, time.min, LOCAL).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """A period ends at 24:00 of its last day (BLDS 148.6): 23:59:59.999999 local, as a UTC instant."""
    return datetime.combine(day, time.max, LOCAL).astimezone(UTC)


def reporting_year(day: date) -> int:
    """Reporting year Y runs from 15/12/(Y-1) to 14/12/Y (Thông tư 01/2024/TT-TTCP)."""
    return day.year + (day >= date(day.year, 12, 15))


def read_calendar_rows(text: str) -> tuple[SpecialDay, ...]:
    """Rows of a calendar file: date,is_working,reason_vi,source_document,status."""
    return tuple(
        SpecialDay(
            date.fromisoformat(row["date"]),
            row["is_working"] == "1",
            row["reason_vi"],
            row["source_document"],
            DayStatus(row["status"]),
        )
        for row in csv.DictReader(text.splitlines())
    )


@lru_cache
def shipped_calendar(*, applies_confirm_rows: bool = True) -> WorkingCalendar:
    """The calendar packaged with the contracts: version 2026-1, covering 2019-01-01 to 2027-12-31."""
    text = (files("contracts") / "data" / f"work_calendar_vn_{SHIPPED_VERSION}.csv").read_text(encoding="utf-8")
    calendar = WorkingCalendar.of(SHIPPED_VERSION, (SHIPPED_FROM, SHIPPED_TO), read_calendar_rows(text))
    if applies_confirm_rows:
        return calendar
    return calendar.with_confirm_rows(f"{SHIPPED_VERSION}-confirm-working", applies=False)
