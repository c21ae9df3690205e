"""The acceptance scenarios that belong to followup, each under what it says (domain rules, section 21)."""

from datetime import date, timedelta
from functools import reduce

import pytest
from followup_cases import (
    CHAIR,
    DIRECTORY,
    DUE_ON,
    HELD_ON,
    NOTICE,
    OFFICE,
    OFFICER,
    OPINION,
    after,
    at,
    calendar,
    day,
    extension,
    issue,
    named,
    open_case,
    pack,
    pass_time,
    referral,
    reply_on,
    state_after,
    terms,
)

from chassis.decider import Refused
from contracts.vocabulary import Audience, Authority, Channel, Complexity, Level, Timeliness
from contracts.workdays import DayStatus, shipped_calendar
from followup.case import commands as c
from followup.case import events as e
from followup.case.case import Closed, Extended, ReferredUp, Replied, evolve, facts_of
from followup.case.decide import decide
from followup.case.vocabulary import Flag, Leg
from followup.deadlines.deadline import Terms, compute
from followup.deadlines.explain import explain
from followup.rules.pack import RuleKind


def due(kind: RuleKind, held_on: date, with_terms: Terms | None = None) -> date:
    given = with_terms or terms()
    rule = given.pack.rule(kind, Level.PROVINCE, (Audience.PEOPLE,))
    assert rule
    return compute(rule, held_on, given).due_on


THREE_LIMITS = (RuleKind.CONCLUSION_NOTICE, RuleKind.REPLY_ORDINARY, RuleKind.REPLY_COMPLEX)


@pytest.mark.parametrize(
    ("held_on", "expected"),
    [
        pytest.param("2026-02-11", "2026-02-25 2026-03-11 2026-04-01", id="AS-01 Wed before Tet: Wed, Wed, Wed"),
        pytest.param("2025-12-18", "2025-12-25 2026-01-10 2026-01-30", id="AS-02 the seed's session: Thu, working Sat, Fri"),
        pytest.param("2026-03-08", "2026-03-13 2026-03-27 2026-04-17", id="AS-03 concluded on a Sunday: Fri, Fri, Fri"),
        pytest.param("2026-04-22", "2026-05-04 2026-05-18 2026-06-08", id="AS-04 around 30/4: Mon, Mon, Mon"),
        pytest.param("2026-11-20", "2026-11-30 2026-12-14 2027-01-05", id="AS-05 24/11 off: Mon, Mon, Tue"),
    ],
)
def test_conclusion_notice_ordinary_and_complex_reply_are_due(held_on: str, expected: str) -> None:
    assert [due(kind, day(held_on)) for kind in THREE_LIMITS] == [day(each) for each in expected.split()]


def test_as_05_a_calendar_version_that_leaves_24_11_a_working_day_gives_other_dates_and_says_so() -> None:
    working = Terms(pack(), shipped_calendar(applies_confirm_rows=False))
    assert [due(kind, day("2026-11-20"), working) for kind in THREE_LIMITS] == [day("2026-11-27"), day("2026-12-11"), day("2027-01-04")]
    rule = working.pack.rule(RuleKind.REPLY_ORDINARY, Level.PROVINCE, (Audience.PEOPLE,))
    assert rule
    assert compute(rule, day("2026-11-20"), working).calendar_version != compute(rule, day("2026-11-20"), terms()).calendar_version


def test_as_06_invitations_for_thu_26_02_have_their_limit_on_tue_10_02_and_target_on_mon_09_02() -> None:
    assert due(RuleKind.INVITATION_LIMIT, day("2026-02-26")) == day("2026-02-10")
    assert due(RuleKind.INVITATION_TARGET, day("2026-02-26")) == day("2026-02-09")


def test_as_07_a_commune_session_runs_the_party_pack_and_the_statutory_pack() -> None:
    held_on, law = day("2026-04-20"), Terms(pack("COMMUNE-72-2025-D43"), calendar())
    found = {}
    for given, kind in ((law, RuleKind.ANNOUNCEMENT), (law, RuleKind.RESULTS_PUBLISHED), (terms(), RuleKind.CONCLUSION_NOTICE)):
        rule = given.pack.rule(kind, Level.COMMUNE, (Audience.PEOPLE,))
        assert rule
        found[kind] = compute(rule, held_on, given).due_on
    assert found[RuleKind.ANNOUNCEMENT] == day("2026-04-13")
    assert found[RuleKind.RESULTS_PUBLISHED] == day("2026-05-04")
    assert found[RuleKind.CONCLUSION_NOTICE] == day("2026-04-28")


