"""What is owed after a session: review, conclusion notice, report, result notice; it closes when all is done (domain rules, sections 6 and 17)."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Refused
from contracts.envelope import Document
from sessions.dialogue_session.commands import (
    CloseSession,
    DutyCommand,
    HoldInternalReview,
    IssueConclusionNotice,
    IssueResultNotice,
    NoteCaseClosed,
    NoteCaseReopened,
    SubmitSessionReport,
)
from sessions.dialogue_session.events import (
    ConclusionNoticeIssued,
    DialogueSessionEvent,
    InternalReviewHeld,
    ResultNoticeIssued,
    SessionCaseClosed,
    SessionCaseReopened,
    SessionClosed,
    SessionReportSubmitted,
)
from sessions.dialogue_session.session import Closed, Concluded, DialogueSession, NoSession


def fulfil(command: DutyCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(command, NoteCaseClosed | NoteCaseReopened):
        return _note(command, session)
    match session:
        case NoSession():
            raise Refused("session_unknown")
        case Closed():
            if isinstance(command, CloseSession):
                return []
            raise Refused("session_closed")
        case Concluded():
            return _fulfil(command, session)
        case _:
            raise Refused("session_not_concluded")


def _fulfil(
    command: HoldInternalReview | IssueConclusionNotice | IssueResultNotice | SubmitSessionReport | CloseSession,
    session: Concluded,
) -> Sequence[DialogueSessionEvent]:
    session_id, duties = session.conclusion.session_id, session.duties
    match command:
        case HoldInternalReview():
            if command.held_on < session.conclusion.held_on:
                raise Refused("before_the_session")
            return [] if duties.reviewed_on is not None else [InternalReviewHeld(session_id, command.held_on)]
        case IssueConclusionNotice():
            issued = _is_issued(duties.conclusion_notice, command.doc, session, "conclusion_notice_already_issued")
            return [] if issued else [ConclusionNoticeIssued(session_id, command.doc, command.published_channels)]
        case IssueResultNotice():
            issued = _is_issued(duties.result_notice, command.doc, session, "result_notice_already_issued")
            return [] if issued else [ResultNoticeIssued(session_id, command.doc, command.published_channels)]
        case SubmitSessionReport():
            if not command.recipients:
                raise Refused("recipients_missing")
            if duties.conclusion_notice is None:
                raise Refused("conclusion_notice_missing")
            issued = _is_issued(duties.report, command.doc, session, "report_already_submitted")
            return [] if issued else [SessionReportSubmitted(session_id, command.recipients, command.doc)]
        case CloseSession():
            return _close(command, session)
        case _:
            assert_never(command)


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


def owed(session: Concluded) -> tuple[str, ...]:
    """What still stands between the session and its closing."""
    duties = session.duties
    points = {
        "CONCLUSION_NOTICE": duties.conclusion_notice is not None,
        "INTERNAL_REVIEW": duties.reviewed_on is not None,
        "RESULT_NOTICE": duties.result_notice is not None,
        "REPORT": duties.report is not None or not session.owes_report,
        "CASES": not duties.open_cases,
    }
    return tuple(point for point, done in points.items() if not done)


def _close(command: CloseSession, session: Concluded) -> Sequence[DialogueSessionEvent]:
    missing = owed(session)
    if missing:
        raise Refused("duties_not_met", owed=", ".join(missing), open_cases=str(len(session.duties.open_cases)))
    if command.closed_on < session.conclusion.held_on:
        raise Refused("before_the_session")
    return [SessionClosed(session.conclusion.session_id, command.closed_on)]


def _note(command: NoteCaseClosed | NoteCaseReopened, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if not isinstance(session, Concluded | Closed):
        return []
    session_id, is_open = session.conclusion.session_id, command.case_id in session.duties.open_cases
    if isinstance(command, NoteCaseClosed):
        return [SessionCaseClosed(session_id, command.case_id, command.closed_on)] if is_open else []
    return [] if is_open else [SessionCaseReopened(session_id, command.case_id)]
