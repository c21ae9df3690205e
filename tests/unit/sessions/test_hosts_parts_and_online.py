from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sessions_life import ENDS, MINUTES, OPEN, ORGS, SCHEDULE, SECRETARY, STARTS, S

from chassis.testing.spec import given
from contracts.vocabulary import Level, MeetingMode
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import events as e
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.facts import PROGRAMME, Attendance, ProgrammeStep, SessionPart

NEXT_DAY = timedelta(days=1)


def part(number: int, cluster: str, starts_at: datetime) -> SessionPart:
    return SessionPart(number, cluster, starts_at, starts_at + timedelta(hours=3), f"Nhà văn hóa {cluster}")


CLUSTERS = (part(1, "bản Nà Cạn", STARTS), part(2, "tiểu khu 3", STARTS + NEXT_DAY))
LAST = STARTS + NEXT_DAY + timedelta(hours=3)
SPLIT = replace(SCHEDULE, level=Level.COMMUNE, co_chair_roles=("council_chairperson",), parts=CLUSTERS, ends_at=LAST)


def scheduled(command: ask.ScheduleSession) -> e.SessionScheduled:
    [event] = given(decider).when(command).events
    assert isinstance(event, e.SessionScheduled)
    return event


def test_a_joint_session_has_hosts_that_exist_each_named_once() -> None:
    assert scheduled(replace(SCHEDULE, co_host_org_ids=("snn",))).co_host_org_ids == ("snn",)
    given(decider).when(replace(SCHEDULE, co_host_org_ids=("vpub",))).refused("host_named_twice")
    given(decider).when(replace(SCHEDULE, co_host_org_ids=("snn", "snn"))).refused("host_named_twice")
    given(decider).when(replace(SCHEDULE, co_host_org_ids=("new",))).refused("org_not_valid_on_date")


def test_a_commune_that_meets_its_people_without_the_council_says_so_at_the_opening() -> None:
    alone = scheduled(replace(SPLIT, co_chair_roles=(), parts=(), ends_at=ENDS))
    [opened] = given(decider, alone, SECRETARY).when(OPEN).events
    assert "CO_CHAIR" in opened.unprepared  # type: ignore[union-attr]
    [together] = given(decider, scheduled(SPLIT), SECRETARY).when(OPEN).events
    assert "CO_CHAIR" not in together.unprepared  # type: ignore[union-attr]


def test_an_online_or_hybrid_session_has_an_address_and_one_in_person_has_none() -> None:
    online = replace(SCHEDULE, mode=MeetingMode.ONLINE)
    given(decider).when(online).refused("online_address_missing")
    given(decider).when(replace(online, mode=MeetingMode.HYBRID)).refused("online_address_missing")
    address = "https://hop.sonla.example/1"
    assert scheduled(replace(online, online_url=address)).mode is MeetingMode.ONLINE
    given(decider).when(replace(SCHEDULE, mode=MeetingMode.IN_PERSON, online_url=address)).refused("in_person_needs_no_address")


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"level": Level.PROVINCE}, "parts_are_for_communes"),
        ({"parts": (CLUSTERS[0], replace(CLUSTERS[1], part_no=1))}, "part_named_twice"),
        ({"parts": (CLUSTERS[0], replace(CLUSTERS[1], cluster="Bản Nà Cạn"))}, "part_named_twice"),
        ({"parts": (CLUSTERS[0], replace(CLUSTERS[1], ends_at=STARTS))}, "ends_before_it_starts"),
        ({"ends_at": ENDS}, "parts_do_not_fill_the_session"),
    ],
)
def test_parts_by_village_clusters_are_one_session_of_a_commune(changes: dict[str, object], slug: str) -> None:
    given(decider).when(replace(SPLIT, **changes)).refused(slug)  # type: ignore[arg-type]


def test_the_minutes_of_a_split_session_are_adopted_when_every_cluster_has_met() -> None:
    opened = e.SessionOpened(S, STARTS, Attendance(), "chairperson")
    steps = [e.ProgrammeStepTaken(S, step, STARTS) for step in PROGRAMME[1:6]]
    life = (scheduled(SPLIT), SECRETARY, opened, *steps)
    first = e.SessionPartHeld(S, 1, STARTS, Attendance(30))
    adopt = ask.AdoptMinutes(LAST, MINUTES, LAST)
    given(decider, *life).when(ask.HoldPart(LAST, 1, STARTS, Attendance(30))).then(first)
    given(decider, *life, first).when(ask.HoldPart(LAST, 1, STARTS, Attendance(30))).then()
    given(decider, *life, first).when(adopt).refused("parts_not_held")
    given(decider, *life, first, e.SessionPartHeld(S, 2, LAST, Attendance(25))).when(adopt).then(e.MinutesAdopted(S, MINUTES, LAST))


def test_a_part_is_held_after_the_opening_by_people_who_can_be_counted() -> None:
    life = (scheduled(SPLIT), SECRETARY, e.SessionOpened(S, STARTS, Attendance(), "chairperson"))
    given(decider, *life).when(ask.HoldPart(LAST, 9, LAST, Attendance())).refused("part_unknown")
    given(decider, *life).when(ask.HoldPart(LAST, 1, STARTS - NEXT_DAY, Attendance())).refused("before_opening")
    given(decider, *life).when(ask.HoldPart(LAST, 1, LAST + NEXT_DAY, Attendance())).refused("in_the_future")
    given(decider, *life).when(ask.HoldPart(LAST, 1, LAST, Attendance(-1))).refused("attendance_negative")


def test_a_session_that_moves_takes_its_parts_along() -> None:
    later = STARTS + timedelta(days=7)
    moved = given(decider, scheduled(SPLIT)).when(ask.PostponeSession("Mưa lũ", later, orgs=ORGS)).state
    assert [each.starts_at for each in moved.plan.parts] == [later, later + NEXT_DAY]  # type: ignore[union-attr]


def test_the_first_step_of_a_split_session_is_its_only_opening() -> None:
    life = (scheduled(SPLIT), SECRETARY, e.SessionOpened(S, STARTS, Attendance(), "chairperson"))
    given(decider, *life).when(ask.TakeStep(LAST, ProgrammeStep.OPENING, LAST)).then()
