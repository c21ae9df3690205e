"""A day for which a reply was announced is recalled like a promise: until the reply is there, or another day was named to the same person."""

from itertools import chain
from typing import Any
from uuid import UUID

import pytest
from followup_cases import (
    AGENCY,
    CASE,
    CHAIR,
    NOTICE,
    OFFICER,
    OPINION,
    SUPERIOR,
    after,
    at,
    day,
    extension,
    issue,
    named,
    open_case,
    referral,
    state_after,
    terms,
)

from chassis.eventstore.recorded import Meta, Recorded
from chassis.identity.actor import SYSTEM
from chassis.testing.spec import given
from chassis.timers import Arm, Disarm, TimerChange
from contracts.vocabulary import Channel
from followup.case import commands as c
from followup.case import promised
from followup.case.case import facts_of
from followup.case.decide import decider
from followup.promise_timers import case_of
from followup.timers import apply

EXPECTED_ON = day("2026-03-20")
TWO = (OPINION, "opinion-2")


def interim(on: str = "2026-03-04", expected_on: str | None = "2026-03-20", **changes: Any) -> c.IssueInterimReply:
    values = {
        "reply_id": "interim-1",
        "opinion_ids": (OPINION,),
        "issuing_org_id": AGENCY,
        "reply_doc": NOTICE,
        "issued_on": day(on),
        "summary_plain": "Đang xác minh.",
        "expected_reply_on": day(expected_on) if expected_on else None,
        **changes,
    }
    return c.IssueInterimReply(now=at(day(on)), by=OFFICER, **values)


def remind(on: str, *, passed: bool, **changes: Any) -> c.RemindOfCommitment:
    now = at(day(on), 9)
    asked = {"commitment_id": "interim-1", "expected_on": EXPECTED_ON, "passed": passed, "open_at": now, "of_reply": True, **changes}
    return c.RemindOfCommitment(now=now, by=SYSTEM, **asked)


SAID = (open_case(), interim())
DELAYED = c.SendDelayNotice(now=at(day("2026-03-10")), by=OFFICER, doc=NOTICE, expected_reply_on=day("2026-04-10"))
GRANTED = (
    extension(day("2026-03-10"), day("2026-03-25")),
    c.GrantExtension(now=at(day("2026-03-10"), 11), by=CHAIR, terms=terms()),
)


@pytest.mark.parametrize(("on", "passed"), [("2026-03-13", False), ("2026-03-20", False), ("2026-03-21", True)])
def test_the_holder_is_reminded_before_the_day_and_after_it_and_each_is_said_once(on: str, *, passed: bool) -> None:
    history = after(*SAID)
    event = given(decider, *history).when(remind(on, passed=passed)).events[-1]
    assert event == promised.CommitmentReminded(CASE, "interim-1", AGENCY, EXPECTED_ON, passed=passed, of_reply=True)
    assert "CommitmentReminded" not in named(given(decider, *history, event).when(remind(on, passed=passed)).events)


def test_the_day_itself_is_not_past() -> None:
    assert "CommitmentReminded" not in named(given(decider, *after(*SAID)).when(remind("2026-03-20", passed=True)).events)


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param((issue(day("2026-03-11")),), id="answered"),
        pytest.param((interim("2026-03-10", "2026-04-10", reply_id="interim-2"),), id="another first word names another day"),
        pytest.param((DELAYED,), id="a notice of delay names another day"),
        pytest.param(GRANTED, id="more time was granted, with its own notice: the due date is recalled"),
    ],
)
def test_a_day_that_no_longer_stands_is_not_recalled(ending: tuple[c.CaseCommand, ...]) -> None:
    assert "CommitmentReminded" not in named(given(decider, *after(*SAID, *ending)).when(remind("2026-03-21", passed=True)).events)


def test_a_first_word_that_names_no_day_leaves_the_day_that_was_named() -> None:
    silent = interim("2026-03-10", None, reply_id="interim-2")
    assert named(given(decider, *after(*SAID, silent)).when(remind("2026-03-21", passed=True)).events)[-1] == "CommitmentReminded"


def test_the_newer_day_is_recalled_and_so_is_that_of_a_notice_of_delay() -> None:
    newer = interim("2026-03-10", "2026-04-10", reply_id="interim-2")
    for told, by in ((newer, "interim-2"), (DELAYED, "delay-2026-04-10")):
        asked = remind("2026-04-11", passed=True, commitment_id=by, expected_on=day("2026-04-10"))
        event = given(decider, *after(*SAID, told)).when(asked).events[-1]
        assert event == promised.CommitmentReminded(CASE, by, AGENCY, day("2026-04-10"), passed=True, of_reply=True)


def test_a_day_stands_for_the_people_to_whom_no_other_was_named_and_who_have_no_reply() -> None:
    both = (open_case(opinion_ids=TWO), interim(opinion_ids=TWO))
    first_only = interim("2026-03-10", "2026-04-10", reply_id="interim-2")
    assert "CommitmentReminded" in named(given(decider, *after(*both, first_only)).when(remind("2026-03-21", passed=True)).events)
    answered = issue(day("2026-03-11"), opinion_ids=("opinion-2",))
    assert "CommitmentReminded" not in named(
        given(decider, *after(*both, first_only, answered)).when(remind("2026-03-21", passed=True)).events
    )


