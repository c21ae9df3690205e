"""Carrying out a person's request about their data: 15 or 20 days, given more time once, never past the cap (DL-20)."""

from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Any

import pytest
from followup_cases import HOST, at, calendar, day, pack

from chassis.decider import Refused
from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import DutyKind, DutySubject, Level, RecalculationCause
from contracts.workdays import shipped_calendar
from followup.deadlines.deadline import Terms
from followup.duty import commands as c
from followup.duty import events as e
from followup.duty.decide import decide, decider
from followup.duty.duty import NotOpened, Pending, evolve
from followup.outbound_duty import outbound_duty

RECEIVED = day("2026-03-02")
DUE, CAP = "2026-03-17", "2026-04-01"
TOLD = Document(number="31", symbol="UBND-VP", issued_on=day("2026-03-16"))
TERMS = Terms(pack("PERSONAL-DATA-356-2025"), calendar())


def opened(kind: DutyKind = DutyKind.DATA_REQUEST_DONE) -> e.DutyOpened:
    command = c.OpenDuty(
        duty_id="d",
        kind=kind,
        about=c.About(DutySubject.DATA_REQUEST, "r-1"),
        owner_org_id=HOST,
        anchor_on=RECEIVED,
        level=Level.COMMUNE,
        audiences=(),
        terms=TERMS,
        now=at(RECEIVED),
    )
    [event] = decide(command, NotOpened())
    assert isinstance(event, e.DutyOpened)
    return event


def more_time(to: str, on: str = DUE, hour: int = 9, **changes: Any) -> c.ExtendDuty:
    values = {"due_on": day(to), "reason": "Phải đối chiếu hồ sơ giấy", "notice_doc": TOLD, "terms": TERMS, "now": at(day(on), hour)}
    return c.ExtendDuty(**{**values, **changes})


def extended(to: str = CAP) -> e.DutyExtended:
    [event] = decide(more_time(to), Pending(evolved()))
    assert isinstance(event, e.DutyExtended)
    return event


def evolved() -> Any:
    state = evolve(NotOpened(), opened())
    assert isinstance(state, Pending)
    return state.facts


def test_more_time_is_taken_until_the_last_day_the_cap_allows() -> None:
    event = extended()
    assert (event.old_due_on, event.schedule.due_on, event.schedule.generation) == (day(DUE), day(CAP), 2)
    assert {step.name for step in event.schedule.steps} >= {"D2", "D0", "MISSED", "L1"}
    told = outbound_duty(event)
    assert told is not None
    assert told.model_dump(include={"old_due_on", "new_due_on", "cause", "decision"}) == {
        "old_due_on": day(DUE),
        "new_due_on": day(CAP),
        "cause": RecalculationCause.EXTENDED,
        "decision": "31/UBND-VP",
    }


@pytest.mark.parametrize(
    ("command", "slug"),
    [
        (more_time("2026-04-02"), "duty_extension_beyond_cap"),
        (more_time(DUE), "extension_not_later"),
        (more_time("2026-03-20", on="2026-03-18"), "extension_after_due"),
        (more_time("2026-03-20", on="2026-03-18", hour=0), "extension_after_due"),  # 17:00 UTC of the last day
        (more_time("2026-03-20", terms=None), "duty_not_extensible"),
        (more_time("2026-03-20", terms=Terms(pack(), calendar())), "duty_not_extensible"),
    ],
)
def test_more_time_is_refused_beyond_the_cap_after_the_limit_or_where_no_rule_allows_it(command: c.ExtendDuty, slug: str) -> None:
    given(decider, opened()).when(command).refused(slug)


def test_more_time_is_taken_once_and_only_for_what_is_still_to_be_done() -> None:
    given(decider, opened(), extended("2026-03-20")).when(more_time("2026-03-25", on="2026-03-19")).refused("duty_extended_already")
    given(decider).when(more_time(CAP)).refused("duty_not_pending")
    given(decider, opened(DutyKind.DATA_REQUEST)).when(more_time("2026-03-05", on="2026-03-03")).refused("duty_not_extensible")
    done = c.FulfilDuty(duty_id="d", fulfilled_on=day("2026-03-10"), doc=None, calendar=calendar(), now=at(day("2026-03-10")))
    given(decider, opened(), *decide(done, Pending(evolved()))).when(more_time(CAP)).refused("duty_not_pending")


def test_the_limit_that_was_extended_is_the_one_that_is_missed() -> None:
    state = reduce(evolve, [opened(), extended()], NotOpened())
    old = c.PassDutyStep(name="MISSED", generation=1, open_at=at(day("2026-03-18"), 0), now=at(day("2026-03-18"), 0))
    assert decide(old, state) == []
    new = c.PassDutyStep(name="MISSED", generation=2, open_at=at(day("2026-04-02"), 0), now=at(day("2026-04-02"), 0))
    assert [type(event) for event in decide(new, state)] == [e.DutyDeadlinePassed, e.DutyDeadlineMissed]


def test_another_calendar_moves_no_limit_that_was_granted() -> None:
    state = reduce(evolve, [opened(), extended()], NotOpened())
    other = replace(shipped_calendar(applies_confirm_rows=False), version="2026-2")
    [moved] = decide(c.RecalculateDuty(terms=Terms(TERMS.pack, other), now=at(day("2026-03-19"))), state)
    assert isinstance(moved, e.DutyDeadlineRecalculated)
    assert (moved.schedule.due_on, moved.computed_due_on) == (day(CAP), date(2026, 4, 1))


def test_a_calendar_that_ends_too_soon_gives_no_more_time() -> None:
    short = replace(calendar(), covers_to=day("2026-03-20"))
    with pytest.raises(Refused, match="outside_calendar"):
        decide(more_time("2026-03-19", terms=Terms(TERMS.pack, short)), Pending(evolved()))
