"""A first word closes nothing; a correction keeps the original; the first complete reply decides whether it was in time."""

from dataclasses import replace
from typing import Any

from followup_cases import (
    AGENCY,
    CO_AGENCY,
    DIRECTORY,
    DUE_ON,
    HELD_ON,
    NOTICE,
    OFFICE,
    OFFICER,
    OPINION,
    THREE_LEGS,
    after,
    at,
    day,
    issue,
    named,
    open_case,
    pass_time,
    state_after,
    terms,
)

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import Channel, Timeliness
from followup.case import commands as c
from followup.case import events as e
from followup.case.case import Closed, Open, Replied, facts_of
from followup.case.decide import decider
from followup.case.vocabulary import Flag, Leg, LegEvidence

TWO = (OPINION, "opinion-2")


def interim(on: str = "2026-03-04", **changes: Any) -> c.IssueInterimReply:
    values = {
        "reply_id": "interim-1",
        "opinion_ids": (OPINION,),
        "issuing_org_id": AGENCY,
        "reply_doc": NOTICE,
        "issued_on": day(on),
        "summary_plain": "Đang xác minh.",
        **changes,
    }
    return c.IssueInterimReply(now=at(day(on)), by=OFFICER, **values)


def correction(on: str, **changes: Any) -> c.IssueReply:
    return issue(day(on), **{"reply_id": "reply-2", "corrects": "reply-1", **changes})


def close(on: str = "2026-03-20") -> c.CloseCase:
    return c.CloseCase(now=at(day(on)), by=OFFICE)


def test_an_interim_reply_neither_closes_the_case_nor_stops_the_clock() -> None:
    state = state_after(open_case(), interim())
    assert isinstance(state, Open)
    assert [each.reply_id for each in state.facts.interim_replies] == ["interim-1"]
    assert "DeadlineMissed" in named(pass_time(at(day("2026-03-12")), state))
    given(decider, *after(open_case(), interim())).when(close()).refused("case_not_replied")


def test_an_interim_reply_is_recorded_once_and_only_from_those_who_may_reply() -> None:
    given(decider, *after(open_case(), interim())).when(interim()).then()
    given(decider, *after(open_case())).when(interim(issuing_org_id="sl-other")).refused("wrong_issuer")
    given(decider, *after(open_case())).when(interim(opinion_ids=("opinion-9",))).refused("opinion_not_in_case")
    given(decider, *after(open_case())).when(interim(issued_on=day("2026-03-05"))).refused("reply_dated_in_the_future")
    given(decider, *after(open_case())).when(interim(issued_on=day("2026-02-10"))).refused("reply_before_the_session")
    given(decider, *after(open_case())).when(interim(expected_reply_on=day("2026-03-03"))).refused("expected_reply_in_the_past")
    given(decider, *after(open_case(), issue(day("2026-03-02")))).when(interim()).refused("case_not_running")


def test_a_correction_keeps_the_original_and_leaves_the_timeliness_as_the_first_reply_made_it() -> None:
    state = state_after(open_case(), issue(DUE_ON), correction("2026-03-18"))
    assert isinstance(state, Replied)
    assert [issued.reply.reply_id for issued in state.facts.replies] == ["reply-1", "reply-2"]
    assert [issued.reply.reply_id for issued in state.facts.in_force] == ["reply-2"]
    assert (state.facts.timeliness, state.facts.replies[1].timeliness) == (Timeliness.ON_TIME, Timeliness.ON_TIME)
    assert state.facts.replies[1].flags == (Flag.CORRECTS_EARLIER,)


def test_a_correction_does_not_make_a_late_reply_timely() -> None:
    facts = facts_of(state_after(open_case(), issue(day("2026-03-16")), correction("2026-03-18")))
    assert (facts.timeliness, facts.working_days_late) == (Timeliness.LATE, 3)


def test_a_correction_names_a_reply_that_stands_and_answers_all_it_answered() -> None:
    both = open_case(opinion_ids=TWO)
    history = after(both, issue(day("2026-03-02"), opinion_ids=TWO))
    given(decider, *history).when(correction("2026-03-03", opinion_ids=(OPINION,))).refused("correction_leaves_opinions_out")
    given(decider, *history).when(correction("2026-03-03", opinion_ids=TWO, corrects="reply-9")).refused("corrected_reply_unknown")
    twice = after(both, issue(day("2026-03-02"), opinion_ids=TWO), correction("2026-03-03", opinion_ids=TWO))
    again = correction("2026-03-04", reply_id="reply-3", opinion_ids=TWO)
    given(decider, *twice).when(again).refused("corrected_reply_unknown")


def test_an_incomplete_original_is_mended_by_a_correction_that_everybody_was_told_of() -> None:
    first = issue(day("2026-03-02"), reported_to=THREE_LEGS[:2])
    given(decider, *after(open_case(), first)).when(close()).refused("reporting_incomplete")
    assert isinstance(state_after(open_case(), first, correction("2026-03-03"), close()), Closed)


def test_the_corrected_reply_has_to_reach_the_submitter_too() -> None:
    def delivered(reply_id: str) -> c.RecordDelivery:
        on = at(day("2026-03-05"))
        return c.RecordDelivery(now=on, by=OFFICER, reply_id=reply_id, opinion_id=OPINION, channel=Channel.PAPER_POST, delivered_at=on)

    history = (open_case(), issue(day("2026-03-02")), correction("2026-03-03"))
    assert isinstance(state_after(*history, delivered("reply-1")), Replied)
    assert isinstance(state_after(*history, delivered("reply-2")), Closed)


