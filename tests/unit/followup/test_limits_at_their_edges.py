"""The limits of a case on the days and minutes where one could go wrong: before Tết, over a working Saturday, at a year's end, at local midnight."""

from datetime import UTC, date, datetime

import pytest
from followup_cases import CHAIR, OFFICER, after, at, day, extension, issue, open_case, referral, reply_on, state_after, terms

from chassis.decider import Refused
from contracts.envelope import Document
from contracts.vocabulary import Complexity, Timeliness
from contracts.workdays import local_date
from followup.case import commands as c
from followup.case.case import facts_of
from followup.case.decide import decide

LAST_MINUTE = datetime(2026, 3, 11, 16, 59, tzinfo=UTC)
MIDNIGHT, HALF_AN_HOUR_LATER = datetime(2026, 3, 11, 17, 0, tzinfo=UTC), datetime(2026, 3, 11, 17, 30, tzinfo=UTC)
"""23:59 on Wed 11/03/2026 in Vietnam, the last day of a case of Wed 11/02/2026; then 00:00 and 00:30 of the next."""


def due(held_on: str, complexity: Complexity) -> date:
    plan = facts_of(state_after(open_case(day(held_on), complexity=complexity))).schedule
    assert plan
    return plan.due_on


@pytest.mark.parametrize(
    ("held_on", "ordinary", "complicated"),
    [
        pytest.param("2026-02-13", "2026-03-13", "2026-04-03", id="DL-07 DL-08 Fri before Tet: Fri, Fri"),
        pytest.param("2025-12-18", "2026-01-10", "2026-01-30", id="DL-07 DL-08 over the working Sat 10/01: Sat, Fri"),
        pytest.param("2026-12-18", "2027-01-11", "2027-02-01", id="DL-07 DL-08 at the year's end: Mon, Mon"),
        pytest.param("2026-08-07", "2026-08-27", "2026-09-22", id="DL-07 DL-08 over the working Sat 22/08 and 2/9: Thu, Tue"),
    ],
)
def test_replies_are_due(held_on: str, ordinary: str, complicated: str) -> None:
    assert (due(held_on, Complexity.ORDINARY), due(held_on, Complexity.COMPLEX)) == (day(ordinary), day(complicated))


@pytest.mark.parametrize(
    ("said_at", "timeliness", "late"),
    [
        pytest.param(LAST_MINUTE, Timeliness.ON_TIME, 0, id="A-23 16:59 UTC is 11/03"),
        pytest.param(MIDNIGHT, Timeliness.LATE, 1, id="A-23 17:00 UTC is 12/03"),
        pytest.param(HALF_AN_HOUR_LATER, Timeliness.LATE, 1, id="A-23 17:30 UTC is 12/03"),
    ],
)
def test_a_reply_without_a_date_of_its_own_counts_by_the_local_day_of_its_message(
    said_at: datetime, timeliness: Timeliness, late: int
) -> None:
    undated = reply_on(None, said_on=local_date(said_at), reply_doc=Document(number="77", symbol="SNV-VP"))
    command = c.IssueReply(now=said_at, by=OFFICER, reply=undated, calendar=terms().calendar)
    facts = facts_of(state_after(open_case(), command))
    assert (facts.timeliness, facts.working_days_late) == (timeliness, late)


def test_the_documents_date_wins_over_the_day_of_the_message_and_the_difference_is_flagged() -> None:
    reply = facts_of(state_after(open_case(), issue(day("2026-03-11"), now=MIDNIGHT, said_on=day("2026-03-12")))).replies[0]
    assert (reply.timeliness, [str(flag) for flag in reply.flags]) == (Timeliness.ON_TIME, ["REPLY_DATE_MISMATCH"])


def refusal(command: c.CaseCommand) -> str | None:
    try:
        decide(command, state_after(open_case()))
    except Refused as refused:
        return refused.slug
    return None


@pytest.mark.parametrize(
    ("now", "slug"), [(LAST_MINUTE, None), (MIDNIGHT, "extension_after_due"), (HALF_AN_HOUR_LATER, "extension_after_due")]
)
def test_dl_09_more_time_is_asked_until_the_last_local_minute_of_the_due_day(now: datetime, slug: str | None) -> None:
    asked = extension(day("2026-03-10"), day("2026-03-25"))
    assert refusal(c.RequestExtension(**{**vars(asked), "now": now})) == slug


@pytest.mark.parametrize(("to", "slug"), [("2026-04-01", None), ("2026-04-02", "extension_beyond_cap")])
def test_dl_10_the_cap_itself_is_allowed_and_the_day_after_is_not(to: str, slug: str | None) -> None:
    assert refusal(extension(day("2026-03-10"), day(to))) == slug


@pytest.mark.parametrize(
    ("now", "slug"), [(LAST_MINUTE, None), (MIDNIGHT, "referral_after_limit"), (HALF_AN_HOUR_LATER, "referral_after_limit")]
)
def test_dl_11_a_matter_is_referred_upward_until_the_last_local_minute(now: datetime, slug: str | None) -> None:
    assert refusal(c.ReferUpward(**{**vars(referral(day("2026-03-10"))), "now": now})) == slug


@pytest.mark.parametrize(("now", "slug"), [(LAST_MINUTE, None), (MIDNIGHT, "reclassified_too_late")])
def test_dl_08_complexity_is_decided_until_the_last_local_minute_of_the_ordinary_due_day(now: datetime, slug: str | None) -> None:
    assert refusal(c.Reclassify(now=now, by=CHAIR, to=Complexity.COMPLEX, reason="Nhiều ngành", terms=terms())) == slug


def test_a_reply_at_midnight_after_the_due_day_states_the_missed_date_first() -> None:
    late = issue(day("2026-03-12"), now=MIDNIGHT)
    names = [type(event).__name__ for event in after(open_case(), late)]
    assert names.index("DeadlineMissed") < names.index("ReplyIssued")
    assert at(day("2026-03-12"), 0) == MIDNIGHT
