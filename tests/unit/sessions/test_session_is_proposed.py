from dataclasses import replace
from datetime import date, timedelta

from sessions_life import ENDS, ORGS, SCHEDULE, SCHEDULED, STARTS, S

from chassis.testing.spec import given
from contracts.vocabulary import Audience, DomainCode, Form, Level, Regime, Trigger
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import events as e
from sessions.dialogue_session.decide import decider

PROPOSE = ask.ProposeSession(
    session_id=S,
    plan_year=2026,
    regime=Regime.AD_HOC,
    audience=(Audience.PEOPLE,),
    form=Form.SINGLE_TOPIC,
    level=Level.PROVINCE,
    host_org_id="vpub",
    trigger=Trigger.HOT_ISSUE,
    proposed_by_role="inspectorate",
    proposed_by_org_id="snn",
    proposed_on=date(2026, 1, 20),
    reason="Nhiều hộ dân bức xúc về bồi thường",
    ad_hoc_only=True,
    topic_codes=(DomainCode.LAND,),
    orgs=ORGS,
)
APPROVE = ask.ApproveProposal("chairperson", STARTS, ENDS, "Hội trường", orgs=ORGS)


def proposed(**changes: object) -> e.SessionProposed:
    [event] = given(decider).when(replace(PROPOSE, **changes)).events  # type: ignore[arg-type]
    assert isinstance(event, e.SessionProposed)
    return event


def test_a_unit_an_inspectorate_or_the_front_proposes_an_ad_hoc_session_and_the_chair_sets_time_and_place() -> None:
    [event] = given(decider, proposed()).when(APPROVE).events
    assert isinstance(event, e.SessionScheduled)
    assert (event.proposed_by_role, event.proposed_by_org_id) == ("inspectorate", "snn")
    assert (event.topic_code, event.starts_at, event.venue) == (DomainCode.LAND, STARTS, "Hội trường")
    given(decider, proposed()).when(PROPOSE).then()
    given(decider, proposed()).when(replace(PROPOSE, reason="Khác")).refused("session_already_scheduled")


def test_whoever_may_propose_only_ad_hoc_sessions_cannot_propose_a_periodic_one() -> None:
    periodic = replace(PROPOSE, regime=Regime.PERIODIC, form=Form.CONFERENCE, trigger=Trigger.PLAN, topic_codes=())
    given(decider).when(periodic).refused("proposes_only_ad_hoc")
    assert given(decider).when(replace(periodic, ad_hoc_only=False, proposed_by_role="dialogue_office")).refusal is None


def test_a_proposal_has_a_reason_exactly_one_topic_and_a_host_that_exists() -> None:
    given(decider).when(replace(PROPOSE, reason=" ")).refused("reason_missing")
    given(decider).when(replace(PROPOSE, topic_codes=(DomainCode.LAND, DomainCode.HEALTH))).refused("one_topic_required")
    given(decider).when(replace(PROPOSE, host_org_id="nobody")).refused("org_unknown")


def test_a_proposal_without_chair_time_or_place_is_completed_by_the_chair() -> None:
    given(decider, proposed()).when(ask.ApproveProposal(orgs=ORGS)).refused("proposal_incomplete")
    given(decider, proposed()).when(replace(APPROVE, venue=None)).refused("proposal_incomplete")
    complete = proposed(chair_role="chairperson", starts_at=STARTS, ends_at=ENDS, venue="Hội trường")
    assert given(decider, complete).when(ask.ApproveProposal(orgs=ORGS)).refusal is None
    moved = ask.ApproveProposal(starts_at=STARTS + timedelta(days=1), orgs=ORGS)
    given(decider, complete).when(moved).refused("proposal_incomplete")


def test_the_chair_declines_with_a_reason_and_only_what_was_proposed() -> None:
    declined = e.ProposalDeclined(S, "Đã giải quyết xong", "chairperson")
    decline = ask.DeclineProposal("Đã giải quyết xong", "chairperson")
    given(decider, proposed()).when(decline).then(declined)
    given(decider, proposed(), declined).when(decline).then()
    given(decider, proposed(), declined).when(APPROVE).refused("session_not_proposed")
    given(decider, proposed()).when(replace(decline, reason="")).refused("reason_missing")
    given(decider, SCHEDULED).when(decline).refused("session_not_proposed")
    given(decider).when(decline).refused("session_unknown")
    given(decider).when(APPROVE).refused("session_unknown")


def test_an_opinion_for_a_proposed_session_waits_until_it_is_on_the_calendar() -> None:
    given(decider, proposed()).when(ask.ScheduleOpinion("o")).then()


def test_the_chair_may_schedule_at_once_what_was_proposed() -> None:
    [event] = given(decider, proposed()).when(SCHEDULE).events
    assert event.proposed_by_role == "inspectorate"  # type: ignore[union-attr]
