"""Decisions of the chair about time: more time under its lawful conditions, another class, an honest notice of delay."""

from collections.abc import Sequence
from dataclasses import replace

from chassis.decider import Refused
from contracts.vocabulary import Complexity, RecalculationCause
from contracts.workdays import local_date
from followup.case import events as e
from followup.case.case import CaseState, Extended, Facts, InProgress, Open, Reopened, Running
from followup.case.clock import REPLY_RULE, computed, next_schedule, rule_for
from followup.case.commands import Asked, GrantExtension, Reclassify, RefuseExtension, RequestExtension, SendDelayNotice
from followup.case.vocabulary import CHAIR_ROLE, ExtensionWish
from followup.deadlines.deadline import FIXED, Deadline, Terms
from followup.rules.pack import RuleKind


def chair_decides(command: Asked) -> str:
    """Return the deciding role; only the chair decides complexity, extension and referral (domain rules, section 18)."""
    if command.by.role != CHAIR_ROLE:
        raise Refused("only_the_chair_decides")
    return command.by.role


def extensible(state: CaseState) -> Facts:
    """Return the facts of a case whose time the chair may change."""
    if not isinstance(state, Open | InProgress | Extended | Reopened):
        raise Refused("case_not_running")
    return state.facts


def request_extension(command: RequestExtension, state: CaseState) -> Sequence[e.CaseEvent]:
    """Ask for more time: by the day the pack sets from the due date, the due date itself where it sets none (A-18), the submitter told, the expected date reported, within the cap (A-19)."""
    facts, today = extensible(state), local_date(command.now)
    if facts.schedule is None or command.terms is None:
        raise Refused("case_without_limit")
    if facts.wish is not None:
        raise Refused("extension_already_asked")
    due_on = facts.schedule.due_on
    limit = rule_for(facts, RuleKind.EXTENSION_NOTICE, command.terms)
    last_day = computed(limit, due_on, command.terms).due_on if limit else due_on
    if today > last_day:
        raise Refused("extension_after_due", due_on=last_day.isoformat())
    if command.citizen_notice_doc is None:
        raise Refused("extension_without_submitter_notice")
    if not command.reported_to_org_id:
        raise Refused("extension_without_report")
    if command.report_bodies and command.reported_to_org_id not in command.report_bodies:
        raise Refused("extension_reported_elsewhere", org_id=command.reported_to_org_id)
    if command.proposed_due_on <= due_on:
        raise Refused("extension_not_later", due_on=due_on.isoformat())
    rule = rule_for(facts, RuleKind.EXTENSION_CAP, command.terms)
    cap_on = computed(rule, facts.counts_from, command.terms).due_on if rule else None
    if cap_on and command.proposed_due_on > cap_on and not command.legal_basis:
        raise Refused("extension_beyond_cap", cap_on=cap_on.isoformat())
    wish = ExtensionWish(
        today,
        command.proposed_due_on,
        command.reason,
        command.citizen_notice_doc,
        command.reported_to_org_id,
        command.legal_basis,
        cap_on,
    )
    return [e.ExtensionRequested(facts.case_id, wish)]


def grant_extension(command: GrantExtension, state: CaseState) -> Sequence[e.CaseEvent]:
    """Grant what was asked; beyond the cap only with the chair's written decision and a legal basis (A-19); nothing where the date moved past it meanwhile."""
    facts = extensible(state)
    if facts.wish is None or facts.schedule is None or command.terms is None:
        raise Refused("no_extension_asked")
    role, wish = chair_decides(command), facts.wish
    if wish.cap_on and wish.proposed_due_on > wish.cap_on and not (wish.legal_basis and command.decision_doc):
        raise Refused("extension_beyond_cap", cap_on=wish.cap_on.isoformat())
    if wish.proposed_due_on <= facts.schedule.due_on:
        raise Refused("extension_not_later", due_on=facts.schedule.due_on.isoformat())
    deadline = _granted(facts.schedule.deadline, wish, command.terms)
    plan = next_schedule(facts, deadline, command.terms, command.now)
    old_due_on = facts.schedule.due_on
    return [
        e.ExtensionGranted(facts.case_id, wish, role, command.decision_doc, old_due_on, plan),
        e.DeadlineRecalculated(facts.case_id, old_due_on, RecalculationCause.EXTENDED, facts.anchor_on, plan.due_on, plan),
    ]


def _granted(before: Deadline, wish: ExtensionWish, terms: Terms) -> Deadline:
    calendar = terms.calendar.version
    return replace(
        before, due_on=wish.proposed_due_on, rule_id="DL-10", rule_pack_id=terms.pack.rule_pack_id, calendar_version=calendar, formula=FIXED
    )


def refuse_extension(command: RefuseExtension, state: CaseState) -> Sequence[e.CaseEvent]:
    """Refuse what was asked; the due date stays."""
    facts = extensible(state)
    if facts.wish is None:
        raise Refused("no_extension_asked")
    return [e.ExtensionRefused(facts.case_id, facts.wish, chair_decides(command), command.because)]


def reclassify(command: Reclassify, state: CaseState) -> Sequence[e.CaseEvent]:
    """Set the class; COMPLEX not after the ordinary due date, and its 30 working days run from the session (A-17)."""
    facts = extensible(state)
    role = chair_decides(command)
    if facts.complexity is command.to:
        return []
    if command.terms is None or facts.schedule is None:
        return [e.CaseReclassified(facts.case_id, facts.complexity, command.to, role, command.reason, None)]
    _refuse_late(command, facts, command.terms)
    rule = rule_for(facts, REPLY_RULE[command.to], command.terms)
    if rule is None:
        raise Refused("rule_missing", complexity=command.to.value)
    deadline = computed(rule, facts.counts_from, command.terms)
    old_due_on = facts.schedule.due_on
    stays = isinstance(state, Extended) or facts.schedule.deadline.is_resumed
    if stays and deadline.due_on < old_due_on:
        deadline = facts.schedule.deadline
    if facts.communicated_on and deadline.due_on < facts.communicated_on:
        raise Refused("due_date_already_communicated", due_on=facts.communicated_on.isoformat())
    plan = next_schedule(facts, deadline, command.terms, command.now)
    events: list[e.CaseEvent] = [e.CaseReclassified(facts.case_id, facts.complexity, command.to, role, command.reason, plan)]
    if plan.due_on != old_due_on:
        events.append(
            e.DeadlineRecalculated(facts.case_id, old_due_on, RecalculationCause.RECLASSIFIED, facts.anchor_on, plan.due_on, plan)
        )
    return events


def _refuse_late(command: Reclassify, facts: Facts, terms: Terms) -> None:
    rule = rule_for(facts, REPLY_RULE[Complexity.ORDINARY], terms)
    limit = computed(rule, facts.counts_from, terms).due_on if rule else None
    if limit and local_date(command.now) > limit:
        raise Refused("reclassified_too_late", limit_on=limit.isoformat())


def send_delay_notice(command: SendDelayNotice, state: CaseState) -> Sequence[e.CaseEvent]:
    """Tell the submitter when to expect the reply; the due date stays where it is (POST-5)."""
    if not isinstance(state, Running):
        raise Refused("case_not_running")
    if command.expected_reply_on < local_date(command.now):
        raise Refused("expected_reply_in_the_past")
    return [e.DelayNoticeSent(state.facts.case_id, command.doc, command.expected_reply_on)]
