"""A count that leaves the working calendar refuses the act instead of guessing."""

from collections.abc import Iterator
from contextlib import contextmanager

from chassis.decider import Refused
from contracts.workdays import OutsideCalendar


@contextmanager
def within_calendar() -> Iterator[None]:
    """Raises Refused (`outside_calendar`) with the day and the version for what leaves the calendar inside the block."""
    try:
        yield
    except OutsideCalendar as error:
        raise Refused("outside_calendar", day=error.day.isoformat(), calendar_version=error.version) from error
