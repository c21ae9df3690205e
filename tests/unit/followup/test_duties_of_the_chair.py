"""What the chair's office owes after a session: opened with a limit, reminded, missed, escalated, fulfilled."""

from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Any

from followup_cases import HOST, SESSION, at, calendar, day, pack

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import Audience, DutyKind, Level, Timeliness
from contracts.workdays import shipped_calendar
from followup.deadlines.deadline import Terms
from followup.duty import commands as c
from followup.duty import events as e
from followup.duty.decide import decide, decider
from followup.duty.duty import DutyState, NotOpened, Pending, evolve

DUTY = "duty-1"
NOTICE = Document(number="5", symbol="TB-VPUB", issued_on=day("2026-02-25"))


def open_duty(kind: DutyKind = DutyKind.CONCLUSION_NOTICE, held_on: date = date(2026, 2, 11), **changes: Any) -> c.OpenDuty:
    values: dict[str, Any] = {
        "duty_id": DUTY,
        "kind": kind,
        "about": c.About.session(SESSION),
        "owner_org_id": HOST,
        "anchor_on": held_on,
        "level": Level.PROVINCE,
        "audiences": (Audience.PEOPLE,),
        "terms": Terms(pack(), calendar()),
        "now": at(held_on, 17),
    }
    return c.OpenDuty(**{**values, **changes})


def fulfil(on: str) -> c.FulfilDuty:
    return c.FulfilDuty(duty_id=DUTY, fulfilled_on=day(on), doc=NOTICE, calendar=calendar(), now=at(day(on)))


def after(*commands: c.DutyCommand) -> tuple[tuple[e.DutyEvent, ...], DutyState]:
    state: DutyState = NotOpened()
    events: list[e.DutyEvent] = []
    for command in commands:
        fresh = decide(command, state)
        state = reduce(evolve, fresh, state)
        events.extend(fresh)
    return tuple(events), state


def opened(*commands: c.DutyCommand) -> e.DutyOpened:
    event = after(*commands)[0][0]
    assert isinstance(event, e.DutyOpened)
    return event


def test_the_conclusion_notice_is_due_five_working_days_after_the_session() -> None:
    told = opened(open_duty())
    assert (told.schedule.due_on, told.schedule.deadline.rule_id) == (day("2026-02-25"), "DL-05")
    assert [step.name for step in told.schedule.steps] == ["D2", "D0", "MISSED", "L1", "L3", "L4"]


def test_the_report_after_a_session_is_owed_for_sessions_with_the_people_only() -> None:
    assert opened(open_duty(DutyKind.AFTER_SESSION_REPORT)).schedule.due_on == day("2026-02-25")
    given(decider).when(open_duty(DutyKind.AFTER_SESSION_REPORT, audiences=(Audience.STAFF,))).then()


def test_a_commune_publishes_results_within_ten_days_rolled_to_a_working_day() -> None:
    law = Terms(pack("COMMUNE-72-2025-D43"), calendar())
    told = opened(open_duty(DutyKind.RESULTS_PUBLISHED, day("2026-04-20"), terms=law, level=Level.COMMUNE))
    assert (told.schedule.due_on, told.schedule.deadline.formula) == (day("2026-05-04"), "CAL(E,10)")
    given(decider).when(open_duty(DutyKind.CONCLUSION_NOTICE, day("2026-04-20"), terms=law, level=Level.COMMUNE)).then()


def test_opened_twice_it_is_opened_once() -> None:
    given(decider, *after(open_duty())[0]).when(open_duty()).then()


def test_fulfilled_on_the_last_day_it_is_on_time_and_later_it_is_late_in_working_days() -> None:
    on_time, late = after(open_duty(), fulfil("2026-02-25"))[0][-1], after(open_duty(), fulfil("2026-03-02"))[0][-1]
    assert isinstance(on_time, e.DutyFulfilled)
    assert isinstance(late, e.DutyFulfilled)
    assert (on_time.timeliness, on_time.working_days_late) == (Timeliness.ON_TIME, 0)
    assert (late.timeliness, late.working_days_late) == (Timeliness.LATE, 3)


def test_a_notice_about_a_session_without_limits_or_said_again_changes_nothing() -> None:
    given(decider).when(fulfil("2026-02-25")).then()
    given(decider, *after(open_duty(), fulfil("2026-02-25"))[0]).when(fulfil("2026-02-26")).then()


def passed(name: str, on: str, hour: int = 9, open_at: str | None = None) -> c.PassDutyStep:
    now = at(day(on), hour)
    return c.PassDutyStep(name=name, generation=1, open_at=at(day(open_at), 8) if open_at else now, now=now)


def test_an_unfulfilled_duty_is_reminded_missed_once_and_escalated() -> None:
    steps = [passed("D2", "2026-02-23"), passed("D0", "2026-02-25"), passed("MISSED", "2026-02-26", 0), passed("L1", "2026-02-26")]
    said = [event for event in after(open_duty(), *steps, *steps)[0][1:] if not isinstance(event, e.DutyDeadlinePassed)]
    assert [type(event).__name__ for event in said] == [
        "DutyDeadlineApproaching",
        "DutyDeadlineApproaching",
        "DutyDeadlineMissed",
        "DutyEscalationRaised",
    ]
    assert isinstance(said[-1], e.DutyEscalationRaised)
    assert (said[-1].to_role, said[-1].to_org_id) == ("chairperson", HOST)


def test_a_reminder_of_a_duty_waits_for_office_hours() -> None:
    [event] = given(decider, *after(open_duty())[0]).when(passed("D2", "2026-02-23", 20, open_at="2026-02-24")).events
    assert isinstance(event, e.DutyStepPostponed)


def test_timers_of_a_fulfilled_duty_do_nothing() -> None:
    given(decider, *after(open_duty(), fulfil("2026-02-24"))[0]).when(passed("MISSED", "2026-02-26", 0)).then()


def test_a_new_calendar_moves_a_duty_but_never_before_a_date_that_was_told() -> None:
    held_on, working = day("2026-11-20"), Terms(pack(), shipped_calendar(applies_confirm_rows=False))
    recount = c.RecalculateDuty(terms=working, now=at(held_on, 18))
    moved = after(open_duty(held_on=held_on), recount)[0][-1]
    assert isinstance(moved, e.DutyDeadlineRecalculated)
    assert (moved.old_due_on, moved.schedule.due_on) == (day("2026-11-30"), day("2026-11-27"))
    told = after(open_duty(held_on=held_on), c.MarkDutyCommunicated(now=at(held_on, 18)), recount)[0][-1]
    assert isinstance(told, e.DutyDeadlineRecalculated)
    assert (told.schedule.due_on, told.computed_due_on) == (day("2026-11-30"), day("2026-11-27"))


def test_a_corrected_session_day_moves_the_duty() -> None:
    correct = c.RecalculateDuty(terms=Terms(pack(), calendar()), now=at(day("2026-02-13")), anchor_on=day("2026-02-12"))
    state = after(open_duty(), correct)[1]
    assert isinstance(state, Pending)
    assert (state.facts.anchor_on, state.facts.schedule.due_on) == (day("2026-02-12"), day("2026-02-26"))


def test_the_same_terms_again_change_nothing() -> None:
    same = c.RecalculateDuty(terms=Terms(pack(), calendar()), now=at(day("2026-02-13")))
    given(decider, *after(open_duty())[0]).when(same).then()
    given(decider, *after(open_duty())[0]).when(replace(same, terms=None)).then()
