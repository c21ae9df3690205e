"""Each row of the table of deadlines on the days where counting goes wrong: before Tết, across a working Saturday, at a year's end, at midnight."""

from datetime import UTC, date, datetime

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
from followup.rules.pack import RuleKind

SON_LA, REGIME_2019, COMMUNE, PAPERS, PERSONS = (
    "SL-429-provisional-1",
    "SL-12-QD-2019",
    "COMMUNE-72-2025-D43",
    "DOCUMENTS-30-2020",
    "PERSONAL-DATA-356-2025",
)
TABLE = [
    # Tết 2026 is 14/2 to 22/2; 10/1/2026 is a working Saturday for 2/1; 22/8/2026 for 31/8
    ("DL-01 eve of a Tết session", SON_LA, RuleKind.OPINION_CUTOFF, "2026-02-23", "2026-02-22"),
    ("DL-01 list before a cut-off after Tết", SON_LA, RuleKind.OPINION_LIST, "2026-02-23", "2026-02-13"),
    ("DL-01 list before 17/12/2025", SON_LA, RuleKind.OPINION_LIST, "2025-12-17", "2025-12-16"),
    ("DL-01 list, the eve is a working Saturday", SON_LA, RuleKind.OPINION_LIST, "2026-01-11", "2026-01-10"),
    ("DL-01 list before New Year's Monday", SON_LA, RuleKind.OPINION_LIST, "2026-01-05", "2025-12-31"),
    ("DL-03 limit after Tết", SON_LA, RuleKind.INVITATION_LIMIT, "2026-02-26", "2026-02-10"),
    ("DL-03 limit across a working Saturday", SON_LA, RuleKind.INVITATION_LIMIT, "2026-01-14", "2026-01-06"),
    ("DL-03 limit at the year's end", SON_LA, RuleKind.INVITATION_LIMIT, "2026-01-08", "2025-12-26"),
    ("DL-03 target", SON_LA, RuleKind.INVITATION_TARGET, "2026-02-26", "2026-02-09"),
    ("DL-04 no roll: a Sunday in Tết stays", COMMUNE, RuleKind.ANNOUNCEMENT, "2026-02-22", "2026-02-15"),
    ("DL-04 at the year's end", COMMUNE, RuleKind.ANNOUNCEMENT, "2026-01-05", "2025-12-29"),
    ("DL-05 before Tết", SON_LA, RuleKind.CONCLUSION_NOTICE, "2026-02-13", "2026-02-27"),
    ("DL-05 across a working Saturday", SON_LA, RuleKind.CONCLUSION_NOTICE, "2026-01-05", "2026-01-10"),
    ("DL-05 at the year's end", SON_LA, RuleKind.CONCLUSION_NOTICE, "2025-12-30", "2026-01-08"),
    ("DL-06 ends in Tết, rolls behind it", COMMUNE, RuleKind.RESULTS_PUBLISHED, "2026-02-06", "2026-02-23"),
    ("DL-06 ends on a working Saturday, stays", COMMUNE, RuleKind.RESULTS_PUBLISHED, "2025-12-31", "2026-01-10"),
    ("DL-06 ends on 1/1, rolls behind the swap", COMMUNE, RuleKind.RESULTS_PUBLISHED, "2025-12-22", "2026-01-05"),
    ("DL-07 the last day is a working Saturday", SON_LA, RuleKind.REPLY_ORDINARY, "2025-12-18", "2026-01-10"),
    ("DL-07 before Tết", SON_LA, RuleKind.REPLY_ORDINARY, "2026-02-13", "2026-03-13"),
    ("DL-08 over the year's end and the swap", SON_LA, RuleKind.REPLY_COMPLEX, "2025-12-18", "2026-01-30"),
    ("DL-09 on the due day itself, even a Saturday", SON_LA, RuleKind.EXTENSION_NOTICE, "2026-01-10", "2026-01-10"),
    ("DL-10 cap before Tết", SON_LA, RuleKind.EXTENSION_CAP, "2026-02-11", "2026-04-01"),
    ("DL-11 referral across a working Saturday", SON_LA, RuleKind.REFER_UPWARD, "2025-12-18", "2026-01-10"),
    ("DL-12 before Tết", SON_LA, RuleKind.AFTER_SESSION_REPORT, "2026-02-11", "2026-02-25"),
    ("DL-13 20/6 is a Saturday", SON_LA, RuleKind.REPORT_SIX_MONTH, "2026-06-14", "2026-06-19"),
    ("DL-13 in the regime of 2019", REGIME_2019, RuleKind.REPORT_SIX_MONTH, "2019-06-14", "2019-06-19"),
    ("DL-14 before 10/12/2019", REGIME_2019, RuleKind.REPORT_ANNUAL, "2019-12-14", "2019-12-09"),
    ("DL-15 14/12 is a Sunday", SON_LA, RuleKind.REPORT_ANNUAL, "2025-12-14", "2025-12-12"),
    ("DL-15 14/12 is a Monday", SON_LA, RuleKind.REPORT_ANNUAL, "2026-12-14", "2026-12-14"),
    ("DL-16 five working days before", SON_LA, RuleKind.REPORT_CUTOFF, "2026-12-14", "2026-12-07"),
    ("DL-16 over 24/11, a day off to be confirmed", SON_LA, RuleKind.REPORT_CUTOFF, "2026-11-30", "2026-11-20"),
    ("DL-17 the day ordered, whatever day it is", SON_LA, RuleKind.REPORT_BY_ORDER, "2026-01-10", "2026-01-10"),
    ("DL-18 the plan year's last day", COMMUNE, RuleKind.MINIMUM_FREQUENCY, "2026-01-01", "2026-12-31"),
    ("DL-18 warned on 1/10", COMMUNE, RuleKind.MINIMUM_FREQUENCY_WARNING, "2026-01-01", "2026-10-01"),
    ("DL-19 signed on the last day before Tết", PAPERS, RuleKind.DOCUMENT_SENT, "2026-02-13", "2026-02-23"),
    ("DL-19 next day is a working Saturday", PAPERS, RuleKind.DOCUMENT_SENT, "2026-01-09", "2026-01-10"),
    ("DL-19 at the year's end", PAPERS, RuleKind.DOCUMENT_SENT, "2025-12-31", "2026-01-05"),
    ("DL-20 received on the last day before Tết", PERSONS, RuleKind.DATA_REQUEST, "2026-02-13", "2026-02-24"),
    ("DL-20 across a working Saturday", PERSONS, RuleKind.DATA_REQUEST, "2026-01-09", "2026-01-12"),
    ("DL-20 at the year's end", PERSONS, RuleKind.DATA_REQUEST, "2026-12-31", "2027-01-05"),
]


