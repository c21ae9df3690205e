"""decide(command, case) → events, or Refused("slug"). Pure: time, rule pack and calendar come with the command."""

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from chassis.decider import Decider, Refused
from contracts.workdays import local_date
from followup.case import commands as c
from followup.case import events as e
from followup.case.case import Awaiting, CaseState, Facts, InProgress, Open, Reopened, Running, Unknown, evolve, folded
from followup.case.clock import pass_step, recalculate, settled
from followup.case.decide_correction import correct_session_date
from followup.case.decide_holding import join_opinions, pass_to_successor, reassign, urge
from followup.case.decide_opening import expire, hold, open_case
from followup.case.decide_promised import record_resolution, record_satisfaction, remind, reschedule
from followup.case.decide_referral import decline_referral, refer_upward, request_referral, superior_response
from followup.case.decide_reply import close, complete_reporting, decide_reply, interim, record_delivery, reopen
from followup.case.decide_terms import (
    grant_extension,
    reclassify,
    refuse_extension,
    request_extension,
    send_delay_notice,
)
from followup.deadlines.coverage import within_calendar

OnTheClock: TypeAlias = c.PassStep | c.MarkCommunicated | c.RecalculateDeadline | c.CorrectSessionDate


def decide(command: c.CaseCommand, state: CaseState) -> Sequence[e.CaseEvent]:
    """Steps of the schedule that are due come first, then what was asked."""
    if isinstance(command, c.ExpireHeldReply):
        return expire(command, state)
    if isinstance(state, Unknown | Awaiting):
        return _before_opening(command, state)
    if isinstance(command, c.OpenCase | c.HoldReply):
        return []
    if isinstance(command, OnTheClock):
        return _on_the_clock(command, state)
    before = settled(state, command.now)
    return (*before, *_asked(command, folded(state, before)))


def _before_opening(command: c.CaseCommand, state: Unknown | Awaiting) -> Sequence[e.CaseEvent]:
    if isinstance(command, c.OpenCase):
        return open_case(command, state)
    if isinstance(command, c.HoldReply):
        return hold(command, state)
    if isinstance(command, OnTheClock | c.PassToSuccessor | c.JoinOpinions):
        return []
    raise Refused("case_unknown")


def _on_the_clock(command: OnTheClock, state: CaseState) -> Sequence[e.CaseEvent]:
    match command:
        case c.PassStep():
            return pass_step(command, state)
        case c.MarkCommunicated():
            return _communicated(command, state)
        case c.RecalculateDeadline():
            return recalculate(command, state)
        case c.CorrectSessionDate():
            return correct_session_date(command, state)
        case _:
            assert_never(command)


Beside: TypeAlias = (
    c.IssueInterimReply
    | c.RescheduleCommitment
    | c.RemindOfCommitment
    | c.RecordResolution
    | c.Urge
    | c.PassToSuccessor
    | c.JoinOpinions
    | c.RecordSatisfaction
)
Asked: TypeAlias = (
    c.StartWork
    | c.Reassign
    | c.Reclassify
    | c.RequestExtension
    | c.GrantExtension
    | c.RefuseExtension
    | c.SendDelayNotice
    | c.RequestReferral
    | c.ReferUpward
    | c.RecordSuperiorResponse
    | c.IssueReply
    | c.CompleteReporting
    | c.RecordDelivery
    | c.CloseCase
    | c.ReopenCase
    | c.Escalate
    | c.DeclineReferral
    | Beside
)


def _asked(command: Asked, state: CaseState) -> Sequence[e.CaseEvent]:  # noqa: C901, PLR0911, PLR0912 - one arm per command
    match command:
        case c.StartWork():
            return _start(command, state)
        case c.Reassign():
            return reassign(command, state)
        case c.Reclassify():
            return reclassify(command, state)
        case c.RequestExtension():
            return request_extension(command, state)
        case c.GrantExtension():
            return grant_extension(command, state)
        case c.RefuseExtension():
            return refuse_extension(command, state)
        case c.SendDelayNotice():
            return send_delay_notice(command, state)
        case c.RequestReferral():
            return request_referral(command, state)
        case c.ReferUpward():
            return refer_upward(command, state)
        case c.RecordSuperiorResponse():
            return superior_response(command, state)
        case c.IssueReply():
            return decide_reply(command, state)
        case c.CompleteReporting():
            return complete_reporting(command, state)
        case c.RecordDelivery():
            return record_delivery(command, state)
        case c.CloseCase():
            return close(command, state)
        case c.ReopenCase():
            return reopen(command, state)
        case c.Escalate():
            return _escalate(command, state)
        case c.DeclineReferral():
            return decline_referral(command, state)
        case _:
            return _beside(command, state)


def _beside(command: Beside, state: CaseState) -> Sequence[e.CaseEvent]:  # noqa: PLR0911 - one arm per command
    match command:
        case c.IssueInterimReply():
            return interim(command, state)
        case c.RescheduleCommitment():
            return reschedule(command, state)
        case c.RemindOfCommitment():
            return remind(command, state)
        case c.RecordResolution():
            return record_resolution(command, state)
        case c.Urge():
            return urge(command, state)
        case c.PassToSuccessor():
            return pass_to_successor(command, state)
        case c.JoinOpinions():
            return join_opinions(command, state)
        case c.RecordSatisfaction():
            return record_satisfaction(command, state)
        case _:
            assert_never(command)


def _start(command: c.StartWork, state: CaseState) -> Sequence[e.CaseEvent]:
    if isinstance(state, InProgress):
        return []
    if not isinstance(state, Open | Reopened):
        raise Refused("case_not_open")
    return [e.WorkStarted(state.facts.case_id, command.by.org_id)]


def _escalate(command: c.Escalate, state: CaseState) -> Sequence[e.CaseEvent]:
    if not isinstance(state, Running) or state.facts.schedule is None:
        raise Refused("case_not_running")
    facts, due_on = state.facts, state.facts.schedule.due_on
    if local_date(command.now) <= due_on:
        raise Refused("case_not_overdue", due_on=due_on.isoformat())
    if (due_on, f"L{command.level}") in facts.said:
        raise Refused("level_already_raised", level=str(command.level))
    late = _late(facts, command)
    return [
        e.EscalationRaised(facts.case_id, command.level, command.to_role, command.to_org_id, (), late, due_on, facts.assigned_agency_id)
    ]


def _late(facts: Facts, command: c.Escalate) -> int:
    if command.calendar is None or facts.schedule is None:
        return 0
    with within_calendar():
        return command.calendar.working_days_between(facts.schedule.due_on, local_date(command.now))


def _communicated(command: c.MarkCommunicated, state: CaseState) -> Sequence[e.CaseEvent]:
    if not isinstance(state, Running) or state.facts.schedule is None:
        return []
    due_on = state.facts.schedule.due_on
    if state.facts.communicated_on and state.facts.communicated_on >= due_on:
        return []
    return [e.DueDateCommunicated(state.facts.case_id, due_on, command.by_means_of, command.doc)]


decider: Decider[c.CaseCommand, CaseState, e.CaseEvent] = Decider(decide, evolve, Unknown())
