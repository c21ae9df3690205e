"""The limits of a case on the days and minutes where one could go wrong: before Tết, over a working Saturday, at a year's end, at local midnight.

In both packs that limit cases: 16:59 UTC is the last minute of a day in Viet Nam, 17:00 its midnight, 17:30 half an hour into the next day.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from followup_cases import CHAIR, OFFICER, after, at, calendar, day, extension, issue, open_case, pack, referral, reply_on, state_after
from limits_at_edge_days import EDGES, LAI_CHAU, SON_LA, Edge

from chassis.decider import Refused
from contracts.envelope import Document
from contracts.vocabulary import Complexity, Timeliness
from contracts.workdays import local_date
from followup.case import commands as c
from followup.case.case import facts_of
from followup.case.decide import decide
from followup.deadlines.deadline import Terms

LAST_MINUTE, MIDNIGHT, HALF_PAST = timedelta(hours=16, minutes=59, seconds=59), timedelta(hours=17), timedelta(hours=17, minutes=30)
MINUTES = [
    pytest.param(LAST_MINUTE, True, id="16:59 UTC"),
    pytest.param(MIDNIGHT, False, id="17:00"),
    pytest.param(HALF_PAST, False, id="17:30"),
]
"""How long after 00:00 UTC of the last local day, and whether that is still in time."""


def instant(on: date, since: timedelta) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=UTC) + since


def edges_of(*rule_ids: str) -> list[Any]:
    """The rows of these rules in the packs that limit cases."""
    rows = [row for row in EDGES if row.rule_id in rule_ids and row.pack_id in (SON_LA, LAI_CHAU)]
    return [pytest.param(row, id=row.name) for row in rows]


def terms_of(row: Edge) -> Terms:
    return Terms(pack(row.pack_id), calendar())


def opened(row: Edge, complexity: Complexity = Complexity.ORDINARY) -> c.OpenCase:
    return open_case(row.anchor, terms=terms_of(row), complexity=complexity)


def refusal(command: c.CaseCommand, *before: c.CaseCommand) -> str | None:
    try:
        decide(command, state_after(*before))
    except Refused as refused:
        return refused.slug
    return None


def undated(now: datetime) -> c.IssueReply:
    reply = reply_on(None, said_on=local_date(now), reply_doc=Document(number="77", symbol="SNV-VP"))
    return c.IssueReply(now=now, by=OFFICER, reply=reply, calendar=calendar())


def judged(reply: c.IssueReply, *before: c.CaseCommand) -> tuple[Timeliness, bool]:
    facts = facts_of(state_after(*before, reply))
    return facts.timeliness, facts.working_days_late > 0


def verdict(*, in_time: bool) -> tuple[Timeliness, bool]:
    return (Timeliness.ON_TIME, False) if in_time else (Timeliness.LATE, True)


@pytest.mark.parametrize(("since", "in_time"), MINUTES)
@pytest.mark.parametrize("row", edges_of("DL-07", "DL-08"))
def test_dl_07_dl_08_a_reply_without_a_date_of_its_own_counts_by_the_local_day_of_its_message(
    row: Edge, since: timedelta, in_time: bool
) -> None:
    case = opened(row, Complexity.COMPLEX if row.rule_id == "DL-08" else Complexity.ORDINARY)
    plan = facts_of(state_after(case)).schedule
    assert plan
    assert plan.due_on == row.due_on
    assert judged(undated(instant(row.due_on, since)), case) == verdict(in_time=in_time)


def test_over_the_working_saturday_of_august_and_the_days_off_of_september() -> None:
    ordinary = Edge(SON_LA, "DL-07", "", day("2026-08-07"), day("2026-08-27"))
    assert judged(issue(ordinary.due_on), opened(ordinary)) == verdict(in_time=True)
    complicated = replace(ordinary, due_on=day("2026-09-22"))
    assert judged(issue(complicated.due_on), opened(complicated, Complexity.COMPLEX)) == verdict(in_time=True)
    assert judged(issue(day("2026-09-23")), opened(complicated, Complexity.COMPLEX)) == verdict(in_time=False)


def test_the_documents_date_wins_over_the_day_of_the_message_and_the_difference_is_flagged() -> None:
    due_on = day("2026-03-11")
    late = issue(due_on, now=instant(due_on, MIDNIGHT), said_on=day("2026-03-12"))
    reply = facts_of(state_after(open_case(), late)).replies[0]
    assert (reply.timeliness, [str(flag) for flag in reply.flags]) == (Timeliness.ON_TIME, ["REPLY_DATE_MISMATCH"])


@pytest.mark.parametrize(("since", "in_time"), MINUTES)
@pytest.mark.parametrize("row", edges_of("DL-07"))
def test_dl_08_complexity_is_decided_until_the_last_local_minute_of_the_ordinary_due_day(
    row: Edge, since: timedelta, in_time: bool
) -> None:
    command = c.Reclassify(now=instant(row.due_on, since), by=CHAIR, to=Complexity.COMPLEX, reason="Nhiều ngành", terms=terms_of(row))
    assert refusal(command, opened(row)) == (None if in_time else "reclassified_too_late")


def asked_at(now: datetime, to: date, row: Edge) -> c.RequestExtension:
    return replace(extension(row.due_on, to, terms=terms_of(row)), now=now)


@pytest.mark.parametrize(("since", "in_time"), MINUTES)
@pytest.mark.parametrize("row", edges_of("DL-07"))
def test_dl_09_more_time_is_asked_until_the_last_local_minute_of_the_due_day(row: Edge, since: timedelta, in_time: bool) -> None:
    asked = asked_at(instant(row.due_on, since), row.due_on + timedelta(days=1), row)
    assert refusal(asked, opened(row)) == (None if in_time else "extension_after_due")


@pytest.mark.parametrize(("since", "in_time"), MINUTES)
def test_dl_09_a_granted_day_that_is_off_is_the_last_one_for_asking_again(since: timedelta, in_time: bool) -> None:
    row, sunday = Edge(SON_LA, "DL-09", "", day("2026-02-11"), day("2026-03-11")), day("2026-03-22")
    grant = c.GrantExtension(now=at(row.due_on, 11), by=CHAIR, terms=terms_of(row))
    before = (opened(row), asked_at(at(row.due_on), sunday, row), grant)
    again = asked_at(instant(sunday, since), day("2026-03-30"), row)
    assert refusal(again, *before) == (None if in_time else "extension_after_due")


def to_the_cap(row: Edge) -> tuple[c.CaseCommand, ...]:
    """Asked and granted on the day after the dialogue, up to the last day the cap allows."""
    on = row.anchor + timedelta(days=1)
    return (
        opened(row),
        replace(asked_at(at(on), row.due_on, row), now=at(on)),
        c.GrantExtension(now=at(on, 11), by=CHAIR, terms=terms_of(row)),
    )


@pytest.mark.parametrize("row", edges_of("DL-10"))
def test_dl_10_the_cap_itself_is_allowed_and_the_day_after_is_not(row: Edge) -> None:
    on = at(row.anchor + timedelta(days=1))
    assert refusal(asked_at(on, row.due_on, row), opened(row)) is None
    assert refusal(asked_at(on, row.due_on + timedelta(days=1), row), opened(row)) == "extension_beyond_cap"


@pytest.mark.parametrize(("since", "in_time"), MINUTES)
@pytest.mark.parametrize("row", edges_of("DL-10"))
def test_dl_10_a_case_extended_to_the_cap_is_late_from_local_midnight_after_it(row: Edge, since: timedelta, in_time: bool) -> None:
    assert judged(undated(instant(row.due_on, since)), *to_the_cap(row)) == verdict(in_time=in_time)


@pytest.mark.parametrize(("since", "in_time"), MINUTES)
@pytest.mark.parametrize("row", edges_of("DL-11"))
def test_dl_11_a_matter_is_referred_upward_until_the_last_local_minute(row: Edge, since: timedelta, in_time: bool) -> None:
    referred = replace(referral(row.due_on, terms=terms_of(row)), now=instant(row.due_on, since))
    assert refusal(referred, opened(row)) == (None if in_time else "referral_after_limit")


def closed_on(on: date, row: Edge) -> tuple[c.CaseCommand, ...]:
    return open_case(on, terms=terms_of(row)), issue(on), c.CloseCase(now=at(on, 18), by=OFFICER)


def reopened_at(now: datetime, row: Edge) -> c.ReopenCase:
    return c.ReopenCase(now=now, by=CHAIR, reason="Công dân chưa đồng ý", terms=terms_of(row))


@pytest.mark.parametrize(("since", "in_time"), MINUTES)
@pytest.mark.parametrize("row", edges_of("REOPEN-WINDOW"))
def test_a_closed_case_is_taken_up_again_until_the_last_local_minute_of_the_window(row: Edge, since: timedelta, in_time: bool) -> None:
    again = reopened_at(instant(row.due_on, since), row)
    assert refusal(again, *closed_on(row.anchor, row)) == (None if in_time else "reopened_too_late")


@pytest.mark.parametrize(("since", "in_time"), MINUTES)
@pytest.mark.parametrize("row", edges_of("DL-07-REOPENED"))
def test_the_second_round_runs_from_the_local_day_of_the_reopening_and_ends_at_midnight(row: Edge, since: timedelta, in_time: bool) -> None:
    before = row.anchor - timedelta(days=1)
    again = reopened_at(instant(before, MIDNIGHT), row)  # 00:00 local of the anchor
    commands = (*closed_on(before, row), again)
    plan = facts_of(state_after(*commands)).schedule
    assert plan
    assert plan.due_on == row.due_on
    second = undated(instant(row.due_on, since))
    second = replace(second, reply=replace(second.reply, reply_id="reply-2"))
    assert judged(second, *commands) == verdict(in_time=in_time)


def test_a_reply_at_midnight_after_the_due_day_states_the_missed_date_first() -> None:
    midnight = instant(day("2026-03-11"), MIDNIGHT)
    names = [type(event).__name__ for event in after(open_case(), issue(day("2026-03-12"), now=midnight))]
    assert names.index("DeadlineMissed") < names.index("ReplyIssued")
    assert at(day("2026-03-12"), 0) == midnight
