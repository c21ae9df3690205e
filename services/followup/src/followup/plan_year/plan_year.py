"""One plan year: opened once; opening it arms the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias, assert_never

from chassis.decider import Decider
from contracts.workdays import start_of_day

STREAM = "plan-year-"
NAME = "open"


@dataclass(frozen=True, kw_only=True)
class OpenYear:
    year: int


@dataclass(frozen=True)
class PlanYearOpened:
    year: int

    @property
    def next_opens_at(self) -> datetime:
        """The first instant of the next plan year, local time, as a UTC instant."""
        return start_of_day(date(self.year + 1, 1, 1))


@dataclass(frozen=True)
class NotYetOpened:
    pass


@dataclass(frozen=True)
class Opened:
    pass


YearState: TypeAlias = NotYetOpened | Opened
EVENTS: dict[str, type] = {"plan-year.plan-year-opened.v1": PlanYearOpened}


def decide(command: OpenYear, state: YearState) -> Sequence[PlanYearOpened]:
    match state:
        case Opened():
            return []
        case NotYetOpened():
            return [PlanYearOpened(command.year)]
        case _:
            assert_never(state)


def evolve(_state: YearState, _event: PlanYearOpened) -> YearState:
    return Opened()


def stream_of(year: int) -> str:
    return f"{STREAM}{year}"


decider: Decider[OpenYear, YearState, PlanYearOpened] = Decider(decide, evolve, NotYetOpened())
