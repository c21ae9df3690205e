"""decide(command, duty) → events, or Refused("slug"): opened with its limit, reminded, missed, escalated, fulfilled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from chassis.decider import Decider, Refused
from contracts.vocabulary import DeadlineLevel, DutyKind, RecalculationCause, Timeliness
from contracts.workdays import OutsideCalendar, local_date
from followup.deadlines.deadline import Deadline, Terms, compute, recompute
from followup.deadlines.schedule import MISSED, Schedule, Step, schedule
from followup.duty import commands as c
from followup.duty import events as e
from followup.duty.duty import DutyState, Facts, NotOpened, Pending, evolve
from followup.rules.pack import HOST, RuleKind

LIMITED_BY: dict[DutyKind, RuleKind] = {
    DutyKind.CONCLUSION_NOTICE: RuleKind.CONCLUSION_NOTICE,
    DutyKind.AFTER_SESSION_REPORT: RuleKind.AFTER_SESSION_REPORT,
    DutyKind.RESULTS_PUBLISHED: RuleKind.RESULTS_PUBLISHED,
}


def decide(command: c.DutyCommand, state: DutyState) -> Sequence[e.DutyEvent]:
    """A duty that was never opened has no limit, so nothing said about it changes anything."""
    match command:
        case c.OpenDuty():
            return _open(command) if isinstance(state, NotOpened) else []
        case c.FulfilDuty():
            return _fulfil(command, state)
        case c.PassDutyStep():
            return _pass(command, state)
        case c.RecalculateDuty():
            return _recalculate(command, state)
        case c.MarkDutyCommunicated():
            return _communicated(state)
        case _:
            assert_never(command)


def _outside(error: OutsideCalendar) -> Refused:
    return Refused("outside_calendar", day=error.day.isoformat(), calendar_version=error.version)


def _plan(generation: int, deadline: Deadline, terms: Terms, now: datetime, said: tuple[tuple[date, str], ...] = ()) -> Schedule:
    fresh = schedule(generation, deadline, terms.pack.duty_ladder, terms.calendar, terms.pack.office_hours, now=now)
    return replace(fresh, steps=tuple(step for step in fresh.steps if (deadline.due_on, step.name) not in said))


def _open(command: c.OpenDuty) -> Sequence[e.DutyEvent]:
    rule = command.terms.pack.rule(LIMITED_BY[command.kind], command.level, command.audiences)
    if rule is None:
        return []
    try:
        deadline = compute(rule, command.held_on, command.terms)
    except OutsideCalendar as error:
        raise _outside(error) from error
    plan = _plan(1, deadline, command.terms, command.now)
    return [e.DutyOpened(command.duty_id, command.session_id, command.kind, command.owner_org_id, command.held_on, plan, command.case_ids)]


def _fulfil(command: c.FulfilDuty, state: DutyState) -> Sequence[e.DutyEvent]:
    if not isinstance(state, Pending):
        return []
    facts, due_on = state.facts, state.facts.schedule.due_on
    late = 0
    if command.fulfilled_on > due_on:
        try:
            late = max(1, command.calendar.working_days_between(due_on, command.fulfilled_on)) if command.calendar else 1
        except OutsideCalendar as error:
            raise _outside(error) from error
    timeliness = Timeliness.LATE if late else Timeliness.ON_TIME
    done = e.DutyFulfilled(facts.duty_id, facts.session_id, facts.kind, command.fulfilled_on, timeliness, late, command.doc)
    due = [step for step in facts.schedule.steps if step.at <= command.now and step.name not in facts.passed]
    return [*(event for step in due for event in _reached(facts, step, command.now)), done]


def _pass(command: c.PassDutyStep, state: DutyState) -> Sequence[e.DutyEvent]:
    if not isinstance(state, Pending):
        return []
    facts, plan = state.facts, state.facts.schedule
    step = plan.step(command.name)
    if step is None or plan.generation != command.generation or step.at > command.now or step.name in facts.passed:
        return []
    if step.is_reminder and command.open_at > command.now and local_date(command.open_at) <= plan.due_on:
        return [e.DutyStepPostponed(facts.duty_id, step.name, plan.generation, command.open_at)]
    return _reached(facts, step, command.now)


def _reached(facts: Facts, step: Step, now: datetime) -> list[e.DutyEvent]:
    due_on, owner = facts.schedule.due_on, facts.owner_org_id
    events: list[e.DutyEvent] = [e.DutyDeadlinePassed(facts.duty_id, step.name, facts.schedule.generation)]
    if (due_on, step.name) in facts.said:
        return events
    if step.name == MISSED:
        events.append(e.DutyDeadlineMissed(facts.duty_id, due_on, local_date(now), owner))
    elif facts.schedule.announces(step, now):
        events.append(e.DutyDeadlineApproaching(facts.duty_id, DeadlineLevel(step.name), due_on, owner))
    elif step.level:
        to_org = owner if step.to_org == HOST else step.to_org
        events.append(e.DutyEscalationRaised(facts.duty_id, step.level, step.to_role, to_org, step.also, step.working_days, due_on, owner))
    return events


def _recalculate(command: c.RecalculateDuty, state: DutyState) -> Sequence[e.DutyEvent]:
    if command.terms is None or not isinstance(state, Pending):
        return []
    facts, deadline = state.facts, state.facts.schedule.deadline
    moved = command.held_on is not None and command.held_on != facts.anchor_on
    same_pack = deadline.rule_pack_id == command.terms.pack.rule_pack_id
    if not moved and same_pack and deadline.calendar_version == command.terms.calendar.version:
        return []
    if command.held_on is not None:
        deadline = replace(deadline, anchor_on=command.held_on)
    try:
        fresh = recompute(deadline, command.terms)
    except OutsideCalendar as error:
        raise _outside(error) from error
    due_on = max(fresh.due_on, facts.communicated_on or fresh.due_on)
    plan = _plan(facts.schedule.generation + 1, replace(fresh, due_on=due_on), command.terms, command.now, facts.said)
    cause = RecalculationCause.CALENDAR_VERSION if same_pack else RecalculationCause.RULEPACK
    cause = RecalculationCause.SESSION_DATE_CORRECTED if moved else cause
    return [e.DutyDeadlineRecalculated(facts.duty_id, facts.schedule.due_on, cause, fresh.due_on, plan)]


def _communicated(state: DutyState) -> Sequence[e.DutyEvent]:
    if not isinstance(state, Pending):
        return []
    due_on = state.facts.schedule.due_on
    known = state.facts.communicated_on
    return [] if known and known >= due_on else [e.DutyDateCommunicated(state.facts.duty_id, due_on)]


decider: Decider[c.DutyCommand, DutyState, e.DutyEvent] = Decider(decide, evolve, NotOpened())
