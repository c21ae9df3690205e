"""The acceptance scenarios of the rules that concern sessions (domain rules, section 21), each told in the words of its line."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime

from sessions_life import ADOPTED, DURING, NOTICE, ORGS, SCHEDULE, S, assigned, listed, slip, spoke, told

from chassis.testing.spec import given
from contracts.vocabulary import Audience, Authority, Disposition, DomainCode, Form, Level, Regime, Trigger
from contracts.workdays import reporting_year
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import events as e
from sessions.dialogue_session.concluding import results_of
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.session import NoSession
from sessions.outbound import SAME_WORDS

THREE_SLIPS = (*DURING, *(event for number, o in enumerate("abc", 1) for event in (listed(o), slip(number, o))))
SPOKEN = (*DURING, listed("o"), slip(1, "o"), spoke(1, 1))


def concluded(*life: e.DialogueSessionEvent) -> e.SessionConcluded:
    [event] = given(decider, *life).when(ask.ConcludeSession()).events
    assert isinstance(event, e.SessionConcluded)
    return event


def test_as_13_a_matter_beyond_authority_is_counted_so_when_the_session_is_concluded() -> None:
    event = concluded(*SPOKEN, assigned("o", authority=Authority.BEYOND), ADOPTED)
    assert event.totals.beyond_authority == 1
    assert event.opinions[0].authority is Authority.BEYOND


def test_as_16_the_session_of_18_december_2025_and_that_of_16_december_2026_both_count_for_plan_year_2026() -> None:
    staff = replace(told(), audience=(Audience.STAFF,), plan_year=2026)
    first = replace(staff, held_from=date(2025, 12, 18), held_on=date(2025, 12, 18), concluded_at=datetime(2025, 12, 18, 4, tzinfo=UTC))
    second = replace(staff, held_from=date(2026, 12, 16), held_on=date(2026, 12, 16), concluded_at=datetime(2026, 12, 16, 4, tzinfo=UTC))
    years = [
        (event.plan_year, event.reporting_year, event.held_on.year)  # type: ignore[union-attr]
        for command in (first, second)
        for event in given(decider).when(command).events
    ]
    assert years == [(2026, 2026, 2025), (2026, 2027, 2026)]
    assert reporting_year(date(2026, 12, 14)) == 2026


def test_as_17_983_sessions_doubled_and_shuffled_are_983_and_a_district_ends_on_30_june_2025() -> None:
    levels = {Level.PROVINCE: 90, Level.DISTRICT: 219, Level.COMMUNE: 674}
    day = {level: date(2025, 6, 30) for level in levels}
    stories = [
        replace(
            told(), session_id=f"{level}-{number}", message_id=f"{level}-{number}", level=level, held_from=day[level], held_on=day[level]
        )
        for level, many in levels.items()
        for number in range(many)
    ]
    again = random.Random(7).sample(stories, len(stories) // 10)
    everything = [*stories, *again]
    random.Random(11).shuffle(everything)
    states: dict[str, object] = {}
    counted: dict[Level, int] = dict.fromkeys(levels, 0)
    for command in everything:
        state = states.get(command.session_id, NoSession())
        for event in decider.decide(command, state):  # type: ignore[arg-type]
            state = decider.evolve(state, event)  # type: ignore[arg-type]
            counted[command.level] += isinstance(event, e.SessionConcluded)
        states[command.session_id] = state
    assert counted == levels
    assert sum(counted.values()) == 983
    next_day = replace(told(), level=Level.DISTRICT, held_from=date(2025, 7, 1), held_on=date(2025, 7, 1))
    [refused] = given(decider).when(next_day).events
    assert isinstance(refused, e.ConclusionRefused)
    assert "district_level_ended" in refused.slugs


def test_as_19_the_chair_calls_slip_3_before_2_with_a_reason() -> None:
    reason = "Nội dung cấp bách"
    life = (*THREE_SLIPS, spoke(1, 1))
    given(decider, *life).when(ask.TakeSpeakingTurn(3)).refused("override_needs_reason")
    [turn] = given(decider, *life).when(ask.TakeSpeakingTurn(3, reason)).events
    assert (turn.slip_no, turn.turn_no, turn.overridden_by_chair, turn.override_reason) == (3, 2, True, reason)  # type: ignore[union-attr]
    state = given(decider, *life, turn).when(ask.TakeSpeakingTurn(2)).state
    assert state.spoken == (1, 3, 2)  # type: ignore[union-attr]


def test_as_20_an_ad_hoc_session_on_two_topics_is_refused() -> None:
    two = (DomainCode.LAND, DomainCode.ENVIRONMENT)
    ad_hoc = replace(SCHEDULE, regime=Regime.AD_HOC, form=Form.SINGLE_TOPIC, trigger=Trigger.HOT_ISSUE, topic_codes=two, orgs=ORGS)
    given(decider).when(ad_hoc).refused("one_topic_required")


def test_as_22_a_denunciation_raised_live_leaves_nothing_but_a_count() -> None:
    live = replace(listed("o"), raised_live=True)
    life = (*DURING, live, slip(1, "o"), spoke(1, 1))
    silenced = e.OpinionTakenOff(S, "o", Disposition.ROUTED_OUT, silent=True)
    given(decider, *life).when(ask.TakeOpinionOff("o", Disposition.ROUTED_OUT, denunciation=True)).then(silenced)
    event = concluded(*life, silenced, ADOPTED)
    assert event.opinions == ()
    assert event.totals.routed_out == 1
    assert results_of(given(decider, *life, silenced, ADOPTED).state.opinions) == ()  # type: ignore[union-attr]
    assert e.OpinionTakenOff not in SAME_WORDS
    notice = ask.IssueConclusionNotice(NOTICE)
    assert "'o'" not in str(given(decider, event).when(notice).events)
