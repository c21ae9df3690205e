"""The plan of the demonstration: complete, in order, and the same every time."""

from collections import Counter
from datetime import UTC, date, datetime
from itertools import pairwise

from contracts.workdays import local_date, shipped_calendar
from doithoai.demo_acts import (
    Act,
    AnswerAtSession,
    ApproveInvitations,
    AssignAtSession,
    ConcludeSession,
    EraseSubmitter,
    ImportOpinions,
    PublishConcluded,
    PublishFault,
    RecordSession,
    RegisterOpinion,
    RegisterOrganisations,
    Reply,
    ScheduleSession,
    TakeTurn,
)
from doithoai.demo_scenario import END, scenario
from doithoai.sample.reading import dialogues, organisations

DATED = [dated for moment in scenario() for stage in moment.stages for dated in stage]
ACTS = [dated.act for dated in DATED]


def instants(kind: type[Act], dialogue_id: str) -> list[datetime]:
    return [dated.at for dated in DATED if isinstance(dated.act, kind) and getattr(dated.act, "dialogue_id", None) == dialogue_id]


def test_two_plans_are_the_same_plan() -> None:
    assert scenario() == scenario()


def test_moments_follow_one_another_inside_the_clock() -> None:
    assert all(earlier.at < later.at for earlier, later in pairwise(scenario()))
    assert scenario()[0].at >= datetime(2022, 7, 1, tzinfo=UTC)
    assert scenario()[-1].at <= END


def test_every_opinion_is_registered_exactly_once() -> None:
    keys = [act.opinion_key for act in ACTS if isinstance(act, RegisterOpinion)]
    keys += [key for act in ACTS if isinstance(act, ImportOpinions) for key in act.opinion_keys]
    assert sorted(keys) == sorted(opinion.key for dialogue in dialogues() for opinion in dialogue.opinions)


def test_every_dialogue_is_concluded_recorded_or_told_exactly_once() -> None:
    told = Counter(act.dialogue_id for act in ACTS if isinstance(act, ConcludeSession | RecordSession | PublishConcluded))
    assert told == Counter(dialogue.id for dialogue in dialogues())


def test_what_was_not_answered_on_the_spot_is_assigned() -> None:
    kinds = Counter(type(act) for act in ACTS)
    assert (kinds[AnswerAtSession], kinds[AssignAtSession]) == (18, 63)


def test_every_organisation_is_registered_once_and_after_its_parent_and_its_committee() -> None:
    ids = [ident for act in ACTS if isinstance(act, RegisterOrganisations) for ident in act.ids]
    assert sorted(ids) == sorted(unit.id for unit in organisations())
    assert all(ids.index(before) < ids.index(unit.id) for unit in organisations() for before in unit.rests_on)


def test_invitations_leave_before_the_limit_except_one() -> None:
    calendar = shipped_calendar()
    late = [
        dialogue.id
        for dialogue in dialogues()
        for sent in instants(ApproveInvitations, dialogue.id)
        if dialogue.held_on and local_date(sent) > calendar.subtract_working_days(dialogue.held_on, 7)
    ]
    assert late == ["DT-023"]


def test_a_session_is_scheduled_before_it_is_held() -> None:
    for dialogue in dialogues():
        if dialogue.live and dialogue.held_on:
            assert local_date(instants(ScheduleSession, dialogue.id)[0]) < dialogue.held_on
            assert local_date(instants(ConcludeSession, dialogue.id)[0]) == dialogue.held_on


def test_the_chair_calls_one_slip_before_its_turn_and_says_why() -> None:
    overridden = [act.slip_no for act in ACTS if isinstance(act, TakeTurn) and act.override_reason]
    assert overridden == [3]


def test_nine_of_the_63_assigned_opinions_are_not_answered_by_the_end() -> None:
    assert len({act.opinion_key for act in ACTS if isinstance(act, Reply)}) == 54


def test_one_reply_travels_before_its_session_is_concluded() -> None:
    concluded = {act.dialogue_id: dated.at for dated in DATED if isinstance(act := dated.act, ConcludeSession)}
    early = [
        act.opinion_key
        for dated in DATED
        if isinstance(act := dated.act, Reply) and dated.at < concluded[act.opinion_key.rsplit("-", 1)[0]]
    ]
    assert early == ["DT-086-1"]


def test_agencies_make_seven_kinds_of_mistakes() -> None:
    assert len({act.fault for act in ACTS if isinstance(act, PublishFault)}) == 7


def test_the_erased_submitter_spoke_before_being_erased() -> None:
    (erased,) = [(dated.at, act.opinion_key) for dated in DATED if isinstance(act := dated.act, EraseSubmitter)]
    registered = [dated.at for dated in DATED if isinstance(act := dated.act, RegisterOpinion) and act.opinion_key == erased[1]]
    assert registered[0] < erased[0]
    assert local_date(erased[0]) == date(2024, 12, 2)
