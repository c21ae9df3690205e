"""The states of a case as a union, and how each event moves it. OVERDUE is no state: it follows from the due date and today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from typing import Any, TypeAlias, assert_never

from contracts.vocabulary import Audience, Authority, Complexity, Level, RecalculationCause, Satisfaction, Timeliness
from contracts.workdays import local_date
from followup.case import events as e
from followup.case import promised
from followup.case.commitment import Commitment, kept
from followup.case.expected import ExpectedReply, announced, notice_of, recalled, replaced_by, told
from followup.case.vocabulary import ExtensionWish, Predecessor, Reply
from followup.deadlines.schedule import Schedule


class NoCaseYet(Exception):
    """The stream holds no opened case."""


@dataclass(frozen=True)
class Facts:
    """What is known of a case in any state. The tuples of (due date, name) remember what was already said about a due date.

    `session_host_org_id` held the session: it chooses the rule pack for ever, `host_org_id` is who answers for it today.
    `counts_from` is the day the limits of this round run from: the session, or the reopening.
    """

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
    session_host_org_id: str
    counts_from: date
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
    delivered_on: date | None = None
    timeliness: Timeliness = Timeliness.NO_LIMIT
    working_days_late: int = 0
    working_days_early: int = 0
    closed_on: date | None = None
    referral_asked: e.ReferralRequested | None = None
    interim_replies: tuple[promised.InterimReplyIssued, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    predecessors: tuple[Predecessor, ...] = ()
    satisfaction: tuple[tuple[str, Satisfaction], ...] = ()
    expected: tuple[ExpectedReply, ...] = ()
    replaced: tuple[str, ...] = ()
    party_committee_id: str | None = None

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

    @property
    def in_force(self) -> tuple[e.ReplyIssued, ...]:
        """Replies of this round that no later one corrects."""
        corrected = {issued.reply.corrects for issued in self.round}
        return tuple(issued for issued in self.round if issued.reply.reply_id not in corrected)

    @property
    def open_commitments(self) -> tuple[Commitment, ...]:
        return tuple(each for each in self.commitments if each.is_open)

    def may_issue(self, org_id: str, on: date) -> bool:
        """Say whether a document of this day by this organisation answers for the case."""
        return org_id in self.issuers or any(each.org_id == org_id and on <= each.last_day for each in self.predecessors)

    def was_superior(self, org_id: str, on: date) -> bool:
        """Say whether the case had been referred to this organisation, which still existed on this day."""
        return any(each.superior and each.org_id == org_id and on <= each.last_day for each in self.predecessors)

    def reply(self, reply_id: str) -> e.ReplyIssued | None:
        return next((issued for issued in self.replies if issued.reply.reply_id == reply_id), None)

    def interim_reply(self, reply_id: str) -> promised.InterimReplyIssued | None:
        return next((issued for issued in self.interim_replies if issued.reply_id == reply_id), None)

    def reached_all(self, letter: Reply | promised.InterimReplyIssued) -> bool:
        return {(letter.reply_id, each) for each in letter.opinion_ids} <= set(self.delivered)


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
        case promised.CaseUrged() | promised.CommitmentReminderPostponed():
            return state
        case e.ExtensionRequested() | e.ExtensionGranted() | e.ExtensionRefused() | e.CaseReclassified():
            return _terms_changed(state, event)
        case e.ReferralRequested() | promised.ReferralDeclined() | e.ReferredToSuperior() | e.SuperiorResponseReceived():
            return _referral(state, event)
        case e.DeadlineRecalculated() | e.DeadlineUpheld() | e.DueDateCommunicated() | e.DeadlinePassed() | e.StepPostponed():
            return _clock(state, event)
        case e.DeadlineApproaching() | e.DeadlineMissed() | e.EscalationRaised():
            return _with(state, said=(*facts_of(state).said, (event.due_on, spoken(event))))
        case e.ReplyIssued() | e.ReportingCompleted() | e.ReplyDelivered():
            return _replying(state, event)
        case e.CaseClosed():
            return Closed(replace(facts_of(state), closed_on=event.closed_on))
        case e.CaseReopened():
            return Reopened(_second_round(facts_of(state), event))
        case promised.CommitmentReminded(of_reply=True):
            return _with(state, expected=recalled(facts_of(state).expected, event))
        case promised.CommitmentMade() | promised.CommitmentRescheduled() | promised.CommitmentReminded():
            return _with(state, commitments=kept(facts_of(state).commitments, event))
        case promised.CommitmentWithdrawn() | promised.ResolutionRecorded():
            return _with(state, commitments=kept(facts_of(state).commitments, event))
        case promised.InterimReplyIssued() | promised.SatisfactionRecorded() | e.DelayNoticeSent():
            return _beside(state, event)
        case promised.CasePassedToSuccessor() | promised.OpinionsJoined():
            return _held(state, event)
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
        event.host_org_id,
        event.anchor_on,
        party_committee_id=event.party_committee_id,
    )


def _second_round(facts: Facts, event: e.CaseReopened) -> Facts:
    fresh = _scheduled(facts, event.schedule)
    return replace(
        fresh,
        answered=(),
        earlier_replies=len(facts.replies),
        counts_from=event.reopened_on,
        communicated_on=None,
        superior_org_id=None,
        remaining_working_days=None,
        closed_on=None,
        expected=(),
    )


def _beside(state: CaseState, event: promised.InterimReplyIssued | promised.SatisfactionRecorded | e.DelayNoticeSent) -> CaseState:
    facts = facts_of(state)
    if isinstance(event, e.DelayNoticeSent):
        on = event.expected_reply_on
        return _with(state, expected=told(facts.expected, ExpectedReply(notice_of(on), facts.opinion_ids, on)))
    if isinstance(event, promised.InterimReplyIssued):
        expected = announced(facts.expected, event, by_superior=event.issuing_org_id == facts.superior_org_id)
        return _with(state, interim_replies=(*facts.interim_replies, event), expected=expected)
    others = tuple(each for each in facts.satisfaction if each[0] != event.opinion_id)
    return _with(state, satisfaction=(*others, (event.opinion_id, event.satisfaction)))


def _held(state: CaseState, event: promised.CasePassedToSuccessor | promised.OpinionsJoined) -> CaseState:
    facts = facts_of(state)
    if isinstance(event, promised.OpinionsJoined):
        return _with(state, opinion_ids=event.answers)
    was_superior = event.superior_org_id is not None or event.referral_ended
    before = Predecessor(event.from_org_id, event.effective_on - timedelta(days=1), superior=was_superior)
    after = replace(
        facts,
        assigned_agency_id=event.assigned_agency_id,
        host_org_id=event.host_org_id,
        co_agencies=event.co_agencies,
        party_committee_id=facts.party_committee_id if event.host_org_id == facts.host_org_id else event.party_committee_id,
        superior_org_id=None if event.referral_ended else event.superior_org_id or facts.superior_org_id,
        predecessors=(*facts.predecessors, before),
    )
    if event.referral_ended:
        return Open(_scheduled(after, event.schedule) if event.schedule else after)
    return _knowing(state, after)


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
            return Extended(replace(_scheduled(facts, event.schedule), wish=None, communicated_on=event.schedule.due_on, expected=()))
        case e.CaseReclassified():
            after = _scheduled(facts, event.schedule) if event.schedule else facts
            return _knowing(state, replace(after, complexity=event.to_complexity))


def _referral(
    state: CaseState, event: e.ReferralRequested | promised.ReferralDeclined | e.ReferredToSuperior | e.SuperiorResponseReceived
) -> CaseState:
    facts = facts_of(state)
    match event:
        case e.ReferralRequested():
            return _with(state, referral_asked=event)
        case promised.ReferralDeclined():
            return _with(state, referral_asked=None)
        case e.ReferredToSuperior():
            stopped = {"superior_org_id": event.superior_org_id, "remaining_working_days": event.remaining_working_days}
            return ReferredUp(replace(facts, **stopped, wish=None, referral_asked=None))  # type: ignore[arg-type]
        case e.SuperiorResponseReceived():
            return SuperiorAnswered(_scheduled(facts, event.schedule) if event.schedule else facts)


def _clock(
    state: CaseState, event: e.DeadlineRecalculated | e.DeadlineUpheld | e.DueDateCommunicated | e.DeadlinePassed | e.StepPostponed
) -> CaseState:
    facts = facts_of(state)
    match event:
        case e.DeadlineRecalculated() | e.DeadlineUpheld():
            after = _scheduled(facts, event.schedule)
            if event.cause is RecalculationCause.SESSION_DATE_CORRECTED:
                first_round = facts.counts_from == facts.anchor_on
                after = replace(after, anchor_on=event.anchor_on, counts_from=event.anchor_on if first_round else facts.counts_from)
            return _knowing(state, _with_consequences(after, event) if isinstance(event, e.DeadlineRecalculated) else after)
        case e.DueDateCommunicated():
            return _with(state, communicated_on=max(event.due_on, facts.communicated_on or event.due_on))
        case e.DeadlinePassed():
            return _with(state, passed=(*facts.passed, event.name))
        case e.StepPostponed():
            return _with(state, postponed=(*facts.postponed, event.name))


def _with_consequences(facts: Facts, event: e.DeadlineRecalculated) -> Facts:
    left = facts.remaining_working_days if event.remaining_working_days is None else event.remaining_working_days
    return replace(facts, remaining_working_days=left, **(vars(event.judged) if event.judged else {}))


def _replying(state: CaseState, event: e.ReplyIssued | e.ReportingCompleted | e.ReplyDelivered) -> CaseState:
    facts = facts_of(state)
    match event:
        case e.ReplyIssued():
            answered = tuple(sorted({*facts.answered, *event.reply.opinion_ids}))
            replaced = (*facts.replaced, *replaced_by(event.reply, facts.interim_replies))
            after = replace(facts, replies=(*facts.replies, event), answered=answered, replaced=replaced, wish=None, referral_asked=None)
            if not event.answers_all or isinstance(state, Replied | Closed):
                return _knowing(state, after)
            late, early = event.working_days_late, event.working_days_early
            return Replied(replace(after, timeliness=event.timeliness, working_days_late=late, working_days_early=early))
        case e.ReportingCompleted():
            replies = tuple(_reported(issued, event) if issued.reply.reply_id == event.reply_id else issued for issued in facts.replies)
            return _with(state, replies=replies)
        case e.ReplyDelivered():
            got = _with(state, delivered=(*facts.delivered, (event.reply_id, event.opinion_id)))
            if facts.reply(event.reply_id) is None:
                return got
            return _with(got, delivered_on=max(local_date(event.delivered_at), facts.delivered_on or local_date(event.delivered_at)))


def _reported(issued: e.ReplyIssued, event: e.ReportingCompleted) -> e.ReplyIssued:
    reply = replace(issued.reply, reported_to=event.reported_to, evidence=(*issued.reply.evidence, *event.evidence))
    return replace(issued, reply=reply, missing_legs=event.missing_legs, flags=event.flags)
