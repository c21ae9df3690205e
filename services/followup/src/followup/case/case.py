"""The states of a case as a union, and how each event moves it. OVERDUE is no state: it follows from the due date and today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Any, TypeAlias, assert_never

from contracts.vocabulary import Audience, Authority, Complexity, Level, RecalculationCause, Timeliness
from followup.case import events as e
from followup.case.vocabulary import ExtensionWish, Flag
from followup.deadlines.schedule import Schedule


class NoCaseYet(Exception):
    """The stream holds no opened case."""


@dataclass(frozen=True)
class Facts:
    """What is known of a case in any state. The tuples of (due date, name) remember what was already said about a due date."""

    case_id: str
    session_id: str
    opinion_ids: tuple[str, ...]
    host_org_id: str
    assigned_agency_id: str
    co_agencies: tuple[str, ...]
    complexity: Complexity
    authority: Authority | None
    level: Level
    audiences: tuple[Audience, ...]
    anchor_on: date
    schedule: Schedule | None
    said: tuple[tuple[date, str], ...] = ()
    passed: tuple[str, ...] = ()
    postponed: tuple[str, ...] = ()
    communicated_on: date | None = None
    wish: ExtensionWish | None = None
    superior_org_id: str | None = None
    remaining_working_days: int | None = None
    replies: tuple[e.ReplyIssued, ...] = ()
    earlier_replies: int = 0
    answered: tuple[str, ...] = ()
    delivered: tuple[tuple[str, str], ...] = ()
    timeliness: Timeliness = Timeliness.NO_LIMIT
    working_days_late: int = 0

    @property
    def issuers(self) -> frozenset[str]:
        """Organisations that may reply: the assigned one, those beside it, the superior it was referred to."""
        return frozenset({self.assigned_agency_id, *self.co_agencies, *((self.superior_org_id,) if self.superior_org_id else ())})

    @property
    def generation(self) -> int:
        return self.schedule.generation if self.schedule else 0

    @property
    def round(self) -> tuple[e.ReplyIssued, ...]:
        """Replies since the case was opened or last reopened."""
        return self.replies[self.earlier_replies :]

    def reply(self, reply_id: str) -> e.ReplyIssued | None:
        return next((issued for issued in self.replies if issued.reply.reply_id == reply_id), None)


@dataclass(frozen=True)
class Unknown:
    pass


@dataclass(frozen=True)
class Awaiting:
    """Replies came before the case."""

    held: tuple[e.ReplyHeld, ...]


@dataclass(frozen=True)
class Open:
    facts: Facts


@dataclass(frozen=True)
class InProgress:
    facts: Facts


@dataclass(frozen=True)
class Extended:
    facts: Facts


@dataclass(frozen=True)
class ReferredUp:
    facts: Facts


@dataclass(frozen=True)
class SuperiorAnswered:
    facts: Facts


@dataclass(frozen=True)
class Replied:
    facts: Facts


@dataclass(frozen=True)
class Closed:
    facts: Facts


@dataclass(frozen=True)
class Reopened:
    facts: Facts


Running: TypeAlias = Open | InProgress | Extended | SuperiorAnswered | Reopened
Known: TypeAlias = Running | ReferredUp | Replied | Closed
CaseState: TypeAlias = Unknown | Awaiting | Known


def facts_of(state: CaseState) -> Facts:
    """Raises NoCaseYet for a stream without an opened case."""
    if isinstance(state, Unknown | Awaiting):
        raise NoCaseYet
    return state.facts


def _knowing(state: CaseState, facts: Facts) -> CaseState:
    if isinstance(state, Unknown | Awaiting):
        raise NoCaseYet
    return replace(state, facts=facts)


def _with(state: CaseState, **changes: Any) -> CaseState:
    return _knowing(state, replace(facts_of(state), **changes))


def _scheduled(facts: Facts, schedule: Schedule | None) -> Facts:
    return replace(facts, schedule=schedule, passed=(), postponed=())


def evolve(state: CaseState, event: e.CaseEvent) -> CaseState:  # noqa: C901, PLR0911, PLR0912 - one arm per kind of fact
    """Fold one fact into the state."""
    match event:
        case e.ReplyHeld():
            held = state.held if isinstance(state, Awaiting) else ()
            return Awaiting((*held, event)) if isinstance(state, Unknown | Awaiting) else state
        case e.HeldReplyRefused():
            return _without_held(state, event.event_id)
        case e.FollowUpOpened():
            return Open(_opened(event))
        case e.WorkStarted():
            return InProgress(facts_of(state))
        case e.CaseReassigned():
            return _with(state, assigned_agency_id=event.to_agency_id, co_agencies=event.co_agencies)
        case e.DelayNoticeSent() | e.ReferralRequested():
            return state
        case e.ExtensionRequested() | e.ExtensionGranted() | e.ExtensionRefused() | e.CaseReclassified():
            return _terms_changed(state, event)
        case e.ReferredToSuperior() | e.SuperiorResponseReceived():
            return _referral(state, event)
        case e.DeadlineRecalculated() | e.DeadlineUpheld() | e.DueDateCommunicated() | e.DeadlinePassed() | e.StepPostponed():
            return _clock(state, event)
        case e.DeadlineApproaching() | e.DeadlineMissed() | e.EscalationRaised():
            return _with(state, said=(*facts_of(state).said, (event.due_on, spoken(event))))
        case e.ReplyIssued() | e.ReportingCompleted() | e.ReplyDelivered():
            return _replying(state, event)
        case e.CaseClosed():
            return Closed(facts_of(state))
        case e.CaseReopened():
            return Reopened(_second_round(facts_of(state), event.schedule))
        case _:
            assert_never(event)


def folded(state: CaseState, events: Iterable[e.CaseEvent]) -> CaseState:
    """Fold several facts."""
    return reduce(evolve, events, state)


def spoken(event: e.DeadlineApproaching | e.DeadlineMissed | e.EscalationRaised) -> str:
    """Return the step's name under which a fact about a due date is remembered."""
    if isinstance(event, e.DeadlineApproaching):
        return event.level.value
    return "MISSED" if isinstance(event, e.DeadlineMissed) else f"L{event.level}"


