"""A reply is known by its document: said again it is the same reply, said otherwise it is refused, however it comes."""

from datetime import date
from typing import Any

import pytest
from followup_cases import (
    AGENCY,
    CASE,
    CO_AGENCY,
    HELD_ON,
    OFFICER,
    OPINION,
    THREE_LEGS,
    after,
    at,
    day,
    issue,
    open_case,
    reply_on,
    state_after,
)

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import Outcome
from followup.case import commands as c
from followup.case.case import Replied, facts_of
from followup.case.decide import decider
from followup.case.said_again import paper

ON = day("2026-03-02")
TWO = (OPINION, "opinion-2")


def again(**changes: Any) -> c.IssueReply:
    return issue(ON, reply_id="reply-of-another-system", now=at(day("2026-03-05")), said_on=day("2026-03-05"), **changes)


def test_the_same_document_under_another_id_is_the_same_reply() -> None:
    given(decider, *after(open_case(), issue(ON))).when(again()).then()
    closed = c.CloseCase(now=at(day("2026-03-04")), by=OFFICER)
    given(decider, *after(open_case(), issue(ON), closed)).when(again()).then()


def test_the_same_document_with_other_content_is_refused() -> None:
    history = after(open_case(opinion_ids=TWO), issue(ON))
    for changes in ({"outcome": Outcome.EXPLAINED}, {"summary_plain": "Khác."}, {"opinion_ids": TWO}, {"corrects": "reply-9"}):
        given(decider, *history).when(again(**changes)).refused("reply_recorded_otherwise")


def test_the_same_id_with_another_document_is_refused_too() -> None:
    given(decider, *after(open_case(), issue(ON))).when(issue(day("2026-03-03"))).refused("reply_recorded_otherwise")


def test_what_was_recorded_wrongly_of_a_document_is_set_right_by_a_correction_under_the_same_document() -> None:
    right = again(outcome=Outcome.EXPLAINED, corrects="reply-1")
    state = state_after(open_case(), issue(ON), right)
    assert [each.reply.outcome for each in facts_of(state).in_force] == [Outcome.EXPLAINED]
    given(decider, *after(open_case(), issue(ON), right)).when(right).then()
    given(decider, *after(open_case(), issue(ON), right)).when(issue(ON)).then()


def test_another_number_another_date_or_another_issuer_is_another_reply() -> None:
    other_number = issue(ON, reply_id="r-2", reply_doc=Document(number="78", symbol="SNV-VP", issued_on=ON))
    other_year = issue(day("2026-03-04"), reply_id="r-3")
    other_issuer = issue(ON, reply_id="r-4", issuing_org_id=CO_AGENCY)
    state = state_after(open_case(), issue(ON), other_number, other_year, other_issuer)
    assert isinstance(state, Replied)
    assert len(state.facts.replies) == 4


def test_one_letter_may_be_told_opinion_by_opinion() -> None:
    state = state_after(open_case(opinion_ids=TWO), issue(ON), again(opinion_ids=TWO[1:]))
    assert isinstance(state, Replied)
    assert [each.reply.opinion_ids for each in state.facts.replies] == [TWO[:1], TWO[1:]]
    given(decider, *after(open_case(opinion_ids=TWO), issue(ON))).when(issue(ON, opinion_ids=TWO[1:])).refused("reply_recorded_otherwise")


def test_drafts_without_a_number_are_told_apart_by_their_ids() -> None:
    draft = Document(symbol="CV-SNV")
    state = state_after(open_case(), issue(ON, reply_doc=draft), issue(ON, reply_doc=draft, reply_id="reply-2"))
    assert len(facts_of(state).replies) == 2


def test_addressees_told_later_do_not_make_the_same_reply_another_one() -> None:
    first = issue(ON, reported_to=THREE_LEGS[:2])
    told = c.CompleteReporting(now=at(day("2026-03-04")), by=OFFICER, reply_id="reply-1", reported_to=("chair",), directory=first.directory)
    given(decider, *after(open_case(), first, told)).when(again(reported_to=THREE_LEGS[:2])).then()
    given(decider, *after(open_case(), first)).when(again(reported_to=THREE_LEGS)).refused("reply_recorded_otherwise")


def test_held_replies_of_one_document_become_one_reply() -> None:
    held = [
        c.HoldReply(now=at(HELD_ON), by=OFFICER, case_id=CASE, reply=reply_on(HELD_ON, reply_id=each), agency="snv", event_id=each)
        for each in ("r-1", "r-2")
    ]
    assert [each.reply.reply_id for each in facts_of(state_after(*held, open_case())).replies] == ["r-1"]


def interim(**changes: Any) -> c.IssueInterimReply:
    values = {
        "reply_id": "interim-1",
        "opinion_ids": (OPINION,),
        "issuing_org_id": AGENCY,
        "reply_doc": Document(number="70", symbol="SNV-VP", issued_on=ON),
        "issued_on": ON,
        "summary_plain": "Đang xác minh.",
        "expected_reply_on": None,
    }
    return c.IssueInterimReply(now=at(ON), by=OFFICER, **{**values, **changes})


def test_an_interim_reply_is_known_by_its_document_too() -> None:
    history = after(open_case(), interim())
    given(decider, *history).when(interim(reply_id="interim-2")).then()
    given(decider, *history).when(interim(reply_id="interim-2", summary_plain="Khác.")).refused("reply_recorded_otherwise")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Document(number="05", symbol="UBND-NC"), Document(symbol="5/UBND-NC")),
        (Document(symbol="834/QĐ- UBND"), Document(number="834", symbol="QĐ-UBND")),
        (Document(symbol="06-QĐ/ĐUVP"), Document(number="06", symbol="QĐ/ĐUVP")),
    ],
)
def test_a_number_is_the_same_however_it_is_written(one: Document, other: Document) -> None:
    assert paper("a", one, date(2026, 3, 2)) == paper("a", other, date(2026, 3, 2)) != paper("a", other, date(2025, 3, 2))