def test_as_08_a_reply_dated_on_the_last_day_is_on_time_though_delivered_later_and_delivery_is_kept() -> None:
    delivered = c.RecordDelivery(
        now=at(day("2026-03-13")),
        by=OFFICER,
        reply_id="reply-1",
        opinion_id=OPINION,
        channel=Channel.PAPER_POST,
        delivered_at=at(day("2026-03-13")),
    )
    events = after(open_case(), issue(DUE_ON), delivered)
    issued = next(event for event in events if isinstance(event, e.ReplyIssued))
    assert (issued.timeliness, issued.working_days_late) == (Timeliness.ON_TIME, 0)
    assert any(isinstance(event, e.ReplyDelivered) and event.delivered_at == at(day("2026-03-13")) for event in events)
    assert not any(isinstance(event, e.DeadlineMissed) for event in events)


def test_as_09_a_reply_dated_mon_16_03_is_late_by_three_working_days_after_l1_on_thu_and_l2_on_mon() -> None:
    state = state_after(open_case())
    told = pass_time(at(day("2026-03-16"), 9), state)
    raised = [(event.level, event.working_days_late) for event in told if isinstance(event, e.EscalationRaised)]
    assert raised == [(1, 1), (2, 3)]
    plan = facts_of(state).schedule
    assert plan
    l1, l2 = plan.step("L1"), plan.step("L2")
    assert l1
    assert l2
    assert (l1.at, l2.at) == (at(day("2026-03-12"), 9), at(day("2026-03-16"), 9))
    late = reduce(evolve, told, state)
    issued = decide(issue(day("2026-03-16")), late)
    assert named(issued) == ["ReplyIssued"]
    assert isinstance(issued[0], e.ReplyIssued)
    assert (issued[0].timeliness, issued[0].working_days_late) == (Timeliness.LATE, 3)


def test_as_09_the_late_reply_still_closes_the_case_as_late() -> None:
    events = after(open_case(), issue(day("2026-03-16")), c.CloseCase(now=at(day("2026-03-17")), by=OFFICE))
    closed = events[-1]
    assert isinstance(closed, e.CaseClosed)
    assert (closed.timeliness, closed.working_days_late) == (Timeliness.LATE, 3)


def test_as_10_an_extension_asked_on_tue_10_03_with_the_notice_is_granted_to_25_03() -> None:
    grant = c.GrantExtension(now=at(day("2026-03-10"), 11), by=CHAIR, terms=terms())
    state = state_after(open_case(), extension(day("2026-03-10"), day("2026-03-25")), grant)
    assert isinstance(state, Extended)
    assert state.facts.schedule
    assert state.facts.schedule.due_on == day("2026-03-25")


def test_as_10_without_the_notice_to_the_submitter_it_is_refused() -> None:
    with pytest.raises(Refused, match="extension_without_submitter_notice"):
        after(open_case(), extension(day("2026-03-10"), day("2026-03-25"), citizen_notice_doc=None))


def test_as_10_asked_on_12_03_it_is_refused_and_the_case_is_overdue() -> None:
    with pytest.raises(Refused, match="extension_after_due"):
        after(open_case(), extension(day("2026-03-12"), day("2026-03-25")))
    assert any(isinstance(event, e.DeadlineMissed) for event in pass_time(at(day("2026-03-12")), state_after(open_case())))


def test_as_11_beyond_the_cap_it_is_refused_unless_there_is_a_legal_basis_and_the_chairs_decision() -> None:
    asked_on, to = day("2026-03-10"), day("2026-04-15")
    with pytest.raises(Refused, match="extension_beyond_cap"):
        after(open_case(), extension(asked_on, to))
    with_basis = extension(asked_on, to, legal_basis="Luật Đất đai 2024")
    with pytest.raises(Refused, match="extension_beyond_cap"):
        after(open_case(), with_basis, c.GrantExtension(now=at(asked_on, 11), by=CHAIR, terms=terms()))
    state = state_after(open_case(), with_basis, c.GrantExtension(now=at(asked_on, 11), by=CHAIR, terms=terms(), decision_doc=NOTICE))
    assert facts_of(state).schedule
    assert facts_of(state).schedule.due_on == to  # type: ignore[union-attr]


