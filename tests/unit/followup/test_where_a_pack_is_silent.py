"""More time and another class where the pack says nothing of a limit, where no pack is in force any more, and where two dates meet on one day."""

from dataclasses import replace
from typing import Any

import pytest
from followup_cases import (
    CHAIR,
    DUE_ON,
    NOTICE,
    OFFICER,
    SUPERIOR,
    after,
    at,
    calendar,
    day,
    extension,
    issue,
    named,
    open_case,
    pack,
    referral,
    reply_on,
    state_after,
)

from chassis.testing.spec import given
from contracts.vocabulary import Channel, Complexity, Outcome, RecalculationCause, SuperiorOutcome, Timeliness
from followup.case import commands as c
from followup.case import events as e
from followup.case.case import facts_of
from followup.case.decide import decider
from followup.case.vocabulary import Roadmap
from followup.deadlines.deadline import Terms
from followup.rules.pack import RuleKind, TimelyBy


def without(*kinds: RuleKind) -> Terms:
    return Terms(replace(pack(), rules=tuple(rule for rule in pack().rules if rule.kind not in kinds)), calendar())


def grant(on: str = "2026-03-10", **changes: Any) -> c.GrantExtension:
    return c.GrantExtension(**{"now": at(day(on), 11), "by": CHAIR, "terms": without(), **changes})


def complex_(on: str = "2026-03-11", hour: int = 12, **changes: Any) -> c.Reclassify:
    values = {"now": at(day(on), hour), "by": CHAIR, "to": Complexity.COMPLEX, "reason": "Nhiều ngành", "terms": without()}
    return c.Reclassify(**{**values, **changes})


def due(*commands: c.CaseCommand) -> str:
    plan = facts_of(state_after(open_case(), *commands)).schedule
    assert plan
    return plan.due_on.isoformat()


def asked(to: str, on: str = "2026-03-10", **changes: Any) -> c.RequestExtension:
    return extension(day(on), day(to), **changes)


def test_without_a_cap_in_the_pack_any_later_day_may_be_asked_and_granted() -> None:
    far = asked("2026-06-30", terms=without(RuleKind.EXTENSION_CAP))
    assert due(far, grant(terms=without(RuleKind.EXTENSION_CAP))) == "2026-06-30"


def test_without_a_rule_about_the_notice_more_time_is_asked_until_the_due_day_itself() -> None:
    silent = without(RuleKind.EXTENSION_NOTICE)
    given(decider, *after(open_case())).when(asked("2026-03-25", on="2026-03-12", terms=silent)).refused("extension_after_due")
    assert named(after(open_case(), extension(DUE_ON, day("2026-03-25"), terms=silent)))[-1] == "ExtensionRequested"


@pytest.mark.parametrize(
    ("command", "slug"),
    [
        (asked("2026-03-25", terms=None), "case_without_limit"),
        (grant(), "no_extension_asked"),
        (c.RefuseExtension(now=at(day("2026-03-10")), by=CHAIR, because="Chưa có căn cứ"), "no_extension_asked"),
        (complex_(terms=without(RuleKind.REPLY_COMPLEX)), "rule_missing"),
    ],
)
def test_what_cannot_be_decided_is_refused(command: c.CaseCommand, slug: str) -> None:
    given(decider, *after(open_case())).when(command).refused(slug)


def test_what_was_asked_is_not_granted_where_no_pack_is_in_force_any_more() -> None:
    given(decider, *after(open_case(), asked("2026-03-25"))).when(grant(terms=None)).refused("no_extension_asked")


@pytest.mark.parametrize("case", [open_case(), open_case(terms=None)], ids=["with a limit", "without one"])
def test_where_nothing_is_counted_the_class_alone_is_set(case: c.OpenCase) -> None:
    command = complex_(terms=None) if case.terms else complex_()
    [event] = given(decider, *after(case)).when(replace(command, now=at(day("2026-02-24")))).events
    assert isinstance(event, e.CaseReclassified)
    assert event.schedule is None


