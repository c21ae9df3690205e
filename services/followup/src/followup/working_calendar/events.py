"""What happened to a calendar version, under the names it is stored by."""

from dataclasses import dataclass
from datetime import date

from contracts.vocabulary import DayStatus
from contracts.workdays import SpecialDay, WorkingCalendar


@dataclass(frozen=True)
class CalendarRow:
    """A day that differs from its weekday, with the document that says so."""

    date: date
    is_working: bool
    reason: str
    source_document: str
    status: DayStatus


@dataclass(frozen=True)
class WorkingCalendarLoaded:
    calendar_version: str
    covers_from: date
    covers_to: date
    applies_confirm_rows: bool
    days: tuple[CalendarRow, ...]
    loaded_by: str
    decision: str | None = None

    def calendar(self) -> WorkingCalendar:
        """Return the version, ready to count with."""
        rows = (SpecialDay(day.date, day.is_working, day.reason, day.source_document, day.status) for day in self.days)
        return WorkingCalendar.of(
            self.calendar_version, (self.covers_from, self.covers_to), rows, applies_confirm_rows=self.applies_confirm_rows
        )


EVENTS: dict[str, type] = {"working-calendar.working-calendar-loaded.v1": WorkingCalendarLoaded}
