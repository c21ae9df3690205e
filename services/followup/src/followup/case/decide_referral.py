"""Beyond authority: upward through the chair, the clock stopped while the superior has it (DL-11, A-20)."""

from collections.abc import Sequence

from chassis.decider import Refused
from contracts.vocabulary import RecalculationCause
from contracts.workdays import OutsideCalendar, local_date
from followup.case import events as e
from followup.case.case import CaseState, Facts, ReferredUp
from followup.case.clock import computed, next_schedule, rule_for
from followup.case.commands import RecordSuperiorResponse, ReferUpward, RequestReferral
from followup.case.decide_terms import chair_decides, extensible
from followup.deadlines.deadline import Deadline, Terms
from followup.deadlines.formula import Anchor, Counting, Formula
from followup.deadlines.schedule import Schedule
from followup.rules.pack import RuleKind


def request_referral(command: RequestReferral, state: CaseState) -> Sequence[e.CaseEvent]:
    """The agency advises the chair to submit to the superior; nothing stops yet."""
    facts = extensible(state)
    return [e.ReferralRequested(facts.case_id, command.superior_org_id, command.reason)]


def refer_upward(command: ReferUpward, state: CaseState) -> Sequence[e.CaseEvent]:
    """The chair submits to the superior, within the ordinary limit and with the submitter told; the clock stops."""
    facts = extensible(state)
    role = chair_decides(command)
    today = local_date(command.now)
    if command.citizen_notice_doc is None:
        raise Refused("referral_without_submitter_notice")
    if command.superior_org_id == facts.assigned_agency_id:
        raise Refused("superior_is_the_assigned_agency")
    rule = rule_for(facts, RuleKind.REFER_UPWARD, command.terms)
    if rule and command.terms and facts.schedule:
        limit = computed(rule, facts.anchor_on, command.terms).due_on
        if today > limit:
            raise Refused("referral_after_limit", limit_on=limit.isoformat())
    return [
        e.ReferredToSuperior(
            facts.case_id, command.superior_org_id, command.doc, command.citizen_notice_doc, today, role, _remaining(facts, command)
        )
    ]


def _remaining(facts: Facts, command: ReferUpward) -> int | None:
    if facts.schedule is None or command.terms is None:
        return None
    try:
        return command.terms.calendar.working_days_between(local_date(command.now), facts.schedule.due_on)
    except OutsideCalendar as error:
        raise Refused("outside_calendar", day=error.day.isoformat(), calendar_version=error.version) from error


def superior_response(command: RecordSuperiorResponse, state: CaseState) -> Sequence[e.CaseEvent]:
    """The superior has spoken; the days that were left run on from today, at least one."""
    if not isinstance(state, ReferredUp):
        raise Refused("case_not_referred")
    facts = state.facts
    if command.superior_org_id != facts.superior_org_id:
        raise Refused("not_the_superior", superior_org_id=facts.superior_org_id or "")
    plan = resumed(facts, command.terms, command)
    events: list[e.CaseEvent] = [e.SuperiorResponseReceived(facts.case_id, command.superior_org_id, command.doc, command.outcome, plan)]
    if plan and facts.schedule:
        cause, old_due_on = RecalculationCause.CLOCK_RESUMED, facts.schedule.due_on
        events.append(e.DeadlineRecalculated(facts.case_id, old_due_on, cause, facts.anchor_on, plan.due_on, plan))
    return events


def resumed(facts: Facts, terms: Terms | None, command: RecordSuperiorResponse) -> Schedule | None:
    """Lay out what is left of the period, counted from the day of the response."""
    if terms is None or facts.schedule is None or facts.remaining_working_days is None:
        return None
    today = local_date(command.now)
    formula = Formula(Counting.WORKING_DAYS, Anchor.RESUMED, max(1, facts.remaining_working_days))
    try:
        due_on = formula.due_on(today, terms.calendar)
    except OutsideCalendar as error:
        raise Refused("outside_calendar", day=error.day.isoformat(), calendar_version=error.version) from error
    deadline = Deadline(due_on, "DL-11", terms.pack.rule_pack_id, terms.calendar.version, today, str(formula))
    return next_schedule(facts, deadline, terms, command.now)