def test_without_an_ordinary_limit_in_the_pack_the_class_may_be_set_on_any_day() -> None:
    assert due(complex_("2026-03-16", terms=without(RuleKind.REPLY_ORDINARY))) == "2026-04-01"


def test_a_case_that_turns_out_complex_keeps_the_later_of_its_granted_day_and_the_thirty_days() -> None:
    longer = (asked("2026-04-15", legal_basis="Điều 5"), grant(decision_doc=NOTICE))
    assert due(asked("2026-03-25"), grant(), complex_()) == "2026-04-01"
    moved = after(open_case(), asked("2026-03-25"), grant(), complex_())[-1]
    assert isinstance(moved, e.DeadlineRecalculated)
    assert (moved.cause, moved.old_due_on, moved.schedule.due_on) == (
        RecalculationCause.RECLASSIFIED,
        day("2026-03-25"),
        day("2026-04-01"),
    )
    assert due(*longer, complex_()) == "2026-04-15"
    for before in (longer, (asked("2026-04-01"), grant())):
        assert named(given(decider, *after(open_case(), *before)).when(complex_()).events)[-1:] == ["CaseReclassified"]


def test_a_day_that_is_due_already_is_no_extension() -> None:
    to_the_cap = (asked("2026-04-01"), complex_())
    given(decider, *after(open_case(), *to_the_cap)).when(grant("2026-03-12")).refused("extension_not_later")


def test_no_delay_is_told_of_a_case_that_is_closed() -> None:
    late = c.SendDelayNotice(now=at(day("2026-03-10")), by=OFFICER, doc=NOTICE, expected_reply_on=day("2026-03-25"))
    done = (issue(day("2026-03-03")), c.CloseCase(now=at(day("2026-03-04")), by=OFFICER))
    given(decider, *after(open_case(), *done)).when(late).refused("case_not_running")
    today = replace(late, expected_reply_on=day("2026-03-10"))
    assert named(given(decider, *after(open_case())).when(today).events)[-1] == "DelayNoticeSent"


def test_a_late_reply_that_no_calendar_counts_is_late_by_a_day_at_least() -> None:
    reply = c.IssueReply(now=at(day("2026-03-13")), by=OFFICER, reply=reply_on(day("2026-03-13")), calendar=None)
    facts = facts_of(state_after(open_case(), reply))
    assert (facts.timeliness, facts.working_days_late) == (Timeliness.LATE, 1)


def test_a_reply_dated_on_a_day_off_after_the_due_day_is_a_working_day_late_at_least() -> None:
    friday = open_case(day("2026-02-13"))  # due on Fri 13/03
    facts = facts_of(state_after(friday, issue(day("2026-03-15"))))
    assert (facts.timeliness, facts.working_days_late) == (Timeliness.LATE, 1)


def test_a_reply_that_is_in_plan_and_says_how_is_not_flagged() -> None:
    reply = issue(day("2026-03-03"), outcome=Outcome.IN_PLAN, roadmap=Roadmap(day("2026-12-15")))
    assert facts_of(state_after(open_case(), reply)).replies[0].flags == ()


ANSWERED = c.RecordSuperiorResponse(
    now=at(day("2026-03-16")), by=OFFICER, superior_org_id=SUPERIOR, doc=NOTICE, outcome=SuperiorOutcome.ANSWERED, terms=without()
)


@pytest.mark.parametrize(
    "commands",
    [
        pytest.param((open_case(terms=None), referral(day("2026-03-04")), ANSWERED), id="no limit from the beginning"),
        pytest.param((open_case(), referral(day("2026-03-04"), terms=None), ANSWERED), id="no pack in force when it was referred"),
        pytest.param((open_case(), referral(day("2026-03-04")), replace(ANSWERED, terms=None)), id="none when the superior answered"),
    ],
)
def test_where_nothing_was_left_to_count_the_superiors_answer_moves_no_date(commands: tuple[c.CaseCommand, ...]) -> None:
    last = after(*commands)[-1]
    assert isinstance(last, e.SuperiorResponseReceived)
    assert last.schedule is None


