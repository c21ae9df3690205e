"""The minimum frequency (DL-18): opened for every head the packs or an own plan bind, counted by plan year, breached at its end (A-22)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chassis.handle import Unit
from contracts import sessions as said
from contracts.envelope import Envelope
from contracts.formula import read_formula
from contracts.labels import label
from contracts.vocabulary import Audience, DutyKind, DutySubject, Form, Regime
from contracts.workdays import local_date
from followup.duty.commands import About
from followup.duty.decide import decider
from followup.duty.duty import DutyState, Fulfilled, NotOpened, Pending
from followup.inbound.owing import Owed, lift, owe, part_done
from followup.plan_year import plan_year
from followup.readmodel.rulebook import Rulebook, find_rulebook, read_rulebook
from followup.rules.pack import RuleKind
from followup.settings import Settings


@dataclass(frozen=True)
class Bound:
    """So many periodic dialogues with this audience."""

    audience: Audience
    required: int


def bound_by_rules(rules: Rulebook, org_id: str, year: int) -> list[Bound]:
    """What the packs in force on the first day of the year ask of an organisation that exists in it; the strictest rule counts."""
    row = rules.organisations.rows.get(org_id)
    if row is None or not (rules.organisations.exists(org_id, date(year, 1, 1)) or rules.organisations.exists(org_id, date(year, 12, 31))):
        return []
    terms = rules.all_terms(org_id, rules.organisations.level(org_id), date(year, 1, 1))
    asked = [rule for each in terms for rule in each.pack.frequency if rule.binds(row.level, row.org_class, row.symbol, year)]
    strictest = {rule.audience: rule.at_least for rule in sorted(asked, key=lambda rule: rule.at_least)}
    return [Bound(audience, required) for audience, required in strictest.items()]


def bound_by_plan(planned: Iterable[said.PlannedDialogue]) -> list[Bound]:
    """What an organisation promised itself."""
    promised: Counter[Audience] = Counter()
    for each in planned:
        if each.regime is Regime.PERIODIC:
            promised[each.audience] += each.min_count
    return [Bound(audience, required) for audience, required in promised.items() if required]


def titled(bound: Bound, year: int) -> str:
    """The duty as a work list shows it."""
    whom = label(bound.audience)
    return f"Đối thoại định kỳ năm {year} với {whom[0].lower()}{whom[1:]}: ít nhất {bound.required:02} lần"


def owed_by(org_id: str, year: int, audience: Audience) -> Owed:
    return Owed.of(f"{org_id}:{year}:{audience.value}", DutyKind.MINIMUM_FREQUENCY)


async def owe_frequency(unit: Unit, rules: Rulebook, org_id: str, year: int, bounds: Iterable[Bound]) -> int:
    """Open what is not open yet; a plan year that has ended is history and is only counted. Who ended with one successor owes through it."""
    today = local_date(unit.clock.now())
    if year < today.year or rules.organisations.answering_for(org_id, today) != org_id:
        return 0
    level, first, opened = rules.organisations.level(org_id), date(year, 1, 1), 0
    warning = rules.terms_with(RuleKind.MINIMUM_FREQUENCY_WARNING, org_id, level, first)
    for bound in bounds:
        rule = warning.pack.rule(RuleKind.MINIMUM_FREQUENCY_WARNING, level, (bound.audience,)) if warning else None
        opened += await owe(
            unit,
            rules,
            owed_by(org_id, year, bound.audience),
            kind=DutyKind.MINIMUM_FREQUENCY,
            about=About(DutySubject.PLAN_YEAR, f"{org_id}:{year}", title=titled(bound, year)),
            owner_org_id=org_id,
            anchor_on=first,
            level=level,
            audiences=(bound.audience,),
            required=bound.required,
            early_on=read_formula(rule.formula).due_on(first, rules.calendar) if rule else None,
        )
    return opened


class PlanYears:
    """Hears organisations, plans and sessions."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def announced(self, unit: Unit, org_id: str) -> None:
        """An organisation heard of after the year began owes like the others."""
        rules = await find_rulebook(unit.connection, self.settings)
        if rules is None:
            return
        year = local_date(unit.clock.now()).year
        await owe_frequency(unit, rules, org_id, year, bound_by_rules(rules, org_id, year))

    async def planned(self, unit: Unit, _envelope: Envelope, event: said.AnnualPlanIssuedV1 | said.AnnualPlanAmendedV1) -> None:
        rules = await read_rulebook(unit.connection, self.settings)
        main = rules.terms(event.org_id, rules.organisations.level(event.org_id), date(event.plan_year, 1, 1))
        if main is None or main.pack.choices.plans_bind:
            org_id = rules.organisations.answering_for(event.org_id, local_date(unit.clock.now()))
            await owe_frequency(unit, rules, org_id, event.plan_year, bound_by_plan(event.planned))

    async def held(self, unit: Unit, event: said.SessionConcludedV1 | said.SessionRecordedV1) -> None:
        """A periodic session counts once for each of its audiences, in the plan year of its plan; embedded ones when the pack says so."""
        held_on = event.held_on
        if held_on is None or event.plan_year is None or event.regime is not Regime.PERIODIC:
            return
        if event.plan_year < local_date(unit.clock.now()).year and not await _owed_something(unit, event):
            return
        rules = await find_rulebook(unit.connection, self.settings)
        if rules is None:
            return
        main = rules.terms(event.host_org_id, event.level, date(event.plan_year, 1, 1))
        if event.form is Form.EMBEDDED and main is not None and not main.pack.choices.embedded_sessions_count:
            return
        org_id = rules.organisations.answering_for(event.host_org_id, local_date(unit.clock.now()))
        await owe_frequency(unit, rules, org_id, event.plan_year, bound_by_rules(rules, org_id, event.plan_year))
        for audience in event.audience:
            await part_done(unit, owed_by(org_id, event.plan_year, audience), event.session_id, held_on, rules.calendar)


