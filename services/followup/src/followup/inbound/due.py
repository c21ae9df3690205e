"""A timer fired: the case or duty is counted with the newest calendar first, then its step is passed; or a recount goes on."""

from datetime import datetime

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from chassis.messaging.errors import NotYet
from chassis.observability.log import get_log
from chassis.timers import Arm
from contracts.workdays import OutsideCalendar
from followup.case import commands as c
from followup.case.case import Awaiting, Unknown
from followup.case.decide import decider as cases
from followup.deadlines.deadline import Terms
from followup.deadlines.office_hours import next_opening
from followup.deadlines.schedule import OFFICE_HOURS
from followup.duty import commands as d
from followup.duty.decide import decider as duties
from followup.duty.duty import Pending
from followup.inbound.held_replies import held_in, settle_held
from followup.log_events import LogEvent
from followup.readmodel.case_list import limited_after
from followup.readmodel.duty_list import pending_after
from followup.readmodel.rulebook import Rulebook, read_rulebook
from followup.recalculation import run
from followup.settings import Settings
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
        try:
            rules = await read_rulebook(unit.connection, self.settings)
        except NotYet:
            await _nothing_to_recount(unit, due)
            return
        if due.process.startswith("case-"):
            await _pass_case(unit, rules, due)
        elif due.process.startswith("duty-"):
            await _pass_duty(unit, rules, due)
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
    return rules.terms(state.facts.host_org_id, state.facts.level, state.facts.anchor_on)


async def _pass_case(unit: Unit, rules: Rulebook, due: Arm) -> None:
    now, terms = unit.clock.now(), await _case_terms(unit, rules, due.process)
    await unit.handle(cases, due.process, c.RecalculateDeadline(now=now, by=SYSTEM, terms=terms))
    command = c.PassStep(now=now, by=SYSTEM, name=due.name, generation=due.generation, open_at=_open_at(now, rules, terms))
    await unit.handle(cases, due.process, command)


async def _duty_terms(unit: Unit, rules: Rulebook, stream: str) -> Terms | None:
    state = await unit.state(duties, stream)
    pack = rules.pack(state.facts.schedule.deadline.rule_pack_id) if isinstance(state, Pending) else None
    return Terms(pack, rules.calendar) if pack else None


async def _pass_duty(unit: Unit, rules: Rulebook, due: Arm) -> None:
    now, terms = unit.clock.now(), await _duty_terms(unit, rules, due.process)
    await unit.handle(duties, due.process, d.RecalculateDuty(terms=terms, now=now))
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
    await unit.handle(run.decider, due.process, run.Advance(page=state.page, after=after, done=len(targets) < PAGE))
    log.info(
        LogEvent.DEADLINES_RECOUNTED, trigger=due.process.removeprefix(run.STREAM), page=state.page, targets=len(targets), changed=changed
    )


async def _count_again(unit: Unit, rules: Rulebook, kind: str, stream: str) -> int:
    now = unit.clock.now()
    if kind == "case":
        terms = await _case_terms(unit, rules, stream)
        return len(await unit.handle(cases, stream, c.RecalculateDeadline(now=now, by=SYSTEM, terms=terms)))
    return len(await unit.handle(duties, stream, d.RecalculateDuty(terms=await _duty_terms(unit, rules, stream), now=now)))


async def _targets(unit: Unit, after: str) -> list[tuple[str, str]]:
    kind, _, last = after.partition("/")
    found: list[tuple[str, str]] = []
    if kind != "duty":
        found = [("case", each) for each in await limited_after(unit.connection, last, PAGE)]
        last = ""
    return found + [("duty", each) for each in await pending_after(unit.connection, last, PAGE - len(found))]
