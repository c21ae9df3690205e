"""What is owed after a session besides its papers: review, verification, cases, closing (domain rules, sections 6 and 17)."""

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from chassis.decider import Refused
from sessions.dialogue_session.commands import (
    CloseSession,
    DutyCommand,
    HoldInternalReview,
    NoteCaseClosed,
    NoteCaseReopened,
    NoteNotRaisedSettled,
    NotePublicationDuty,
    PaperCommand,
    VerifyNewMatter,
)
from sessions.dialogue_session.events import (
    DialogueSessionEvent,
    InternalReviewHeld,
    NewMatterVerified,
    NotRaisedSettled,
    PublicationDutyNoted,
    SessionCaseClosed,
    SessionCaseReopened,
    SessionClosed,
)
from sessions.dialogue_session.papers import issue
from sessions.dialogue_session.session import Adjourned, Closed, Concluded, DialogueSession, NoSession, Open
from sessions.org_unit.on_file import require_valid
from sessions.owed_words import in_words

Noting: TypeAlias = NoteCaseClosed | NoteCaseReopened | NoteNotRaisedSettled | NotePublicationDuty


def fulfil(command: DutyCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(command, Noting):
        return _note(command, session)
    if isinstance(command, VerifyNewMatter) and isinstance(session, Open | Adjourned):
        return _verify_early(command, session)
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
    command: HoldInternalReview | VerifyNewMatter | PaperCommand | CloseSession,
    session: Concluded,
) -> Sequence[DialogueSessionEvent]:
    if isinstance(command, PaperCommand):
        return issue(command, session)
    session_id, duties = session.conclusion.session_id, session.duties
    match command:
        case HoldInternalReview():
            if command.held_on < session.conclusion.held_on:
                raise Refused("before_the_session")
            return [] if duties.reviewed_on is not None else [InternalReviewHeld(session_id, command.held_on)]
        case VerifyNewMatter():
            if command.opinion_id not in duties.unverified:
                raise Refused("nothing_to_verify", opinion_id=command.opinion_id)
            return [_verified(command, session_id)]
        case CloseSession():
            return _close(command, session)
        case _:
            assert_never(command)


def _verify_early(command: VerifyNewMatter, session: Open | Adjourned) -> Sequence[DialogueSessionEvent]:
    """A new matter may be checked while the session still goes on."""
    opinion = session.opinions.get(command.opinion_id)
    if opinion is None or not opinion.live or opinion.off:
        raise Refused("nothing_to_verify", opinion_id=command.opinion_id)
    return [] if opinion.verified else [_verified(command, session.plan.session_id)]


def _verified(command: VerifyNewMatter, session_id: str) -> NewMatterVerified:
    require_valid(command.orgs, command.verified_by_org_id, command.verified_on)
    return NewMatterVerified(session_id, command.opinion_id, command.finding, command.verified_by_org_id, command.verified_on)


def owed(session: Concluded) -> tuple[str, ...]:
    """What still stands between the session and its closing."""
    duties = session.duties
    points = {
        "CONCLUSION_NOTICE": duties.conclusion_notice is not None,
        "INTERNAL_REVIEW": duties.reviewed_on is not None,
        "RESULT_NOTICE": duties.result_notice is not None,
        "PUBLICATION": duties.published or duties.publication_duty is None,
        "REPORT": duties.report is not None or not session.owes_report,
        "VERIFICATION": not duties.unverified,
        "NOT_RAISED": not duties.not_raised,
        "CASES": not duties.open_cases,
    }
    return (*(point for point, done in points.items() if not done), *(each.value for each in duties.notices.shortcomings))


def _close(command: CloseSession, session: Concluded) -> Sequence[DialogueSessionEvent]:
    missing = owed(session)
    if missing:
        raise Refused("duties_not_met", owed=in_words(missing), open_cases=str(len(session.duties.open_cases)))
    if command.closed_on < session.conclusion.held_on:
        raise Refused("before_the_session")
    return [SessionClosed(session.conclusion.session_id, command.closed_on)]


def _note(command: Noting, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if not isinstance(session, Concluded | Closed):
        return []
    session_id, duties = session.conclusion.session_id, session.duties
    match command:
        case NoteCaseClosed():
            is_open = command.case_id in duties.open_cases
            return [SessionCaseClosed(session_id, command.case_id, command.closed_on)] if is_open else []
        case NoteCaseReopened():
            return [] if command.case_id in duties.open_cases else [SessionCaseReopened(session_id, command.case_id)]
        case NoteNotRaisedSettled():
            waits = command.opinion_id in duties.not_raised and command.to_session_id != session_id
            return [NotRaisedSettled(session_id, command.opinion_id, command.to_session_id)] if waits else []
        case NotePublicationDuty():
            new = isinstance(session, Concluded) and duties.publication_duty is None
            return [PublicationDutyNoted(session_id, command.duty_id)] if new else []
        case _:
            assert_never(command)
