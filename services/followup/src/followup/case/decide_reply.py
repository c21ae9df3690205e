"""The written reply: who may give it, by which date it counts, whom it must be reported to, when the case is done."""

from collections.abc import Sequence
from datetime import date, datetime

from chassis.decider import Refused
from contracts.vocabulary import Outcome, RecalculationCause, SuperiorOutcome, Timeliness
from contracts.workdays import WorkingCalendar, local_date
from followup.case import events as e
from followup.case import promised
from followup.case.case import CaseState, Closed, Facts, ReferredUp, Replied, Running, evolve, folded
from followup.case.clock import computed, next_schedule, rule_for
from followup.case.commands import CloseCase, CompleteReporting, IssueInterimReply, IssueReply, RecordDelivery, ReopenCase
from followup.case.decide_promised import promises
from followup.case.decide_referral import answered, resumed
from followup.case.said_again import interim_on_record, reply_on_record
from followup.case.vocabulary import LEG_NAMES, Flag, Reply
from followup.deadlines.coverage import within_calendar
from followup.deadlines.deadline import Terms
from followup.deadlines.schedule import schedule
from followup.rules.pack import RuleKind, TimelyBy


def decide_reply(command: IssueReply, state: CaseState) -> Sequence[e.CaseEvent]:
    """Record a reply once. A reply to an answered case stands beside the earlier one; the earlier one stays."""
    if not isinstance(state, Running | ReferredUp | Replied | Closed):
        raise Refused("case_unknown")
    facts, reply = state.facts, command.reply
    if reply_on_record(reply, facts):
        return []
    if facts.interim_reply(reply.reply_id):
        raise Refused("reply_id_taken")
    _refuse_unlawful(reply, facts, local_date(command.now))
    if reply.corrects:
        refuse_wrong_correction(reply, facts)
    if isinstance(state, Closed):
        return _corrected_after_closing(command, state)
    if isinstance(state, ReferredUp):
        if reply.issuing_org_id != facts.superior_org_id:
            raise Refused("case_is_with_the_superior")
        before = _superior_speaks(command, facts)
        return [*before, *_answer(command, folded(state, before))]
    return _answer(command, state)


def _answer(command: IssueReply, state: CaseState) -> list[e.CaseEvent]:
    issued = _issued(command, state)
    return [issued, *promises(issued_facts(state), command.reply, command.reply.issuing_org_id)]


def issued_facts(state: CaseState) -> Facts:
    assert isinstance(state, Running | Replied | Closed)
    return state.facts


def _corrected_after_closing(command: IssueReply, state: Closed) -> list[e.CaseEvent]:
    """What was closed stays closed: only a correction that everybody was told of may still come."""
    if not command.reply.corrects:
        raise Refused("case_closed")
    if command.directory.missing_legs(command.reply.reported_to, state.facts.host_org_id):
        raise Refused("correction_not_reported")
    return _answer(command, state)


def _superior_speaks(command: IssueReply, facts: Facts) -> list[e.CaseEvent]:
    deadline = resumed(facts, command.calendar, local_date(command.now))
    generation = facts.generation + 1
    plan = schedule(generation, deadline, (), command.calendar, None, now=command.now) if deadline and command.calendar else None
    reply = command.reply
    return answered(facts, e.SuperiorResponseReceived(facts.case_id, reply.issuing_org_id, reply.reply_doc, SuperiorOutcome.ANSWERED, plan))


def _refuse_unlawful(reply: Reply, facts: Facts, today: date) -> None:
    if not facts.may_issue(reply.issuing_org_id, reply.counts_on):
        raise Refused("wrong_issuer", issuing_org_id=reply.issuing_org_id)
    if not reply.opinion_ids or not set(reply.opinion_ids) <= set(facts.opinion_ids):
        raise Refused("opinion_not_in_case")
    if reply.counts_on > today:
        raise Refused("reply_dated_in_the_future", issued_on=reply.counts_on.isoformat())
    if reply.counts_on < facts.anchor_on:
        raise Refused("reply_before_the_session", issued_on=reply.counts_on.isoformat())


def refuse_wrong_correction(reply: Reply, facts: Facts) -> None:
    """A correction sets right one reply that still stands, for all its opinions; the original is kept."""
    earlier = next((each for each in facts.in_force if each.reply.reply_id == reply.corrects), None)
    if earlier is None:
        raise Refused("corrected_reply_unknown")
    if not set(earlier.reply.opinion_ids) <= set(reply.opinion_ids):
        raise Refused("correction_leaves_opinions_out")


