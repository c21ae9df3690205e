"""Laws of counting again, on random days, formulas and calendars: nothing communicated is shortened, nothing else is held back."""

from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

from followup_cases import HOST, SESSION, at, calendar, open_case, pack
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.identity.actor import SYSTEM
from contracts.vocabulary import Audience, DutyKind, Level
from contracts.workdays import SpecialDay, WorkingCalendar
from followup.case import commands as c
from followup.case.case import CaseState, Unknown, evolve, facts_of
from followup.case.decide import decide as decide_case
from followup.case.vocabulary import CommunicatedBy
from followup.deadlines.deadline import Terms
from followup.duty import commands as d
from followup.duty.decide import decide
from followup.duty.duty import DutyState, NotOpened, Pending, folded

HELD = st.dates(date(2026, 1, 5), date(2026, 9, 30))


CHANGES = st.lists(st.tuples(st.integers(0, 120), st.booleans()), max_size=6)


def version(number: int, changes: list[tuple[int, bool]]) -> WorkingCalendar:
    """The shipped days with a few more days off or on, under another name."""
    base = calendar()
    changed = dict(base.special)
    for offset, works in changes:
        on = date(2026, 1, 5) + timedelta(days=offset * 3)
        changed[on] = SpecialDay(on, is_working=works, reason="Quyết định", source_document="Công văn 1")
    return WorkingCalendar.of(f"v-{number}", (base.covers_from, base.covers_to), changed.values())


@settings(max_examples=80, deadline=None)
@given(held_on=HELD, changes=st.lists(CHANGES, min_size=1, max_size=4), told_after=st.integers(0, 4), days=st.integers(1, 40))
def test_a_duty_that_was_told_is_never_shortened_and_one_that_was_not_is_simply_counted(
    held_on: date, changes: list[list[tuple[int, bool]]], told_after: int, days: int
) -> None:
    rules = tuple(replace(rule, formula=f"WD(E,{days})") if rule.rule_id == "DL-05" else rule for rule in pack().rules)
    numbers = replace(pack(), rules=rules)
    opened = d.OpenDuty(
        duty_id="d",
        kind=DutyKind.CONCLUSION_NOTICE,
        about=d.About.session(SESSION),
        owner_org_id=HOST,
        anchor_on=held_on,
        level=Level.PROVINCE,
        audiences=(Audience.PEOPLE,),
        terms=Terms(numbers, calendar()),
        now=at(held_on, 17),
    )
    state: DutyState = folded(NotOpened(), decide(opened, NotOpened()))
    told: date | None = None
    for place, each in enumerate(changes):
        newer = version(place, each)
        assert isinstance(state, Pending)
        if place == told_after:
            told = state.facts.schedule.due_on
            state = folded(state, decide(d.MarkDutyCommunicated(now=at(held_on, 18)), state))
        state = folded(state, decide(d.RecalculateDuty(terms=Terms(numbers, newer), now=at(held_on, 18)), state))
        assert isinstance(state, Pending)
        fresh = newer.add_working_days(held_on, days)
        assert state.facts.schedule.due_on == (max(fresh, told) if told else fresh)
        assert state.facts.schedule.deadline.calendar_version == newer.version


@settings(max_examples=60, deadline=None)
@given(held_on=HELD, changes=st.lists(CHANGES, min_size=1, max_size=3), told_after=st.integers(0, 3))
def test_a_reply_limit_that_was_told_is_never_shortened(held_on: date, changes: list[list[tuple[int, bool]]], told_after: int) -> None:
    state: CaseState = reduce(evolve, decide_case(open_case(held_on), Unknown()), Unknown())
    told: date | None = None
    for place, each in enumerate(changes):
        newer = version(place, each)
        if place == told_after:
            told = facts_of(state).schedule.due_on  # type: ignore[union-attr]
            mark = c.MarkCommunicated(now=at(held_on, 18), by=SYSTEM, by_means_of=CommunicatedBy.NOTICE)
            state = reduce(evolve, decide_case(mark, state), state)
        again = c.RecalculateDeadline(now=at(held_on, 18), by=SYSTEM, terms=Terms(pack(), newer))
        state = reduce(evolve, decide_case(again, state), state)
        plan = facts_of(state).schedule
        assert plan
        fresh = newer.add_working_days(held_on, 15)
        assert plan.due_on == (max(fresh, told) if told else fresh)
        assert newer.is_working(plan.due_on) or plan.due_on == told
