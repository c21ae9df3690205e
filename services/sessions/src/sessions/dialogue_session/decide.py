"""The decisions about a dialogue session, each act in its own file."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Decider
from sessions.dialogue_session.arranging import arrange
from sessions.dialogue_session.commands import (
    AcceptConclusion,
    ArrangingCommand,
    ConcludeSession,
    CorrectingCommand,
    DialogueSessionCommand,
    DutyCommand,
    EndingCommand,
    FloorCommand,
    JustifyShortcoming,
    ListCommand,
    NotingCommand,
    PreparingCommand,
    ProposingCommand,
    RecordSession,
)
from sessions.dialogue_session.concluding import conclude
from sessions.dialogue_session.correcting import correct
from sessions.dialogue_session.duties import fulfil
from sessions.dialogue_session.events import DialogueSessionEvent
from sessions.dialogue_session.evolve import evolve
from sessions.dialogue_session.floor import hold
from sessions.dialogue_session.listing import keep_list
from sessions.dialogue_session.noticing import justify, note
from sessions.dialogue_session.preparing import prepare
from sessions.dialogue_session.proposing import propose
from sessions.dialogue_session.recording import accept, record
from sessions.dialogue_session.session import DialogueSession, NoSession


def decide(command: DialogueSessionCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(command, ProposingCommand | ArrangingCommand | NotingCommand | PreparingCommand | JustifyShortcoming):
        return _before(command, session)
    if isinstance(command, ListCommand):
        return keep_list(command, session)
    if isinstance(command, FloorCommand):
        return hold(command, session)
    return _after(command, session)


def _before(
    command: ProposingCommand | ArrangingCommand | NotingCommand | PreparingCommand | JustifyShortcoming,
    session: DialogueSession,
) -> Sequence[DialogueSessionEvent]:
    if isinstance(command, ProposingCommand):
        return propose(command, session)
    if isinstance(command, ArrangingCommand):
        return arrange(command, session)
    if isinstance(command, NotingCommand):
        return note(command, session)
    if isinstance(command, JustifyShortcoming):
        return justify(command, session)
    return prepare(command, session)


def _after(command: EndingCommand | CorrectingCommand | DutyCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(command, CorrectingCommand):
        return correct(command, session)
    if isinstance(command, DutyCommand):
        return fulfil(command, session)
    match command:
        case ConcludeSession():
            return conclude(command, session)
        case AcceptConclusion():
            return accept(command, session)
        case RecordSession():
            return record(command, session)
        case _:
            assert_never(command)


decider: Decider[DialogueSessionCommand, DialogueSession, DialogueSessionEvent] = Decider(decide, evolve, NoSession())


def stream_of(session_id: str) -> str:
    return f"dialogue-session-{session_id}"
