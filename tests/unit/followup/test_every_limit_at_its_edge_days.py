"""Each row of the table of deadlines on the days where counting goes wrong: before Tết, across a working Saturday, at a year's end, at midnight."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from followup_cases import HOST, SESSION, at, calendar, day, pack
from limits_at_edge_days import DAY_OFF, EDGES, EVE_OFF, EVE_WORKED, SATURDAY, TET, YEAR_END, Edge

from chassis.testing.spec import given
from contracts.formula import Anchor, Counting, read_formula
from contracts.vocabulary import Audience, DutyKind, DutySubject, Level, Timeliness
from contracts.workdays import local_date
from followup.deadlines.deadline import Terms, compute
from followup.deadlines.explain import explain
from followup.duty import commands as d
from followup.duty import events as e
from followup.duty.decide import decide
from followup.duty.duty import DutyState, NotOpened, folded
from followup.rule_pack import decide as rule_pack
from followup.rule_pack.commands import LoadRulePack
from followup.rules.pack import Rule, RuleKind
from followup.rules.read import shipped_rule_packs

SHIPPED = [(each.rule_pack_id, rule) for each in shipped_rule_packs() for rule in each.rules]
COUNTED_FROM = {
    "DL-01-CUTOFF": "S",
    "DL-01": "C",
    "DL-02": "N",
    "DL-03-LIMIT": "S",
    "DL-03-TARGET": "S",
    "DL-04": "S",
    "DL-05": "E",
    "DL-06": "E",
    "DL-07": "E",
    "DL-07-REOPENED": "R",
    "DL-08": "E",
    "DL-09": "D",
    "DL-10": "E",
    "DL-11": "E",
    "DL-12": "E",
    "DL-16": "D",
    "DL-19": "I",
    "DL-20": "N",
    "DL-20-DONE": "N",
    "DL-20-OTHERS": "N",
    "DL-20-EXTENSION": "D",
    "REOPEN-WINDOW": "K",
}
"""The day of the table of deadlines; what is not named here comes on a day of the year or by order."""


def rule_of(pack_id: str, rule_id: str) -> Rule:
    rule = pack(pack_id).rule_by_id(rule_id)
    assert rule, f"{pack_id} has no {rule_id}"
    return rule


@pytest.mark.parametrize("row", EDGES, ids=lambda row: row.name)
def test_the_limit_falls_on_the_worked_day_and_says_pack_and_calendar(row: Edge) -> None:
    terms, rule = Terms(pack(row.pack_id), calendar()), rule_of(row.pack_id, row.rule_id)
    due = compute(rule, row.anchor, terms)
    assert due.due_on == row.due_on
    told = explain(due, calendar(), terms.pack)
    assert row.pack_id in told.lines[0]
    assert rule.source in told.lines[1]
    assert "2026-1" in told.lines[-1]


@pytest.mark.parametrize(("pack_id", "rule"), SHIPPED, ids=lambda each: getattr(each, "rule_id", each))
def test_every_limit_of_every_pack_has_a_row_at_each_of_its_edges(pack_id: str, rule: Rule) -> None:
    told = {row.edge for row in EDGES if (row.pack_id, row.rule_id) == (pack_id, rule.rule_id)}
    formula = read_formula(rule.formula)
    if formula.counting is Counting.ON:
        assert told >= {DAY_OFF}
        assert len(told) > 1
    elif formula.day_of_year:
        assert told >= {EVE_OFF, EVE_WORKED}
    else:
        assert told >= {TET, SATURDAY, YEAR_END}


@pytest.mark.parametrize(("pack_id", "rule"), SHIPPED, ids=lambda each: getattr(each, "rule_id", each))
def test_every_limit_of_every_pack_says_the_day_it_is_counted_from(pack_id: str, rule: Rule) -> None:
    assert read_formula(rule.formula).anchor == COUNTED_FROM.get(rule.rule_id), pack_id


@pytest.mark.parametrize(("pack_id", "rule"), SHIPPED, ids=lambda each: getattr(each, "rule_id", each))
def test_a_pack_that_names_another_day_than_the_one_counted_from_is_refused(pack_id: str, rule: Rule) -> None:
    whole = pack(pack_id)
    own = COUNTED_FROM.get(rule.rule_id)
    for letter in sorted({each.value for each in Anchor} - {own}):
        formula = f"WD({letter},5)"
        rules = tuple(replace(each, formula=formula) if each.rule_id == rule.rule_id else each for each in whole.rules)
        given(rule_pack.decider).when(LoadRulePack(pack=replace(whole, rules=rules), loaded_by="x")).refused(
            "formula_counts_from_elsewhere"
        )


def test_every_row_of_the_table_of_deadlines_has_its_number_in_a_shipped_pack() -> None:
    known = {rule.rule_id[:5] for each in shipped_rule_packs() for rule in each.rules if rule.rule_id.startswith("DL-")}
    assert known == {f"DL-{number:02}" for number in range(1, 21)}


def test_as_18_an_opinion_received_on_mon_09_02_is_acknowledged_by_mon_02_03_where_the_pack_asks_for_it() -> None:
    quiet = pack()
    asking = replace(quiet, rules=tuple(replace(rule, applies=True) for rule in quiet.rules))
    received = datetime(2026, 2, 9, 16, 59, tzinfo=UTC)

    def owed(by: Terms) -> list[e.DutyEvent]:
        about = d.About(DutySubject.OPINION, "opinion-1")
        return list(
            decide(
                d.OpenDuty(
                    duty_id="d",
                    kind=DutyKind.ACKNOWLEDGEMENT,
                    about=about,
                    owner_org_id=HOST,
                    anchor_on=local_date(received),
                    level=Level.PROVINCE,
                    audiences=(Audience.PEOPLE,),
                    terms=by,
                    now=received,
                ),
                NotOpened(),
            )
        )

    assert owed(Terms(quiet, calendar())) == []
    [opened] = owed(Terms(asking, calendar()))
    assert isinstance(opened, e.DutyOpened)
    assert opened.schedule.due_on == day("2026-03-02")


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2026, 2, 9, 16, 59, 59, tzinfo=UTC), "2026-03-02"),
        (datetime(2026, 2, 9, 17, 0, tzinfo=UTC), "2026-03-03"),  # midnight in Viet Nam: received on Tuesday
        (datetime(2026, 2, 9, 17, 30, tzinfo=UTC), "2026-03-03"),
    ],
)
def test_what_is_received_at_17_00_utc_is_received_on_the_next_local_day(instant: datetime, expected: str) -> None:
    rule = next(rule for rule in pack().rules if rule.rule_id == "DL-02")
    assert compute(rule, local_date(instant), Terms(pack(), calendar())).due_on == day(expected)


DUTIES = {
    RuleKind.OPINION_LIST: DutyKind.OPINION_LIST,
    RuleKind.ACKNOWLEDGEMENT: DutyKind.ACKNOWLEDGEMENT,
    RuleKind.INVITATION_LIMIT: DutyKind.INVITATIONS,
    RuleKind.ANNOUNCEMENT: DutyKind.ANNOUNCEMENT,
    RuleKind.CONCLUSION_NOTICE: DutyKind.CONCLUSION_NOTICE,
    RuleKind.RESULTS_PUBLISHED: DutyKind.RESULTS_PUBLISHED,
    RuleKind.AFTER_SESSION_REPORT: DutyKind.AFTER_SESSION_REPORT,
    RuleKind.REPLY_COMPLEX: DutyKind.RESULT_NOTICE,
    RuleKind.REPORT_SIX_MONTH: DutyKind.PERIODIC_REPORT,
    RuleKind.REPORT_ANNUAL: DutyKind.PERIODIC_REPORT,
    RuleKind.REPORT_BY_ORDER: DutyKind.PERIODIC_REPORT,
    RuleKind.REPORT_CUTOFF: DutyKind.DATA_CUTOFF,
    RuleKind.MINIMUM_FREQUENCY: DutyKind.MINIMUM_FREQUENCY,
    RuleKind.DOCUMENT_SENT: DutyKind.DOCUMENT_SENT,
    RuleKind.DATA_REQUEST: DutyKind.DATA_REQUEST,
    RuleKind.DATA_REQUEST_DONE: DutyKind.DATA_REQUEST_DONE,
    RuleKind.DATA_REQUEST_DONE_BY_OTHERS: DutyKind.DATA_REQUEST_DONE,
}
"""Which duty each rule limits; the other rules limit a case, advise (the target, the warning) or give a day to another rule (the cut-off, the cap)."""
OF_A_CASE = {
    RuleKind.REPLY_ORDINARY,
    RuleKind.EXTENSION_CAP,
    RuleKind.EXTENSION_NOTICE,
    RuleKind.REFER_UPWARD,
    RuleKind.SECOND_ROUND,
    RuleKind.REOPEN_WINDOW,
}
ADVISE = {
    RuleKind.OPINION_CUTOFF,
    RuleKind.INVITATION_TARGET,
    RuleKind.MINIMUM_FREQUENCY_WARNING,
    RuleKind.DATA_REQUEST_EXTENSION,
}
LAST_DAYS = [row for row in EDGES if rule_of(row.pack_id, row.rule_id).kind in DUTIES]


def test_every_kind_of_rule_and_of_duty_has_its_last_minute_tried() -> None:
    assert set(RuleKind) == DUTIES.keys() | OF_A_CASE | ADVISE
    assert {rule_of(row.pack_id, row.rule_id).kind for row in LAST_DAYS} == DUTIES.keys()
    assert set(DUTIES.values()) == set(DutyKind)


def _opened(row: Edge) -> tuple[DutyState, date]:
    rules, limit = pack(row.pack_id), rule_of(row.pack_id, row.rule_id).kind
    asking = replace(rules, rules=tuple(replace(rule, applies=True) for rule in rules.rules))
    command = d.OpenDuty(
        duty_id="d",
        kind=DUTIES[limit],
        about=d.About.session(SESSION),
        owner_org_id=HOST,
        anchor_on=row.anchor,
        level=Level.COMMUNE,
        audiences=(Audience.PEOPLE,),
        terms=Terms(asking, calendar()),
        now=at(row.anchor - timedelta(days=60), 6),
        limited_by=limit,
    )
    [opened] = decide(command, NotOpened())
    assert isinstance(opened, e.DutyOpened)
    return folded(NotOpened(), [opened]), opened.schedule.due_on


@pytest.mark.parametrize("row", LAST_DAYS, ids=lambda row: row.name)
def test_the_last_day_ends_at_midnight_in_viet_nam(row: Edge) -> None:
    state, due_on = _opened(row)
    assert due_on == row.due_on
    last = datetime(due_on.year, due_on.month, due_on.day, 16, 59, 59, tzinfo=UTC)
    for instant, missed in (
        (last, False),
        (last.replace(hour=17, minute=0, second=0), True),
        (last.replace(hour=17, minute=30, second=0), True),
    ):
        step = d.PassDutyStep(name="MISSED", generation=1, open_at=instant, now=instant)
        said = [type(event).__name__ for event in decide(step, state)]
        assert ("DutyDeadlineMissed" in said) is missed
        done = d.FulfilDuty(duty_id="d", fulfilled_on=local_date(instant), doc=None, calendar=calendar(), now=instant)
        fulfilled = decide(done, state)[-1]
        assert isinstance(fulfilled, e.DutyFulfilled)
        assert fulfilled.timeliness is (Timeliness.LATE if missed else Timeliness.ON_TIME)
