"""A timer fired: the case or duty is counted with the newest calendar first, then its step is passed; or a recount goes on."""

from datetime import date, datetime

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from chassis.messaging.errors import NotYet
from chassis.observability.log import get_log
from chassis.timers import Arm
from contracts.vocabulary import DutyKind
from contracts.workdays import OutsideCalendar, local_date
from followup import promise_timers, sending_timers
from followup.case import commands as c
from followup.case.case import Awaiting, Unknown
from followup.case.decide import decider as cases
from followup.deadlines.deadline import Terms
from followup.deadlines.decision import UNKNOWN, Decisions
from followup.deadlines.office_hours import next_opening
from followup.deadlines.schedule import OFFICE_HOURS
from followup.duty import commands as d
from followup.duty.decide import decider as duties
from followup.duty.duty import Pending
from followup.duty.events import DutyDeadlineRecalculated
from followup.inbound.before_session import owe_before
from followup.inbound.held_replies import held_in, settle_held
from followup.inbound.owing import Owed, count_from, pass_duty_on_when_ended
from followup.inbound.plan_year import open_year
from followup.inbound.sending import turn_to_sending
from followup.inbound.succession import pass_case_on_when_ended, pass_page
from followup.log_events import LogEvent
from followup.plan_year import plan_year
from followup.readmodel.case_list import limited_after
from followup.readmodel.duty_list import pending_after
from followup.readmodel.heard_sessions import sessions_from
from followup.readmodel.rulebook import Rulebook, find_rulebook, read_rulebook
from followup.recalculation import run
from followup.settings import Settings
from followup.succession import run as succession
from followup.timers import HELD

log = get_log(__name__)

PAGE = 100


