"""The decisions about a dialogue session, each act in its own file."""

from collections.abc import Sequence

from chassis.decider import Decider
from sessions.dialogue_session.arranging import arrange
from sessions.dialogue_session.commands import (
    AcceptConclusion,
    ArrangingCommand,
    ConcludeSession,
    DialogueSessionCommand,
    DutyCommand,
    FloorCommand,
    ListCommand,
    PreparingCommand,
    RecordSession,
)
from sessions.dialogue_session.concluding import conclude
from sessions.dialogue_session.duties import fulfil
from sessions.dialogue_session.events import DialogueSessionEvent
from sessions.dialogue_session.evolve import evolve
from sessions.dialogue_session.floor import hold
from sessions.dialogue_session.listing import keep_list
from sessions.dialogue_session.preparing import prepare
from sessions.dialogue_session.recording import accept, record
from sessions.dialogue_session.session import DialogueSession, NoSession


def decide(command: DialogueSessionCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:  # noqa: PLR0911
    if isinstance(command, ArrangingCommand):
        return arrange(command, session)
    if isinstance(command, PreparingCommand):
        return prepare(command, session)
    if isinstance(command, ListCommand):
        return keep_list(command, session)
    if isinstance(command, FloorCommand):
        return hold(command, session)
    if isinstance(command, DutyCommand):
        return fulfil(command, session)
    match command:
        case ConcludeSession():
            return conclude(command, session)
        case AcceptConclusion():
            return accept(command, session)
        case RecordSession():
            return record(command, session)


decider: Decider[DialogueSessionCommand, DialogueSession, DialogueSessionEvent] = Decider(decide, evolve, NoSession())


def stream_of(session_id: str) -> str:
    return f"dialogue-session-{session_id}"
