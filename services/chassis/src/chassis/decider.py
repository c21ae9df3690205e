"""What a service decides, as three pure pieces; and the one way to say no."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Command = TypeVar("Command")
State = TypeVar("State")
Event = TypeVar("Event")


@dataclass(frozen=True)
class Decider(Generic[Command, State, Event]):
    """A pure aggregate: `decide` chooses events, `evolve` folds them, `initial` is the state of an empty stream.

    `decide` raises `Refused` when the rules forbid the command; it never reads a clock, an id source or a database.
    """

    decide: Callable[[Command, State], Sequence[Event]]
    evolve: Callable[[State, Event], State]
    initial: State


class Refused(Exception):
    """A rule forbids the command. `slug` is stable and public; `details` are safe to show (never personal data)."""

    def __init__(self, slug: str, **details: str) -> None:
        super().__init__(slug)
        self.slug = slug
        self.details = details