def _issued(command: IssueReply, state: CaseState) -> e.ReplyIssued:
    facts, reply = issued_facts(state), command.reply
    missing = command.directory.missing_legs(reply.reported_to, facts.host_org_id)
    flags = [Flag.INCOMPLETE_REPORTING] if missing else []
    if reply.dates_differ:
        flags.append(Flag.REPLY_DATE_MISMATCH)
    if reply.corrects:
        flags.append(Flag.CORRECTS_EARLIER)
    elif isinstance(state, Replied):
        flags.append(Flag.SUPPLEMENTS_EARLIER)
    if reply.outcome is Outcome.IN_PLAN and reply.roadmap is None:
        flags.append(Flag.ROADMAP_MISSING)
    answers_all = isinstance(state, Running) and set(facts.opinion_ids) <= {*facts.answered, *reply.opinion_ids}
    return e.ReplyIssued(facts.case_id, reply, reply.counts_on, missing, tuple(flags), answers_all, *_counted(command, state))


def _counted(command: IssueReply, state: CaseState) -> tuple[Timeliness, int, int]:
    """Timeliness, working days late and early. The first reply that leaves no opinion unanswered decides; a later one changes nothing."""
    facts = issued_facts(state)
    if isinstance(state, Replied | Closed):
        return facts.timeliness, facts.working_days_late, facts.working_days_early
    if facts.schedule is None:
        return Timeliness.NO_LIMIT, 0, 0
    return timely(facts.schedule.due_on, command.reply.counts_on, command.calendar)


def timely(due_on: date, on: date, calendar: WorkingCalendar | None) -> tuple[Timeliness, int, int]:
    """Whether this day is in time, and by how many working days it is late and early."""
    if on > due_on:
        return Timeliness.LATE, max(1, _working_days(due_on, on, calendar)), 0
    return Timeliness.ON_TIME, 0, _working_days(on, due_on, calendar)


def _working_days(after: date, until: date, calendar: WorkingCalendar | None) -> int:
    if calendar is None:
        return 0
    with within_calendar():
        return calendar.working_days_between(after, until)


def interim(command: IssueInterimReply, state: CaseState) -> Sequence[e.CaseEvent]:
    """A first word on the way, recorded once; the duty and its date stay as they are."""
    if not isinstance(state, Running | ReferredUp):
        raise Refused("case_not_running")
    facts, today = state.facts, local_date(command.now)
    if interim_on_record(command, facts):
        return []
    if facts.reply(command.reply_id):
        raise Refused("reply_id_taken")
    if not facts.may_issue(command.issuing_org_id, command.issued_on):
        raise Refused("wrong_issuer", issuing_org_id=command.issuing_org_id)
    if not command.opinion_ids or not set(command.opinion_ids) <= set(facts.opinion_ids):
        raise Refused("opinion_not_in_case")
    if command.issued_on > today:
        raise Refused("reply_dated_in_the_future", issued_on=command.issued_on.isoformat())
    if command.issued_on < facts.anchor_on:
        raise Refused("reply_before_the_session", issued_on=command.issued_on.isoformat())
    if command.expected_reply_on and command.expected_reply_on < today:
        raise Refused("expected_reply_in_the_past")
    said = (command.reply_id, command.opinion_ids, command.issuing_org_id, command.reply_doc, command.issued_on, command.summary_plain)
    return [promised.InterimReplyIssued(facts.case_id, *said, command.expected_reply_on)]


def complete_reporting(command: CompleteReporting, state: CaseState) -> Sequence[e.CaseEvent]:
    """Tell those who were left out; the case closes when that was the last thing missing (AS-24)."""
    if not isinstance(state, Replied | Running | Closed):
        raise Refused("case_not_replied")
    issued = state.facts.reply(command.reply_id)
    if issued is None:
        raise Refused("reply_unknown")
    told = tuple(dict.fromkeys((*issued.reply.reported_to, *command.reported_to)))
    evidence = tuple(each for each in command.evidence if each not in issued.reply.evidence)
    if told == issued.reply.reported_to and not evidence:
        return []
    missing = command.directory.missing_legs(told, state.facts.host_org_id)
    flags = tuple(flag for flag in issued.flags if missing or flag is not Flag.INCOMPLETE_REPORTING)
    done = e.ReportingCompleted(state.facts.case_id, command.reply_id, told, missing, flags, evidence)
    return [done, *_closed_when_complete(evolve(state, done), command.now, command.terms)]


