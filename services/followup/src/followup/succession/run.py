"""One run over the open cases of an organisation that ended: who succeeds it, from which day, and how far the run came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias, assert_never

from chassis.decider import Decider
from contracts.envelope import Document

STREAM = "succession-"
NAME = "pass"


@dataclass(frozen=True, kw_only=True)
class Announce:
    """sessions said that the organisation ends with `last_day`; `starts_at` is the UTC instant at which its cases move."""

    org_id: str
    last_day: date
    successor_ids: tuple[str, ...]
    decision_doc: Document | None
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class Advance:
    """A page was passed on: `after` is its last case; `done` when nothing is left behind it."""

    page: int
    after: str
    done: bool


@dataclass(frozen=True)
class SuccessionAnnounced:
    org_id: str
    last_day: date
    successor_ids: tuple[str, ...]
    decision_doc: Document | None
    starts_at: datetime


@dataclass(frozen=True)
class SuccessionAdvanced:
    page: int
    after: str
    done: bool


@dataclass(frozen=True)
class Unannounced:
    pass


@dataclass(frozen=True)
class Passing:
    """The next page and the case it starts behind."""

    announced: SuccessionAnnounced
    page: int = 1
    after: str = ""


@dataclass(frozen=True)
class Passed:
    announced: SuccessionAnnounced


SuccessionCommand: TypeAlias = Announce | Advance
SuccessionEvent: TypeAlias = SuccessionAnnounced | SuccessionAdvanced
SuccessionState: TypeAlias = Unannounced | Passing | Passed
EVENTS: dict[str, type] = {
    "succession.succession-announced.v1": SuccessionAnnounced,
    "succession.succession-advanced.v1": SuccessionAdvanced,
}


def decision_behind(state: SuccessionState) -> Document | None:
    """The document an organisation ended by; None where none was named, or its end was never announced as an event."""
    return None if isinstance(state, Unannounced) else state.announced.decision_doc


def decide(command: SuccessionCommand, state: SuccessionState) -> Sequence[SuccessionEvent]:
    """An end is announced once (said anew with other successors it starts anew); a page counts once, in order."""
    if isinstance(command, Announce):
        announced = SuccessionAnnounced(command.org_id, command.last_day, command.successor_ids, command.decision_doc, command.starts_at)
        known = None if isinstance(state, Unannounced) else state.announced
        same = known is not None and (known.last_day, known.successor_ids) == (announced.last_day, announced.successor_ids)
        return [] if same else [announced]
    if not isinstance(state, Passing) or command.page != state.page:
        return []
    return [SuccessionAdvanced(command.page, command.after, command.done)]


def evolve(state: SuccessionState, event: SuccessionEvent) -> SuccessionState:
    match event:
        case SuccessionAnnounced():
            return Passing(event)
        case SuccessionAdvanced():
            if isinstance(state, Unannounced):
                return state
            return Passed(state.announced) if event.done else Passing(state.announced, event.page + 1, event.after)
        case _:
            assert_never(event)


decider: Decider[SuccessionCommand, SuccessionState, SuccessionEvent] = Decider(decide, evolve, Unannounced())
