"""A due date and the steps around it: reminders before, the moment it is missed, the ladder after. Ladder steps are data of the pack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from contracts.workdays import OutsideCalendar, WorkingCalendar, local_date, start_of_day
from followup.deadlines.deadline import Deadline
from followup.deadlines.office_hours import notice_instant
from followup.rules.pack import Addressee, LadderStep, OfficeHours

MISSED = "MISSED"
EARLY = "EARLY"
REMINDERS = (EARLY, "D5", "D2", "D0")
OFFICE_HOURS = OfficeHours(time(7, 30), time(17), time(9))


@dataclass(frozen=True)
class Step:
    """One moment on the way: `at` is a UTC instant, `working_days` its distance from the due date."""

    name: str
    working_days: int
    at: datetime
    to_role: str = ""
    to_org: str = ""
    also: tuple[Addressee, ...] = ()
    otherwise: str = ""

    @property
    def is_reminder(self) -> bool:
        return self.name in REMINDERS

    def addressees(self, places: Mapping[str, str | None]) -> tuple[Addressee, ...]:
        """Whom it tells, the first one first, each with the organisation that stands at its place."""
        first = Addressee(self.to_role, self.to_org, self.otherwise)
        return tuple(each.standing(places) for each in (first, *self.also))

    @property
    def level(self) -> int | None:
        """Return the escalation level 1 to 4, None for anything else."""
        return int(self.name[1]) if self.name.startswith("L") else None


@dataclass(frozen=True)
class Schedule:
    """`generation` rises with every new schedule of the same process, so that a timer of an older one does nothing."""

    generation: int
    deadline: Deadline
    steps: tuple[Step, ...]

    @property
    def due_on(self) -> date:
        return self.deadline.due_on

    @property
    def warn_on(self) -> tuple[date, ...]:
        """Local dates of the reminders still ahead when the schedule was made."""
        return tuple(local_date(step.at) for step in self.steps if step.is_reminder)

    @property
    def early_on(self) -> date | None:
        """Local date of the early warning, None without one."""
        step = self.step(EARLY)
        return local_date(step.at) if step else None

    def announces(self, step: Step, now: datetime) -> bool:
        """Say whether a reminder still tells the truth: its due date is ahead and no later reminder is due already."""
        later = any(other.is_reminder and step.at < other.at <= now for other in self.steps)
        return step.is_reminder and local_date(now) <= self.due_on and not later

    def step(self, name: str) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)


def schedule(
    generation: int,
    deadline: Deadline,
    ladder: Sequence[LadderStep],
    calendar: WorkingCalendar,
    hours: OfficeHours | None,
    *,
    now: datetime,
    early_on: date | None = None,
) -> Schedule:
    """Lay out the steps. Reminders whose moment has passed are left out; a step beyond the calendar waits for the next calendar version.

    `early_on` is a local date for one more reminder, ahead of the ladder.
    """
    steps = [Step(MISSED, 0, start_of_day(deadline.due_on + timedelta(days=1)))]
    if early_on is not None and notice_instant(early_on, hours or OFFICE_HOURS) > now.astimezone(UTC):
        steps.append(Step(EARLY, 0, notice_instant(early_on, hours or OFFICE_HOURS)))
    for rung in ladder:
        day = _day(deadline.due_on, rung.working_days, calendar)
        if day is None:
            continue
        at = notice_instant(day, hours or OFFICE_HOURS)
        step = Step(rung.name, rung.working_days, at, rung.to_role, rung.to_org, rung.also, rung.otherwise)
        if not (step.is_reminder and step.at <= now.astimezone(UTC)):
            steps.append(step)
    return Schedule(generation, deadline, tuple(sorted(steps, key=lambda step: step.at)))


def _day(due_on: date, working_days: int, calendar: WorkingCalendar) -> date | None:
    if working_days == 0:
        return due_on
    try:
        return calendar.add_working_days(due_on, working_days)
    except OutsideCalendar:
        return None


def overlay(due_on: date | None, warn_on: Sequence[date], today: date, working_days_late: int) -> str:
    """How a case stands today, derived and never stored: ON_TRACK, DUE_SOON, OVERDUE_1 … OVERDUE_4, NO_LIMIT."""
    if due_on is None:
        return "NO_LIMIT"
    if today <= due_on:
        return "DUE_SOON" if warn_on and today >= min(warn_on) else "ON_TRACK"
    level = sum(working_days_late >= bound for bound in (1, 3, 5, 10))
    return f"OVERDUE_{max(level, 1)}"