def record_delivery(command: RecordDelivery, state: CaseState) -> Sequence[e.CaseEvent]:
    """Keep when and how the submitter got it, an interim reply too; the last delivery of a fully reported reply closes the case."""
    if not isinstance(state, Replied | Running | Closed | ReferredUp):
        raise Refused("case_not_replied")
    issued, interim_reply = state.facts.reply(command.reply_id), state.facts.interim_reply(command.reply_id)
    answered_with = issued.reply if issued else interim_reply
    if answered_with is None:
        raise Refused("reply_unknown")
    if command.opinion_id not in answered_with.opinion_ids:
        raise Refused("opinion_not_in_case")
    if (command.reply_id, command.opinion_id) in state.facts.delivered:
        return []
    if command.delivered_at > command.now:
        raise Refused("delivered_in_the_future")
    done = e.ReplyDelivered(state.facts.case_id, command.reply_id, command.opinion_id, command.channel, command.delivered_at)
    return [done, *_closed_when_complete(evolve(state, done), command.now, command.terms)]


def _incomplete(facts: Facts) -> bool:
    return any(issued.missing_legs for issued in facts.in_force)


def _undelivered(facts: Facts) -> bool:
    standing = {issued.reply.reply_id for issued in facts.in_force}
    reached = {opinion_id for reply_id, opinion_id in facts.delivered if reply_id in standing}
    return not set(facts.opinion_ids) <= reached


def _closed_when_complete(state: CaseState, now: datetime, terms: Terms | None) -> Sequence[e.CaseEvent]:
    if not isinstance(state, Replied) or _incomplete(state.facts) or _undelivered(state.facts):
        return []
    return [_closed(state.facts, now, terms)]


def _closed(facts: Facts, now: datetime, terms: Terms | None) -> e.CaseClosed:
    flags = {flag for issued in facts.in_force for flag in issued.flags}
    if _undelivered(facts):
        flags.add(Flag.DELIVERY_UNPROVEN)
    return e.CaseClosed(facts.case_id, local_date(now), *judged(facts, terms, tuple(sorted(flags))))


def judged(facts: Facts, terms: Terms | None, flags: tuple[Flag, ...]) -> tuple[Timeliness, int, tuple[Flag, ...], int]:
    """By the day of issue, as judged when the reply came; by the day of delivery where the pack says so and it is known (A-23)."""
    by_delivery = terms is not None and terms.pack.choices.reply_timely_by is TimelyBy.DELIVERY
    if not by_delivery or terms is None or facts.schedule is None or facts.delivered_on is None or _undelivered(facts):
        return facts.timeliness, facts.working_days_late, flags, facts.working_days_early
    timeliness, late, early = timely(facts.schedule.due_on, facts.delivered_on, terms.calendar)
    return timeliness, late, flags, early


def close(command: CloseCase, state: CaseState) -> Sequence[e.CaseEvent]:
    """Close an answered case; a late reply closes it too, an incomplete report does not."""
    if isinstance(state, Closed):
        return []
    if not isinstance(state, Replied):
        raise Refused("case_not_replied")
    if _incomplete(state.facts):
        missing = {leg for issued in state.facts.in_force for leg in issued.missing_legs}
        raise Refused("reporting_incomplete", missing="; ".join(name for leg, name in LEG_NAMES.items() if leg in missing))
    return [_closed(state.facts, command.now, command.terms)]


def reopen(command: ReopenCase, state: CaseState) -> Sequence[e.CaseEvent]:
    """Take a closed case up again, with a limit of its own when the pack has one."""
    if not isinstance(state, Closed):
        raise Refused("case_not_closed")
    facts, today = state.facts, local_date(command.now)
    _refuse_after_window(facts, command.terms, today)
    rule = rule_for(facts, RuleKind.SECOND_ROUND, command.terms) if facts.schedule else None
    plan = next_schedule(facts, computed(rule, today, command.terms), command.terms, command.now) if rule and command.terms else None
    events: list[e.CaseEvent] = [e.CaseReopened(facts.case_id, command.reason, command.by.role, today, plan)]
    if plan and facts.schedule:
        cause = RecalculationCause.REOPENED
        events.append(e.DeadlineRecalculated(facts.case_id, facts.schedule.due_on, cause, facts.anchor_on, plan.due_on, plan))
    return events


def _refuse_after_window(facts: Facts, terms: Terms | None, today: date) -> None:
    window = rule_for(facts, RuleKind.REOPEN_WINDOW, terms)
    if window is None or terms is None or facts.closed_on is None:
        return
    limit = computed(window, facts.closed_on, terms).due_on
    if today > limit:
        raise Refused("reopened_too_late", limit_on=limit.isoformat())