def _opened(event: e.FollowUpOpened) -> Facts:
    return Facts(
        event.case_id,
        event.session_id,
        event.opinion_ids,
        event.host_org_id,
        event.assigned_agency_id,
        event.co_agencies,
        event.complexity,
        event.authority,
        event.level,
        event.audiences,
        event.anchor_on,
        event.schedule,
    )


def _second_round(facts: Facts, schedule: Schedule | None) -> Facts:
    fresh = _scheduled(facts, schedule)
    return replace(
        fresh, answered=(), earlier_replies=len(facts.replies), communicated_on=None, superior_org_id=None, remaining_working_days=None
    )


def _without_held(state: CaseState, event_id: str) -> CaseState:
    if not isinstance(state, Awaiting):
        return state
    left = tuple(held for held in state.held if held.event_id != event_id)
    return Awaiting(left) if left else Unknown()


def _terms_changed(
    state: CaseState, event: e.ExtensionRequested | e.ExtensionGranted | e.ExtensionRefused | e.CaseReclassified
) -> CaseState:
    facts = facts_of(state)
    match event:
        case e.ExtensionRequested():
            return _with(state, wish=event.wish)
        case e.ExtensionRefused():
            return _with(state, wish=None)
        case e.ExtensionGranted():
            return Extended(replace(_scheduled(facts, event.schedule), wish=None, communicated_on=event.schedule.due_on))
        case e.CaseReclassified():
            after = _scheduled(facts, event.schedule) if event.schedule else facts
            return _knowing(state, replace(after, complexity=event.to_complexity))


def _referral(state: CaseState, event: e.ReferredToSuperior | e.SuperiorResponseReceived) -> CaseState:
    facts = facts_of(state)
    if isinstance(event, e.ReferredToSuperior):
        return ReferredUp(
            replace(facts, superior_org_id=event.superior_org_id, remaining_working_days=event.remaining_working_days, wish=None)
        )
    return SuperiorAnswered(_scheduled(facts, event.schedule) if event.schedule else facts)


def _clock(
    state: CaseState, event: e.DeadlineRecalculated | e.DeadlineUpheld | e.DueDateCommunicated | e.DeadlinePassed | e.StepPostponed
) -> CaseState:
    facts = facts_of(state)
    match event:
        case e.DeadlineRecalculated() | e.DeadlineUpheld():
            corrected = event.cause is RecalculationCause.SESSION_DATE_CORRECTED
            after = replace(_scheduled(facts, event.schedule), anchor_on=event.anchor_on if corrected else facts.anchor_on)
            return _knowing(state, after)
        case e.DueDateCommunicated():
            return _with(state, communicated_on=max(event.due_on, facts.communicated_on or event.due_on))
        case e.DeadlinePassed():
            return _with(state, passed=(*facts.passed, event.name))
        case e.StepPostponed():
            return _with(state, postponed=(*facts.postponed, event.name))


def _replying(state: CaseState, event: e.ReplyIssued | e.ReportingCompleted | e.ReplyDelivered) -> CaseState:
    facts = facts_of(state)
    match event:
        case e.ReplyIssued():
            answered = tuple(sorted({*facts.answered, *event.reply.opinion_ids}))
            after = replace(facts, replies=(*facts.replies, event), answered=answered, wish=None)
            if not event.answers_all or isinstance(state, Replied):
                return _knowing(state, after)
            return Replied(replace(after, timeliness=event.timeliness, working_days_late=event.working_days_late))
        case e.ReportingCompleted():
            flags = () if event.missing_legs else (Flag.INCOMPLETE_REPORTING,)
            replies = tuple(
                _reported(issued, event, flags) if issued.reply.reply_id == event.reply_id else issued for issued in facts.replies
            )
            return _with(state, replies=replies)
        case e.ReplyDelivered():
            return _with(state, delivered=(*facts.delivered, (event.reply_id, event.opinion_id)))


def _reported(issued: e.ReplyIssued, event: e.ReportingCompleted, fixed: tuple[Flag, ...]) -> e.ReplyIssued:
    reply = replace(issued.reply, reported_to=event.reported_to)
    flags = tuple(flag for flag in issued.flags if flag not in fixed)
    return replace(issued, reply=reply, missing_legs=event.missing_legs, flags=flags)
