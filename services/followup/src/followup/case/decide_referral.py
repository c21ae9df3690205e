"""Beyond authority: upward through the chair, the clock stopped while the superior has it (DL-11, A-20)."""

from collections.abc import Sequence
from datetime import date

from chassis.decider import Refused
from contracts.formula import Anchor, Counting, Formula
from contracts.vocabulary import RecalculationCause, SuperiorOutcome
from contracts.workdays import WorkingCalendar, local_date
from followup.case import events as e
from followup.case import promised
from followup.case.case import CaseState, Facts, ReferredUp
from followup.case.clock import computed, next_schedule, rule_for
from followup.case.commands import DeclineReferral, RecordSuperiorResponse, ReferUpward, RequestReferral
from followup.case.decide_terms import chair_decides, extensible
from followup.deadlines.coverage import within_calendar
from followup.deadlines.deadline import RESUMED, Deadline
from followup.deadlines.schedule import Schedule
from followup.rules.pack import RuleKind

SUPERIOR_ROLE = "superior_authority"
TAKEN_OVER = "Cơ quan cấp trên nhận giải quyết."


def request_referral(command: RequestReferral, state: CaseState) -> Sequence[e.CaseEvent]:
    """The agency advises the chair to submit to the superior; nothing stops yet."""
    facts = extensible(state)
    if command.superior_org_id == facts.assigned_agency_id:
        raise Refused("superior_is_the_assigned_agency")
    asked = e.ReferralRequested(facts.case_id, command.superior_org_id, command.reason)
    return [] if facts.referral_asked == asked else [asked]


def decline_referral(command: DeclineReferral, state: CaseState) -> Sequence[e.CaseEvent]:
    """The chair keeps the matter with the agency; the date stays."""
    facts = extensible(state)
    role = chair_decides(command)
    if facts.referral_asked is None:
        raise Refused("no_referral_asked")
    return [promised.ReferralDeclined(facts.case_id, facts.referral_asked.superior_org_id, role, command.because)]


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
        limit = computed(rule, facts.counts_from, command.terms).due_on
        if facts.schedule.deadline.is_resumed:
            limit = max(limit, facts.schedule.due_on)
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
    with within_calendar():
        return command.terms.calendar.working_days_between(local_date(command.now), facts.schedule.due_on)


def superior_response(command: RecordSuperiorResponse, state: CaseState) -> Sequence[e.CaseEvent]:
    """The superior has spoken; the days that were left run on from today, at least one."""
    if not isinstance(state, ReferredUp):
        raise Refused("case_not_referred")
    facts = state.facts
    if command.superior_org_id != facts.superior_org_id and not facts.was_superior(command.superior_org_id, _dated(command)):
        raise Refused("not_the_superior", superior_org_id=facts.superior_org_id or "")
    deadline = resumed(facts, command.terms.calendar if command.terms else None, local_date(command.now))
    plan = next_schedule(facts, deadline, command.terms, command.now) if deadline and command.terms else None
    response = e.SuperiorResponseReceived(facts.case_id, command.superior_org_id, command.doc, command.outcome, plan)
    return [*answered(facts, response), *_taken_over(facts, command)]


def _dated(command: RecordSuperiorResponse) -> date:
    return command.doc.issued_on or local_date(command.now)


def _taken_over(facts: Facts, command: RecordSuperiorResponse) -> list[e.CaseEvent]:
    """A superior that takes the matter over answers it from now on."""
    if command.outcome is not SuperiorOutcome.TAKEN_OVER or facts.superior_org_id is None:
        return []
    return [e.CaseReassigned(facts.case_id, facts.assigned_agency_id, facts.superior_org_id, facts.co_agencies, SUPERIOR_ROLE, TAKEN_OVER)]


def answered(facts: Facts, response: e.SuperiorResponseReceived) -> list[e.CaseEvent]:
    """Record the response, and the new date with its cause where there is one."""
    return [response, *runs_again(facts, response.schedule)]


def runs_again(facts: Facts, plan: Schedule | None) -> list[e.CaseEvent]:
    """Say the date that a case back from above has now, and why."""
    if plan is None or facts.schedule is None:
        return []
    cause, old_due_on = RecalculationCause.CLOCK_RESUMED, facts.schedule.due_on
    return [e.DeadlineRecalculated(facts.case_id, old_due_on, cause, facts.anchor_on, plan.due_on, plan)]


def resumed(facts: Facts, calendar: WorkingCalendar | None, today: date) -> Deadline | None:
    """Count what is left of the period from today, not to before a communicated date (A-11); None where nothing limits the case."""
    if calendar is None or facts.schedule is None or facts.remaining_working_days is None:
        return None
    formula = Formula(Counting.WORKING_DAYS, Anchor.RESUMED, max(1, facts.remaining_working_days))
    with within_calendar():
        due_on = formula.due_on(today, calendar)
    due_on = max(due_on, facts.communicated_on or due_on)
    return Deadline(due_on, RESUMED, facts.schedule.deadline.rule_pack_id, calendar.version, today, str(formula))
