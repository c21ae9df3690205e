"""When a reminder may go out: on a working day, within office hours, local time."""

from datetime import UTC, date, datetime

from contracts.workdays import LOCAL, WorkingCalendar, local_date
from followup.rules.pack import OfficeHours


def notice_instant(day: date, hours: OfficeHours) -> datetime:
    """Return the UTC instant at which that day's reminders go out."""
    return datetime.combine(day, hours.notices_at, LOCAL).astimezone(UTC)


def next_opening(now: datetime, hours: OfficeHours, calendar: WorkingCalendar) -> datetime:
    """Return `now` when the office is open, else the next instant it opens. Raises OutsideCalendar."""
    today, clock = local_date(now), now.astimezone(LOCAL).time()
    if calendar.is_working(today) and hours.opens <= clock < hours.closes:
        return now
    day = today if calendar.is_working(today) and clock < hours.opens else calendar.add_working_days(today, 1)
    return datetime.combine(day, hours.opens, LOCAL).astimezone(UTC)
