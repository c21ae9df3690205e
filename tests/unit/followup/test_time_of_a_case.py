"""More time, another class, another agency, upward: what the chair decides and under which conditions."""

from dataclasses import replace
from typing import Any

import pytest
from followup_cases import (
    AGENCY,
    CASE,
    CHAIR,
    DUE_ON,
    HELD_ON,
    NOTICE,
    OFFICE,
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
    state_after,
    terms,
)

from chassis.identity.actor import SYSTEM
from chassis.testing.spec import given
from contracts.vocabulary import Complexity, RecalculationCause, SuperiorOutcome
from contracts.workdays import SpecialDay
from followup.case import commands as c
from followup.case import events as e
from followup.case.case import InProgress, Replied, SuperiorAnswered, facts_of
from followup.case.decide import decider
from followup.case.vocabulary import CommunicatedBy
from followup.deadlines.deadline import Terms

ASKED = extension(day("2026-03-10"), day("2026-03-25"))


def grant(**changes: Any) -> c.GrantExtension:
    return c.GrantExtension(**{"now": at(day("2026-03-10"), 11), "by": CHAIR, "terms": terms(), **changes})


def test_an_extension_on_the_due_date_itself_is_in_time() -> None:
    assert named(after(open_case(), extension(DUE_ON, day("2026-03-25"))))[-1] == "ExtensionRequested"


def test_an_extension_needs_the_expected_date_reported() -> None:
    given(decider, *after(open_case())).when(extension(day("2026-03-10"), day("2026-03-25"), reported_to_org_id=None)).refused(
        "extension_without_report"
    )


def test_an_extension_must_be_later_than_the_due_date() -> None:
    given(decider, *after(open_case())).when(extension(day("2026-03-03"), DUE_ON)).refused("extension_not_later")


def test_one_extension_is_asked_at_a_time() -> None:
    given(decider, *after(open_case(), ASKED)).when(ASKED).refused("extension_already_asked")


def test_a_case_without_a_limit_cannot_be_extended() -> None:
    given(decider, *after(open_case(terms=None))).when(ASKED).refused("case_without_limit")


def test_granting_carries_the_decision_and_the_new_date_in_one_event_and_names_both_dates() -> None:
    events = after(open_case(), ASKED, grant())
    granted, recalculated = events[-2:]
    assert isinstance(granted, e.ExtensionGranted)
    assert isinstance(recalculated, e.DeadlineRecalculated)
    assert (granted.old_due_on, granted.schedule.due_on, granted.wish.cap_on) == (DUE_ON, day("2026-03-25"), day("2026-04-01"))
    assert (recalculated.old_due_on, recalculated.schedule.due_on, recalculated.cause) == (
        DUE_ON,
        day("2026-03-25"),
        RecalculationCause.EXTENDED,
    )


def test_an_extended_case_is_reminded_by_its_new_date() -> None:
    facts = facts_of(state_after(open_case(), ASKED, grant()))
    assert facts.schedule
    assert facts.schedule.generation == 2
    d2 = facts.schedule.step("D2")
    assert d2
    assert d2.at == at(day("2026-03-23"), 9)


def test_only_the_chair_grants() -> None:
    given(decider, *after(open_case(), ASKED)).when(grant(by=OFFICER)).refused("only_the_chair_decides")


def test_nothing_is_granted_that_nobody_asked() -> None:
    given(decider, *after(open_case())).when(grant()).refused("no_extension_asked")


def test_a_refused_extension_leaves_the_due_date() -> None:
    refuse = c.RefuseExtension(now=at(day("2026-03-10"), 11), by=CHAIR, because="Chưa có căn cứ")
    events = after(open_case(), ASKED, refuse)
    assert named(events)[-1] == "ExtensionRefused"
    facts = facts_of(state_after(open_case(), ASKED, refuse))
    assert facts.schedule
    assert (facts.schedule.due_on, facts.wish) == (DUE_ON, None)


def test_an_extension_asked_in_time_may_be_granted_after_the_old_date_was_missed() -> None:
    events = after(open_case(), ASKED, grant(now=at(day("2026-03-12"), 8)))
    assert "DeadlineMissed" in named(events)
    assert named(events)[-2:] == ["ExtensionGranted", "DeadlineRecalculated"]


def test_a_delay_notice_tells_the_submitter_and_moves_no_date() -> None:
    notice = c.SendDelayNotice(now=at(day("2026-03-10")), by=OFFICER, doc=NOTICE, expected_reply_on=day("2026-03-20"))
    given(decider, *after(open_case())).when(
        c.SendDelayNotice(now=at(HELD_ON, 18), by=OFFICER, doc=NOTICE, expected_reply_on=day("2026-02-10"))
    ).refused("expected_reply_in_the_past")
    facts = facts_of(state_after(open_case(), notice))
    assert facts.schedule
    assert facts.schedule.due_on == DUE_ON


def reclassify(to: Complexity = Complexity.COMPLEX, on: str = "2026-03-09", **changes: Any) -> c.Reclassify:
    return c.Reclassify(**{"now": at(day(on)), "by": CHAIR, "to": to, "reason": "Nhiều ngành", "terms": terms(), **changes})


