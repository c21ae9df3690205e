"""The papers of a concluded session: the office drafts, the chair signs, each is issued once (domain rules, sections 6 and 18)."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Refused
from contracts.envelope import Document
from contracts.vocabulary import Audience
from sessions.dialogue_session.commands import (
    DraftPaper,
    IssueConclusionNotice,
    IssueResultNotice,
    PaperCommand,
    PublishResultNotice,
    SubmitSessionReport,
)
from sessions.dialogue_session.events import (
    ConclusionNoticeIssued,
    DialogueSessionEvent,
    PaperDrafted,
    ResultNoticeIssued,
    ResultNoticePublished,
    SessionReportSubmitted,
)
from sessions.dialogue_session.facts import Paper
from sessions.dialogue_session.session import Concluded


def issue(command: PaperCommand, session: Concluded) -> Sequence[DialogueSessionEvent]:
    session_id, duties = session.conclusion.session_id, session.duties
    match command:
        case DraftPaper():
            return _draft(command, session)
        case IssueConclusionNotice():
            issued = _is_issued(duties.conclusion_notice, command.doc, session, "conclusion_notice_already_issued")
            signed = (command.signed_by_role, command.signed_as)
            return [] if issued else [ConclusionNoticeIssued(session_id, command.doc, command.published_channels, *signed)]
        case IssueResultNotice():
            return _result_notice(command, session)
        case PublishResultNotice():
            return _publish(command, session)
        case SubmitSessionReport():
            if not command.recipients:
                raise Refused("recipients_missing")
            if duties.conclusion_notice is None:
                raise Refused("conclusion_notice_missing")
            issued = _is_issued(duties.report, command.doc, session, "report_already_submitted")
            return [] if issued else [SessionReportSubmitted(session_id, command.recipients, command.doc)]
        case _:
            assert_never(command)


def _draft(command: DraftPaper, session: Concluded) -> Sequence[DialogueSessionEvent]:
    duties = session.duties
    if command.people_only and Audience.PEOPLE not in session.conclusion.audience:
        raise Refused("drafts_for_the_people_only")
    issued = {
        Paper.CONCLUSION_NOTICE: (duties.conclusion_notice, "conclusion_notice_already_issued"),
        Paper.RESULT_NOTICE: (duties.result_notice, "result_notice_already_issued"),
        Paper.SESSION_REPORT: (duties.report, "report_already_submitted"),
    }
    present, slug = issued[command.paper]
    if present is not None:
        raise Refused(slug, symbol=f"{present.number}, {present.symbol}")
    if duties.drafts.get(command.paper) == command.doc:
        return []
    return [PaperDrafted(session.conclusion.session_id, command.paper, command.doc, command.drafted_by_role)]


def _result_notice(command: IssueResultNotice, session: Concluded) -> Sequence[DialogueSessionEvent]:
    duties = session.duties
    if _is_issued(duties.result_notice, command.doc, session, "result_notice_already_issued"):
        return []
    if duties.publication_duty is not None and not command.published_channels:
        raise Refused("results_must_be_published")
    signed = (command.signed_by_role, command.signed_as)
    return [ResultNoticeIssued(session.conclusion.session_id, command.doc, command.published_channels, *signed)]


def _publish(command: PublishResultNotice, session: Concluded) -> Sequence[DialogueSessionEvent]:
    if session.duties.result_notice is None:
        raise Refused("result_notice_missing")
    if not command.published_channels:
        raise Refused("results_must_be_published")
    return [] if session.duties.published else [ResultNoticePublished(session.conclusion.session_id, command.published_channels)]


def _is_issued(present: Document | None, doc: Document, session: Concluded, slug: str) -> bool:
    """A document that leaves the office has its number and date; it is issued once."""
    if present == doc:
        return True
    if present is not None:
        raise Refused(slug, symbol=f"{present.number}, {present.symbol}")
    if doc.number is None or doc.issued_on is None:
        raise Refused("document_is_a_draft")
    if doc.issued_on < session.conclusion.held_on:
        raise Refused("before_the_session")
    return False
