"""An organisation ended: from the day after its last one, what it left open goes to its successors, each case and duty with its own event."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from chassis.observability.log import get_log
from chassis.timers import Arm
from contracts.envelope import Envelope
from contracts.sessions import OrgUnitClosedV1
from contracts.vocabulary import DutyKind
from contracts.workdays import local_date, start_of_day
from followup.case.case import Awaiting, Unknown, facts_of
from followup.case.commands import PassToSuccessor
from followup.case.decide import decider as cases
from followup.inbound.before_session import list_no_more
from followup.inbound.owing import Owed, pass_on, stays
from followup.inbound.plan_year import pass_year_on
from followup.log_events import LogEvent
from followup.readmodel.case_list import open_after
from followup.readmodel.commitment_list import cases_with_open
from followup.readmodel.duty_list import left_after
from followup.readmodel.heard import keep
from followup.readmodel.organisations import Organisations, heard, read_organisations
from followup.readmodel.rulebook import Rulebook
from followup.succession import run

log = get_log(__name__)

PAGE = 100
CASE, DUTY = "case", "duty"


async def organisation_ended(unit: Unit, _envelope: Envelope, event: OrgUnitClosedV1) -> None:
    """Keep the directory's word, and start the run on the first day without the organisation."""
    await keep(unit.connection, heard(event))
    announce = run.Announce(
        org_id=event.unit_id,
        last_day=event.valid_to,
        successor_ids=event.successor_ids,
        decision_doc=event.decision_doc,
        starts_at=max(start_of_day(event.valid_to + timedelta(days=1)), unit.clock.now()),
    )
    await unit.handle(run.decider, run.STREAM + event.unit_id, announce)


async def pass_page(unit: Unit, rules: Rulebook | None, due: Arm) -> None:
    """Up to a hundred cases and duties per transaction, cases first. Without rules nothing has a limit that could run on."""
    state = await unit.state(run.decider, due.process)
    if not isinstance(state, run.Passing) or state.page != due.generation:
        return
    ended, organisations = state.announced, rules.organisations if rules else await read_organisations(unit.connection)
    case_ids, duties = await _left(unit, ended.org_id, state.after)
    passed = sum([await _pass_on(unit, organisations, each, ended.org_id, rules) for each in case_ids])
    if rules:
        passed += sum([await _pass_duty_on(unit, rules, each, ended.org_id) for each in duties])
    after = f"{DUTY}/{duties[-1].duty_id}" if duties else f"{CASE}/{case_ids[-1]}" if case_ids else state.after
    last = len(case_ids) + len(duties) < PAGE
    await unit.handle(run.decider, due.process, run.Advance(page=state.page, after=after, done=last))
    log.info(LogEvent.LEFT_PASSED_ON, org_id=ended.org_id, page=state.page, cases=len(case_ids), duties=len(duties), passed=passed)


async def _left(unit: Unit, org_id: str, after: str) -> tuple[Sequence[str], Sequence[Any]]:
    kind, _, last = after.partition("/")
    case_ids: Sequence[str] = ()
    if kind != DUTY:
        case_ids = await open_after(unit.connection, org_id, await cases_with_open(unit.connection), last, PAGE)
        last = ""
    if len(case_ids) == PAGE:
        return case_ids, ()
    return case_ids, await left_after(unit.connection, org_id, last, PAGE - len(case_ids))


async def _pass_duty_on(unit: Unit, rules: Rulebook, left: Any, org_id: str) -> int:
    """What each organisation owes for itself ends, and is counted with its successor's own; everything else moves with its date."""
    owed, kind = Owed(left.duty_id), DutyKind(left.kind)
    if not stays(kind, left.owner_org_id, org_id):
        return await pass_on(unit, rules.organisations, owed, org_id)
    if kind is DutyKind.MINIMUM_FREQUENCY:
        await pass_year_on(unit, rules, owed)
    elif left.session_id:
        await list_no_more(unit, rules, left.session_id, org_id)
    return 0


async def pass_case_on_when_ended(unit: Unit, organisations: Organisations, case_id: str) -> None:
    """A case that opens when its agency or host has ended already is passed on at once."""
    state = await unit.state(cases, f"case-{case_id}")
    if isinstance(state, Unknown | Awaiting) or state.facts.schedule is None:
        return  # history, without a limit, stays with whom it was
    today = local_date(unit.clock.now())
    holders = {state.facts.assigned_agency_id, state.facts.host_org_id, *state.facts.co_agencies}
    for org_id in sorted(each for each in holders if organisations.ended(each, today)):
        await _pass_on(unit, organisations, case_id, org_id)


async def _pass_on(unit: Unit, organisations: Organisations, case_id: str, org_id: str, rules: Rulebook | None = None) -> int:
    last_day = organisations.rows[org_id].valid_to
    now = unit.clock.now()
    today, facts = local_date(now), facts_of(await unit.state(cases, f"case-{case_id}"))
    around = {facts.host_org_id, facts.assigned_agency_id, *facts.co_agencies}
    successors, heir = organisations.successors(org_id, today), organisations.takes_over(org_id, today)
    command = PassToSuccessor(
        now=now,
        by=SYSTEM,
        from_org_id=org_id,
        successor_ids=successors,
        last_day=last_day,
        decision_doc=run.decision_behind(await unit.state(run.decider, run.STREAM + org_id)),
        ended=frozenset(each for each in around if organisations.ended(each, today)),
        terms=rules.terms(facts.session_host_org_id, facts.level, facts.anchor_on) if rules else None,
        above=organisations.above(org_id, today),
        party_committee_id=organisations.party_committee(heir, today) if heir else None,
    )
    return len(await unit.handle(cases, f"case-{case_id}", command))
