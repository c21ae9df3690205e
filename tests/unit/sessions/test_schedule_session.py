from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sessions_life import BEFORE, DURING, ENDS, INVITED, ORGS, SCHEDULE, SCHEDULED, STARTS, S

from chassis.testing.spec import given
from contracts.vocabulary import Audience, DomainCode, Form, Level, Regime, Trigger
from sessions.dialogue_session import events as e
from sessions.dialogue_session.commands import CancelSession, PostponeSession
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.facts import VoterRequest

LATER = STARTS + timedelta(days=7)
AD_HOC = replace(SCHEDULE, regime=Regime.AD_HOC, form=Form.SINGLE_TOPIC, trigger=Trigger.HOT_ISSUE, topic_codes=(DomainCode.LAND,))


def test_a_periodic_session_is_scheduled_with_the_cutoff_on_the_day_before() -> None:
    given(decider).when(SCHEDULE).then(SCHEDULED)


def test_scheduling_the_same_twice_changes_nothing() -> None:
    given(decider, SCHEDULED).when(SCHEDULE).then()


def test_another_content_under_the_same_id_is_refused() -> None:
    given(decider, SCHEDULED).when(replace(SCHEDULE, venue="Sân vận động")).refused("session_already_scheduled")


def test_a_session_may_last_several_days() -> None:
    after = (
        given(decider).when(replace(SCHEDULE, ends_at=ENDS + timedelta(days=2))).then(replace(SCHEDULED, ends_at=ENDS + timedelta(days=2)))
    )
    assert after.plan.ends_at == ENDS + timedelta(days=2)  # type: ignore[union-attr]


def test_an_ad_hoc_session_on_one_topic_needs_no_plan() -> None:
    asked = given(decider).when(AD_HOC)
    assert [event.topic_code for event in asked.events] == [DomainCode.LAND]  # type: ignore[union-attr]


@pytest.mark.parametrize("topics", [(), (DomainCode.LAND, DomainCode.HEALTH)])
def test_an_ad_hoc_session_with_no_topic_or_with_two_is_refused(topics: tuple[DomainCode, ...]) -> None:
    given(decider).when(replace(AD_HOC, topic_codes=topics)).refused("one_topic_required")
    given(decider).when(replace(AD_HOC, form=Form.CONFERENCE, topic_codes=topics)).refused("one_topic_required")


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"audience": ()}, "audience_missing"),
        ({"audience": (Audience.PEOPLE, Audience.PEOPLE)}, "audience_named_twice"),
        ({"topic_codes": (DomainCode.LAND, DomainCode.HEALTH)}, "one_topic_at_most"),
        ({"form": Form.SINGLE_TOPIC, "topic_codes": (DomainCode.LAND,)}, "single_topic_is_ad_hoc"),
        ({"trigger": Trigger.HOT_ISSUE}, "periodic_follows_the_plan"),
        ({"ends_at": STARTS - timedelta(minutes=1)}, "ends_before_it_starts"),
        ({"opinion_cutoff_on": date(2026, 2, 12)}, "cutoff_after_session"),
        ({"plan_id": "plan-9"}, "plan_unknown"),
        ({"plan_id": "plan-1", "planned_year": 2025}, "plan_year_differs"),
        ({"host_org_id": "nobody"}, "org_unknown"),
        ({"host_org_id": "sop-cop"}, "org_not_valid_on_date"),
        ({"host_org_id": "new"}, "org_not_valid_on_date"),
    ],
)
def test_a_schedule_that_breaks_a_rule_is_refused(changes: dict[str, object], slug: str) -> None:
    given(decider).when(replace(SCHEDULE, **changes)).refused(slug)  # type: ignore[arg-type]


def test_an_ad_hoc_session_names_its_cause_and_voters_can_only_ask_a_commune() -> None:
    given(decider).when(replace(AD_HOC, trigger=Trigger.PLAN)).refused("ad_hoc_needs_its_cause")
    given(decider).when(replace(AD_HOC, trigger=Trigger.VOTERS_10_PERCENT)).refused("voters_ask_a_commune")
    by_voters = replace(AD_HOC, trigger=Trigger.VOTERS_10_PERCENT, level=Level.COMMUNE)
    given(decider).when(by_voters).refused("voters_are_counted")
    given(decider).when(replace(AD_HOC, voters=VoterRequest(500, 4000))).refused("voters_are_counted")
    given(decider).when(replace(by_voters, voters=VoterRequest(399, 4000))).refused("voters_below_a_tenth")
    given(decider).when(replace(by_voters, voters=VoterRequest(0, 0))).refused("voters_below_a_tenth")
    [event] = given(decider).when(replace(by_voters, voters=VoterRequest(400, 4000))).events
    assert event.voters == VoterRequest(400, 4000)  # type: ignore[union-attr]


