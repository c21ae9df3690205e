"""Decisions told as sentences: given these events, when this is asked, then this happens, or it is refused."""

from collections.abc import Sequence
from functools import reduce
from typing import Generic, TypeVar

from chassis.decider import Decider, Refused

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")


class Asked(Generic[C, S, E]):
    """What came of a command."""

    def __init__(self, decider: Decider[C, S, E], state: S, command: C) -> None:
        self.refusal: Refused | None = None
        self.events: Sequence[E] = ()
        try:
            self.events = tuple(decider.decide(command, state))
        except Refused as refusal:
            self.refusal = refusal
        self.state: S = reduce(decider.evolve, self.events, state)

    def then(self, *events: E) -> S:
        """Exactly these events happened; gives the state after them."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert tuple(self.events) == events, f"\nhappened: {self.events}\nexpected: {events}"
        return self.state

    def refused(self, slug: str) -> None:
        """The command was refused for this reason, and nothing happened."""
        assert self.refusal is not None, f"not refused, happened: {self.events}"
        assert self.refusal.slug == slug, f"refused as {self.refusal.slug}, expected {slug}"


class Given(Generic[C, S, E]):
    """A history."""

    def __init__(self, decider: Decider[C, S, E], events: Sequence[E]) -> None:
        self.decider = decider
        self.state: S = reduce(decider.evolve, events, decider.initial)

    def when(self, command: C) -> Asked[C, S, E]:
        return Asked(self.decider, self.state, command)


def given(decider: Decider[C, S, E], *events: E) -> Given[C, S, E]:
    """Start from an empty stream and these events."""
    return Given(decider, events)
