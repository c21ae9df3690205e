"""How each event after the conclusion changes what is owed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias, assert_never

from contracts.identifiers import case_id
from contracts.vocabulary import Disposition
from sessions.dialogue_session.events import (
    ConclusionNoticeIssued,
    InternalReviewHeld,
    MinutesCorrected,
    NewMatterVerified,
    NotRaisedSettled,
    PaperDrafted,
    PublicationDutyNoted,
    ResultNoticeIssued,
    ResultNoticePublished,
    SessionCaseClosed,
    SessionCaseReopened,
    SessionClosed,
    SessionConcluded,
    SessionDateCorrected,
    SessionReportSubmitted,
)
from sessions.dialogue_session.facts import OpinionResult
from sessions.dialogue_session.impossible import ImpossibleHistory
from sessions.dialogue_session.session import Adjourned, Closed, Concluded, DialogueSession, Duties, Notices, notices_of

Dutiful: TypeAlias = (
    NewMatterVerified
    | NotRaisedSettled
    | InternalReviewHeld
    | PaperDrafted
    | ConclusionNoticeIssued
    | ResultNoticeIssued
    | PublicationDutyNoted
    | ResultNoticePublished
    | SessionReportSubmitted
    | SessionCaseClosed
    | MinutesCorrected
)


def start_of_duties(session: DialogueSession, event: SessionConcluded) -> Duties:
    """Everything that is still to be done when the session is concluded."""
    not_raised = frozenset(each.opinion_id for each in event.opinions if each.disposition is Disposition.NOT_RAISED)
    held = session if isinstance(session, Adjourned) else None
    return Duties(
        open_cases=_cases(event.session_id, event.opinions),
        unverified=_unverified(held) if held else frozenset(),
        not_raised=not_raised,
        notices=notices_of(session) or Notices(),
        minutes_corrections=held.minutes_corrections if held else (),
    )


def _cases(session_id: str, opinions: Sequence[OpinionResult]) -> frozenset[str]:
    return frozenset(str(case_id(session_id, each.opinion_id)) for each in opinions if each.disposition is Disposition.ASSIGNED)


def _unverified(session: Adjourned) -> frozenset[str]:
    return frozenset(
        opinion_id
        for opinion_id, opinion in session.opinions.items()
        if opinion.live and not opinion.verified and opinion.result is not None and opinion.result.disposition is Disposition.ASSIGNED
    )


def settled(session: DialogueSession, event: Dutiful | SessionDateCorrected | SessionCaseReopened | SessionClosed) -> DialogueSession:
    if not isinstance(session, Concluded | Closed):
        raise ImpossibleHistory(type(event).__name__)
    match event:
        case SessionDateCorrected():
            days = {"held_from": event.held_from, "held_on": event.held_on, "reporting_year": event.reporting_year}
            return replace(session, conclusion=replace(session.conclusion, **days))  # type: ignore[arg-type]
        case SessionCaseReopened():
            duties = replace(session.duties, open_cases=session.duties.open_cases | {event.case_id})
            return Concluded(session.conclusion, duties)
        case SessionClosed():
            return Closed(session.conclusion, session.duties)
        case _:
            return replace(session, duties=_done(session.duties, event))


def _done(duties: Duties, event: Dutiful) -> Duties:  # noqa: C901, PLR0911
    match event:
        case NewMatterVerified():
            return replace(duties, unverified=duties.unverified - {event.opinion_id})
        case NotRaisedSettled():
            return replace(duties, not_raised=duties.not_raised - {event.opinion_id})
        case InternalReviewHeld():
            return replace(duties, reviewed_on=event.held_on)
        case PaperDrafted():
            return replace(duties, drafts={**duties.drafts, event.paper: event.doc})
        case ConclusionNoticeIssued():
            return replace(duties, conclusion_notice=event.doc)
        case ResultNoticeIssued():
            return replace(duties, result_notice=event.doc, published=bool(event.published_channels))
        case PublicationDutyNoted():
            return replace(duties, publication_duty=event.duty_id)
        case ResultNoticePublished():
            return replace(duties, published=True)
        case SessionReportSubmitted():
            return replace(duties, report=event.doc)
        case SessionCaseClosed():
            return replace(duties, open_cases=duties.open_cases - {event.case_id})
        case MinutesCorrected():
            return replace(duties, minutes_corrections=(*duties.minutes_corrections, event.minutes_doc))
        case _:
            assert_never(event)
