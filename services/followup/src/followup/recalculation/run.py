"""One run over the open deadlines: how far it came, and when it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from chassis.decider import Decider

STREAM = "recalculation-"
NAME = "page"


@dataclass(frozen=True, kw_only=True)
class Advance:
    """A page was counted again: `after` is its last target; `done` when nothing is left behind it."""

    page: int
    after: str
    done: bool


@dataclass(frozen=True)
class RecalculationAdvanced:
    page: int
    after: str
    done: bool


@dataclass(frozen=True)
class Under:
    """The next page and the target it starts behind."""

    page: int = 1
    after: str = ""


@dataclass(frozen=True)
class Done:
    pass


RunState: TypeAlias = Under | Done
EVENTS: dict[str, type] = {"recalculation.recalculation-advanced.v1": RecalculationAdvanced}


def decide(command: Advance, state: RunState) -> Sequence[RecalculationAdvanced]:
    """A page counts once, in order."""
    match state:
        case Done():
            return []
        case Under():
            return [RecalculationAdvanced(command.page, command.after, command.done)] if command.page == state.page else []
        case _:
            assert_never(state)


def evolve(state: RunState, event: RecalculationAdvanced) -> RunState:
    return Done() if event.done else Under(event.page + 1, event.after)


decider: Decider[Advance, RunState, RecalculationAdvanced] = Decider(decide, evolve, Under())
