"""The written reply: who may give it, by which date it counts, whom it reaches, and the end of the case."""

from typing import Any

import pytest
from followup_cases import (
    CO_AGENCY,
    DIRECTORY,
    DUE_ON,
    HOST,
    OFFICE,
    OFFICER,
    OPINION,
    THREE_LEGS,
    after,
    at,
    calendar,
    day,
    issue,
    named,
    open_case,
    reply_on,
    state_after,
    terms,
)

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import Channel, Timeliness
from followup.case import commands as c
from followup.case import events as e
from followup.case.case import Closed, Open, Reopened, Replied, facts_of
from followup.case.decide import decider
from followup.case.vocabulary import NO_DIRECTORY, Directory, Flag, Leg


def issued(*commands: c.CaseCommand) -> e.ReplyIssued:
    return next(event for event in after(*commands) if isinstance(event, e.ReplyIssued))


def deliver(on: str = "2026-03-05", **changes: Any) -> c.RecordDelivery:
    values = {"reply_id": "reply-1", "opinion_id": OPINION, "channel": Channel.PAPER_POST, "delivered_at": at(day(on)), **changes}
    return c.RecordDelivery(now=at(day(on)), by=OFFICER, **values)


def close(on: str = "2026-03-06") -> c.CloseCase:
    return c.CloseCase(now=at(day(on)), by=OFFICE)


def test_a_reply_before_the_due_date_is_on_time() -> None:
    assert issued(open_case(), issue(day("2026-03-02"))).timeliness is Timeliness.ON_TIME


def test_a_co_agency_may_reply() -> None:
    assert isinstance(state_after(open_case(), issue(day("2026-03-02"), issuing_org_id=CO_AGENCY)), Replied)


def test_an_organisation_that_has_nothing_to_do_with_the_case_may_not() -> None:
    given(decider, *after(open_case())).when(issue(day("2026-03-02"), issuing_org_id="sl-other")).refused("wrong_issuer")


def test_the_same_reply_twice_is_one_reply() -> None:
    given(decider, *after(open_case(), issue(day("2026-03-02")))).when(issue(day("2026-03-02"))).then()


def test_the_documents_own_date_decides_even_when_it_is_entered_late_and_the_difference_is_flagged() -> None:
    entered_late = issued(open_case(), issue(DUE_ON, now=at(day("2026-03-20")), said_on=day("2026-03-20")))
    assert (entered_late.timeliness, entered_late.flags) == (Timeliness.ON_TIME, (Flag.REPLY_DATE_MISMATCH,))


def test_without_a_document_date_the_local_date_of_the_message_decides() -> None:
    undated = reply_on(None, said_on=day("2026-03-12"))
    command = c.IssueReply(now=at(day("2026-03-12"), 0, 30), by=OFFICER, reply=undated, calendar=calendar(), directory=DIRECTORY)
    told = issued(open_case(), command)
    assert (told.counts_on, told.timeliness, told.working_days_late) == (day("2026-03-12"), Timeliness.LATE, 1)


def test_a_reply_dated_tomorrow_or_before_the_session_is_refused() -> None:
    history = after(open_case())
    given(decider, *history).when(issue(day("2026-03-03"), now=at(day("2026-03-02")))).refused("reply_dated_in_the_future")
    given(decider, *history).when(issue(day("2026-02-10"), now=at(day("2026-03-02")))).refused("reply_before_the_session")


def test_a_reply_about_another_opinion_is_refused() -> None:
    given(decider, *after(open_case())).when(issue(day("2026-03-02"), opinion_ids=("opinion-9",))).refused("opinion_not_in_case")


def test_one_case_with_two_opinions_is_answered_when_both_are() -> None:
    opened = open_case(opinion_ids=("a", "b"))
    half = issue(day("2026-03-02"), opinion_ids=("a",))
    whole = issue(day("2026-03-16"), opinion_ids=("b",), reply_id="reply-2")
    assert isinstance(state_after(opened, half), Open)
    state = state_after(opened, half, whole)
    assert isinstance(state, Replied)
    assert (state.facts.timeliness, state.facts.working_days_late) == (Timeliness.LATE, 3)


def test_a_second_reply_stands_beside_the_first_and_does_not_change_what_counts() -> None:
    state = state_after(open_case(), issue(day("2026-03-02")), issue(day("2026-03-20"), reply_id="reply-2"))
    assert isinstance(state, Replied)
    assert [each.reply.reply_id for each in state.facts.replies] == ["reply-1", "reply-2"]
    assert state.facts.replies[1].flags == (Flag.SUPPLEMENTS_EARLIER,)
    assert state.facts.timeliness is Timeliness.ON_TIME


def test_a_case_without_a_limit_is_never_late() -> None:
    told = issued(open_case(terms=None), issue(day("2027-01-05")))
    assert (told.timeliness, told.working_days_late) == (Timeliness.NO_LIMIT, 0)


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        (THREE_LEGS, ()),
        (("party_committee", "government", "chair"), ()),
        (("sl-tinh-uy", "people_committee", HOST), ()),
        (("sl-tinh-uy", "sl-ubnd-tinh"), (Leg.CHAIR,)),
        (("sl-ubnd-tinh", "chair"), (Leg.PARTY_COMMITTEE,)),
        ((), (Leg.PARTY_COMMITTEE, Leg.GOVERNMENT, Leg.CHAIR)),
    ],
)
def test_a_reply_is_reported_to_committee_government_and_chair_at_the_same_time(told: tuple[str, ...], missing: tuple[Leg, ...]) -> None:
    assert issued(open_case(), issue(day("2026-03-02"), reported_to=told)).missing_legs == missing


