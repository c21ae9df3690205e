"""A person asks about the data held on them, and is answered once, in writing when the answer is no."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import DataRequestKind, DataRequestOutcome
from intake.data_request.commands import AnswerDataRequest, CompleteDataRequest, RegisterDataRequest
from intake.data_request.decide import DATA_REQUEST
from intake.data_request.events import DataRequestAnswered, DataRequestCompleted, DataRequestRegistered

NOW = datetime(2026, 2, 11, 2, tzinfo=UTC)
ASK = RegisterDataRequest(NOW, "r-1", DataRequestKind.ERASURE, date(2026, 2, 11), "org-1", None)
ASKED = DataRequestRegistered("r-1", DataRequestKind.ERASURE, date(2026, 2, 11), "org-1", None)
DOC = Document(number="9", symbol="VPUB", issued_on=date(2026, 2, 11))


def answer(
    on: date = date(2026, 2, 11), outcome: DataRequestOutcome = DataRequestOutcome.GRANTED, doc: Document | None = None
) -> AnswerDataRequest:
    return AnswerDataRequest(NOW, on, outcome, doc)


def test_a_request_is_registered_once() -> None:
    given(DATA_REQUEST).when(ASK).then(ASKED)
    given(DATA_REQUEST, ASKED).when(ASK).then()


def test_that_others_hold_the_data_is_kept_with_the_request() -> None:
    given(DATA_REQUEST).when(replace(ASK, third_parties=True)).then(replace(ASKED, third_parties=True))


def test_a_request_received_tomorrow_is_refused_by_the_local_date() -> None:
    late = datetime(2026, 2, 11, 17, 30, tzinfo=UTC)
    tomorrow = RegisterDataRequest(NOW, "r-1", DataRequestKind.ACCESS, date(2026, 2, 12), "org-1", None)
    given(DATA_REQUEST).when(tomorrow).refused("data_request_in_the_future")
    same = RegisterDataRequest(late, "r-1", DataRequestKind.ACCESS, date(2026, 2, 12), "org-1", None)
    given(DATA_REQUEST).when(same).then(DataRequestRegistered("r-1", DataRequestKind.ACCESS, date(2026, 2, 12), "org-1", None))


def test_it_is_answered_once_and_a_refusal_is_written() -> None:
    done = DataRequestAnswered("r-1", date(2026, 2, 11), DataRequestOutcome.GRANTED, None)
    given(DATA_REQUEST, ASKED).when(answer()).then(done)
    given(DATA_REQUEST, ASKED, done).when(answer()).refused("data_request_answered")
    given(DATA_REQUEST).when(answer()).refused("data_request_unknown")
    no = answer(outcome=DataRequestOutcome.REFUSED_WITH_REASON)
    given(DATA_REQUEST, ASKED).when(no).refused("data_request_refused_without_document")
    written = answer(outcome=DataRequestOutcome.REFUSED_WITH_REASON, doc=DOC)
    given(DATA_REQUEST, ASKED).when(written).then(
        DataRequestAnswered("r-1", date(2026, 2, 11), DataRequestOutcome.REFUSED_WITH_REASON, DOC)
    )


def test_what_was_promised_is_carried_out_once_and_after_the_answer() -> None:
    promised = DataRequestAnswered("r-1", date(2026, 2, 11), DataRequestOutcome.GRANTED, None)
    done = DataRequestCompleted("r-1", date(2026, 2, 11), DOC)
    complete = CompleteDataRequest(NOW, date(2026, 2, 11), DOC)
    given(DATA_REQUEST, ASKED, promised).when(complete).then(done)
    given(DATA_REQUEST, ASKED, promised, done).when(complete).refused("data_request_completed")
    given(DATA_REQUEST, ASKED, promised, done).when(answer()).refused("data_request_answered")
    given(DATA_REQUEST, ASKED).when(complete).refused("data_request_not_answered")
    given(DATA_REQUEST).when(complete).refused("data_request_unknown")
    given(DATA_REQUEST, ASKED, promised, done).when(ASK).then()


def test_what_was_refused_is_never_carried_out() -> None:
    refused = DataRequestAnswered("r-1", date(2026, 2, 11), DataRequestOutcome.REFUSED_WITH_REASON, DOC)
    given(DATA_REQUEST, ASKED, refused).when(CompleteDataRequest(NOW, date(2026, 2, 11), None)).refused("data_request_was_refused")


@pytest.mark.parametrize("on", [date(2026, 2, 10), date(2026, 2, 12)])
def test_a_completion_is_neither_older_than_the_answer_nor_from_tomorrow(on: date) -> None:
    promised = DataRequestAnswered("r-1", date(2026, 2, 11), DataRequestOutcome.GRANTED, None)
    given(DATA_REQUEST, ASKED, promised).when(CompleteDataRequest(NOW, on, None)).refused("data_request_completion_out_of_time")


@pytest.mark.parametrize("on", [date(2026, 2, 10), date(2026, 2, 12)])
def test_an_answer_is_neither_older_than_the_request_nor_from_tomorrow(on: date) -> None:
    given(DATA_REQUEST, ASKED).when(answer(on)).refused("data_request_answer_out_of_time")
