"""A promised date is recalled a week before and when it has passed: once each, and never of a promise that ended or moved."""

from datetime import datetime
from itertools import chain
from uuid import UUID

import pytest
from followup_cases import AGENCY, CASE, NOTICE, OFFICE, OFFICER, after, at, day, issue, named, open_case

from chassis.eventstore.recorded import Meta, Recorded
from chassis.identity.actor import SYSTEM
from chassis.testing.spec import given
from chassis.timers import Arm, Disarm, TimerChange
from contracts.vocabulary import Outcome
from followup.case import commands as c
from followup.case import promised
from followup.case.decide import decider
from followup.case.vocabulary import Roadmap
from followup.promise_timers import moment, promise_timers

REPLIED_ON, EXPECTED_ON = day("2026-03-03"), day("2026-09-30")
PROMISED = (open_case(), issue(REPLIED_ON, outcome=Outcome.IN_PLAN, roadmap=Roadmap(EXPECTED_ON, "Khởi công tháng 6.")))
MOVED = c.RescheduleCommitment(now=at(day("2026-09-28")), by=OFFICER, commitment_id="reply-1", expected_on=day("2026-10-30"), reason="Mưa")
KEPT = c.RecordResolution(
    now=at(day("2026-09-15")), by=OFFICER, commitment_id="reply-1", resolved_on=day("2026-09-15"), summary_plain="Xong.", doc=None
)


TAKEN_BACK = issue(day("2026-09-28"), reply_id="reply-2", outcome=Outcome.EXPLAINED, corrects="reply-1")
ENDED = c.PassToSuccessor(
    now=at(day("2026-07-01"), 0), by=SYSTEM, from_org_id=AGENCY, successor_ids=("sl-moi",), last_day=day("2026-06-30"), decision_doc=NOTICE
)
CLOSED = c.CloseCase(now=at(day("2026-03-06")), by=OFFICE)


def remind(on: str, *, passed: bool, hour: int = 9, open_at: datetime | None = None) -> c.RemindOfCommitment:
    now = at(day(on), hour)
    asked = {"commitment_id": "reply-1", "expected_on": EXPECTED_ON, "passed": passed, "open_at": open_at or now}
    return c.RemindOfCommitment(now=now, by=SYSTEM, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(("on", "passed"), [("2026-09-23", False), ("2026-09-30", False), ("2026-10-01", True)])
def test_the_holder_is_reminded_before_the_date_and_after_it_and_each_is_said_once(on: str, *, passed: bool) -> None:
    [event] = given(decider, *after(*PROMISED)).when(remind(on, passed=passed)).events
    assert event == promised.CommitmentReminded(CASE, "reply-1", AGENCY, EXPECTED_ON, passed=passed)
    given(decider, *after(*PROMISED), event).when(remind(on, passed=passed)).then()


def test_the_last_day_is_not_past_and_a_word_that_comes_too_late_is_not_said() -> None:
    given(decider, *after(*PROMISED)).when(remind("2026-09-30", passed=True)).then()
    given(decider, *after(*PROMISED)).when(remind("2026-10-01", passed=False)).then()


@pytest.mark.parametrize("ending", [MOVED, KEPT, TAKEN_BACK])
def test_a_promise_that_was_moved_kept_or_taken_back_is_not_recalled_for_its_old_date(ending: c.CaseCommand) -> None:
    given(decider, *after(*PROMISED, ending)).when(remind("2026-10-01", passed=True)).then()


def test_the_promise_of_a_closed_case_of_an_organisation_that_ended_is_recalled_to_its_successor() -> None:
    [event] = given(decider, *after(*PROMISED, CLOSED, ENDED)).when(remind("2026-10-01", passed=True)).events
    assert event == promised.CommitmentReminded(CASE, "reply-1", "sl-moi", EXPECTED_ON, passed=True)


def test_outside_office_hours_a_promise_is_recalled_when_the_office_opens() -> None:
    saturday, monday = "2026-10-03", at(day("2026-10-05"), 7, 30)
    [event] = given(decider, *after(*PROMISED)).when(remind(saturday, passed=True, open_at=monday)).events
    assert event == promised.CommitmentReminderPostponed(CASE, "reply-1", EXPECTED_ON, passed=True, until=monday)
    again = given(decider, *after(*PROMISED), event)
    assert named(again.when(remind("2026-10-05", passed=True)).events) == ["CommitmentReminded"]
    given(decider, *after(*PROMISED, KEPT), event).when(remind("2026-10-05", passed=True)).then()


def test_that_a_date_is_near_is_not_put_off_until_it_has_passed() -> None:
    [event] = given(decider, *after(*PROMISED)).when(remind("2026-09-30", passed=False, hour=18, open_at=at(day("2026-10-01"), 7))).events
    assert event == promised.CommitmentReminded(CASE, "reply-1", AGENCY, EXPECTED_ON, passed=False)


def test_a_promise_nobody_made_is_no_promise() -> None:
    given(decider, *after(open_case())).when(remind("2026-10-01", passed=True)).refused("commitment_unknown")


def changes(*commands: c.CaseCommand, on: str) -> list[TimerChange]:
    """What the events of the last command arm and disarm, stored on that day."""
    fresh = after(*commands)[len(after(*commands[:-1])) :]
    stored = [Recorded(7, UUID(int=7), f"case-{CASE}", 3, "x", event, Meta("system", "c-1").json(), at(day(on))) for event in fresh]
    return list(chain.from_iterable(promise_timers(each) for each in stored))


def test_two_moments_wake_a_promise_at_nine_and_a_date_within_the_week_only_the_second() -> None:
    process, number = f"promises-{CASE}", EXPECTED_ON.toordinal()
    assert changes(*PROMISED, on="2026-03-03") == [
        Disarm(f"expected-{CASE}"),
        Arm(process, "near:reply-1", number, at(day("2026-09-23"), 9)),
        Arm(process, "passed:reply-1", number, at(day("2026-10-01"), 9)),
    ]
    soon = day("2026-10-30").toordinal()
    assert changes(*PROMISED, MOVED, on="2026-10-26") == [
        Disarm(process, "near:reply-1"),
        Arm(process, "passed:reply-1", soon, at(day("2026-10-31"), 9)),
    ]


def test_a_word_put_off_wakes_again_when_the_office_opens_and_one_that_was_said_no_more() -> None:
    shut, opens = remind("2026-09-23", passed=False, hour=6, open_at=at(day("2026-09-23"), 7, 30)), at(day("2026-09-23"), 7, 30)
    number = EXPECTED_ON.toordinal()
    assert changes(*PROMISED, shut, on="2026-09-23") == [Arm(f"promises-{CASE}", "near:reply-1", number, opens)]
    assert changes(*PROMISED, shut, remind("2026-09-23", passed=False), on="2026-09-23") == [Disarm(f"promises-{CASE}", "near:reply-1")]


def test_a_timer_names_its_promise_and_its_moment() -> None:
    assert [moment(each) for each in ("near:reply:1", "passed:reply:1")] == [("reply:1", False), ("reply:1", True)]


def test_a_promise_kept_wakes_nobody() -> None:
    assert changes(*PROMISED, KEPT, on="2026-09-15") == [
        Disarm(f"promises-{CASE}", "near:reply-1"),
        Disarm(f"promises-{CASE}", "passed:reply-1"),
    ]
