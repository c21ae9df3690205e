"""decide(command, version) → loaded once; the same content again changes nothing, other content under the same name is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from chassis.decider import Decider, Refused
from followup.working_calendar.commands import LoadCalendar
from followup.working_calendar.events import WorkingCalendarLoaded


@dataclass(frozen=True)
class NotLoaded:
    pass


@dataclass(frozen=True)
class Loaded:
    event: WorkingCalendarLoaded


CalendarState: TypeAlias = NotLoaded | Loaded


def decide(command: LoadCalendar, state: CalendarState) -> Sequence[WorkingCalendarLoaded]:
    """Refuse a version that contradicts itself or the one already loaded."""
    fresh = WorkingCalendarLoaded(
        command.calendar_version,
        command.covers_from,
        command.covers_to,
        command.applies_confirm_rows,
        tuple(sorted(command.days, key=lambda day: day.date)),
        command.loaded_by,
        command.decision,
    )
    match state:
        case Loaded():
            if replace(fresh, loaded_by=state.event.loaded_by, decision=state.event.decision) != state.event:
                raise Refused("calendar_version_taken", calendar_version=command.calendar_version)
            return []
        case NotLoaded():
            _refuse_nonsense(fresh)
            return [fresh]
        case _:
            assert_never(state)


def _refuse_nonsense(fresh: WorkingCalendarLoaded) -> None:
    if fresh.covers_from > fresh.covers_to or not fresh.days:
        raise Refused("calendar_covers_nothing")
    seen = set()
    for row in fresh.days:
        if row.date in seen:
            raise Refused("calendar_day_twice", day=row.date.isoformat())
        if not fresh.covers_from <= row.date <= fresh.covers_to:
            raise Refused("calendar_day_outside_coverage", day=row.date.isoformat())
        if not row.source_document.strip():
            raise Refused("calendar_day_without_source", day=row.date.isoformat())
        seen.add(row.date)


def evolve(state: CalendarState, event: WorkingCalendarLoaded) -> CalendarState:
    return Loaded(event)


decider: Decider[LoadCalendar, CalendarState, WorkingCalendarLoaded] = Decider(decide, evolve, NotLoaded())