def test_what_a_superior_announced_is_recalled_to_the_superior_while_it_has_the_case() -> None:
    history = (open_case(), referral(day("2026-02-26")), interim(issuing_org_id=SUPERIOR))
    [event] = given(decider, *after(*history)).when(remind("2026-03-21", passed=True)).events
    assert isinstance(event, promised.CommitmentReminded)
    assert event.owner_org_id == SUPERIOR
    back = c.PassToSuccessor(
        now=at(day("2026-03-16"), 0), by=SYSTEM, from_org_id=SUPERIOR, successor_ids=(), last_day=day("2026-03-15"), terms=terms()
    )
    assert back.last_day < EXPECTED_ON
    event = given(decider, *after(*history, back)).when(remind("2026-03-21", passed=True)).events[-1]
    assert isinstance(event, promised.CommitmentReminded)
    assert event.owner_org_id == facts_of(state_after(*history, back)).assigned_agency_id


def test_a_case_taken_up_again_is_not_reminded_of_the_first_rounds_day() -> None:
    closing = (issue(day("2026-03-05")), c.CloseCase(now=at(day("2026-03-06")), by=OFFICER))
    again = c.ReopenCase(now=at(day("2026-03-10")), by=CHAIR, reason="Chưa đồng ý", terms=terms())
    given(decider, *after(*SAID, *closing, again)).when(remind("2026-03-21", passed=True)).then()


def test_outside_office_hours_it_waits_until_the_office_opens() -> None:
    monday = at(day("2026-03-23"), 7, 30)
    event = given(decider, *after(*SAID)).when(remind("2026-03-21", passed=True, open_at=monday)).events[-1]
    assert event == promised.CommitmentReminderPostponed(CASE, "interim-1", EXPECTED_ON, passed=True, until=monday, of_reply=True)


def changes(*commands: c.CaseCommand, on: str) -> list[TimerChange]:
    fresh = after(*commands)[len(after(*commands[:-1])) :]
    stored = [Recorded(7, UUID(int=7), f"case-{CASE}", 3, "x", event, Meta("system", "c-1").json(), at(day(on))) for event in fresh]
    return [each for each in chain.from_iterable(map(apply, stored)) if each.process == f"expected-{CASE}"]


def test_two_moments_wake_the_announced_day_and_the_reply_or_more_time_forgets_them() -> None:
    process, number = f"expected-{CASE}", EXPECTED_ON.toordinal()
    assert changes(*SAID, on="2026-03-04") == [
        Arm(process, "near:interim-1", number, at(day("2026-03-13"), 9)),
        Arm(process, "passed:interim-1", number, at(day("2026-03-21"), 9)),
    ]
    assert changes(open_case(), interim(expected_on=None), on="2026-03-04") == []
    delayed = day("2026-04-10").toordinal()
    assert changes(*SAID, DELAYED, on="2026-03-10")[-1] == Arm(process, "passed:delay-2026-04-10", delayed, at(day("2026-04-11"), 9))
    assert changes(*SAID, issue(day("2026-03-11")), on="2026-03-11") == [Disarm(process)]
    assert changes(*SAID, *GRANTED, on="2026-03-10") == [Disarm(process)]
    said = remind("2026-03-13", passed=False)
    assert changes(*SAID, said, on="2026-03-13") == [Disarm(process, "near:interim-1")]


def test_a_timer_names_its_case_and_what_was_promised() -> None:
    assert [case_of(each) for each in ("promises-a-b", "expected-a-b", "sending-a-b")] == [("a-b", False), ("a-b", True), None]


def test_two_letters_of_a_case_never_share_an_id() -> None:
    given(decider, *after(*SAID)).when(issue(day("2026-03-05"), reply_id="interim-1")).refused("reply_id_taken")
    partly = (open_case(opinion_ids=TWO), issue(day("2026-03-03")))
    given(decider, *after(*partly)).when(interim(reply_id="reply-1")).refused("reply_id_taken")


def test_the_delivery_of_a_first_word_is_kept_and_is_no_delivery_of_the_reply() -> None:
    def delivered(reply_id: str, on: str) -> c.RecordDelivery:
        now = at(day(on))
        return c.RecordDelivery(now=now, by=OFFICER, reply_id=reply_id, opinion_id=OPINION, channel=Channel.PAPER_POST, delivered_at=now)

    facts = facts_of(state_after(*SAID, delivered("interim-1", "2026-03-05")))
    assert (facts.delivered, facts.delivered_on) == ((("interim-1", OPINION),), None)
    answered = after(*SAID, issue(day("2026-03-05")), delivered("interim-1", "2026-03-06"))
    assert named(answered)[-1] == "ReplyDelivered"
    assert named(given(decider, *answered).when(delivered("reply-1", "2026-03-09")).events) == ["ReplyDelivered", "CaseClosed"]
