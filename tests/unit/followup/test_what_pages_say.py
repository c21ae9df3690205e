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
from followup.pages.rule_words import in_words, step, value_in
from followup.pages.words import COMMUNICATED, FLAGS, ROLES, STATES, told
from followup.readmodel import case_list, duty_list, escalations
from followup.readmodel.case_story import STATE_NAMES
from followup.readmodel.organisations import Organisation, Organisations
from followup.rules.assumptions import register
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


FORMULAS = [
    ("WD(E,15)", "15 ngày làm việc sau ngày cuối của hội nghị"),
    ("WD(S,-7)", "07 ngày làm việc trước ngày đầu của hội nghị"),
    ("DAY(S,-1)", "01 ngày lịch trước ngày đầu của hội nghị"),
    ("DAY(D,0)", "chính ngày đến hạn"),
    ("CAL(E,10)", "10 ngày lịch sau ngày cuối của hội nghị, gặp ngày nghỉ thì chuyển sang ngày làm việc kế tiếp"),
    ("BEFORE(C)", "ngày làm việc cuối cùng trước ngày chốt nhận ý kiến"),
    ("ON(1/10)", "đúng ngày 01/10"),
    ("ORDER", "ngày do văn bản yêu cầu ấn định"),
]


@pytest.mark.parametrize(("formula", "words"), FORMULAS)
def test_a_formula_is_told_in_the_words_of_an_office(formula: str, words: str) -> None:
    assert in_words(formula) == words


def test_every_step_and_every_choice_of_a_shipped_pack_is_told_in_words() -> None:
    packs = shipped_rule_packs()
    told = {step(each.name) for pack in packs for each in (*pack.ladder, *pack.duty_ladder)}
    told |= {value_in(each, pack) for pack in packs for each in register() if each.choice}
    told |= {in_words(rule.formula) for pack in packs for rule in pack.rules}
    told |= {each.default for each in register()}
    codes = {
        code
        for words in told
        for code in re.findall(r"\b(?:True|False|[DL]\d|[A-Z]+_[A-Z_]+|PEOPLE|STAFF|EMBEDDED|PROVINCE)\b|\bsl-", words)
    }
    assert codes == set()