class Due:
    """What to do when a timer is due."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def fire(self, unit: Unit, due: Arm) -> None:
        """Everything in the one transaction of the timer."""
        if due.name.startswith(HELD):
            await _expire(unit, due)
            return
        if due.process.startswith(succession.STREAM):
            await pass_page(unit, await find_rulebook(unit.connection, self.settings), due)
            return
        try:
            rules = await read_rulebook(unit.connection, self.settings)
        except NotYet:
            await _nothing_to_recount(unit, due)
            return
        if due.process.startswith("case-"):
            await _pass_case(unit, rules, due)
        elif due.process.startswith("duty-"):
            await _pass_duty(unit, rules, due)
        elif promised := promise_timers.case_of(due.process):
            await _recall(unit, rules, due, *promised)
        elif due.process.startswith(sending_timers.PROCESS):
            await turn_to_sending(unit, rules, due)
        elif due.process.startswith(plan_year.STREAM):
            await open_year(unit, rules, local_date(unit.clock.now()).year)
        else:
            await _recount(unit, rules, due)


async def _nothing_to_recount(unit: Unit, due: Arm) -> None:
    """Before the first calendar and the first pack no deadline exists."""
    if due.process.startswith(run.STREAM):
        await unit.handle(run.decider, due.process, run.Advance(page=due.generation, after="", done=True))


async def _expire(unit: Unit, due: Arm) -> None:
    waiting = held_in(await unit.state(cases, due.process))
    command = c.ExpireHeldReply(now=unit.clock.now(), by=SYSTEM, event_id=due.name.removeprefix(HELD))
    events = await unit.handle(cases, due.process, command)
    await settle_held(unit, due.process, waiting, events)


def _open_at(now: datetime, rules: Rulebook, terms: Terms | None) -> datetime:
    hours = terms.pack.office_hours if terms else None
    try:
        return next_opening(now, hours or OFFICE_HOURS, rules.calendar)
    except OutsideCalendar:
        return now


async def _case_terms(unit: Unit, rules: Rulebook, stream: str) -> Terms | None:
    state = await unit.state(cases, stream)
    if isinstance(state, Unknown | Awaiting) or state.facts.schedule is None:
        return None
    return rules.terms(state.facts.session_host_org_id, state.facts.level, state.facts.anchor_on)


async def _pass_case(unit: Unit, rules: Rulebook, due: Arm) -> None:
    await pass_case_on_when_ended(unit, rules.organisations, due.process.removeprefix("case-"))
    now, terms = unit.clock.now(), await _case_terms(unit, rules, due.process)
    await unit.handle(cases, due.process, c.RecalculateDeadline(now=now, by=SYSTEM, terms=terms, decisions=_decisions(rules, terms)))
    command = c.PassStep(now=now, by=SYSTEM, name=due.name, generation=due.generation, open_at=_open_at(now, rules, terms))
    await unit.handle(cases, due.process, command)


async def _recall(unit: Unit, rules: Rulebook, due: Arm, case_id: str, of_reply: bool) -> None:
    stream, now = f"case-{case_id}", unit.clock.now()
    commitment_id, passed = promise_timers.moment(due.name)
    command = c.RemindOfCommitment(
        now=now,
        by=SYSTEM,
        commitment_id=commitment_id,
        expected_on=date.fromordinal(due.generation),
        passed=passed,
        open_at=_open_at(now, rules, await _case_terms(unit, rules, stream)),
        of_reply=of_reply,
    )
    await unit.handle(cases, stream, command)


async def _duty_terms(unit: Unit, rules: Rulebook, stream: str) -> Terms | None:
    state = await unit.state(duties, stream)
    return rules.terms_of_duty(state) if isinstance(state, Pending) else None


async def _pass_duty(unit: Unit, rules: Rulebook, due: Arm) -> None:
    """What opened in the last moments of an organisation, when the run could not see it yet, goes on before anybody is told."""
    await pass_duty_on_when_ended(unit, rules.organisations, Owed(due.process.removeprefix("duty-")))
    await _recount_duty(unit, rules, due.process)
    now, terms = unit.clock.now(), await _duty_terms(unit, rules, due.process)
    open_at = _open_at(now, rules, terms)
    await unit.handle(duties, due.process, d.PassDutyStep(name=due.name, generation=due.generation, open_at=open_at, now=now))


async def _recount(unit: Unit, rules: Rulebook, due: Arm) -> None:
    """One page: cases first, then duties; each keeps its own reason in its own stream."""
    state = await unit.state(run.decider, due.process)
    if not isinstance(state, run.Under) or state.page != due.generation:
        return
    targets = await _targets(unit, state.after)
    changed = 0
    for kind, target in targets:
        try:
            changed += await _count_again(unit, rules, kind, f"{kind}-{target}")
        except Refused as refusal:
            log.warning(LogEvent.RECOUNT_REFUSED, target=f"{kind}-{target}", slug=refusal.slug)
    after = "/".join(targets[-1]) if targets else state.after
    last = len(targets) < PAGE
    await unit.handle(run.decider, due.process, run.Advance(page=state.page, after=after, done=last))
    if last:
        await _owe_from_now_on(unit, rules)
    log.info(
        LogEvent.DEADLINES_RECOUNTED, trigger=due.process.removeprefix(run.STREAM), page=state.page, targets=len(targets), changed=changed
    )


async def _owe_from_now_on(unit: Unit, rules: Rulebook) -> None:
    """What was announced before the rules were, or what only a new pack asks."""
    today = local_date(unit.clock.now())
    await open_year(unit, rules, today.year)
    for session in await sessions_from(unit.connection, today):
        if session.starts_on is not None:
            await owe_before(unit, rules, session, session.starts_on)


async def _count_again(unit: Unit, rules: Rulebook, kind: str, stream: str) -> int:
    now = unit.clock.now()
    if kind == "case":
        terms = await _case_terms(unit, rules, stream)
        again = c.RecalculateDeadline(now=now, by=SYSTEM, terms=terms, decisions=_decisions(rules, terms))
        return len(await unit.handle(cases, stream, again))
    return await _recount_duty(unit, rules, stream)


async def _recount_duty(unit: Unit, rules: Rulebook, stream: str) -> int:
    """Count a duty again; the day on which a report's data are closed follows the day the report is due (DL-16)."""
    terms = await _duty_terms(unit, rules, stream)
    again = d.RecalculateDuty(terms=terms, now=unit.clock.now(), decisions=_decisions(rules, terms))
    events = await unit.handle(duties, stream, again)
    state = await unit.state(duties, stream)
    if events and isinstance(state, Pending) and state.facts.kind is DutyKind.PERIODIC_REPORT and state.facts.subject_id:
        cause = next(event.cause for event in events if isinstance(event, DutyDeadlineRecalculated))
        await count_from(unit, rules, Owed.of(state.facts.subject_id, DutyKind.DATA_CUTOFF), state.facts.schedule.due_on, cause)
    return len(events)


def _decisions(rules: Rulebook, terms: Terms | None) -> Decisions:
    return rules.decisions(terms.pack.rule_pack_id) if terms else UNKNOWN


async def _targets(unit: Unit, after: str) -> list[tuple[str, str]]:
    kind, _, last = after.partition("/")
    found: list[tuple[str, str]] = []
    if kind != "duty":
        found = [("case", each) for each in await limited_after(unit.connection, last, PAGE)]
        last = ""
    return found + [("duty", each) for each in await pending_after(unit.connection, last, PAGE - len(found))]
