"""Reporting shows a report's days as followup counts them, however a pack counts: working days, calendar days, rolled or not (DL-12, DL-16)."""

from dataclasses import replace
from datetime import date

import pytest

from contracts.vocabulary import Audience, Level, ReportType
from contracts.workdays import shipped_calendar
from followup.deadlines.deadline import Terms, compute
from followup.rules.pack import Rule, RuleKind, RulePack
from followup.rules.read import public_rules, read_rule_pack, shipped_text
from reporting.readmodel.report_calendar import after_session, cutoff_of, find_period
from reporting.readmodel.report_rules import shipped_calendar_of_reports
from reporting.readmodel.rule_packs import chosen

CALENDAR = shipped_calendar()
SHIPPED = read_rule_pack(shipped_text("SL-429-provisional-1"))
BEFORE_TET = date(2026, 2, 11)


def counting(kind: RuleKind, formula: str) -> RulePack:
    return replace(SHIPPED, rules=tuple(replace(each, formula=formula) if each.kind is kind else each for each in SHIPPED.rules))


def rule_of(pack: RulePack, kind: RuleKind) -> Rule:
    found = pack.rule(kind, Level.PROVINCE, (Audience.PEOPLE,))
    assert found is not None
    return found


@pytest.mark.parametrize("formula", ["WD(E,5)", "WD(E,10)", "CAL(E,5)", "DAY(E,5)"])
def test_the_report_after_a_session(formula: str) -> None:
    pack = counting(RuleKind.AFTER_SESSION_REPORT, formula)
    rules = [chosen(public_rules(pack)).over(each) for each in shipped_calendar_of_reports()]
    owed = compute(rule_of(pack, RuleKind.AFTER_SESSION_REPORT), BEFORE_TET, Terms(pack, CALENDAR))
    assert after_session("s", BEFORE_TET, BEFORE_TET, CALENDAR, rules).due_on == owed.due_on


@pytest.mark.parametrize("formula", ["WD(D,-5)", "WD(D,-1)", "DAY(D,-5)", "BEFORE(D)"])
def test_the_closing_of_the_data(formula: str) -> None:
    pack = counting(RuleKind.REPORT_CUTOFF, formula)
    rules = [chosen(public_rules(pack)).over(each) for each in shipped_calendar_of_reports()]
    annual = find_period(2026, next(each.id for each in rules if each.type is ReportType.ANNUAL), CALENDAR, rules)
    assert annual is not None
    assert annual.due_on is not None
    owed = compute(rule_of(pack, RuleKind.REPORT_CUTOFF), annual.due_on, Terms(pack, CALENDAR))
    assert annual.data_cutoff_on == cutoff_of(annual.due_on, annual.rule, CALENDAR) == owed.due_on


def test_a_rule_that_does_not_apply_chooses_nothing() -> None:
    silent = replace(SHIPPED, rules=tuple(replace(each, applies=False) for each in SHIPPED.rules))
    assert (chosen(public_rules(silent)).cutoff, chosen(public_rules(silent)).after_session) == (None, None)
