from dataclasses import replace
from datetime import date

from sessions_life import ADOPTED, BEFORE, DAY, DONE_BUT_CASES, DURING, NOTICE, ORGS, STARTS, S, assigned, concluded, listed, slip, spoke

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import Audience, Channel, Disposition
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import events as e
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.duties import owed
from sessions.dialogue_session.facts import Attendance, Finding, OpinionResult, Paper

LIVE = replace(listed("n"), raised_live=True)
SPOKEN = (*DURING, LIVE, slip(1, "n"), spoke(1, 1), assigned("n"))
VERIFY = ask.VerifyNewMatter("n", Finding.CONFIRMED, "snn", DAY, ORGS)
VERIFIED = e.NewMatterVerified(S, "n", Finding.CONFIRMED, "snn", DAY)
CLOSE = ask.CloseSession(date(2026, 3, 20))
NO_CASES = concluded(opinions=())


def after(*events: e.DialogueSessionEvent) -> tuple[e.DialogueSessionEvent, ...]:
    return (*events, *given(decider, *events).when(ask.ConcludeSession()).events)  # type: ignore[arg-type]


def still_owed(*events: e.DialogueSessionEvent) -> tuple[str, ...]:
    return owed(given(decider, *events).state)  # type: ignore[arg-type]


def test_a_new_matter_raised_live_and_assigned_is_verified_before_the_session_closes() -> None:
    life = after(*SPOKEN, ADOPTED)
    assert "VERIFICATION" in still_owed(*life)
    given(decider, *life).when(VERIFY).then(VERIFIED)
    assert "VERIFICATION" not in still_owed(*life, VERIFIED)
    given(decider, *life, VERIFIED).when(VERIFY).refused("nothing_to_verify")


def test_a_new_matter_may_be_verified_while_the_session_goes_on() -> None:
    given(decider, *SPOKEN).when(VERIFY).then(VERIFIED)
    given(decider, *SPOKEN, VERIFIED).when(VERIFY).then()
    given(decider, *SPOKEN).when(replace(VERIFY, orgs={})).refused("org_unknown")
    given(decider, *DURING, listed("n")).when(VERIFY).refused("nothing_to_verify")
    assert "VERIFICATION" not in still_owed(*after(*SPOKEN, VERIFIED, ADOPTED))


def test_an_opinion_not_raised_is_assigned_or_carried_over_before_the_session_closes() -> None:
    life = after(*DURING, listed("o"), listed("p"), ADOPTED, assigned("p"))
    assert "NOT_RAISED" in still_owed(*life)
    settled = e.NotRaisedSettled(S, "o", "session-2")
    given(decider, *life).when(ask.NoteNotRaisedSettled("o", "session-2")).then(settled)
    given(decider, *life).when(ask.NoteNotRaisedSettled("o", S)).then()
    given(decider, *life).when(ask.NoteNotRaisedSettled("p", "session-2")).then()
    given(decider, *life, settled).when(ask.NoteNotRaisedSettled("o", "session-2")).then()
    assert "NOT_RAISED" not in still_owed(*life, settled)


def test_where_the_law_wants_it_the_results_are_published_before_the_session_closes() -> None:
    noted = e.PublicationDutyNoted(S, "duty-1")
    given(decider, NO_CASES).when(ask.NotePublicationDuty("duty-1")).then(noted)
    given(decider, NO_CASES, noted).when(ask.NotePublicationDuty("duty-1")).then()
    given(decider, NO_CASES, noted).when(ask.IssueResultNotice(NOTICE)).refused("results_must_be_published")
    given(decider, NO_CASES, *DONE_BUT_CASES, noted).when(CLOSE).refused("duties_not_met")
    public = e.ResultNoticePublished(S, (Channel.NOTICE_BOARD,))
    publish = ask.PublishResultNotice((Channel.NOTICE_BOARD,))
    given(decider, NO_CASES, *DONE_BUT_CASES, noted).when(publish).then(public)
    given(decider, NO_CASES, *DONE_BUT_CASES, noted, public).when(publish).then()
    given(decider, NO_CASES, *DONE_BUT_CASES, noted, public).when(CLOSE).then(e.SessionClosed(S, CLOSE.closed_on))
    given(decider, NO_CASES, noted).when(publish).refused("result_notice_missing")
    given(decider, NO_CASES, *DONE_BUT_CASES).when(ask.PublishResultNotice(())).refused("results_must_be_published")


def test_the_office_drafts_and_the_chair_signs_once() -> None:
    draft = ask.DraftPaper(Paper.CONCLUSION_NOTICE, Document(symbol="TB-VPUB"), "dialogue_office")
    drafted = e.PaperDrafted(S, Paper.CONCLUSION_NOTICE, Document(symbol="TB-VPUB"), "dialogue_office")
    given(decider, NO_CASES).when(draft).then(drafted)
    given(decider, NO_CASES, drafted).when(draft).then()
    sign = ask.IssueConclusionNotice(NOTICE, (), "deputy_chairperson", "KT.")
    signed = e.ConclusionNoticeIssued(S, NOTICE, (), "deputy_chairperson", "KT.")
    given(decider, NO_CASES, drafted).when(sign).then(signed)
    given(decider, NO_CASES, signed).when(draft).refused("conclusion_notice_already_issued")


def test_the_inspectorate_drafts_for_the_people_only() -> None:
    draft = ask.DraftPaper(Paper.RESULT_NOTICE, Document(symbol="TB-TTr"), "inspectorate", people_only=True)
    assert given(decider, NO_CASES).when(draft).refusal is None
    staff = replace(NO_CASES, audience=(Audience.STAFF,))
    given(decider, staff).when(draft).refused("drafts_for_the_people_only")


def test_another_than_the_head_presided_and_the_conclusion_says_so() -> None:
    delegated = e.SessionOpened(S, STARTS, Attendance(40), "deputy", Document(symbol="GUQ-VPUB"))
    steps = DURING[len(BEFORE) + 1 :]
    [event] = given(decider, *BEFORE, delegated, *steps, ADOPTED).when(ask.ConcludeSession()).events
    assert event.delegated  # type: ignore[union-attr]
    [plain] = given(decider, *DURING, ADOPTED).when(ask.ConcludeSession()).events
    assert not plain.delegated  # type: ignore[union-attr]


def test_an_agencys_own_list_of_opinions_not_raised_waits_for_another_session_too() -> None:
    told = concluded(by_agency="son-la", opinions=(OpinionResult("o", Disposition.NOT_RAISED),))
    assert "NOT_RAISED" in still_owed(told)