def test_without_a_rule_about_referring_a_matter_goes_upward_on_any_day() -> None:
    late = referral(day("2026-03-16"), terms=without(RuleKind.REFER_UPWARD))
    assert named(after(open_case(), late))[-1] == "ReferredToSuperior"


def closed(*before: c.CaseCommand, terms: Terms | None = None) -> e.CaseClosed:
    last = after(*before, c.CloseCase(now=at(day("2026-03-20")), by=OFFICER, terms=terms))[-1]
    assert isinstance(last, e.CaseClosed)
    return last


def delivered(on: str) -> c.RecordDelivery:
    return c.RecordDelivery(
        now=at(day(on), 18),
        by=OFFICER,
        reply_id="reply-1",
        opinion_id="opinion-1",
        channel=Channel.IN_PERSON,
        delivered_at=at(day(on)),
        terms=BY_DELIVERY,
    )


BY_DELIVERY = Terms(replace(pack(), choices=replace(pack().choices, reply_timely_by=TimelyBy.DELIVERY)), calendar())


def test_a_23_where_delivery_counts_the_due_day_is_in_time_and_what_was_never_delivered_is_judged_by_its_issue() -> None:
    on_the_day = after(open_case(), issue(day("2026-03-10")), delivered("2026-03-11"))[-1]
    assert isinstance(on_the_day, e.CaseClosed)
    assert (on_the_day.timeliness, on_the_day.working_days_late) == (Timeliness.ON_TIME, 0)
    day_after = after(open_case(), issue(day("2026-03-10")), delivered("2026-03-12"))[-1]
    assert isinstance(day_after, e.CaseClosed)
    assert (day_after.timeliness, day_after.working_days_late) == (Timeliness.LATE, 1)
    assert closed(open_case(), issue(day("2026-03-10")), terms=BY_DELIVERY).timeliness is Timeliness.ON_TIME
    assert closed(open_case(terms=None), issue(day("2026-03-10")), terms=BY_DELIVERY).timeliness is Timeliness.NO_LIMIT
    half = open_case(opinion_ids=("opinion-1", "opinion-2"))
    both = issue(day("2026-03-10"), opinion_ids=("opinion-1", "opinion-2"))
    assert closed(half, both, delivered("2026-03-12"), terms=BY_DELIVERY).timeliness is Timeliness.ON_TIME


@pytest.mark.parametrize(
    ("case", "terms"),
    [
        pytest.param(open_case(), without(RuleKind.SECOND_ROUND), id="no rule about a second round"),
        pytest.param(open_case(), None, id="no pack in force any more"),
        pytest.param(open_case(terms=None), without(), id="a case that never had a limit"),
    ],
)
def test_a_case_is_taken_up_again_without_a_limit_where_there_is_none(case: c.OpenCase, terms: Terms | None) -> None:
    again = c.ReopenCase(now=at(day("2026-03-23")), by=CHAIR, reason="Công dân chưa đồng ý", terms=terms)
    last = after(case, issue(day("2026-03-10")), c.CloseCase(now=at(day("2026-03-20")), by=OFFICER), again)[-1]
    assert isinstance(last, e.CaseReopened)
    assert last.schedule is None


def test_without_a_window_a_case_is_taken_up_again_on_any_day() -> None:
    years_later = c.ReopenCase(now=at(day("2027-03-23")), by=CHAIR, reason="Tái diễn", terms=without(RuleKind.REOPEN_WINDOW))
    done = (open_case(), issue(day("2026-03-10")), c.CloseCase(now=at(day("2026-03-20")), by=OFFICER))
    assert "CaseReopened" in named(after(*done, years_later))
    given(decider, *after(*done)).when(replace(years_later, terms=without())).refused("reopened_too_late")
