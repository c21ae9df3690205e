"""Facts from sessions and followup: taken in any order, told twice without harm, never lost, never overruling an ending of ours."""

from dataclasses import replace
from datetime import date

import pytest
from intake_examples import (
    ANSWERED,
    ASSIGNED,
    BY,
    CASE_OPENED,
    CLASSIFIED,
    CLOSED,
    NOT_RAISED,
    NOW,
    RAISED,
    REPLIED,
    SCHEDULED,
    registered,
)

from chassis.testing.spec import given
from contracts.vocabulary import Authority, Complexity, Disposition, Outcome, RejectReason, Timeliness
from intake.opinion import commands as ask
from intake.opinion import events as e
from intake.opinion.decide import OPINION
from intake.opinion.vocabulary import Fact, StateName

ASSIGN = ask.RecordOutcome(NOW, BY, "s-1", Disposition.ASSIGNED, "org-2", (), Complexity.ORDINARY, Authority.WITHIN)
ANSWER = ask.RecordOutcome(NOW, BY, "s-1", Disposition.ANSWERED_ON_SPOT, outcome=Outcome.EXPLAINED, answered_by_role="chairperson")
MISSED = ask.RecordOutcome(NOW, BY, "s-1", Disposition.NOT_RAISED)
OPEN_CASE = ask.RecordCaseOpened(NOW, BY, "case-1", "s-1", "org-2")
REPLY = ask.RecordReply(NOW, BY, "r-1", "case-1", "org-2", Outcome.RESOLVED, date(2026, 3, 4))
CLOSE = ask.RecordCaseClosed(NOW, BY, "case-1", date(2026, 3, 4), Timeliness.ON_TIME)
REOPEN = ask.RecordCaseReopened(NOW, BY, "case-1")
SAID_RAISED = e.OpinionRaised("o-1", "s-1", None, None)
WITHDRAWN = e.OpinionWithdrawn("o-1", "Rút")
JOINED = e.OpinionJoined("o-1", "o-9", "Cùng nội dung")


def test_a_slip_puts_an_opinion_on_the_sessions_list() -> None:
    slip = ask.RecordSlip(NOW, BY, "s-1", 3)
    given(OPINION, registered()).when(slip).then(e.OpinionScheduled("o-1", "s-1", 3))
    given(OPINION, registered(), e.OpinionScheduled("o-1", "s-1", 3)).when(slip).then()
    given(OPINION, registered(), e.OpinionScheduled("o-1", "s-1", 2)).when(slip).then(e.OpinionScheduled("o-1", "s-1", 3))
    given(OPINION, registered(), e.OpinionScheduled("o-1", "s-2", 3)).when(slip).then(e.OpinionScheduled("o-1", "s-1", 3))
    given(OPINION, registered(), RAISED).when(slip).then()


def test_a_speaking_turn_raises_it() -> None:
    turn = ask.RecordRaised(NOW, BY, "s-1", 3, 1)
    given(OPINION, registered(), SCHEDULED).when(turn).then(RAISED)
    given(OPINION, registered(), SCHEDULED, RAISED).when(turn).then()
    given(OPINION, registered(), RAISED, ANSWERED).when(turn).then()


def test_an_assigned_opinion_was_raised_first() -> None:
    given(OPINION, registered()).when(ASSIGN).then(SAID_RAISED, ASSIGNED)
    given(OPINION, registered(), RAISED).when(ASSIGN).then(ASSIGNED)
    given(OPINION, registered(), RAISED, ASSIGNED).when(ASSIGN).then()


def test_an_opinion_not_raised_may_be_assigned_without_having_been_raised() -> None:
    """A-14."""
    given(OPINION, registered(), CLASSIFIED, SCHEDULED).when(MISSED).then(NOT_RAISED)
    given(OPINION, registered(), CLASSIFIED, SCHEDULED, NOT_RAISED).when(MISSED).then()
    given(OPINION, registered(), NOT_RAISED).when(ASSIGN).then(ASSIGNED)


def test_not_raised_at_one_session_does_not_take_it_off_the_list_of_the_next() -> None:
    given(OPINION, registered(), CLASSIFIED, e.OpinionScheduled("o-1", "s-2", None)).when(MISSED).then()


def test_beyond_authority_is_an_assignment_that_says_so() -> None:
    beyond = replace(ASSIGN, disposition=Disposition.BEYOND_AUTHORITY)
    given(OPINION, registered(), RAISED).when(beyond).then(replace(ASSIGNED, authority=Authority.BEYOND))


def test_the_conclusion_may_name_another_agency_than_the_session_did() -> None:
    given(OPINION, registered(), RAISED, ASSIGNED).when(replace(ASSIGN, agency_id="org-3")).then(replace(ASSIGNED, agency_id="org-3"))