def test_only_the_chair_sets_the_class() -> None:
    given(decider, *after(open_case())).when(reclassify(by=OFFICE)).refused("only_the_chair_decides")


def test_setting_the_class_it_has_changes_nothing() -> None:
    given(decider, *after(open_case())).when(reclassify(Complexity.ORDINARY, on="2026-02-12")).then()


def test_back_to_ordinary_shortens_a_date_nobody_was_told() -> None:
    facts = facts_of(state_after(open_case(complexity=Complexity.COMPLEX), reclassify(Complexity.ORDINARY, on="2026-02-12")))
    assert facts.schedule
    assert facts.schedule.due_on == DUE_ON


def test_back_to_ordinary_is_refused_once_the_date_was_communicated() -> None:
    told = c.MarkCommunicated(now=at(day("2026-02-25")), by=OFFICE, by_means_of=c.CommunicatedBy.CONCLUSION_NOTICE)
    given(decider, *after(open_case(complexity=Complexity.COMPLEX), told)).when(reclassify(Complexity.ORDINARY, on="2026-02-26")).refused(
        "due_date_already_communicated"
    )


def test_another_agency_takes_over_while_the_clock_keeps_running() -> None:
    move = c.Reassign(now=at(day("2026-02-20")), by=CHAIR, to_agency_id="sl-stc", reason="Đúng chức năng")
    before, moved = facts_of(state_after(open_case())), facts_of(state_after(open_case(), move))
    assert (moved.assigned_agency_id, moved.schedule) == ("sl-stc", before.schedule)
    assert AGENCY not in moved.issuers


def response(on: str, **changes: Any) -> c.RecordSuperiorResponse:
    values = {"superior_org_id": SUPERIOR, "doc": NOTICE, "outcome": SuperiorOutcome.RETURNED, "terms": terms(), **changes}
    return c.RecordSuperiorResponse(now=at(day(on)), by=OFFICE, **values)


def test_the_agency_advises_the_chair_and_nothing_stops_yet() -> None:
    ask = c.RequestReferral(now=at(day("2026-02-20")), by=OFFICER, superior_org_id=SUPERIOR, reason="Vượt thẩm quyền")
    before, asked = facts_of(state_after(open_case())), facts_of(state_after(open_case(), ask))
    assert (asked.schedule, asked.superior_org_id) == (before.schedule, None)
    assert asked.referral_asked
    assert asked.referral_asked.reason == "Vượt thẩm quyền"


def test_the_same_advice_twice_is_given_once_and_the_chair_may_decline_it_with_a_reason() -> None:
    ask = c.RequestReferral(now=at(day("2026-02-20")), by=OFFICER, superior_org_id=SUPERIOR, reason="Vượt thẩm quyền")
    decline = c.DeclineReferral(now=at(day("2026-02-23")), by=CHAIR, because="Thuộc thẩm quyền của Sở")
    given(decider, *after(open_case(), ask)).when(ask).then()
    assert facts_of(state_after(open_case(), ask, decline)).referral_asked is None
    given(decider, *after(open_case(), ask)).when(replace(decline, by=OFFICER)).refused("only_the_chair_decides")
    given(decider, *after(open_case())).when(decline).refused("no_referral_asked")


def test_a_superior_that_takes_the_matter_over_answers_it_from_then_on() -> None:
    taken = response("2026-03-20", outcome=SuperiorOutcome.TAKEN_OVER)
    facts = facts_of(state_after(open_case(), referral(day("2026-03-04")), taken))
    assert (facts.assigned_agency_id, facts.schedule and facts.schedule.due_on) == (SUPERIOR, day("2026-03-27"))
    assert AGENCY not in facts.issuers


def test_the_expected_date_is_reported_to_a_peoples_committee_or_a_configured_organisation() -> None:
    ask = extension(day("2026-03-10"), day("2026-03-25"), report_bodies=frozenset({"sl-ubnd-tinh"}))
    assert named(after(open_case(), ask))[-1] == "ExtensionRequested"
    given(decider, *after(open_case())).when(replace(ask, reported_to_org_id="sl-stc")).refused("extension_reported_elsewhere")


def test_upward_goes_through_the_chair_and_tells_the_submitter() -> None:
    history = after(open_case())
    given(decider, *history).when(referral(day("2026-02-26"), by=OFFICER)).refused("only_the_chair_decides")
    given(decider, *history).when(referral(day("2026-02-26"), citizen_notice_doc=None)).refused("referral_without_submitter_notice")
    given(decider, *history).when(referral(day("2026-02-26"), superior_org_id=AGENCY)).refused("superior_is_the_assigned_agency")


def test_when_the_superior_has_answered_the_days_that_were_left_run_on() -> None:
    state = state_after(open_case(), referral(day("2026-03-04")), response("2026-03-20"))
    assert isinstance(state, SuperiorAnswered)
    assert state.facts.schedule
    assert state.facts.remaining_working_days == 5
    assert state.facts.schedule.due_on == day("2026-03-27")
    assert state.facts.schedule.deadline.formula == "WD(R,5)"