async def pass_year_on(unit: Unit, rules: Rulebook, owed: Owed) -> None:
    """A year that was begun goes on with the only successor: what the plan promised is promised, what was held counts; with several it stays.

    As the province's register counts it (decision 20).
    """
    state, today = await unit.state(decider, owed.stream), local_date(unit.clock.now())
    if not isinstance(state, Pending | Fulfilled):
        return
    facts, year = state.facts, state.facts.anchor_on.year
    to_org_id, audience = rules.organisations.answering_for(facts.owner_org_id, today), facts.audiences[0]
    if to_org_id == facts.owner_org_id or year < today.year:
        return
    lawful = {bound.audience: bound.required for bound in bound_by_rules(rules, facts.owner_org_id, year)}
    promised = [Bound(audience, facts.required)] if facts.required > lawful.get(audience, 0) else []
    await owe_frequency(unit, rules, to_org_id, year, [*bound_by_rules(rules, to_org_id, year), *promised])
    for session_id, held_on in facts.done:
        await part_done(unit, owed_by(to_org_id, year, audience), session_id, held_on, rules.calendar)
    await lift(unit, owed, f"Tính tiếp cho {rules.organisations.name(to_org_id)}")


async def _owed_something(unit: Unit, event: said.SessionConcludedV1 | said.SessionRecordedV1) -> bool:
    """A plan year that ended before it was heard of is history; one that was owed is still counted for."""
    assert event.plan_year is not None
    for audience in event.audience:
        state: DutyState = await unit.state(decider, owed_by(event.host_org_id, event.plan_year, audience).stream)
        if not isinstance(state, NotOpened):
            return True
    return False


async def open_year(unit: Unit, rules: Rulebook, year: int) -> int:
    """What every organisation owes in this plan year; the next one opens by itself on its first day."""
    await unit.handle(plan_year.decider, plan_year.stream_of(year), plan_year.OpenYear(year=year))
    return sum(
        [await owe_frequency(unit, rules, org_id, year, bound_by_rules(rules, org_id, year)) for org_id in sorted(rules.organisations.rows)]
    )
