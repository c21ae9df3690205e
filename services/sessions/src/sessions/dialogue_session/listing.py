"""The session's list of opinions, as intake registers them, classifies them and takes them away."""

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from contracts.vocabulary import Disposition
from sessions.dialogue_session.commands import ListCommand, NoteClassification, ScheduleOpinion, TakeOpinionOff
from sessions.dialogue_session.events import (
    DialogueSessionEvent,
    OpinionCameTooLate,
    OpinionClassificationNoted,
    OpinionDescribed,
    OpinionScheduled,
    OpinionTakenOff,
)
from sessions.dialogue_session.session import (
    Adjourned,
    DialogueSession,
    Listed,
    NoSession,
    Open,
    Postponed,
    Proposed,
    Recorded,
    Scheduled,
    opinion_ids,
    session_id_of,
)

WithList: TypeAlias = Scheduled | Postponed | Open | Adjourned


def keep_list(command: ListCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    """Facts from intake are never refused: what comes too late is recorded as too late."""
    match command:
        case ScheduleOpinion():
            return _schedule(command, session)
        case NoteClassification():
            if not isinstance(session, WithList) or command.opinion_id not in session.opinions:
                return []
            return [OpinionClassificationNoted(session.plan.session_id, command.opinion_id, command.domain_code, command.urgency)]
        case TakeOpinionOff():
            return _take_off(command, session)
        case _:
            assert_never(command)


def _schedule(command: ScheduleOpinion, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(session, WithList) and (known := session.opinions.get(command.opinion_id)):
        return _describe(command, session, known)
    if isinstance(session, NoSession | Proposed | Recorded) or command.opinion_id in opinion_ids(session):
        return []
    if not isinstance(session, Scheduled | Postponed | Open):
        return [OpinionCameTooLate(session_id_of(session), command.opinion_id)]
    return [
        OpinionScheduled(
            session_id=session.plan.session_id,
            opinion_id=command.opinion_id,
            domain_code=command.domain_code,
            urgency=command.urgency,
            summary_redacted=command.summary_redacted,
            raised_live=command.raised_live,
        ),
    ]


def _describe(command: ScheduleOpinion, session: WithList, known: Listed) -> Sequence[DialogueSessionEvent]:
    if known.described or known.silent or not command.summary_redacted:
        return []
    words = (command.domain_code, command.urgency, command.summary_redacted)
    return [OpinionDescribed(session.plan.session_id, command.opinion_id, *words)]


def _take_off(command: TakeOpinionOff, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if not isinstance(session, WithList):
        return []
    opinion = session.opinions.get(command.opinion_id)
    if opinion is None or _stands(opinion, command):
        return []
    return [OpinionTakenOff(session.plan.session_id, command.opinion_id, command.disposition, command.denunciation)]


def _stands(opinion: Listed, command: TakeOpinionOff) -> bool:
    if opinion.silent:
        return True
    if command.disposition is Disposition.ROUTED_OUT:
        return opinion.result is not None and opinion.result.disposition is Disposition.ROUTED_OUT and not command.denunciation
    return opinion.result is not None
