"""The written reply: who may give it, by which date it counts, whom it must be reported to, when the case is done."""

from collections.abc import Sequence
from datetime import date, datetime

from chassis.decider import Refused
from contracts.vocabulary import RecalculationCause, SuperiorOutcome, Timeliness
from contracts.workdays import OutsideCalendar, WorkingCalendar, local_date
from followup.case import events as e
from followup.case.case import CaseState, Closed, Facts, ReferredUp, Replied, Running, evolve, folded
from followup.case.clock import computed, next_schedule, rule_for
from followup.case.commands import CloseCase, CompleteReporting, IssueReply, RecordDelivery, ReopenCase
from followup.case.decide_referral import answered, resumed
from followup.case.vocabulary import Flag, Reply
from followup.deadlines.schedule import Schedule, schedule
from followup.rules.pack import RuleKind


def decide_reply(command: IssueReply, state: CaseState) -> Sequence[e.CaseEvent]:
    """Record a reply once. A reply to an answered case stands beside the earlier one; the earlier one stays."""
    if not isinstance(state, Running | ReferredUp | Replied | Closed):
        raise Refused("case_unknown")
    facts, reply = state.facts, command.reply
    if facts.reply(reply.reply_id):
        return []
    if isinstance(state, Closed):
        raise Refused("case_closed")
    _refuse_unlawful(reply, facts, local_date(command.now))
    if isinstance(state, ReferredUp):
        if reply.issuing_org_id != facts.superior_org_id:
            raise Refused("case_is_with_the_superior")
        before = _superior_speaks(command, facts)
        return [*before, _issued(command, folded(state, before))]
    return [_issued(command, state)]


def _superior_speaks(command: IssueReply, facts: Facts) -> list[e.CaseEvent]:
    deadline = resumed(facts, command.calendar, local_date(command.now))
    generation = facts.generation + 1
    plan = schedule(generation, deadline, (), command.calendar, None, now=command.now) if deadline and command.calendar else None
    reply = command.reply
    return answered(facts, e.SuperiorResponseReceived(facts.case_id, reply.issuing_org_id, reply.reply_doc, SuperiorOutcome.ANSWERED, plan))


def _refuse_unlawful(reply: Reply, facts: Facts, today: date) -> None:
    if reply.issuing_org_id not in facts.issuers:
        raise Refused("wrong_issuer", issuing_org_id=reply.issuing_org_id)
    if not reply.opinion_ids or not set(reply.opinion_ids) <= set(facts.opinion_ids):
        raise Refused("opinion_not_in_case")
    if reply.counts_on > today:
        raise Refused("reply_dated_in_the_future", issued_on=reply.counts_on.isoformat())
    if reply.counts_on < facts.anchor_on:
        raise Refused("reply_before_the_session", issued_on=reply.counts_on.isoformat())


def _issued(command: IssueReply, state: CaseState) -> e.ReplyIssued:
    assert isinstance(state, Running | Replied)
    facts, reply = state.facts, command.reply
    missing = command.directory.missing_legs(reply.reported_to, facts.host_org_id)
    flags = [Flag.INCOMPLETE_REPORTING] if missing else []
    if reply.dates_differ:
        flags.append(Flag.REPLY_DATE_MISMATCH)
    if isinstance(state, Replied):
        flags.append(Flag.SUPPLEMENTS_EARLIER)
    late = _working_days_late(reply.counts_on, facts.schedule, command.calendar)
    timeliness = Timeliness.NO_LIMIT if facts.schedule is None else Timeliness.LATE if late else Timeliness.ON_TIME
    answers_all = set(facts.opinion_ids) <= {*facts.answered, *reply.opinion_ids}
    return e.ReplyIssued(facts.case_id, reply, reply.counts_on, missing, tuple(flags), answers_all, timeliness, late)


def _working_days_late(counts_on: date, plan: Schedule | None, calendar: WorkingCalendar | None) -> int:
    if plan is None or counts_on <= plan.due_on:
        return 0
    if calendar is None:
        return 1
    try:
        return max(1, calendar.working_days_between(plan.due_on, counts_on))
    except OutsideCalendar as error:
        raise Refused("outside_calendar", day=error.day.isoformat(), calendar_version=error.version) from error


