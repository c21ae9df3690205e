"""Each row of the table of deadlines on the days where counting goes wrong: before Tết, across a working Saturday, at a year's end, at midnight."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from followup_cases import HOST, SESSION, at, calendar, day, pack

from contracts.vocabulary import Audience, DutyKind, DutySubject, Level, Timeliness
from contracts.workdays import local_date
from followup.deadlines.deadline import Terms, compute
from followup.deadlines.explain import explain
from followup.duty import commands as d
from followup.duty import events as e
from followup.duty.decide import decide
from followup.duty.duty import DutyState, NotOpened, folded
from followup.rules.pack import Rule, RuleKind
from followup.rules.read import shipped_rule_packs

SON_LA, REGIME_2019, COMMUNE, PAPERS, PERSONS = (
    "SL-429-provisional-1",
    "SL-12-QD-2019",
    "COMMUNE-72-2025-D43",
    "DOCUMENTS-30-2020",
    "PERSONAL-DATA-356-2025",
)
TET, SATURDAY, YEAR_END, ITSELF = "before Tết", "across a working Saturday", "at a year's end", "of the rule itself"
# Tết 2026 is 14/2 to 22/2; 10/1/2026 is a working Saturday for 2/1; 22/8/2026 for 31/8; 1/1 to 4/1/2026 and 1/1 to 3/1/2027 are days off.
# The days were counted by hand on that calendar.
TABLE = [
    ("DL-01-CUTOFF", TET, SON_LA, RuleKind.OPINION_CUTOFF, "2026-02-23", "2026-02-22"),
    ("DL-01-CUTOFF", SATURDAY, SON_LA, RuleKind.OPINION_CUTOFF, "2026-01-11", "2026-01-10"),
    ("DL-01-CUTOFF", YEAR_END, SON_LA, RuleKind.OPINION_CUTOFF, "2026-01-01", "2025-12-31"),
    ("DL-01", TET, SON_LA, RuleKind.OPINION_LIST, "2026-02-23", "2026-02-13"),
    ("DL-01", SATURDAY, SON_LA, RuleKind.OPINION_LIST, "2026-01-11", "2026-01-10"),
    ("DL-01", YEAR_END, SON_LA, RuleKind.OPINION_LIST, "2026-01-05", "2025-12-31"),
    ("DL-01", ITSELF, SON_LA, RuleKind.OPINION_LIST, "2025-12-17", "2025-12-16"),
    ("DL-02", TET, SON_LA, RuleKind.ACKNOWLEDGEMENT, "2026-02-09", "2026-03-02"),
    ("DL-02", SATURDAY, SON_LA, RuleKind.ACKNOWLEDGEMENT, "2025-12-29", "2026-01-13"),
    ("DL-02", YEAR_END, SON_LA, RuleKind.ACKNOWLEDGEMENT, "2026-12-24", "2027-01-08"),
    ("DL-03-LIMIT", TET, SON_LA, RuleKind.INVITATION_LIMIT, "2026-02-26", "2026-02-10"),
    ("DL-03-LIMIT", SATURDAY, SON_LA, RuleKind.INVITATION_LIMIT, "2026-01-14", "2026-01-06"),
    ("DL-03-LIMIT", YEAR_END, SON_LA, RuleKind.INVITATION_LIMIT, "2026-01-08", "2025-12-26"),
    ("DL-03-TARGET", TET, SON_LA, RuleKind.INVITATION_TARGET, "2026-02-26", "2026-02-09"),
    ("DL-03-TARGET", SATURDAY, SON_LA, RuleKind.INVITATION_TARGET, "2026-01-14", "2026-01-05"),
    ("DL-03-TARGET", YEAR_END, SON_LA, RuleKind.INVITATION_TARGET, "2026-01-08", "2025-12-25"),
    ("DL-04", TET, COMMUNE, RuleKind.ANNOUNCEMENT, "2026-02-22", "2026-02-15"),
    ("DL-04", SATURDAY, COMMUNE, RuleKind.ANNOUNCEMENT, "2026-01-17", "2026-01-10"),
    ("DL-04", YEAR_END, COMMUNE, RuleKind.ANNOUNCEMENT, "2026-01-05", "2025-12-29"),
    ("DL-05", TET, SON_LA, RuleKind.CONCLUSION_NOTICE, "2026-02-13", "2026-02-27"),
    ("DL-05", SATURDAY, SON_LA, RuleKind.CONCLUSION_NOTICE, "2026-01-05", "2026-01-10"),
    ("DL-05", YEAR_END, SON_LA, RuleKind.CONCLUSION_NOTICE, "2025-12-30", "2026-01-08"),
    ("DL-06", TET, COMMUNE, RuleKind.RESULTS_PUBLISHED, "2026-02-06", "2026-02-23"),
    ("DL-06", SATURDAY, COMMUNE, RuleKind.RESULTS_PUBLISHED, "2025-12-31", "2026-01-10"),
    ("DL-06", YEAR_END, COMMUNE, RuleKind.RESULTS_PUBLISHED, "2025-12-22", "2026-01-05"),
    ("DL-07", TET, SON_LA, RuleKind.REPLY_ORDINARY, "2026-02-13", "2026-03-13"),
    ("DL-07", SATURDAY, SON_LA, RuleKind.REPLY_ORDINARY, "2025-12-18", "2026-01-10"),
    ("DL-07", YEAR_END, SON_LA, RuleKind.REPLY_ORDINARY, "2026-12-18", "2027-01-11"),
    ("DL-07-REOPENED", TET, SON_LA, RuleKind.SECOND_ROUND, "2026-02-11", "2026-03-11"),
    ("DL-07-REOPENED", SATURDAY, SON_LA, RuleKind.SECOND_ROUND, "2025-12-24", "2026-01-15"),
    ("DL-07-REOPENED", YEAR_END, SON_LA, RuleKind.SECOND_ROUND, "2026-12-18", "2027-01-11"),
    ("DL-08", TET, SON_LA, RuleKind.REPLY_COMPLEX, "2026-02-13", "2026-04-03"),
    ("DL-08", SATURDAY, SON_LA, RuleKind.REPLY_COMPLEX, "2025-12-18", "2026-01-30"),
    ("DL-08", YEAR_END, SON_LA, RuleKind.REPLY_COMPLEX, "2026-12-18", "2027-02-01"),
    ("DL-09", TET, SON_LA, RuleKind.EXTENSION_NOTICE, "2026-02-13", "2026-02-13"),
    ("DL-09", SATURDAY, SON_LA, RuleKind.EXTENSION_NOTICE, "2026-01-10", "2026-01-10"),
    ("DL-09", YEAR_END, SON_LA, RuleKind.EXTENSION_NOTICE, "2025-12-31", "2025-12-31"),
    ("DL-10", TET, SON_LA, RuleKind.EXTENSION_CAP, "2026-02-11", "2026-04-01"),
    ("DL-10", SATURDAY, SON_LA, RuleKind.EXTENSION_CAP, "2025-12-18", "2026-01-30"),
    ("DL-10", YEAR_END, SON_LA, RuleKind.EXTENSION_CAP, "2026-12-01", "2027-01-13"),
    ("DL-11", TET, SON_LA, RuleKind.REFER_UPWARD, "2026-02-11", "2026-03-11"),
    ("DL-11", SATURDAY, SON_LA, RuleKind.REFER_UPWARD, "2025-12-18", "2026-01-10"),
    ("DL-11", YEAR_END, SON_LA, RuleKind.REFER_UPWARD, "2026-12-18", "2027-01-11"),
    ("DL-12", TET, SON_LA, RuleKind.AFTER_SESSION_REPORT, "2026-02-11", "2026-02-25"),
    ("DL-12", SATURDAY, SON_LA, RuleKind.AFTER_SESSION_REPORT, "2026-01-05", "2026-01-10"),
    ("DL-12", YEAR_END, SON_LA, RuleKind.AFTER_SESSION_REPORT, "2025-12-30", "2026-01-08"),
    # a day of the year cannot fall before Tết, nor at a working Saturday of these years: the days off before it are its edges
    ("DL-13 of 2026, 20/6 is a Saturday", ITSELF, SON_LA, RuleKind.REPORT_SIX_MONTH, "2026-06-14", "2026-06-19"),
    ("DL-13 of 2027, 20/6 is a Sunday", ITSELF, SON_LA, RuleKind.REPORT_SIX_MONTH, "2027-06-14", "2027-06-18"),
    ("DL-13 of 2019", ITSELF, REGIME_2019, RuleKind.REPORT_SIX_MONTH, "2019-06-14", "2019-06-19"),
    ("DL-14 of 2019", ITSELF, REGIME_2019, RuleKind.REPORT_ANNUAL, "2019-12-14", "2019-12-09"),
    ("DL-14 of 2023, 9/12 is a Saturday", ITSELF, REGIME_2019, RuleKind.REPORT_ANNUAL, "2023-12-14", "2023-12-08"),
    ("DL-15 of 2025, 14/12 is a Sunday", ITSELF, SON_LA, RuleKind.REPORT_ANNUAL, "2025-12-14", "2025-12-12"),
    ("DL-15 of 2026, 14/12 is a Monday", ITSELF, SON_LA, RuleKind.REPORT_ANNUAL, "2026-12-14", "2026-12-14"),
    ("DL-16", TET, SON_LA, RuleKind.REPORT_CUTOFF, "2026-02-25", "2026-02-11"),
    ("DL-16", SATURDAY, SON_LA, RuleKind.REPORT_CUTOFF, "2026-01-14", "2026-01-08"),
    ("DL-16", YEAR_END, SON_LA, RuleKind.REPORT_CUTOFF, "2026-01-07", "2025-12-29"),
    ("DL-16 over 24/11, a day off to be confirmed", ITSELF, SON_LA, RuleKind.REPORT_CUTOFF, "2026-11-30", "2026-11-20"),
    ("DL-16 of the annual report", ITSELF, SON_LA, RuleKind.REPORT_CUTOFF, "2026-12-14", "2026-12-07"),
    ("DL-17", TET, SON_LA, RuleKind.REPORT_BY_ORDER, "2026-02-16", "2026-02-16"),
    ("DL-17", SATURDAY, SON_LA, RuleKind.REPORT_BY_ORDER, "2026-01-10", "2026-01-10"),
    ("DL-17", YEAR_END, SON_LA, RuleKind.REPORT_BY_ORDER, "2025-12-31", "2025-12-31"),
    ("DL-18", YEAR_END, COMMUNE, RuleKind.MINIMUM_FREQUENCY, "2026-01-01", "2026-12-31"),
    ("DL-18-WARNING", ITSELF, COMMUNE, RuleKind.MINIMUM_FREQUENCY_WARNING, "2026-01-01", "2026-10-01"),
    ("DL-19", TET, PAPERS, RuleKind.DOCUMENT_SENT, "2026-02-13", "2026-02-23"),
    ("DL-19", SATURDAY, PAPERS, RuleKind.DOCUMENT_SENT, "2026-01-09", "2026-01-10"),
    ("DL-19", YEAR_END, PAPERS, RuleKind.DOCUMENT_SENT, "2025-12-31", "2026-01-05"),
    ("DL-20", TET, PERSONS, RuleKind.DATA_REQUEST, "2026-02-13", "2026-02-24"),
    ("DL-20", SATURDAY, PERSONS, RuleKind.DATA_REQUEST, "2026-01-09", "2026-01-12"),
    ("DL-20", YEAR_END, PERSONS, RuleKind.DATA_REQUEST, "2026-12-31", "2027-01-05"),
    ("DL-20-DONE", TET, PERSONS, RuleKind.DATA_REQUEST_DONE, "2026-02-05", "2026-02-23"),
    ("DL-20-DONE", SATURDAY, PERSONS, RuleKind.DATA_REQUEST_DONE, "2025-12-26", "2026-01-10"),
    ("DL-20-DONE", YEAR_END, PERSONS, RuleKind.DATA_REQUEST_DONE, "2026-12-18", "2027-01-04"),
    ("DL-20-OTHERS", TET, PERSONS, RuleKind.DATA_REQUEST_DONE_BY_OTHERS, "2026-02-02", "2026-02-23"),
    ("DL-20-OTHERS", SATURDAY, PERSONS, RuleKind.DATA_REQUEST_DONE_BY_OTHERS, "2025-12-21", "2026-01-10"),
    ("DL-20-OTHERS", YEAR_END, PERSONS, RuleKind.DATA_REQUEST_DONE_BY_OTHERS, "2026-12-13", "2027-01-04"),
    ("DL-20-EXTENSION", TET, PERSONS, RuleKind.DATA_REQUEST_EXTENSION, "2026-02-05", "2026-02-23"),
    ("DL-20-EXTENSION", SATURDAY, PERSONS, RuleKind.DATA_REQUEST_EXTENSION, "2025-12-26", "2026-01-10"),
    ("DL-20-EXTENSION", YEAR_END, PERSONS, RuleKind.DATA_REQUEST_EXTENSION, "2026-12-18", "2027-01-04"),
    ("REOPEN-WINDOW", TET, SON_LA, RuleKind.REOPEN_WINDOW, "2025-11-17", "2026-02-23"),
    ("REOPEN-WINDOW", SATURDAY, SON_LA, RuleKind.REOPEN_WINDOW, "2025-10-12", "2026-01-10"),
    ("REOPEN-WINDOW", YEAR_END, SON_LA, RuleKind.REOPEN_WINDOW, "2025-10-03", "2026-01-05"),
]


@pytest.mark.parametrize(("pack_id", "kind", "anchor", "expected"), [pytest.param(*row[2:], id=f"{row[0]} {row[1]}") for row in TABLE])
def test_the_limit_falls_on_the_worked_day_and_says_pack_and_calendar(pack_id: str, kind: RuleKind, anchor: str, expected: str) -> None:
    given = Terms(pack(pack_id), calendar())
    rule = next(rule for rule in given.pack.rules if rule.kind is kind)
    due = compute(rule, day(anchor), given)
    assert due.due_on == day(expected)
    told = explain(due, calendar(), given.pack)
    assert pack_id in told.lines[0]
    assert rule.source in told.lines[1]
    assert "2026-1" in told.lines[-1]


@pytest.mark.parametrize("rule", [rule for each in shipped_rule_packs() for rule in each.rules], ids=lambda rule: rule.rule_id)
def test_every_limit_that_is_counted_is_told_at_all_three_edges(rule: Rule) -> None:
    told = {edge for name, edge, *_ in TABLE if name == rule.rule_id}
    day_of_the_year = rule.formula.startswith(("ON(", "BEFORE(1", "BEFORE(2"))
    assert day_of_the_year or told >= {TET, SATURDAY, YEAR_END}


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


AT_MIDNIGHT = {
    DutyKind.OPINION_LIST: (SON_LA, "2025-12-17", None),
    DutyKind.ACKNOWLEDGEMENT: (SON_LA, "2026-02-09", None),
    DutyKind.INVITATIONS: (SON_LA, "2026-02-26", None),
    DutyKind.ANNOUNCEMENT: (COMMUNE, "2026-01-17", None),
    DutyKind.CONCLUSION_NOTICE: (SON_LA, "2026-01-05", None),
    DutyKind.RESULTS_PUBLISHED: (COMMUNE, "2025-12-22", None),
    DutyKind.AFTER_SESSION_REPORT: (SON_LA, "2026-02-11", None),
    DutyKind.RESULT_NOTICE: (SON_LA, "2025-12-18", RuleKind.REPLY_COMPLEX),
    DutyKind.PERIODIC_REPORT: (SON_LA, "2025-12-14", RuleKind.REPORT_ANNUAL),
    DutyKind.DATA_CUTOFF: (SON_LA, "2026-12-14", None),
    DutyKind.MINIMUM_FREQUENCY: (COMMUNE, "2026-01-01", None),
    DutyKind.DOCUMENT_SENT: (PAPERS, "2026-02-13", None),
    DutyKind.DATA_REQUEST: (PERSONS, "2026-12-31", None),
    DutyKind.DATA_REQUEST_DONE: (PERSONS, "2026-02-05", RuleKind.DATA_REQUEST_DONE_BY_OTHERS),
}
"""Every kind of duty, its pack, an anchor, and the limit where the kind has several."""


def _opened(kind: DutyKind, pack_id: str, anchor: str, limit: RuleKind | None) -> tuple[DutyState, date]:
    rules = pack(pack_id)
    asking = replace(rules, rules=tuple(replace(rule, applies=True) for rule in rules.rules))
    command = d.OpenDuty(
        duty_id="d",
        kind=kind,
        about=d.About.session(SESSION),
        owner_org_id=HOST,
        anchor_on=day(anchor),
        level=Level.COMMUNE,
        audiences=(Audience.PEOPLE,),
        terms=Terms(asking, calendar()),
        now=at(day(anchor) - timedelta(days=60), 6),
        limited_by=limit,
    )
    [opened] = decide(command, NotOpened())
    assert isinstance(opened, e.DutyOpened)
    return folded(NotOpened(), [opened]), opened.schedule.due_on


@pytest.mark.parametrize("kind", DutyKind)
def test_the_last_day_ends_at_midnight_in_viet_nam(kind: DutyKind) -> None:
    state, due_on = _opened(kind, *AT_MIDNIGHT[kind])
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
