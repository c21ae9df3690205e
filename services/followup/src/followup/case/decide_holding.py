"""Who holds a case and who presses for it: another agency, the successor of one that ended, merged opinions, urging by hand."""

from collections.abc import Sequence
from datetime import timedelta

from chassis.decider import Refused
from contracts.workdays import local_date
from followup.case import events as e
from followup.case import promised
from followup.case.case import CaseState, Closed, Facts, ReferredUp, Replied, Running
from followup.case.commands import JoinOpinions, PassToSuccessor, Reassign, Urge
from followup.case.decide_terms import chair_decides


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
    """Move what is open: the first successor named takes over, the others stand beside it. Nobody named: the host's office holds it."""
    if not isinstance(state, Running | ReferredUp | Replied | Closed):
        return []
    facts = state.facts
    if isinstance(state, Closed) and not facts.open_commitments:
        return []
    holders, superior = _holders(facts, command), _superior(facts, command)
    if holders == (facts.assigned_agency_id, facts.host_org_id, facts.co_agencies) and superior is None:
        return []
    effective_on = command.last_day + timedelta(days=1)
    to_org = command.successor_ids[0] if command.successor_ids else facts.host_org_id
    about = (facts.case_id, command.from_org_id, to_org, effective_on, command.decision_doc)
    return [promised.CasePassedToSuccessor(*about, *holders, superior)]


def _holders(facts: Facts, command: PassToSuccessor) -> tuple[str, str, tuple[str, ...]]:
    """Return assigned agency, host and co-agencies afterwards."""
    gone, successors = command.from_org_id, command.successor_ids
    first = successors[0] if successors else None
    host = first if facts.host_org_id == gone and first else facts.host_org_id
    agency = (first or host) if facts.assigned_agency_id == gone else facts.assigned_agency_id
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
