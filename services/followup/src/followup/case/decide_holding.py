"""Who holds a case and who presses for it: another agency, the successor of one that ended, merged opinions, urging by hand."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeAlias

from chassis.decider import Refused
from contracts.workdays import local_date
from followup.case import events as e
from followup.case import promised
from followup.case.case import CaseState, Closed, Facts, ReferredUp, Replied, Running
from followup.case.clock import next_schedule
from followup.case.commands import JoinOpinions, PassToSuccessor, Reassign, Urge
from followup.case.decide_referral import resumed, runs_again
from followup.case.decide_terms import chair_decides
from followup.deadlines.schedule import Schedule


def reassign(command: Reassign, state: CaseState) -> Sequence[e.CaseEvent]:
    """Another agency answers; the clock keeps running (features, row 23)."""
    if not isinstance(state, Running):
        raise Refused("case_not_running")
    role, facts = chair_decides(command), state.facts
    if (command.to_agency_id, command.co_agencies) == (facts.assigned_agency_id, facts.co_agencies):
        return []
    return [e.CaseReassigned(facts.case_id, facts.assigned_agency_id, command.to_agency_id, command.co_agencies, role, command.reason)]


def urge(command: Urge, state: CaseState) -> Sequence[e.CaseEvent]:
    """Press whoever owes something: the reply, its reporting, or a promise still open (POST-6)."""
    if not isinstance(state, Running | ReferredUp | Replied | Closed):
        raise Refused("case_unknown")
    facts = state.facts
    if isinstance(state, Closed) and not facts.open_commitments:
        raise Refused("nothing_to_urge")
    with_superior = isinstance(state, ReferredUp) and facts.superior_org_id
    to_org = facts.superior_org_id if with_superior and facts.superior_org_id else facts.assigned_agency_id
    due_on = facts.schedule.due_on if facts.schedule and isinstance(state, Running) else None
    today = local_date(command.now)
    return [promised.CaseUrged(facts.case_id, today, command.by.role, command.by.org_id, to_org, due_on, command.note)]


def pass_to_successor(command: PassToSuccessor, state: CaseState) -> Sequence[e.CaseEvent]:
    """Move what is open: the first successor named takes over, the others stand beside it. Nobody named: the host's office holds it, and where
    the host was the one that ended, the organisation above it.
    """
    if not isinstance(state, Running | ReferredUp | Replied | Closed):
        return []
    facts = state.facts
    if isinstance(state, Closed) and not facts.open_commitments:
        return []
    holders, superior = _holders(facts, command), _superior(facts, command)
    effective_on = command.last_day + timedelta(days=1)
    if isinstance(state, ReferredUp) and facts.superior_org_id == command.from_org_id and superior is None:
        return _returned(facts, command, holders, effective_on)
    if holders == (facts.assigned_agency_id, facts.host_org_id, facts.co_agencies) and superior is None:
        return []
    to_org = command.successor_ids[0] if command.successor_ids else _stands_in(facts, command, holders[1])
    about = (facts.case_id, command.from_org_id, to_org, effective_on, command.decision_doc)
    return [promised.CasePassedToSuccessor(*about, *holders, superior, party_committee_id=command.party_committee_id)]


Holders: TypeAlias = tuple[str, str, tuple[str, ...]]


def _returned(facts: Facts, command: PassToSuccessor, holders: Holders, effective_on: date) -> Sequence[e.CaseEvent]:
    """Nobody follows the superior: the host's office has the case, to answer it or to refer it again; the agency that waited stands beside it.

    The days that were left run on. Where the calendar does not reach, the case comes back with the date it had.
    """
    agency, host, beside = holders
    to_org = _stands_in(facts, command, host)
    waited = tuple(dict.fromkeys(each for each in (agency, *beside) if each not in {to_org, command.from_org_id, *command.ended}))
    plan = _what_was_left(facts, command)
    about = (facts.case_id, command.from_org_id, to_org, effective_on, command.decision_doc)
    returned = promised.CasePassedToSuccessor(*about, to_org, host, waited, referral_ended=True, schedule=plan or facts.schedule)
    return [returned, *runs_again(facts, plan)]


def _what_was_left(facts: Facts, command: PassToSuccessor) -> Schedule | None:
    try:
        deadline = resumed(facts, command.terms.calendar if command.terms else None, local_date(command.now))
    except Refused:
        return None
    return next_schedule(facts, deadline, command.terms, command.now) if deadline and command.terms else None


def _stands_in(facts: Facts, command: PassToSuccessor, host: str) -> str:
    """Return who holds the case where nobody is named: the office of its host now; where that ended too, whoever still stands beside the case."""
    gone = {command.from_org_id, *command.ended}
    around = (host, facts.assigned_agency_id, *facts.co_agencies)
    return next((each for each in around if each not in gone), host)


def _holders(facts: Facts, command: PassToSuccessor) -> Holders:
    """Return assigned agency, host and co-agencies afterwards."""
    gone, successors = command.from_org_id, command.successor_ids
    first = successors[0] if successors else None
    leads = first or command.above
    host = leads if facts.host_org_id == gone and leads else facts.host_org_id
    agency = (first or _stands_in(facts, command, host)) if facts.assigned_agency_id == gone else facts.assigned_agency_id
    beside = [each for each in facts.co_agencies if each != gone]
    if gone in {facts.assigned_agency_id, *facts.co_agencies}:
        beside += successors
    return agency, host, tuple(dict.fromkeys(each for each in beside if each != agency))


def _superior(facts: Facts, command: PassToSuccessor) -> str | None:
    """Return who has a referred case after its superior; None when that one goes on, or nobody follows it."""
    return command.successor_ids[0] if facts.superior_org_id == command.from_org_id and command.successor_ids else None


def join_opinions(command: JoinOpinions, state: CaseState) -> Sequence[e.CaseEvent]:
    """Merged before the session: every member is answered by the case, one by one. An answered case takes none: merging comes before."""
    if not isinstance(state, Running | ReferredUp):
        return []
    known = state.facts.opinion_ids
    fresh = tuple(each for each in command.opinion_ids if each not in known)
    return [promised.OpinionsJoined(state.facts.case_id, fresh, (*known, *fresh))] if fresh else []
