"""An organisation that ends leaves its open cases to its successor, with history; whoever tracks a case may urge its holder."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from followup_cases import (
    AGENCY,
    CO_AGENCY,
    HOST,
    NOTICE,
    OFFICE,
    OFFICER,
    SUPERIOR,
    after,
    at,
    day,
    issue,
    named,
    open_case,
    pass_time,
    referral,
    state_after,
    terms,
)

from chassis.identity.actor import SYSTEM, Actor
from chassis.testing.spec import given
from contracts.vocabulary import Outcome, SuperiorOutcome
from followup.case import commands as c
from followup.case import events as e
from followup.case import promised
from followup.case.case import facts_of
from followup.case.decide import decider
from followup.readmodel.organisations import Organisation, Organisations
from followup.succession import run

LAST_DAY = day("2026-02-28")


def pass_on(gone: str = AGENCY, successors: tuple[str, ...] = ("sl-moi",), **changes: Any) -> c.PassToSuccessor:
    values = {"from_org_id": gone, "successor_ids": successors, "last_day": LAST_DAY, "decision_doc": NOTICE, **changes}
    return c.PassToSuccessor(now=at(day("2026-03-01"), 0), by=SYSTEM, **values)


def test_the_open_case_goes_to_the_successor_naming_the_decision_and_its_clock_keeps_running() -> None:
    before, facts = facts_of(state_after(open_case())), facts_of(state_after(open_case(), pass_on()))
    assert (facts.assigned_agency_id, facts.host_org_id, facts.schedule) == ("sl-moi", HOST, before.schedule)
    event = after(open_case(), pass_on())[-1]
    assert isinstance(event, promised.CasePassedToSuccessor)
    assert (event.from_org_id, event.to_org_id, event.effective_on, event.decision_doc) == (AGENCY, "sl-moi", day("2026-03-01"), NOTICE)


def test_of_several_successors_the_first_takes_over_and_the_others_may_reply_too() -> None:
    facts = facts_of(state_after(open_case(), pass_on(successors=("sl-moi", "sl-moi-2"))))
    assert (facts.assigned_agency_id, facts.co_agencies) == ("sl-moi", (CO_AGENCY, "sl-moi-2"))


def test_without_a_successor_the_hosts_office_holds_the_case() -> None:
    assert facts_of(state_after(open_case(), pass_on(successors=()))).assigned_agency_id == HOST


def test_when_the_host_ends_its_successor_is_the_chairs_side_and_the_rule_pack_stays_the_sessions() -> None:
    facts = facts_of(state_after(open_case(), pass_on(gone=HOST)))
    assert (facts.host_org_id, facts.session_host_org_id, facts.assigned_agency_id) == ("sl-moi", HOST, AGENCY)
    escalated = pass_time(at(day("2026-03-16")), state_after(open_case(), pass_on(gone=HOST)))
    chair = [event.to_org_id for event in escalated if isinstance(event, e.EscalationRaised) and event.level == 2]
    assert chair == ["sl-moi"]


def test_a_document_the_ended_agency_dated_in_its_time_still_answers_and_a_later_one_does_not() -> None:
    history = after(open_case(), pass_on())
    assert named(given(decider, *history).when(issue(LAST_DAY, now=at(day("2026-03-03")), said_on=day("2026-03-03"))).events) == [
        "ReplyIssued"
    ]
    given(decider, *history).when(issue(day("2026-03-02"))).refused("wrong_issuer")
    assert named(given(decider, *history).when(issue(day("2026-03-02"), issuing_org_id="sl-moi")).events) == ["ReplyIssued"]


def test_a_closed_case_stays_with_whom_it_was_unless_it_still_owes_what_it_promised() -> None:
    close = c.CloseCase(now=at(day("2026-02-27")), by=OFFICE)
    given(decider, *after(open_case(), issue(day("2026-02-26")), close)).when(pass_on()).then()
    owing = after(open_case(), issue(day("2026-02-26"), outcome=Outcome.IN_PLAN), close)
    assert named(given(decider, *owing).when(pass_on()).events) == ["CasePassedToSuccessor"]


def test_told_twice_it_moves_once_and_a_case_of_others_does_not_move() -> None:
    given(decider, *after(open_case(), pass_on())).when(pass_on()).then()
    given(decider, *after(open_case())).when(pass_on(gone="sl-other")).then()


REFERRED = (open_case(), referral(day("2026-02-26")))


def spoken(by: str, dated: str = "2026-03-10", outcome: SuperiorOutcome = SuperiorOutcome.ANSWERED) -> c.RecordSuperiorResponse:
    doc = NOTICE.model_copy(update={"issued_on": day(dated)})
    return c.RecordSuperiorResponse(now=at(day("2026-03-10")), by=OFFICE, superior_org_id=by, doc=doc, outcome=outcome, terms=terms())


def test_a_referral_goes_on_to_the_successor_of_a_superior_that_ends_and_the_days_left_stay() -> None:
    before, facts = facts_of(state_after(*REFERRED)), facts_of(state_after(*REFERRED, pass_on(gone=SUPERIOR)))
    assert (facts.superior_org_id, facts.remaining_working_days) == ("sl-moi", before.remaining_working_days)
    assert (facts.assigned_agency_id, facts.host_org_id, facts.co_agencies) == (AGENCY, HOST, (CO_AGENCY,))
    history = after(*REFERRED, pass_on(gone=SUPERIOR))
    assert isinstance(history[-1], promised.CasePassedToSuccessor)
    assert (history[-1].from_org_id, history[-1].to_org_id, history[-1].superior_org_id) == (SUPERIOR, "sl-moi", "sl-moi")
    assert history[: len(after(*REFERRED))] == after(*REFERRED)
    assert "SuperiorResponseReceived" in named(given(decider, *history).when(spoken("sl-moi")).events)
    given(decider, *history).when(spoken(SUPERIOR)).refused("not_the_superior")


def test_what_the_ended_superior_wrote_in_its_time_still_counts_and_its_successor_takes_over() -> None:
    history = after(*REFERRED, pass_on(gone=SUPERIOR))
    in_time = spoken(SUPERIOR, "2026-02-27", SuperiorOutcome.TAKEN_OVER)
    taken = [each for each in given(decider, *history).when(in_time).events if isinstance(each, e.CaseReassigned)]
    assert [each.to_agency_id for each in taken] == ["sl-moi"]
    given(decider, *history).when(spoken(AGENCY, "2026-02-27")).refused("not_the_superior")


def test_a_referral_that_went_on_is_not_passed_on_again_for_the_same_end() -> None:
    given(decider, *after(*REFERRED, pass_on(gone=SUPERIOR))).when(pass_on(gone=SUPERIOR)).then()


def organisations(**ended: tuple[str, str]) -> Organisations:
    rows = {
        org_id: Organisation(org_id=org_id, name=org_id, org_class="GOV", level="DISTRICT", valid_to=day(last), successor_ids=successors)
        for org_id, (last, successors) in ended.items()
    }
    return Organisations(rows)


def test_the_directory_follows_successors_that_ended_themselves() -> None:
    found = organisations(a=("2025-02-28", "b c"), b=("2025-06-30", "d"))
    assert found.successors("a", day("2025-07-01")) == ("d", "c")
    assert found.successors("a", day("2025-06-30")) == ("b", "c")
    assert found.successors("unknown", day("2025-07-01")) == ()
    assert organisations(a=("2025-02-28", "b"), b=("2025-02-28", "a")).successors("a", day("2025-07-01")) == ()
    assert organisations(a=("2025-02-28", "b c"), b=("2025-06-30", "")).successors("a", day("2025-07-01")) == ("c",)
    assert organisations(a=("2025-02-28", "b"), b=("2025-06-30", "")).successors("a", day("2025-07-01")) == ()


def announce(last_day: date = LAST_DAY, successors: tuple[str, ...] = ("sl-moi",)) -> run.Announce:
    return run.Announce(org_id="sl-cu", last_day=last_day, successor_ids=successors, decision_doc=None, starts_at=at(day("2026-03-01"), 0))


def test_a_run_is_announced_once_goes_page_by_page_and_starts_anew_with_other_successors() -> None:
    [announced] = given(run.decider).when(announce()).events
    given(run.decider, announced).when(announce()).then()
    first = run.Advance(page=1, after="x", done=False)
    [advanced] = given(run.decider, announced).when(first).events
    given(run.decider, announced, advanced).when(first).then()
    given(run.decider).when(first).then()
    [done] = given(run.decider, announced, advanced).when(run.Advance(page=2, after="y", done=True)).events
    given(run.decider, announced, advanced, done).when(run.Advance(page=3, after="z", done=True)).then()
    assert len(given(run.decider, announced, advanced, done).when(announce(successors=("sl-khac",))).events) == 1


def urging(**changes: Any) -> c.Urge:
    return c.Urge(now=at(day("2026-03-03")), by=OFFICE, **{"note": "Đề nghị báo cáo tiến độ.", **changes})


def test_urging_names_who_urges_whom_and_moves_nothing() -> None:
    [event] = given(decider, *after(open_case())).when(urging()).events
    assert isinstance(event, promised.CaseUrged)
    assert (event.by_role, event.by_org_id, event.to_org_id, event.due_on) == ("dialogue_office", HOST, AGENCY, day("2026-03-11"))
    assert state_after(open_case(), urging()) == state_after(open_case())


def test_a_referred_case_is_urged_at_the_superior() -> None:
    [event] = given(decider, *after(open_case(), referral(day("2026-03-03")))).when(urging()).events
    assert isinstance(event, promised.CaseUrged)
    assert (event.to_org_id, event.due_on) == (SUPERIOR, None)


@pytest.mark.parametrize(("outcome", "urged"), [(Outcome.RESOLVED, False), (Outcome.IN_PLAN, True)])
def test_a_closed_case_is_urged_only_about_a_promise_still_open(outcome: Outcome, *, urged: bool) -> None:
    close = c.CloseCase(now=at(day("2026-03-03")), by=OFFICE)
    history = given(decider, *after(open_case(), issue(day("2026-03-02"), outcome=outcome), close)).when(urging())
    if urged:
        assert named(history.events) == ["CaseUrged"]
    else:
        history.refused("nothing_to_urge")


def test_an_inspectorate_urges_under_its_own_name() -> None:
    by = Actor("inspector-1", "inspectorate", "sl-thanh-tra-tinh")
    [event] = given(decider, *after(open_case())).when(replace(urging(), by=by)).events
    assert isinstance(event, promised.CaseUrged)
    assert (event.by_role, event.by_org_id) == ("inspectorate", "sl-thanh-tra-tinh")
    assert OFFICER.role != event.by_role
