"""decide(command, duty) → events, or Refused("slug"): opened with its limit, reminded, missed, escalated, fulfilled or lifted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import assert_never

from chassis.decider import Decider, Refused
from contracts.envelope import Document
from contracts.vocabulary import Level, RecalculationCause, Timeliness
from contracts.workdays import WorkingCalendar, local_date
from followup.deadlines.coverage import within_calendar
from followup.deadlines.deadline import FIXED, Deadline, compute, recompute
from followup.duty import commands as c
from followup.duty import events as e
from followup.duty.duty import WHOLE, DutyState, Facts, Fulfilled, Lifted, NotOpened, Pending, evolve, folded
from followup.duty.steps import plan, reached
from followup.duty.whose import EXTENDED_WITHIN, LIMITED_BY, OWNER_ROLE


def decide(command: c.DutyCommand, state: DutyState) -> Sequence[e.DutyEvent]:  # noqa: C901, PLR0911 - one arm per command
    """A duty that was never opened has no limit, so nothing said about it changes anything except what is remembered for its opening."""
    match command:
        case c.OpenDuty():
            return _open(command, state)
        case c.FulfilDuty():
            return _fulfil(command, state)
        case c.ExpectParts():
            return _expect(command, state)
        case c.CountPart():
            return _count(command, state)
        case c.LiftDuty():
            return _lift(command, state)
        case c.PassDutyStep():
            return _pass(command, state)
        case c.PassDutyOn():
            return _pass_on(command, state)
        case c.RecalculateDuty():
            return _recalculate(command, state)
        case c.MarkDutyCommunicated():
            return _communicated(state)
        case c.ExtendDuty():
            return _extend(command, state)
        case _:
            assert_never(command)


def _open(command: c.OpenDuty, state: DutyState) -> Sequence[e.DutyEvent]:
    if isinstance(state, Pending):
        return _raised(command, state.facts)
    if isinstance(state, Fulfilled) and not _owed_anew(command, state.facts):
        return []
    rule = command.terms.pack.rule(command.limited_by or LIMITED_BY[command.kind], command.level, command.audiences, command.form)
    if rule is None:
        return []
    with within_calendar():
        deadline = compute(rule, command.anchor_on, command.terms)
    generation = 1 if isinstance(state, NotOpened) else state.facts.schedule.generation + 1
    said = () if isinstance(state, NotOpened) else state.facts.said
    opened = e.DutyOpened(
        command.duty_id,
        command.about.session_id,
        command.kind,
        command.owner_org_id,
        command.anchor_on,
        plan(generation, deadline, command.terms, command.now, said, command.early_on),
        command.case_ids,
        command.about.subject,
        command.about.subject_id,
        command.about.title,
        OWNER_ROLE[command.kind],
        command.host_org_id,
        command.level,
        command.audiences,
        command.required,
        _done_before(command, state),
        command.terms.party_committee_id,
    )
    return [opened, *_when_complete(evolve(state, opened), command.terms.calendar, None)]


def _done_before(command: c.OpenDuty, state: DutyState) -> int:
    if isinstance(state, NotOpened):
        return len(state.done)
    return len(state.facts.done) if command.required else 0


def _owed_anew(command: c.OpenDuty, facts: Facts) -> bool:
    return (command.again and command.anchor_on != facts.anchor_on) or command.required > facts.required


def _raised(command: c.OpenDuty, facts: Facts) -> Sequence[e.DutyEvent]:
    more = command.required > facts.required
    return [e.DutyRequirementRaised(facts.duty_id, command.required, command.about.title)] if more else []


def _fulfil(command: c.FulfilDuty, state: DutyState) -> Sequence[e.DutyEvent]:
    if isinstance(state, NotOpened) and command.remember and WHOLE not in dict(state.done):
        return [e.DutyPartDone(command.duty_id, WHOLE, command.fulfilled_on)]
    if not isinstance(state, Pending):
        return []
    due = [step for step in state.facts.schedule.steps if step.at <= command.now and step.name not in state.facts.passed]
    passed = [event for step in due for event in reached(state.facts, step, command.now)]
    return [*passed, _fulfilled(state.facts, command.fulfilled_on, command.doc, command.calendar)]


def _fulfilled(facts: Facts, on: date, doc: Document | None, calendar: WorkingCalendar | None) -> e.DutyFulfilled:
    due_on, late = facts.schedule.due_on, 0
    if on > due_on:
        with within_calendar():
            late = max(1, calendar.working_days_between(due_on, on)) if calendar else 1
    return e.DutyFulfilled(facts.duty_id, facts.session_id, facts.kind, on, Timeliness.LATE if late else Timeliness.ON_TIME, late, doc)


def _when_complete(state: DutyState, calendar: WorkingCalendar | None, doc: Document | None) -> Sequence[e.DutyEvent]:
    if not isinstance(state, Pending) or (on := state.facts.completed_on) is None:
        return []
    return [_fulfilled(state.facts, on, doc, calendar)]


def _expect(command: c.ExpectParts, state: DutyState) -> Sequence[e.DutyEvent]:
    if not isinstance(state, Pending) or state.facts.expected == command.parts:
        return []
    expected = e.DutyPartsExpected(state.facts.duty_id, command.parts)
    return [expected, *_when_complete(evolve(state, expected), command.calendar, None)]


def _count(command: c.CountPart, state: DutyState) -> Sequence[e.DutyEvent]:
    if isinstance(state, Lifted):
        return []
    known = dict(state.done if isinstance(state, NotOpened) else state.facts.done)
    if command.part in known:
        return []
    done = e.DutyPartDone(command.duty_id, command.part, command.done_on, len(known) + 1)
    if not isinstance(state, Pending):
        return [done]
    due = [step for step in state.facts.schedule.steps if step.at <= command.now and step.name not in state.facts.passed]
    passed = [event for step in due for event in reached(state.facts, step, command.now)]
    return [*passed, done, *_when_complete(folded(state, [*passed, done]), command.calendar, None)]


def _lift(command: c.LiftDuty, state: DutyState) -> Sequence[e.DutyEvent]:
    if not isinstance(state, Pending):
        return []
    facts = state.facts
    return [e.DutyLifted(facts.duty_id, facts.session_id, facts.kind, command.reason)]


def _pass(command: c.PassDutyStep, state: DutyState) -> Sequence[e.DutyEvent]:
    if not isinstance(state, Pending):
        return []
    facts, schedule = state.facts, state.facts.schedule
    step = schedule.step(command.name)
    if step is None or schedule.generation != command.generation or step.at > command.now or step.name in facts.passed:
        return []
    if step.is_reminder and command.open_at > command.now and local_date(command.open_at) <= schedule.due_on:
        return [e.DutyStepPostponed(facts.duty_id, step.name, schedule.generation, command.open_at)]
    return reached(facts, step, command.now)


def _pass_on(command: c.PassDutyOn, state: DutyState) -> Sequence[e.DutyEvent]:
    """The date stays. What is done or owed no more stays with whom it was."""
    if not isinstance(state, Pending):
        return []
    facts, gone = state.facts, command.from_org_id
    owner = command.to_org_id if facts.owner_org_id == gone else facts.owner_org_id
    host = command.to_org_id if facts.host_org_id == gone else facts.host_org_id
    if (owner, host) == (facts.owner_org_id, facts.host_org_id):
        return []
    since = command.last_day + timedelta(days=1)
    about = (facts.duty_id, facts.session_id, facts.kind, gone, command.to_org_id, since, command.decision_doc)
    return [e.DutyPassedToSuccessor(*about, owner, host, command.party_committee_id)]


def _recalculate(command: c.RecalculateDuty, state: DutyState) -> Sequence[e.DutyEvent]:
    if command.terms is None or not isinstance(state, Pending):
        return []
    facts, deadline = state.facts, state.facts.schedule.deadline
    moved = command.anchor_on is not None and command.anchor_on != facts.anchor_on
    same_pack = deadline.rule_pack_id == command.terms.pack.rule_pack_id
    if not moved and same_pack and deadline.calendar_version == command.terms.calendar.version:
        return []
    if command.anchor_on is not None:
        deadline = replace(deadline, anchor_on=command.anchor_on)
    with within_calendar():
        fresh = recompute(deadline, command.terms)
    cause = RecalculationCause.CALENDAR_VERSION if same_pack else RecalculationCause.RULEPACK
    cause = command.cause if moved else cause
    kept = None if cause is RecalculationCause.SESSION_POSTPONED else facts.communicated_on
    due_on = max(fresh.due_on, kept or fresh.due_on)
    early_on = facts.schedule.early_on
    after = plan(facts.schedule.generation + 1, replace(fresh, due_on=due_on), command.terms, command.now, facts.said, early_on)
    decision = command.decisions.behind(cause)
    return [e.DutyDeadlineRecalculated(facts.duty_id, facts.schedule.due_on, cause, fresh.due_on, after, decision.by, decision.document)]


def _communicated(state: DutyState) -> Sequence[e.DutyEvent]:
    if not isinstance(state, Pending):
        return []
    due_on = state.facts.schedule.due_on
    known = state.facts.communicated_on
    return [] if known and known >= due_on else [e.DutyDateCommunicated(state.facts.duty_id, due_on)]


def _extend(command: c.ExtendDuty, state: DutyState) -> Sequence[e.DutyEvent]:
    """Once, before the limit passes, no further than the pack's cap from the due date."""
    if not isinstance(state, Pending):
        raise Refused("duty_not_pending")
    facts, due_on, kind = state.facts, state.facts.schedule.due_on, EXTENDED_WITHIN.get(state.facts.kind)
    rule = command.terms.pack.rule(kind, facts.level or Level.COMMUNE, facts.audiences) if command.terms and kind else None
    if command.terms is None or rule is None:
        raise Refused("duty_not_extensible")
    if facts.extended:
        raise Refused("duty_extended_already")
    if local_date(command.now) > due_on:
        raise Refused("extension_after_due", due_on=due_on.isoformat())
    if command.due_on <= due_on:
        raise Refused("extension_not_later", due_on=due_on.isoformat())
    with within_calendar():
        cap_on = compute(rule, due_on, command.terms).due_on
    if command.due_on > cap_on:
        raise Refused("duty_extension_beyond_cap", cap_on=cap_on.isoformat())
    granted = Deadline(command.due_on, rule.rule_id, command.terms.pack.rule_pack_id, command.terms.calendar.version, due_on, FIXED)
    after = plan(facts.schedule.generation + 1, granted, command.terms, command.now, facts.said)
    return [e.DutyExtended(facts.duty_id, due_on, command.reason, command.notice_doc, after)]


decider: Decider[c.DutyCommand, DutyState, e.DutyEvent] = Decider(decide, evolve, NotOpened())