def test_when_the_host_is_the_government_itself_the_chair_is_named_apart() -> None:
    host_is_government = Directory(frozenset({"p"}), frozenset({"g"}))
    assert host_is_government.missing_legs(("p", "g"), "g") == (Leg.CHAIR,)
    assert host_is_government.missing_legs(("p", "g", "chair"), "g") == ()
    assert NO_DIRECTORY.missing_legs(("p", "g"), "h") == tuple(Leg)


def test_the_last_delivery_of_a_fully_reported_reply_closes_the_case() -> None:
    events = after(open_case(), issue(day("2026-03-02")), deliver(), deliver())
    assert named(events)[-2:] == ["ReplyDelivered", "CaseClosed"]
    assert named(events).count("ReplyDelivered") == 1


def test_delivered_but_not_fully_reported_it_stays_open_until_the_report_is_completed() -> None:
    incomplete = issue(day("2026-03-02"), reported_to=("sl-tinh-uy", "sl-ubnd-tinh"))
    assert isinstance(state_after(open_case(), incomplete, deliver()), Replied)
    fix = c.CompleteReporting(now=at(day("2026-03-06")), by=OFFICER, reply_id="reply-1", reported_to=("chair",), directory=DIRECTORY)
    events = after(open_case(), incomplete, deliver(), fix)
    assert named(events)[-2:] == ["ReportingCompleted", "CaseClosed"]
    closed = events[-1]
    assert isinstance(closed, e.CaseClosed)
    assert closed.flags == ()


def test_told_again_to_those_who_know_changes_nothing() -> None:
    again = c.CompleteReporting(now=at(day("2026-03-06")), by=OFFICER, reply_id="reply-1", reported_to=("chair",), directory=DIRECTORY)
    given(decider, *after(open_case(), issue(day("2026-03-02")))).when(again).then()


def test_closed_by_hand_without_proof_of_delivery_it_says_so() -> None:
    closed = after(open_case(), issue(day("2026-03-02")), close())[-1]
    assert isinstance(closed, e.CaseClosed)
    assert closed.flags == (Flag.DELIVERY_UNPROVEN,)


def test_closing_twice_is_closing_once_and_an_unanswered_case_is_not_closed() -> None:
    given(decider, *after(open_case(), issue(day("2026-03-02")), close())).when(close()).then()
    given(decider, *after(open_case())).when(close()).refused("case_not_replied")


def test_a_closed_case_takes_no_further_reply_but_keeps_a_late_proof_of_delivery() -> None:
    history = after(open_case(), issue(day("2026-03-02")), close())
    given(decider, *history).when(issue(day("2026-03-09"), reply_id="reply-2")).refused("case_closed")
    assert named(given(decider, *history).when(deliver("2026-03-09")).events) == ["ReplyDelivered"]


def test_delivery_of_an_unknown_reply_or_opinion_is_refused() -> None:
    history = after(open_case(), issue(day("2026-03-02")))
    given(decider, *history).when(deliver(reply_id="reply-9")).refused("reply_unknown")
    given(decider, *history).when(deliver(opinion_id="opinion-9")).refused("opinion_not_in_case")


def reopen(on: str = "2026-04-06") -> c.ReopenCase:
    return c.ReopenCase(now=at(day(on)), by=OFFICE, reason="Công dân có ý kiến tiếp", terms=terms())


def test_a_reopened_case_has_a_second_round_with_a_limit_of_its_own() -> None:
    state = state_after(open_case(), issue(day("2026-03-02")), close(), reopen())
    assert isinstance(state, Reopened)
    assert state.facts.schedule
    assert (state.facts.schedule.deadline.rule_id, state.facts.schedule.due_on) == ("DL-07-REOPENED", day("2026-04-28"))


def test_the_second_round_needs_its_own_reply() -> None:
    history = (open_case(), issue(day("2026-03-02")), close(), reopen())
    given(decider, *after(*history)).when(close("2026-04-07")).refused("case_not_replied")
    state = state_after(*history, issue(day("2026-05-04"), reply_id="reply-2"), close("2026-05-05"))
    assert isinstance(state, Closed)
    assert (state.facts.timeliness, state.facts.working_days_late) == (Timeliness.LATE, 2)


def test_only_a_closed_case_is_reopened() -> None:
    given(decider, *after(open_case(), issue(day("2026-03-02")))).when(reopen()).refused("case_not_closed")


def test_a_late_reply_records_what_the_timers_would_have_said_before_it() -> None:
    told = named(after(open_case(), issue(day("2026-03-16"))))
    assert [name for name in told if name != "DeadlinePassed"] == [
        "FollowUpOpened",
        "DeadlineMissed",
        "EscalationRaised",
        "EscalationRaised",
        "ReplyIssued",
    ]


def test_a_document_number_is_kept_as_the_agency_wrote_it() -> None:
    doc = Document(number="77", symbol="SNV-VP", issued_on=day("2026-03-02"))
    assert issued(open_case(), issue(day("2026-03-02"))).reply.reply_doc == doc
    assert facts_of(state_after(open_case(), issue(day("2026-03-02")))).reply("reply-1") is not None
