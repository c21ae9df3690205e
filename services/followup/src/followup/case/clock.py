"""The clock of a case: steps that were reached, schedules set anew, and the promise never to shorten a communicated date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from contracts.vocabulary import Complexity, DeadlineLevel, RecalculationCause
from contracts.workdays import local_date
from followup.case import events as e
from followup.case.case import CaseState, Facts, Running
from followup.case.commands import PassStep, RecalculateDeadline
from followup.case.vocabulary import CHAIR_ROLE
from followup.deadlines.coverage import within_calendar
from followup.deadlines.deadline import Deadline, Terms, compute, recompute
from followup.deadlines.decision import NOBODY, Decision
from followup.deadlines.schedule import MISSED, Schedule, Step, schedule
from followup.rules.pack import ASSIGNED, HOST, HOST_PARTY_COMMITTEE, Rule, RuleKind

REPLY_RULE = {Complexity.ORDINARY: RuleKind.REPLY_ORDINARY, Complexity.COMPLEX: RuleKind.REPLY_COMPLEX}


def rule_for(facts: Facts, kind: RuleKind, terms: Terms | None) -> Rule | None:
    """Find the pack's rule about this duty for such a case."""
    return terms.pack.rule(kind, facts.level, facts.audiences) if terms else None


def computed(rule: Rule, anchor_on: date, terms: Terms) -> Deadline:
    """Compute a due date; a count that leaves the calendar refuses the command instead of guessing."""
    with within_calendar():
        return compute(rule, anchor_on, terms)


def next_schedule(facts: Facts, deadline: Deadline, terms: Terms, now: datetime) -> Schedule:
    """Lay out the next generation; what was already said about this due date is not said again."""
    pack = terms.pack
    fresh = schedule(facts.generation + 1, deadline, pack.ladder, terms.calendar, pack.office_hours, now=now)
    return replace(fresh, steps=tuple(step for step in fresh.steps if (deadline.due_on, step.name) not in facts.said))


def reached(facts: Facts, step: Step, now: datetime) -> list[e.CaseEvent]:
    """Record that a step was reached, and what it means; a fact about the same due date is stated once."""
    if facts.schedule is None:
        return []
    due_on, today = facts.schedule.due_on, local_date(now)
    events: list[e.CaseEvent] = [e.DeadlinePassed(facts.case_id, step.name, facts.schedule.generation)]
    if (due_on, step.name) in facts.said:
        return events
    owner = facts.assigned_agency_id
    if step.name == MISSED:
        events.append(e.DeadlineMissed(facts.case_id, due_on, today, owner))
    elif facts.schedule.announces(step, now):
        events.append(e.DeadlineApproaching(facts.case_id, DeadlineLevel(step.name), due_on, owner))
    elif step.level:
        events.append(_escalation(facts, step, due_on))
    return events


def _escalation(facts: Facts, step: Step, due_on: date) -> e.EscalationRaised:
    """A case the host's own office holds has no other head than the chair."""
    owner = facts.assigned_agency_id
    places = {ASSIGNED: owner, HOST: facts.host_org_id, HOST_PARTY_COMMITTEE: facts.party_committee_id}
    first, *also = step.addressees(places)
    to_role = CHAIR_ROLE if step.to_org == ASSIGNED and owner == facts.host_org_id else first.to_role
    told = (step.level or 1, to_role, first.to_org or None, tuple(also))
    return e.EscalationRaised(facts.case_id, *told, step.working_days, due_on, owner)


def settled(state: CaseState, now: datetime) -> list[e.CaseEvent]:
    """Return every step that is due before the command itself, in order: downtime of the timers changes no fact."""
    if not isinstance(state, Running) or state.facts.schedule is None:
        return []
    due = [step for step in state.facts.schedule.steps if step.at <= now and step.name not in state.facts.passed]
    return [event for step in due for event in reached(state.facts, step, now)]


def pass_step(command: PassStep, state: CaseState) -> Sequence[e.CaseEvent]:
    """Answer a timer: nothing for another generation, a stopped or closed case, or a step already passed."""
    if not isinstance(state, Running) or state.facts.schedule is None:
        return []
    facts, plan = state.facts, state.facts.schedule
    step = plan.step(command.name)
    if step is None or plan.generation != command.generation or step.at > command.now or step.name in facts.passed:
        return []
    if step.is_reminder and command.open_at > command.now and local_date(command.open_at) <= plan.due_on:
        return [e.StepPostponed(facts.case_id, step.name, plan.generation, command.open_at)]
    return reached(facts, step, command.now)


def recalculate(command: RecalculateDeadline, state: CaseState) -> Sequence[e.CaseEvent]:
    """Count again when the calendar or the pack changed; a case without a limit, or whose clock is stopped, stays as it is."""
    if command.terms is None or not isinstance(state, Running) or state.facts.schedule is None:
        return []
    deadline = state.facts.schedule.deadline
    same_pack = deadline.rule_pack_id == command.terms.pack.rule_pack_id
    if same_pack and deadline.calendar_version == command.terms.calendar.version:
        return []
    cause = RecalculationCause.CALENDAR_VERSION if same_pack else RecalculationCause.RULEPACK
    fresh, decision = again(deadline, command.terms), command.decisions.behind(cause)
    return moved(state.facts, fresh, cause, command.terms, command.now, anchor_on=state.facts.anchor_on, decision=decision)


def again(deadline: Deadline, terms: Terms) -> Deadline:
    """Count again with these terms; a count that leaves the calendar refuses the command."""
    with within_calendar():
        return recompute(deadline, terms)


def moved(
    facts: Facts,
    fresh: Deadline,
    cause: RecalculationCause,
    terms: Terms,
    now: datetime,
    *,
    anchor_on: date,
    decision: Decision = NOBODY,
) -> Sequence[e.DeadlineRecalculated | e.DeadlineUpheld]:
    """Set the recounted date, never earlier than one already communicated (A-11)."""
    if facts.schedule is None:
        return []
    due_on = max(fresh.due_on, facts.communicated_on or fresh.due_on)
    plan = next_schedule(facts, replace(fresh, due_on=due_on), terms, now)
    if due_on == facts.schedule.due_on:
        return [e.DeadlineUpheld(facts.case_id, cause, anchor_on, fresh.due_on, plan)]
    return [
        e.DeadlineRecalculated(facts.case_id, facts.schedule.due_on, cause, anchor_on, fresh.due_on, plan, decision.by, decision.document)
    ]