def test_referred_on_the_last_day_one_working_day_is_left() -> None:
    facts = facts_of(state_after(open_case(), referral(DUE_ON), response("2026-03-20")))
    assert facts.schedule
    assert facts.schedule.due_on == day("2026-03-23")


def test_another_organisation_cannot_answer_for_the_superior() -> None:
    given(decider, *after(open_case(), referral(day("2026-03-04")))).when(response("2026-03-20", superior_org_id="sl-other")).refused(
        "not_the_superior"
    )


def test_no_superior_answers_a_case_that_was_not_referred() -> None:
    given(decider, *after(open_case())).when(response("2026-03-20")).refused("case_not_referred")


def test_while_the_superior_has_the_case_the_agency_does_not_reply() -> None:
    given(decider, *after(open_case(), referral(day("2026-03-04")))).when(issue(day("2026-03-06"))).refused("case_is_with_the_superior")


def test_the_superior_may_reply_to_the_submitter_itself_and_is_on_time() -> None:
    state = state_after(open_case(), referral(day("2026-03-04")), issue(day("2026-04-20"), issuing_org_id=SUPERIOR))
    assert isinstance(state, Replied)
    assert state.facts.timeliness.value == "ON_TIME"
    assert named(after(open_case(), referral(day("2026-03-04")), issue(day("2026-04-20"), issuing_org_id=SUPERIOR)))[-3:] == [
        "SuperiorResponseReceived",
        "DeadlineRecalculated",
        "ReplyIssued",
    ]


def test_a_case_at_work_can_be_referred_and_one_referred_cannot_be_extended() -> None:
    start = c.StartWork(now=at(day("2026-02-12")), by=OFFICER)
    assert isinstance(state_after(open_case(), start), InProgress)
    given(decider, *after(open_case(), start, referral(day("2026-03-04")))).when(extension(day("2026-03-05"), day("2026-03-25"))).refused(
        "case_not_running"
    )


@pytest.mark.parametrize("command", [ASKED, reclassify(), referral(day("2026-03-10"))])
def test_an_answered_case_has_no_time_left_to_change(command: c.CaseCommand) -> None:
    given(decider, *after(open_case(), issue(day("2026-03-02")))).when(command).refused("case_not_running")


def test_the_case_named_in_every_event_is_this_one() -> None:
    assert {event.case_id for event in after(open_case(), ASKED, grant(), issue(day("2026-03-20")))} == {CASE}


ANSWERED_ON_16_03 = c.RecordSuperiorResponse(
    now=at(day("2026-03-16")), by=OFFICE, superior_org_id=SUPERIOR, doc=NOTICE, outcome=SuperiorOutcome.ANSWERED, terms=terms()
)


def test_another_rule_pack_leaves_the_days_that_were_left_after_a_referral_as_they_are() -> None:
    other = Terms(replace(pack(), rule_pack_id="SL-429-final"), calendar())
    moved = after(
        open_case(),
        referral(day("2026-03-06")),
        ANSWERED_ON_16_03,
        c.RecalculateDeadline(now=at(day("2026-03-17")), by=SYSTEM, terms=other),
    )[-1]
    assert isinstance(moved, e.DeadlineUpheld)
    assert moved.schedule.due_on == day("2026-03-19")  # three working days were left on 06/03: 09, 10, 11/03
    assert moved.schedule.deadline.formula == "WD(R,3)"


def test_the_days_that_were_left_end_not_before_the_date_that_was_communicated() -> None:
    told = c.MarkCommunicated(now=at(day("2026-03-02")), by=SYSTEM, by_means_of=CommunicatedBy.NOTICE)
    saturday = replace(
        calendar(),
        version="2026-2",
        special={
            **calendar().special,
            day("2026-03-07"): SpecialDay(day("2026-03-07"), is_working=True, reason="Làm bù", source_document="Công văn 1"),
        },
    )
    answered = replace(ANSWERED_ON_16_03, now=at(day("2026-03-05"), 15), terms=Terms(pack(), saturday))
    facts = facts_of(state_after(open_case(), told, referral(day("2026-03-05")), answered))
    assert facts.schedule
    assert facts.schedule.due_on == DUE_ON
    later = facts_of(state_after(open_case(), told, referral(day("2026-03-06")), ANSWERED_ON_16_03))
    assert later.schedule
    assert later.schedule.due_on == day("2026-03-19")


def test_an_extension_that_the_due_date_has_passed_meanwhile_is_not_granted() -> None:
    wish = extension(day("2026-03-10"), day("2026-03-16"))
    complicated = c.Reclassify(now=at(day("2026-03-11"), 10), by=CHAIR, to=Complexity.COMPLEX, reason="Nhiều ngành", terms=terms())
    given(decider, *after(open_case(), wish, complicated)).when(grant(now=at(day("2026-03-11"), 11))).refused("extension_not_later")