@pytest.mark.parametrize(("pack_id", "kind", "anchor", "expected"), [pytest.param(*row[1:], id=row[0]) for row in TABLE])
def test_the_limit_falls_on_the_worked_day_and_says_pack_and_calendar(pack_id: str, kind: RuleKind, anchor: str, expected: str) -> None:
    given = Terms(pack(pack_id), calendar())
    rule = next(rule for rule in given.pack.rules if rule.kind is kind)
    due = compute(rule, day(anchor), given)
    assert due.due_on == day(expected)
    told = explain(due, calendar(), given.pack)
    assert pack_id in told.lines[0]
    assert rule.source in told.lines[1]
    assert "2026-1" in told.lines[-1]


def test_every_row_of_the_table_of_deadlines_has_its_number_in_a_shipped_pack() -> None:
    from followup.rules.read import shipped_rule_packs

    known = {rule.rule_id[:5] for each in shipped_rule_packs() for rule in each.rules if rule.rule_id.startswith("DL-")}
    assert known == {f"DL-{number:02}" for number in range(1, 21)}


def test_as_18_an_opinion_received_on_mon_09_02_is_acknowledged_by_mon_02_03_where_the_pack_asks_for_it() -> None:
    from dataclasses import replace

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


def _opened(kind: DutyKind, anchor: str, pack_id: str) -> tuple[DutyState, date]:
    command = d.OpenDuty(
        duty_id="d",
        kind=kind,
        about=d.About.session(SESSION),
        owner_org_id=HOST,
        anchor_on=day(anchor),
        level=Level.COMMUNE,
        audiences=(Audience.PEOPLE,),
        terms=Terms(pack(pack_id), calendar()),
        now=at(day(anchor), 6),
    )
    [opened] = decide(command, NotOpened())
    assert isinstance(opened, e.DutyOpened)
    return folded(NotOpened(), [opened]), opened.schedule.due_on


@pytest.mark.parametrize(
    ("kind", "anchor", "pack_id"),
    [
        (DutyKind.CONCLUSION_NOTICE, "2026-01-05", SON_LA),
        (DutyKind.AFTER_SESSION_REPORT, "2026-02-11", SON_LA),
        (DutyKind.RESULTS_PUBLISHED, "2025-12-22", COMMUNE),
        (DutyKind.DOCUMENT_SENT, "2026-02-13", PAPERS),
        (DutyKind.DATA_REQUEST, "2026-12-31", PERSONS),
    ],
)
def test_the_last_day_ends_at_midnight_in_viet_nam(kind: DutyKind, anchor: str, pack_id: str) -> None:
    state, due_on = _opened(kind, anchor, pack_id)
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
