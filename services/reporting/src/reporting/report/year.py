"""One reporting year: its reports open by themselves on its first day, 15/12 (NĐ 09/2019, Article 12), so that nobody owes one unknowingly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias, assert_never

from chassis.decider import Decider
from contracts.workdays import start_of_day

STREAM = "report-year-"
OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class OpenYear:
    """`missing` are the reports whose day the working calendar does not reach yet."""

    year: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class ReportYearOpened:
    """Every report of the year that has a day of its own is owed from here on, but the missing ones; `look` counts 1, 2, 3…"""

    year: int
    look: int
    missing: tuple[str, ...] = ()

    @property
    def next_opens_at(self) -> datetime:
        """The first instant of the next reporting year, local time, as a UTC instant."""
        return start_of_day(date(self.year, 12, 15))


@dataclass(frozen=True)
class Incomplete:
    """How often the year was looked at."""

    looks: int = 0


@dataclass(frozen=True)
class Complete:
    pass


YearState: TypeAlias = Incomplete | Complete
EVENTS: dict[str, type] = {"report-year.report-year-opened.v1": ReportYearOpened}


def decide(command: OpenYear, state: YearState) -> Sequence[ReportYearOpened]:
    """A complete year has nothing left to open."""
    match state:
        case Complete():
            return []
        case Incomplete():
            return [ReportYearOpened(command.year, state.looks + 1, command.missing)]
        case _:
            assert_never(state)


def evolve(_state: YearState, event: ReportYearOpened) -> YearState:
    return Incomplete(event.look) if event.missing else Complete()


def stream_of(year: int) -> str:
    return f"{STREAM}{year}"


decider: Decider[OpenYear, YearState, ReportYearOpened] = Decider(decide, evolve, Incomplete())