def test_districts_meet_until_their_last_day_and_never_after() -> None:
    last = datetime(2025, 6, 30, 16, 59, tzinfo=UTC)
    district = replace(SCHEDULE, level=Level.DISTRICT, host_org_id="sop-cop")
    assert given(decider).when(replace(district, starts_at=last, ends_at=last)).refusal is None
    first = last + timedelta(minutes=1)
    given(decider).when(replace(district, starts_at=first, ends_at=first)).refused("district_level_ended")


def test_a_session_planned_for_next_year_keeps_its_plan_year() -> None:
    held = datetime(2025, 12, 18, 1, tzinfo=UTC)
    asked = given(decider).when(replace(SCHEDULE, plan_id="vpub-2026", planned_year=2026, starts_at=held, ends_at=held))
    assert asked.events[0].plan_year == 2026  # type: ignore[union-attr]


def test_postponing_names_everybody_who_must_be_told_again() -> None:
    told = e.InviteeTold(S, "b", date(2026, 1, 29))
    postponed = e.SessionPostponed(S, "Bão", LATER, LATER + timedelta(hours=3), date(2026, 2, 17), ("b",))
    after = given(decider, SCHEDULED, INVITED, told).when(PostponeSession("Bão", LATER, orgs=ORGS)).then(postponed)
    assert after.plan.notices.told == frozenset()  # type: ignore[union-attr]
    assert after.plan.starts_at == LATER  # type: ignore[union-attr]


def test_a_session_postponed_without_a_date_waits_for_one() -> None:
    without = e.SessionPostponed(S, "Bão")
    given(decider, SCHEDULED).when(PostponeSession("Bão")).then(without)
    given(decider, SCHEDULED, without).when(PostponeSession("Bão")).then()
    asked = given(decider, SCHEDULED, without).when(PostponeSession("Đã có ngày", LATER, orgs=ORGS))
    assert asked.refusal is None


@pytest.mark.parametrize(
    ("command", "slug"),
    [
        (PostponeSession(" "), "reason_missing"),
        (CancelSession(""), "reason_missing"),
        (PostponeSession("Bão", STARTS, orgs=ORGS), "new_date_not_later"),
        (PostponeSession("Bão", LATER, LATER - timedelta(hours=1), orgs=ORGS), "ends_before_it_starts"),
        (PostponeSession("Bão", None, LATER, orgs=ORGS), "ends_before_it_starts"),
        (PostponeSession("Bão", LATER, orgs={}), "org_unknown"),
    ],
)
def test_a_postponement_that_makes_no_sense_is_refused(command: PostponeSession | CancelSession, slug: str) -> None:
    given(decider, SCHEDULED).when(command).refused(slug)


def test_a_district_session_cannot_be_moved_beyond_the_end_of_districts() -> None:
    june = datetime(2025, 6, 20, 1, tzinfo=UTC)
    scheduled = replace(SCHEDULED, level=Level.DISTRICT, host_org_id="sop-cop", starts_at=june, ends_at=june, opinion_cutoff_on=None)
    july = PostponeSession("Mưa lũ", datetime(2025, 7, 2, 1, tzinfo=UTC), orgs=ORGS)
    given(decider, scheduled).when(july).refused("district_level_ended")


def test_a_session_is_cancelled_once_and_only_before_it_opens() -> None:
    cancelled = e.SessionCancelled(S, "Đã giải quyết")
    given(decider, *BEFORE).when(CancelSession("Đã giải quyết")).then(cancelled)
    given(decider, *BEFORE, cancelled).when(CancelSession("Đã giải quyết")).then()
    given(decider, *DURING).when(CancelSession("Đã giải quyết")).refused("session_not_before_opening")
    given(decider).when(CancelSession("Đã giải quyết")).refused("session_unknown")