def test_as_12_set_complex_on_09_03_it_is_due_on_01_04_counted_from_the_session() -> None:
    command = c.Reclassify(now=at(day("2026-03-09")), by=CHAIR, to=Complexity.COMPLEX, reason="Liên quan nhiều ngành", terms=terms())
    facts = facts_of(state_after(open_case(), command))
    assert facts.schedule
    assert (facts.complexity, facts.schedule.due_on) == (Complexity.COMPLEX, day("2026-04-01"))
    assert facts.schedule.deadline.anchor_on == HELD_ON


def test_as_12_set_complex_on_12_03_is_refused() -> None:
    command = c.Reclassify(now=at(day("2026-03-12")), by=CHAIR, to=Complexity.COMPLEX, reason="Muộn", terms=terms())
    with pytest.raises(Refused, match="reclassified_too_late"):
        after(open_case(), command)


def test_as_13_referred_within_the_limit_no_deadline_is_missed_the_submitter_is_told_and_it_counts_as_beyond_authority() -> None:
    opened = open_case(day("2026-03-18"), authority=Authority.BEYOND)
    state = state_after(opened, referral(day("2026-04-03")))
    assert isinstance(state, ReferredUp)
    assert state.facts.authority is Authority.BEYOND
    assert pass_time(at(day("2026-06-01")), state) == []
    referred = after(opened, referral(day("2026-04-03")))[-1]
    assert isinstance(referred, e.ReferredToSuperior)
    assert referred.citizen_notice_doc == NOTICE


def test_as_13_the_limit_is_wed_08_04() -> None:
    opened = open_case(day("2026-03-18"))
    assert isinstance(state_after(opened, referral(day("2026-04-08"))), ReferredUp)
    with pytest.raises(Refused, match="referral_after_limit"):
        after(opened, referral(day("2026-04-09")))


def test_as_21_a_reply_that_comes_before_the_session_is_held_and_applied_when_the_case_opens_without_any_overdue_event() -> None:
    early = c.HoldReply(
        now=at(HELD_ON, 8),
        by=OFFICER,
        case_id="00000000-0000-5000-8000-000000000001",
        reply=reply_on(HELD_ON),
        agency="snv",
        event_id="in-1",
    )
    events = after(early, open_case())
    assert named(events) == ["ReplyHeld", "FollowUpOpened", "ReplyIssued"]
    state = state_after(early, open_case())
    assert isinstance(state, Replied)
    assert pass_time(at(HELD_ON + timedelta(days=90)), state) == []


def test_as_24_a_reply_without_the_chair_among_its_addressees_is_accepted_flagged_and_keeps_the_case_open_until_fixed() -> None:
    without_chair = issue(DUE_ON, reported_to=("sl-tinh-uy", "sl-ubnd-tinh"))
    close = c.CloseCase(now=at(DUE_ON, 15), by=OFFICE)
    state = state_after(open_case(), without_chair)
    assert isinstance(state, Replied)
    assert state.facts.replies[0].flags == (Flag.INCOMPLETE_REPORTING,)
    assert state.facts.replies[0].missing_legs == (Leg.CHAIR,)
    with pytest.raises(Refused, match="reporting_incomplete"):
        decide(close, state)
    fix = c.CompleteReporting(now=at(DUE_ON, 16), by=OFFICER, reply_id="reply-1", reported_to=("chair",), directory=DIRECTORY)
    fixed = reduce(evolve, decide(fix, state), state)
    assert isinstance(reduce(evolve, decide(close, fixed), fixed), Closed)


def test_the_explanation_of_as_01_names_rule_source_every_day_and_the_calendar_version() -> None:
    facts = facts_of(state_after(open_case()))
    assert facts.schedule
    told = explain(facts.schedule.deadline, calendar(), pack())
    assert told.due_on == DUE_ON
    assert "DL-07" in told.lines[0]
    assert "Căn cứ: " in told.lines[1]
    assert [each.ordinal for each in told.days if each.ordinal] == list(range(1, 16))
    assert sum("Tết Nguyên đán" in line for line in told.lines) == 5
    assert told.lines[-1] == "Kết quả: Thứ Tư, 11/03/2026 – lịch làm việc phiên bản 2026-1"


def test_a_day_that_waits_for_confirmation_says_so_in_the_explanation() -> None:
    rule = terms().pack.rule(RuleKind.CONCLUSION_NOTICE, Level.PROVINCE, (Audience.PEOPLE,))
    assert rule
    told = explain(compute(rule, day("2026-11-20"), terms()), calendar(), pack())
    assert [each.date for each in told.days if each.status is DayStatus.CONFIRM] == [day("2026-11-24")]
    assert any("chờ xác nhận" in line for line in told.lines)
