"""The states of a duty as a union, and how each event moves it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias, assert_never

from contracts.vocabulary import Audience, DutyKind, Level, RecalculationCause
from followup.deadlines.schedule import Schedule
from followup.duty import events as e

WHOLE = "WHOLE"


class NoDutyYet(Exception):
    """The stream holds no opened duty."""


@dataclass(frozen=True)
class Facts:
    """`said` remembers what was stated about a due date: (due date, step's name); `done` which part was done when."""

    duty_id: str
    session_id: str | None
    kind: DutyKind
    owner_org_id: str
    anchor_on: date
    schedule: Schedule
    case_ids: tuple[str, ...] = ()
    said: tuple[tuple[date, str], ...] = ()
    passed: tuple[str, ...] = ()
    communicated_on: date | None = None
    host_org_id: str | None = None
    level: Level | None = None
    audiences: tuple[Audience, ...] = ()
    required: int = 0
    expected: tuple[str, ...] = ()
    done: tuple[tuple[str, date], ...] = ()
    subject_id: str | None = None
    extended: bool = False
    party_committee_id: str | None = None

    @property
    def completed_on(self) -> date | None:
        """The day with which the duty was done; None while something is missing."""
        done = dict(self.done)
        if WHOLE in done:
            return done[WHOLE]
        if self.required and len(done) >= self.required:
            return sorted(done.values())[self.required - 1]
        if self.expected and set(self.expected) <= done.keys():
            return max(done[part] for part in self.expected)
        return None


@dataclass(frozen=True)
class NotOpened:
    """What was done may be heard of before the duty is."""

    done: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class Pending:
    facts: Facts


@dataclass(frozen=True)
class Fulfilled:
    facts: Facts


@dataclass(frozen=True)
class Lifted:
    facts: Facts


DutyState: TypeAlias = NotOpened | Pending | Fulfilled | Lifted


def _facts(state: DutyState) -> Facts:
    if isinstance(state, NotOpened):
        raise NoDutyYet
    return state.facts


def _with(state: DutyState, **changes: Any) -> DutyState:
    if isinstance(state, NotOpened):
        raise NoDutyYet
    return replace(state, facts=replace(state.facts, **changes))


def evolve(state: DutyState, event: e.DutyEvent) -> DutyState:  # noqa: C901, PLR0911, PLR0912 - one arm per kind of fact
    """Fold one fact into the state."""
    match event:
        case e.DutyOpened():
            return Pending(_opened(state, event))
        case e.DutyFulfilled():
            return Fulfilled(_facts(state))
        case e.DutyLifted():
            return Lifted(_facts(state))
        case e.DutyPassedToSuccessor():
            return _passed_on(state, event)
        case e.DutyRequirementRaised():
            return _with(state, required=event.required)
        case e.DutyPartsExpected():
            return _with(state, expected=event.parts)
        case e.DutyPartDone():
            return _done(state, event)
        case e.DutyDeadlineRecalculated():
            return _moved(state, event)
        case e.DutyExtended():
            return _with(state, schedule=event.schedule, passed=(), communicated_on=event.schedule.due_on, extended=True)
        case e.DutyDateCommunicated():
            return _with(state, communicated_on=event.due_on)
        case e.DutyDeadlinePassed():
            return _with(state, passed=(*_facts(state).passed, event.name))
        case e.DutyStepPostponed() | e.MinimumFrequencyBreached():
            return state
        case e.DutyDeadlineApproaching() | e.DutyDeadlineMissed() | e.DutyEscalationRaised():
            return _with(state, said=(*_facts(state).said, (event.due_on, _spoken(event))))
        case _:
            assert_never(event)


def folded(state: DutyState, events: Iterable[e.DutyEvent]) -> DutyState:
    """Fold several facts."""
    for event in events:
        state = evolve(state, event)
    return state


def _opened(state: DutyState, event: e.DutyOpened) -> Facts:
    """What was heard of before counts; opened again, everything is owed anew except what was said of a date."""
    expected = () if isinstance(state, NotOpened) else state.facts.expected
    said, done = ((), state.done) if isinstance(state, NotOpened) else (state.facts.said, state.facts.done if event.required else ())
    return Facts(
        event.duty_id,
        event.session_id,
        event.kind,
        event.owner_org_id,
        event.anchor_on,
        event.schedule,
        event.case_ids,
        said,
        host_org_id=event.host_org_id,
        level=event.level,
        audiences=event.audiences,
        required=event.required,
        done=done,
        expected=expected,
        subject_id=event.subject_id,
        party_committee_id=event.party_committee_id,
    )


def _passed_on(state: DutyState, event: e.DutyPassedToSuccessor) -> DutyState:
    facts = _facts(state)
    led_by, leads = facts.host_org_id or facts.owner_org_id, event.host_org_id or event.owner_org_id
    committee = facts.party_committee_id if led_by == leads else event.party_committee_id
    return _with(state, owner_org_id=event.owner_org_id, host_org_id=event.host_org_id, party_committee_id=committee)


def _moved(state: DutyState, event: e.DutyDeadlineRecalculated) -> DutyState:
    """Parts done for a day that no longer holds are owed anew."""
    facts = _facts(state)
    anew = event.cause is RecalculationCause.SESSION_POSTPONED and not facts.required
    return _with(
        state,
        schedule=event.schedule,
        passed=(),
        anchor_on=event.schedule.deadline.anchor_on,
        done=() if anew else facts.done,
    )


def _done(state: DutyState, event: e.DutyPartDone) -> DutyState:
    part = (event.part, event.done_on)
    if isinstance(state, NotOpened):
        return NotOpened((*state.done, part))
    return _with(state, done=(*state.facts.done, part))


def _spoken(event: e.DutyDeadlineApproaching | e.DutyDeadlineMissed | e.DutyEscalationRaised) -> str:
    if isinstance(event, e.DutyDeadlineApproaching):
        return event.level.value
    return "MISSED" if isinstance(event, e.DutyDeadlineMissed) else f"L{event.level}"
