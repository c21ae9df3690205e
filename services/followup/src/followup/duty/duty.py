"""The states of a duty as a union, and how each event moves it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias, assert_never

from contracts.vocabulary import DutyKind
from followup.deadlines.schedule import Schedule
from followup.duty import events as e


class NoDutyYet(Exception):
    """The stream holds no opened duty."""


@dataclass(frozen=True)
class Facts:
    """`said` remembers what was stated about a due date: (due date, step's name)."""

    duty_id: str
    session_id: str
    kind: DutyKind
    owner_org_id: str
    anchor_on: date
    schedule: Schedule
    case_ids: tuple[str, ...] = ()
    said: tuple[tuple[date, str], ...] = ()
    passed: tuple[str, ...] = ()
    communicated_on: date | None = None


@dataclass(frozen=True)
class NotOpened:
    pass


@dataclass(frozen=True)
class Pending:
    facts: Facts


@dataclass(frozen=True)
class Fulfilled:
    facts: Facts


DutyState: TypeAlias = NotOpened | Pending | Fulfilled


def _facts(state: DutyState) -> Facts:
    if isinstance(state, NotOpened):
        raise NoDutyYet
    return state.facts


def _with(state: DutyState, **changes: Any) -> DutyState:
    if isinstance(state, NotOpened):
        raise NoDutyYet
    return replace(state, facts=replace(state.facts, **changes))


def evolve(state: DutyState, event: e.DutyEvent) -> DutyState:  # noqa: PLR0911 - one arm per kind of fact
    """Fold one fact into the state."""
    match event:
        case e.DutyOpened():
            return Pending(
                Facts(event.duty_id, event.session_id, event.kind, event.owner_org_id, event.anchor_on, event.schedule, event.case_ids)
            )
        case e.DutyFulfilled():
            return Fulfilled(_facts(state))
        case e.DutyDeadlineRecalculated():
            return _with(state, schedule=event.schedule, passed=(), anchor_on=event.schedule.deadline.anchor_on)
        case e.DutyDateCommunicated():
            return _with(state, communicated_on=event.due_on)
        case e.DutyDeadlinePassed():
            return _with(state, passed=(*_facts(state).passed, event.name))
        case e.DutyStepPostponed():
            return state
        case e.DutyDeadlineApproaching() | e.DutyDeadlineMissed() | e.DutyEscalationRaised():
            return _with(state, said=(*_facts(state).said, (event.due_on, _spoken(event))))
        case _:
            assert_never(event)


def _spoken(event: e.DutyDeadlineApproaching | e.DutyDeadlineMissed | e.DutyEscalationRaised) -> str:
    if isinstance(event, e.DutyDeadlineApproaching):
        return event.level.value
    return "MISSED" if isinstance(event, e.DutyDeadlineMissed) else f"L{event.level}"