def test_a_closed_case_takes_a_correction_only_when_everybody_was_told_and_stays_closed() -> None:
    history = (open_case(), issue(day("2026-03-02")), close())
    assert isinstance(state_after(*history, correction("2026-03-23")), Closed)
    given(decider, *after(*history)).when(correction("2026-03-23", reported_to=THREE_LEGS[:1])).refused("correction_not_reported")
    given(decider, *after(*history)).when(issue(day("2026-03-23"), reply_id="reply-2")).refused("case_closed")


def test_opinions_answered_one_by_one_leave_the_case_open_until_the_last() -> None:
    both = open_case(opinion_ids=TWO)
    first = issue(day("2026-03-02"), opinion_ids=(OPINION,))
    assert isinstance(state_after(both, first), Open)
    second = issue(day("2026-03-13"), opinion_ids=("opinion-2",), reply_id="reply-2")
    facts = facts_of(state_after(both, first, second))
    assert (facts.answered, facts.timeliness, facts.working_days_late) == (TWO, Timeliness.LATE, 2)


def test_merged_opinions_join_the_case_and_each_is_answered() -> None:
    join = c.JoinOpinions(now=at(day("2026-02-12")), by=OFFICE, opinion_ids=("opinion-2", OPINION))
    state = state_after(open_case(), join)
    assert facts_of(state).opinion_ids == TWO
    given(decider, *after(open_case(), join)).when(join).then()
    assert isinstance(state_after(open_case(), join, issue(day("2026-03-02"))), Open)
    assert isinstance(state_after(open_case(), join, issue(day("2026-03-02"), opinion_ids=TWO)), Replied)


def test_each_leg_is_kept_with_its_own_day_and_document() -> None:
    told = LegEvidence("sl-tinh-uy", day("2026-03-02"), Document(number="8", symbol="BC-SNV"))
    later = LegEvidence("chair", day("2026-03-05"), Document(number="9", symbol="BC-SNV"))
    first = issue(day("2026-03-02"), reported_to=THREE_LEGS[:2], evidence=(told,))
    fix = c.CompleteReporting(
        now=at(day("2026-03-05")), by=OFFICER, reply_id="reply-1", reported_to=("chair",), directory=DIRECTORY, evidence=(later,)
    )
    [issued] = facts_of(state_after(open_case(), first, fix)).replies
    assert issued.reply.evidence == (told, later)
    assert issued.missing_legs == ()


def test_completing_the_report_takes_only_its_own_flag_away() -> None:
    reply = replace(issue(day("2026-03-02"), reported_to=THREE_LEGS[:2]).reply, said_on=day("2026-03-03"))
    first = replace(issue(day("2026-03-03")), reply=reply)
    fix = c.CompleteReporting(now=at(day("2026-03-05")), by=OFFICER, reply_id="reply-1", reported_to=("chair",), directory=DIRECTORY)
    done = after(open_case(), first, fix)[-1]
    assert isinstance(done, e.ReportingCompleted)
    assert done.flags == (Flag.REPLY_DATE_MISMATCH,)
    assert state_after(open_case(), first).facts.replies[0].missing_legs == (Leg.CHAIR,)  # type: ignore[union-attr]


def reopen(on: str) -> c.ReopenCase:
    return c.ReopenCase(now=at(day(on)), by=OFFICE, reason="Công dân chưa đồng ý", terms=terms())


def test_a_case_is_reopened_within_ninety_days_of_its_end_and_not_later() -> None:
    history = (open_case(), issue(day("2026-03-02")), close("2026-03-06"))
    assert named(after(*history, reopen("2026-06-04")))[-2:] == ["CaseReopened", "DeadlineRecalculated"]
    given(decider, *after(*history)).when(reopen("2026-06-05")).refused("reopened_too_late")


def test_limits_of_the_second_round_run_from_the_reopening() -> None:
    ask = c.RequestExtension(
        now=at(day("2026-04-10")),
        by=OFFICER,
        proposed_due_on=day("2026-05-15"),
        reason="Cần xác minh thêm",
        citizen_notice_doc=NOTICE,
        reported_to_org_id="sl-ubnd-tinh",
        terms=terms(),
    )
    history = (open_case(), issue(day("2026-03-02")), close("2026-03-06"), reopen("2026-04-06"))
    asked = after(*history, ask)[-1]
    assert isinstance(asked, e.ExtensionRequested)
    assert asked.wish.cap_on == day("2026-05-21")
    late = replace(ask, proposed_due_on=day("2026-05-22"))
    given(decider, *after(*history)).when(late).refused("extension_beyond_cap")


def test_a_co_agency_may_correct_for_the_case() -> None:
    assert isinstance(state_after(open_case(), issue(DUE_ON), correction("2026-03-12", issuing_org_id=CO_AGENCY)), Replied)


def test_an_interim_reply_may_be_of_the_day_of_the_session_and_promise_today_but_names_an_opinion() -> None:
    on = HELD_ON.isoformat()
    said = interim(on, issued_on=HELD_ON, expected_reply_on=HELD_ON)
    assert named(after(open_case(), said))[-1] == "InterimReplyIssued"
    given(decider, *after(open_case())).when(interim(on, issued_on=HELD_ON, opinion_ids=())).refused("opinion_not_in_case")
