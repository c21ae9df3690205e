"""Unit lists: on time, late, empty; and the day the book is closed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from intake_examples import BY

from chassis.testing.spec import given
from contracts.workdays import shipped_calendar
from intake.opinion_list import commands as ask
from intake.opinion_list import events as e
from intake.opinion_list.decide import OPINION_LIST

CUTOFF = date(2025, 12, 17)
DUE = shipped_calendar().before(CUTOFF)
SET = e.CutoffSet("s-1", CUTOFF, DUE, "2026-1")
IN_TIME = datetime(2025, 12, 16, 9, tzinfo=UTC)  # 16:00 local
TOO_LATE = datetime(2025, 12, 17, 1, tzinfo=UTC)  # 08:00 local
SUBMIT = ask.SubmitUnitList(IN_TIME, BY, "l-1", "org-2", IN_TIME, ("o-1", "o-2"), nil_return=False)
SUBMITTED = e.UnitOpinionListSubmitted("l-1", "org-2", "s-1", CUTOFF, IN_TIME, ("o-1", "o-2"), late=False, nil_return=False)
NIL = e.UnitOpinionListSubmitted("l-2", "org-3", "s-1", CUTOFF, IN_TIME, (), late=False, nil_return=True)


def test_before_17_12_2025_means_16_december_at_the_latest() -> None:
    assert date(2025, 12, 16) == DUE


def test_as_14_a_list_of_16_12_16_00_is_on_time_and_one_of_17_12_08_00_is_late_with_its_opinions_kept() -> None:
    given(OPINION_LIST, SET).when(SUBMIT).then(SUBMITTED)
    late = replace(SUBMIT, list_id="l-3", now=TOO_LATE, submitted_at=TOO_LATE)
    given(OPINION_LIST, SET).when(late).then(replace(SUBMITTED, list_id="l-3", submitted_at=TOO_LATE, late=True))


def test_where_the_eve_is_off_the_last_working_day_before_it_counts() -> None:
    monday = date(2026, 3, 9)
    cutoff = e.CutoffSet("s-1", monday, shipped_calendar().before(monday), "2026-1")
    sunday = datetime(2026, 3, 8, 2, tzinfo=UTC)
    asked = replace(SUBMIT, now=sunday, submitted_at=sunday)
    given(OPINION_LIST, cutoff).when(asked).then(replace(SUBMITTED, cutoff_on=monday, submitted_at=sunday, late=True))


def test_without_a_calendar_the_words_alone_decide() -> None:
    cutoff = e.CutoffSet("s-1", CUTOFF, None, None)
    given(OPINION_LIST, cutoff).when(SUBMIT).then(SUBMITTED)
    late = replace(SUBMIT, now=TOO_LATE, submitted_at=TOO_LATE)
    given(OPINION_LIST, cutoff).when(late).then(replace(SUBMITTED, submitted_at=TOO_LATE, late=True))


def test_nothing_to_report_is_reported() -> None:
    given(OPINION_LIST, SET).when(replace(SUBMIT, list_id="l-2", unit_org_id="org-3", opinion_ids=(), nil_return=True)).then(NIL)


def test_a_list_sent_twice_is_one_list_and_names_an_opinion_once() -> None:
    given(OPINION_LIST, SET, SUBMITTED).when(SUBMIT).then()
    given(OPINION_LIST, SET).when(replace(SUBMIT, opinion_ids=("o-1", "o-1", "o-2"))).then(SUBMITTED)


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        (replace(SUBMIT, nil_return=True), "nil_return_with_opinions"),
        (replace(SUBMIT, opinion_ids=()), "list_without_opinions"),
        (replace(SUBMIT, submitted_at=TOO_LATE), "submitted_in_future"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(asked: ask.SubmitUnitList, slug: str) -> None:
    given(OPINION_LIST, SET).when(asked).refused(slug)


def test_lists_need_an_announced_session() -> None:
    given(OPINION_LIST).when(SUBMIT).refused("cutoff_unknown")
    given(OPINION_LIST).when(ask.CloseCutoff(IN_TIME, BY)).refused("cutoff_unknown")


def test_the_book_is_closed_once_and_not_before_the_day() -> None:
    closed = e.OpinionCutoffClosed("s-1", CUTOFF, lists=2, late_lists=0, nil_returns=1, opinions=2)
    given(OPINION_LIST, SET, SUBMITTED, NIL).when(ask.CloseCutoff(IN_TIME, BY)).refused("cutoff_not_reached")
    given(OPINION_LIST, SET, SUBMITTED, NIL).when(ask.CloseCutoff(TOO_LATE, BY)).then(closed)
    given(OPINION_LIST, SET, SUBMITTED, NIL, closed).when(ask.CloseCutoff(TOO_LATE, BY)).then()


def test_after_closing_a_late_list_still_comes_in() -> None:
    closed = e.OpinionCutoffClosed("s-1", CUTOFF, lists=0, late_lists=0, nil_returns=0, opinions=0)
    late = replace(SUBMIT, now=TOO_LATE, submitted_at=TOO_LATE)
    given(OPINION_LIST, SET, closed).when(late).then(replace(SUBMITTED, submitted_at=TOO_LATE, late=True))


def test_a_moved_session_opens_its_book_again_and_keeps_what_came() -> None:
    closed = e.OpinionCutoffClosed("s-1", CUTOFF, lists=1, late_lists=0, nil_returns=0, opinions=2)
    moved = ask.SetCutoff(TOO_LATE, BY, "s-1", date(2026, 1, 7), date(2026, 1, 6), "2026-1")
    event = e.CutoffSet("s-1", date(2026, 1, 7), date(2026, 1, 6), "2026-1")
    given(OPINION_LIST, SET, SUBMITTED, closed).when(moved).then(event)
    given(OPINION_LIST, SET, SUBMITTED, closed, event).when(moved).then()
    given(OPINION_LIST, SET, SUBMITTED, closed, event).when(ask.CloseCutoff(TOO_LATE, BY)).refused("cutoff_not_reached")
    given(OPINION_LIST, SET, SUBMITTED, closed, event).when(SUBMIT).then()
