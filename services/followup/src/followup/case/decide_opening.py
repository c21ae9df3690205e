"""Opening a case, and what waited for it: replies that came before the session was heard of (AS-21)."""

from collections.abc import Sequence
from dataclasses import replace

from chassis.decider import Refused
from followup.case import events as e
from followup.case.case import Awaiting, CaseState, Unknown, evolve, folded
from followup.case.clock import REPLY_RULE
from followup.case.commands import ExpireHeldReply, HoldReply, IssueReply, OpenCase
from followup.case.decide_reply import decide_reply
from followup.deadlines.coverage import within_calendar
from followup.deadlines.deadline import compute
from followup.deadlines.schedule import Schedule, schedule


def first_schedule(command: OpenCase) -> Schedule | None:
    """Compute the reply's due date from the last day of the session (DL-07, DL-08); None without a pack or a rule in it."""
    terms = command.terms
    rule = terms.pack.rule(REPLY_RULE[command.complexity], command.level, command.audiences) if terms else None
    if terms is None or rule is None:
        return None
    with within_calendar():
        deadline = compute(rule, command.held_on, terms)
    return schedule(1, deadline, terms.pack.ladder, terms.calendar, terms.pack.office_hours, now=command.now)


def open_case(command: OpenCase, state: Unknown | Awaiting) -> Sequence[e.CaseEvent]:
    """Open, then judge each held reply as if it came now."""
    opened = e.FollowUpOpened(
        command.case_id,
        command.session_id,
        command.opinion_ids,
        command.host_org_id,
        command.assigned_agency_id or command.host_org_id,
        command.co_agencies,
        command.complexity,
        command.authority,
        command.level,
        command.audiences,
        command.held_on,
        first_schedule(command),
        command.summary_redacted,
        command.terms.party_committee_id if command.terms else None,
    )
    events: list[e.CaseEvent] = [opened]
    after: CaseState = evolve(state, opened)
    for held in state.held if isinstance(state, Awaiting) else ():
        fresh = _judge(held, command, after)
        after = folded(after, fresh)
        events.extend(fresh)
    return events


def _judge(held: e.ReplyHeld, command: OpenCase, state: CaseState) -> Sequence[e.CaseEvent]:
    """What it says of other cases of the session is told to those."""
    calendar = command.terms.calendar if command.terms else None
    reply, known = held.reply, set(command.opinion_ids)
    if known & set(reply.opinion_ids):
        reply = replace(reply, opinion_ids=tuple(each for each in reply.opinion_ids if each in known))
    issue = IssueReply(now=command.now, by=command.by, reply=reply, calendar=calendar, directory=command.directory)
    try:
        return decide_reply(issue, state)
    except Refused as refusal:
        return [e.HeldReplyRefused(held.case_id, held.reply.reply_id, held.agency, held.event_id, refusal.slug)]


def hold(command: HoldReply, state: Unknown | Awaiting) -> Sequence[e.CaseEvent]:
    """Keep each message once."""
    if isinstance(state, Awaiting) and any(held.event_id == command.event_id for held in state.held):
        return []
    return [e.ReplyHeld(command.case_id, command.reply, command.agency, command.event_id, command.now, command.keep_days)]


def expire(command: ExpireHeldReply, state: CaseState) -> Sequence[e.CaseEvent]:
    """Refuse what was held too long; nothing when it was applied meanwhile."""
    held = state.held if isinstance(state, Awaiting) else ()
    return [
        e.HeldReplyRefused(each.case_id, each.reply.reply_id, each.agency, each.event_id, "case_unknown")
        for each in held
        if each.event_id == command.event_id
    ]
