"""The steps of a duty: how they are laid out, and what it means that one was reached."""

from dataclasses import replace
from datetime import date, datetime

from contracts.vocabulary import DeadlineLevel, DutyKind
from contracts.workdays import local_date
from followup.deadlines.deadline import Deadline, Terms
from followup.deadlines.schedule import MISSED, Schedule, Step, schedule
from followup.duty import events as e
from followup.duty.duty import Facts
from followup.rules.pack import HOST, HOST_PARTY_COMMITTEE


def plan(
    generation: int,
    deadline: Deadline,
    terms: Terms,
    now: datetime,
    said: tuple[tuple[date, str], ...] = (),
    early_on: date | None = None,
) -> Schedule:
    """Lay out one generation; what was already said about this due date is not said again."""
    pack = terms.pack
    fresh = schedule(generation, deadline, pack.duty_ladder, terms.calendar, pack.office_hours, now=now, early_on=early_on)
    return replace(fresh, steps=tuple(step for step in fresh.steps if (deadline.due_on, step.name) not in said))


def reached(facts: Facts, step: Step, now: datetime) -> list[e.DutyEvent]:
    """Record that a step was reached, and what it means; a fact about the same due date is stated once."""
    due_on, owner = facts.schedule.due_on, facts.owner_org_id
    events: list[e.DutyEvent] = [e.DutyDeadlinePassed(facts.duty_id, step.name, facts.schedule.generation)]
    if (due_on, step.name) in facts.said:
        return events
    if step.name == MISSED:
        events.append(e.DutyDeadlineMissed(facts.duty_id, due_on, local_date(now), owner))
        events.extend(_breached(facts))
    elif facts.schedule.announces(step, now):
        events.append(e.DutyDeadlineApproaching(facts.duty_id, DeadlineLevel(step.name), due_on, owner))
    elif step.level:
        first, *also = step.addressees({HOST: facts.host_org_id or owner, HOST_PARTY_COMMITTEE: facts.party_committee_id})
        told = (step.level, first.to_role, first.to_org, tuple(also))
        events.append(e.DutyEscalationRaised(facts.duty_id, *told, step.working_days, due_on, owner))
    return events


def _breached(facts: Facts) -> list[e.DutyEvent]:
    if facts.kind is not DutyKind.MINIMUM_FREQUENCY:
        return []
    audience, year = facts.audiences[0], facts.schedule.due_on.year
    return [e.MinimumFrequencyBreached(facts.duty_id, facts.owner_org_id, year, audience, facts.required, len(facts.done))]
