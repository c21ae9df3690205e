"""What officials read: every fact, state, flag and role in Vietnamese; what the lists make of the events."""

import re
from typing import Any
from uuid import UUID

import pytest
from followup_cases import CASE, HELD_ON, at
from followup_events import EVENTS_OF_CASES, TYPES, one_of_each

from chassis.eventstore.recorded import Meta, Recorded
from chassis.projections.change import Patch, Put
from followup.case.vocabulary import CommunicatedBy, Flag
from followup.pages.words import COMMUNICATED, FLAGS, ROLES, STATES, told
from followup.readmodel import case_list, duty_list, escalations
from followup.readmodel.case_story import STATE_NAMES
from followup.readmodel.organisations import Organisation, Organisations
from followup.rules.read import shipped_rule_packs

EVENTS = one_of_each()
ORGANISATIONS = Organisations({"sl-snv": Organisation(org_id="sl-snv", name="Sở Nội vụ", org_class="DEPARTMENT", level="PROVINCE")})
MARKED = re.compile(r"[à-ỹđ]", re.IGNORECASE)


def recorded(event: Any, version: int = 3) -> Recorded:
    return Recorded(7, UUID(int=7), f"case-{CASE}", version, TYPES[type(event)], event, Meta("system", "c-1").json(), at(HELD_ON))


@pytest.mark.parametrize("stored", [stored for stored in sorted(EVENTS) if stored.startswith("case.")])
def test_every_fact_of_a_case_has_a_vietnamese_heading(stored: str) -> None:
    heading, detail = told(EVENTS[stored], ORGANISATIONS)
    assert MARKED.search(heading)
    assert heading[0].isupper()
    assert "None" not in detail


def test_every_state_flag_role_and_means_has_its_words() -> None:
    assert set(STATES) == set(STATE_NAMES.values()) == set(case_list.STATES)
    assert set(FLAGS) == {flag.value for flag in Flag}
    assert set(COMMUNICATED) == {means.value for means in CommunicatedBy}
    steps = [step for pack in shipped_rule_packs() for step in (*pack.ladder, *pack.duty_ladder)]
    assert {role for step in steps for role in (step.to_role, *(each.to_role for each in step.also))} <= set(ROLES)


def test_an_unknown_organisation_is_shown_by_its_id_and_its_line_ends_there() -> None:
    assert ORGANISATIONS.name("sl-snv") == "Sở Nội vụ"
    assert ORGANISATIONS.name("sl-other") == "sl-other"
    assert ORGANISATIONS.line("sl-other") == ("sl-other",)


def test_organisations_that_name_each_other_as_parents_do_not_hang_the_service() -> None:
    rows = {
        each: Organisation(org_id=each, name=each, org_class="UNIT", level="PROVINCE", parent_id=parent)
        for each, parent in (("a", "b"), ("b", "a"))
    }
    assert Organisations(rows).line("a") == ("a", "b")


def test_the_list_row_is_put_at_the_opening_and_patched_afterwards_with_the_streams_version() -> None:
    [opened] = case_list.apply(recorded(EVENTS["case.follow-up-opened.v1"], 1))
    assert isinstance(opened, Put)
    assert (opened.values["state"], opened.values["version"]) == ("OPEN", 1)
    for stored in EVENTS_OF_CASES - {"case.follow-up-opened.v1", "case.reply-held.v1", "case.held-reply-refused.v1"}:
        [patch] = case_list.apply(recorded(EVENTS[stored]))
        assert isinstance(patch, Patch)
        assert patch.values["version"] == 3


def test_a_case_that_is_only_waited_for_is_in_no_list() -> None:
    assert list(case_list.apply(recorded(EVENTS["case.reply-held.v1"]))) == []


@pytest.mark.parametrize(
    ("stored", "column", "value"),
    [
        ("case.work-started.v1", "state", "IN_PROGRESS"),
        ("case.extension-granted.v1", "state", "EXTENDED"),
        ("case.referred-to-superior.v1", "state", "REFERRED_UP"),
        ("case.superior-response-received.v1", "state", "SUPERIOR_ANSWERED"),
        ("case.reply-issued.v1", "state", "REPLIED"),
        ("case.case-closed.v1", "state", "CLOSED"),
        ("case.case-reopened.v1", "state", "REOPENED"),
        ("case.deadline-missed.v1", "missed", True),
        ("case.escalation-raised.v1", "escalation", 1),
        ("case.deadline-approaching.v1", "last_reminder", EVENTS["case.deadline-approaching.v1"].level.value),
    ],
)
def test_each_fact_moves_its_column(stored: str, column: str, value: object) -> None:
    [patch] = case_list.apply(recorded(EVENTS[stored]))
    assert patch.values[column] == value  # type: ignore[union-attr]


def test_duties_and_escalations_have_their_rows() -> None:
    [opened] = duty_list.apply(recorded(EVENTS["duty.duty-opened.v1"]))
    [done] = duty_list.apply(recorded(EVENTS["duty.duty-fulfilled.v1"]))
    [raised] = escalations.apply(recorded(EVENTS["case.escalation-raised.v1"]))
    [owed] = escalations.apply(recorded(EVENTS["duty.escalation-raised.v1"]))
    assert opened.values["state"] == "PENDING"  # type: ignore[union-attr]
    assert done.values["state"] == "FULFILLED"  # type: ignore[union-attr]
    assert (raised.values["target_kind"], owed.values["target_kind"]) == ("CASE", "DUTY")  # type: ignore[union-attr]
