"""Every stored event: its golden file reads back for ever, it is published or said to be private, and it sets its timers."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from followup_cases import CASE, HELD_ON, at
from followup_events import TYPES, one_of_each
from stored_golden import holds

from chassis.eventstore.codec import Codec
from chassis.eventstore.recorded import Meta, Recorded
from chassis.timers import Arm, Disarm, TimerChange
from contracts.catalogue import entry_for
from contracts.followup import EscalationRaisedV1, ReplyIssuedV1, RulePackLoadedV1, WorkingCalendarLoadedV1
from contracts.vocabulary import TargetKind
from contracts.workdays import local_date
from followup.outbound import outbound
from followup.stored import STORED
from followup.timers import apply

GOLDEN = Path(__file__).parent / "golden"
CODEC = Codec(*STORED)
EVENTS = one_of_each()
PRIVATE = {
    "case.work-started.v1",
    "case.referral-requested.v1",
    "case.deadline-upheld.v1",
    "case.due-date-communicated.v1",
    "case.commitment-reminder-postponed.v1",
    "case.deadline-passed.v1",
    "case.step-postponed.v1",
    "case.reply-held.v1",
    "case.held-reply-refused.v1",
    "case.referral-declined.v1",
    "duty.date-communicated.v1",
    "duty.deadline-passed.v1",
    "duty.step-postponed.v1",
    "duty.parts-expected.v1",
    "duty.part-done.v1",
    "duty.requirement-raised.v1",
    "plan-year.plan-year-opened.v1",
    "recalculation.recalculation-advanced.v1",
    "succession.succession-advanced.v1",
    "succession.succession-announced.v1",
}


def recorded(event: Any, stream: str = f"case-{CASE}") -> Recorded:
    stored = TYPES[type(event)]
    return Recorded(7, UUID(int=7), stream, 3, stored, event, Meta("system", "c-1").json(), at(HELD_ON))


@pytest.mark.parametrize("stored", sorted(TYPES.values()))
def test_the_golden_file_of_a_stored_event_reads_back(stored: str) -> None:
    text = (GOLDEN / f"{stored}.json").read_text(encoding="utf-8")
    event = CODEC.decode(stored, text)
    assert holds(json.loads(CODEC.encode(event)[1]), json.loads(text))


def test_no_golden_file_is_left_without_its_event() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(TYPES.values()) == set(EVENTS)


@pytest.mark.parametrize("stored", sorted(EVENTS))
def test_a_stored_event_is_published_under_a_catalogued_type_or_is_known_to_be_private(stored: str) -> None:
    told = outbound(recorded(EVENTS[stored]))
    assert (told is None) == (stored in PRIVATE)
    if told is not None:
        assert entry_for(type(told)).service == "followup"
        assert type(told).read(told.body()) == told


def test_publishing_looks_at_nothing_but_the_event() -> None:
    for event in EVENTS.values():
        assert outbound(recorded(event)) == outbound(recorded(event))


def test_an_escalation_names_all_its_addressees() -> None:
    told = outbound(recorded(EVENTS["case.escalation-raised.v1"]))
    assert isinstance(told, EscalationRaisedV1)
    assert (told.target_kind, told.level, told.to_role) == (TargetKind.CASE, 1, "unit_head")


def test_a_reply_carries_the_date_that_counts_and_its_flags() -> None:
    told = outbound(recorded(EVENTS["case.reply-issued.v1"]))
    assert isinstance(told, ReplyIssuedV1)
    assert told.issued_on is not None
    assert told.flags == ("INCOMPLETE_REPORTING",)


def test_a_nationwide_pack_is_published_for_every_province_and_a_calendar_can_be_counted_with() -> None:
    told = outbound(recorded(EVENTS["rule-pack.rule-pack-loaded.v1"]))
    assert isinstance(told, RulePackLoadedV1)
    assert (told.province_code, told.additive) == ("*", True)
    calendar = outbound(recorded(EVENTS["working-calendar.working-calendar-loaded.v1"]))
    assert isinstance(calendar, WorkingCalendarLoadedV1)
    assert calendar.calendar().version == "2026-2"


def changes(stored: str, stream: str = f"case-{CASE}") -> list[TimerChange]:
    return list(apply(recorded(EVENTS[stored], stream)))


def test_a_new_schedule_replaces_every_timer_of_its_case() -> None:
    first, *armed = changes("case.follow-up-opened.v1")
    assert first == Disarm(f"case-{CASE}")
    assert [each.name for each in armed if isinstance(each, Arm)] == ["D5", "D2", "D0", "MISSED", "L1", "L2", "L3", "L4"]
    assert {each.generation for each in armed if isinstance(each, Arm)} == {1}


@pytest.mark.parametrize(
    "stored", ["case.referred-to-superior.v1", "case.reply-issued.v1", "case.case-closed.v1", "duty.duty-fulfilled.v1"]
)
def test_what_is_answered_referred_closed_or_fulfilled_arms_nothing(stored: str) -> None:
    assert [each for each in changes(stored) if each.process == f"case-{CASE}"] == [Disarm(f"case-{CASE}")]


def test_a_reply_and_each_delivery_of_it_turn_followup_to_its_sending_at_once() -> None:
    issued, delivered = EVENTS["case.reply-issued.v1"], EVENTS["case.reply-delivered.v1"]
    [owed] = [each for each in changes("case.reply-issued.v1") if isinstance(each, Arm)]
    assert owed == Arm(f"sending-{CASE}", f"owed:{issued.reply.reply_id}", 1, at(HELD_ON))
    day = local_date(delivered.delivered_at).toordinal()
    assert changes("case.reply-delivered.v1") == [Arm(f"sending-{CASE}", f"delivered:{delivered.reply_id}", day, at(HELD_ON))]


def test_a_held_reply_waits_thirty_days() -> None:
    assert changes("case.reply-held.v1") == [Arm(f"case-{CASE}", "held:in-1", 1, at(HELD_ON, 8) + timedelta(days=30))]
    assert changes("case.held-reply-refused.v1") == [Disarm(f"case-{CASE}", "held:in-1")]


def test_a_postponed_reminder_is_armed_again_under_the_same_generation() -> None:
    [again] = changes("case.step-postponed.v1")
    assert isinstance(again, Arm)
    assert (again.name, again.generation) == ("D2", 1)


def test_loading_a_calendar_or_a_pack_starts_a_recount() -> None:
    assert changes("working-calendar.working-calendar-loaded.v1") == [Arm("recalculation-calendar-2026-2", "page", 1, at(HELD_ON))]
    assert changes("rule-pack.rule-pack-loaded.v1") == [Arm("recalculation-pack-COMMUNE-72-2025-D43", "page", 1, at(HELD_ON))]
    assert changes("recalculation.recalculation-advanced.v1", "recalculation-x") == [Arm("recalculation-x", "page", 2, at(HELD_ON))]