def test_answered_on_the_spot_is_an_ending() -> None:
    given(OPINION, registered(), RAISED).when(ANSWER).then(ANSWERED)
    given(OPINION, registered(), RAISED, ANSWERED).when(ANSWER).then()


@pytest.mark.parametrize("told", [Disposition.REJECTED, Disposition.ROUTED_OUT, Disposition.WITHDRAWN, Disposition.NOT_STATED])
def test_an_ending_only_intake_may_give_waits_for_the_office(told: Disposition) -> None:
    command = ask.RecordOutcome(NOW, BY, "s-1", told)
    stated = e.OpinionOutcomeStated("o-1", "s-1", told)
    given(OPINION, registered()).when(command).then(SAID_RAISED, stated)
    given(OPINION, registered(), RAISED, stated).when(command).then()
    given(OPINION, registered(), RAISED, ASSIGNED).when(command).then()


def test_endings_that_agree_say_nothing_new() -> None:
    given(OPINION, registered(), WITHDRAWN).when(ask.RecordOutcome(NOW, BY, "s-1", Disposition.WITHDRAWN)).then()
    given(OPINION, registered(), WITHDRAWN).when(ask.RecordOutcome(NOW, BY, "s-1", Disposition.NOT_STATED)).then()


@pytest.mark.parametrize("ending", [WITHDRAWN, e.OpinionRejected("o-1", RejectReason.BASELESS, text_shredded=False), ANSWERED])
def test_a_fact_against_an_ending_is_kept_once_for_a_person_to_look_at(ending: e.OpinionEvent) -> None:
    for command, fact, source in (
        (ASSIGN, Fact.OUTCOME, "s-1:ASSIGNED"),
        (OPEN_CASE, Fact.CASE_OPENED, "case-1"),
        (REPLY, Fact.REPLY, "r-1"),
        (CLOSE, Fact.CASE_CLOSED, "case-1"),
        (REOPEN, Fact.CASE_REOPENED, "case-1"),
        (ask.RecordSlip(NOW, BY, "s-1", 3), Fact.SLIP, "s-1"),
    ):
        disputed = e.OpinionFactDisputed("o-1", fact, source)
        given(OPINION, registered(), ending).when(command).then(disputed)  # type: ignore[arg-type]
        given(OPINION, registered(), ending, disputed).when(command).then()  # type: ignore[arg-type]


def test_answered_on_the_spot_after_an_assignment_is_disputed() -> None:
    given(OPINION, registered(), RAISED, ASSIGNED).when(ANSWER).then(e.OpinionFactDisputed("o-1", Fact.OUTCOME, "s-1:ANSWERED_ON_SPOT"))


def test_the_way_of_a_case() -> None:
    history = [registered(), RAISED, ASSIGNED]
    given(OPINION, *history).when(OPEN_CASE).then(CASE_OPENED)
    given(OPINION, *history, CASE_OPENED).when(OPEN_CASE).then()
    given(OPINION, *history, CASE_OPENED).when(REPLY).then(REPLIED)
    given(OPINION, *history, CASE_OPENED, REPLIED).when(REPLY).then()
    given(OPINION, *history, CASE_OPENED, REPLIED).when(CLOSE).then(CLOSED)
    given(OPINION, *history, CASE_OPENED, REPLIED, CLOSED).when(CLOSE).then()
    given(OPINION, *history, CASE_OPENED, REPLIED, CLOSED).when(REOPEN).then(e.OpinionReopened("o-1", "case-1"))
    given(OPINION, *history, CASE_OPENED).when(REOPEN).then()


def test_a_reply_before_the_session_is_heard_of_is_a_reply_all_the_same() -> None:
    given(OPINION, registered()).when(REPLY).then(REPLIED)
    given(OPINION, registered(), REPLIED).when(ASSIGN).then(SAID_RAISED_AFTER_REPLY)


SAID_RAISED_AFTER_REPLY = replace(ASSIGNED, state=StateName.REPLIED)


def test_a_second_reply_to_a_closed_opinion_is_kept_and_does_not_open_it() -> None:
    second = replace(REPLY, reply_id="r-2")
    given(OPINION, registered(), RAISED, ASSIGNED, REPLIED, CLOSED).when(second).then(
        replace(REPLIED, reply_id="r-2", state=StateName.CLOSED)
    )


def test_a_merged_member_is_replied_to_for_itself() -> None:
    given(OPINION, registered(), JOINED).when(OPEN_CASE).then(CASE_OPENED)
    given(OPINION, registered(), JOINED, CASE_OPENED).when(REPLY).then(REPLIED)
    given(OPINION, registered(), JOINED).when(REPLY).then(REPLIED)
    given(OPINION, registered(), JOINED).when(MISSED).then()
    given(OPINION, registered(), JOINED).when(ANSWER).then(SAID_RAISED, ANSWERED)