def complete_reporting(command: CompleteReporting, state: CaseState) -> Sequence[e.CaseEvent]:
    """Tell those who were left out; the case closes when that was the last thing missing (AS-24)."""
    if not isinstance(state, Replied | Running | Closed):
        raise Refused("case_not_replied")
    issued = state.facts.reply(command.reply_id)
    if issued is None:
        raise Refused("reply_unknown")
    told = tuple(dict.fromkeys((*issued.reply.reported_to, *command.reported_to)))
    if told == issued.reply.reported_to:
        return []
    missing = command.directory.missing_legs(told, state.facts.host_org_id)
    done = e.ReportingCompleted(state.facts.case_id, command.reply_id, told, missing)
    return [done, *_closed_when_complete(evolve(state, done), command.now)]


def record_delivery(command: RecordDelivery, state: CaseState) -> Sequence[e.CaseEvent]:
    """Keep when and how the submitter got it; the last delivery of a fully reported reply closes the case."""
    if not isinstance(state, Replied | Running | Closed | ReferredUp):
        raise Refused("case_not_replied")
    issued = state.facts.reply(command.reply_id)
    if issued is None:
        raise Refused("reply_unknown")
    if command.opinion_id not in issued.reply.opinion_ids:
        raise Refused("opinion_not_in_case")
    if (command.reply_id, command.opinion_id) in state.facts.delivered:
        return []
    done = e.ReplyDelivered(state.facts.case_id, command.reply_id, command.opinion_id, command.channel, command.delivered_at)
    return [done, *_closed_when_complete(evolve(state, done), command.now)]


def _incomplete(facts: Facts) -> bool:
    return any(issued.missing_legs for issued in facts.round)


def _undelivered(facts: Facts) -> bool:
    reached = {opinion_id for reply_id, opinion_id in facts.delivered if any(issued.reply.reply_id == reply_id for issued in facts.round)}
    return not set(facts.opinion_ids) <= reached


def _closed_when_complete(state: CaseState, now: datetime) -> Sequence[e.CaseEvent]:
    if not isinstance(state, Replied) or _incomplete(state.facts) or _undelivered(state.facts):
        return []
    return [_closed(state.facts, now)]


def _closed(facts: Facts, now: datetime) -> e.CaseClosed:
    flags = {flag for issued in facts.round for flag in issued.flags}
    if _undelivered(facts):
        flags.add(Flag.DELIVERY_UNPROVEN)
    return e.CaseClosed(facts.case_id, local_date(now), facts.timeliness, facts.working_days_late, tuple(sorted(flags)))


def close(command: CloseCase, state: CaseState) -> Sequence[e.CaseEvent]:
    """Close an answered case; a late reply closes it too, an incomplete report does not."""
    if isinstance(state, Closed):
        return []
    if not isinstance(state, Replied):
        raise Refused("case_not_replied")
    if _incomplete(state.facts):
        missing = sorted({leg.value for issued in state.facts.round for leg in issued.missing_legs})
        raise Refused("reporting_incomplete", missing=", ".join(missing))
    return [_closed(state.facts, command.now)]


def reopen(command: ReopenCase, state: CaseState) -> Sequence[e.CaseEvent]:
    """Take a closed case up again, with a limit of its own when the pack has one."""
    if not isinstance(state, Closed):
        raise Refused("case_not_closed")
    facts, today = state.facts, local_date(command.now)
    rule = rule_for(facts, RuleKind.SECOND_ROUND, command.terms) if facts.schedule else None
    plan = next_schedule(facts, computed(rule, today, command.terms), command.terms, command.now) if rule and command.terms else None
    events: list[e.CaseEvent] = [e.CaseReopened(facts.case_id, command.reason, command.by.role, today, plan)]
    if plan and facts.schedule:
        cause = RecalculationCause.REOPENED
        events.append(e.DeadlineRecalculated(facts.case_id, facts.schedule.due_on, cause, facts.anchor_on, plan.due_on, plan))
    return events
