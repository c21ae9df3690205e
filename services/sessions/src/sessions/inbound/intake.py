"""What intake says about opinions: those meant for a session stand on its list, those taken away leave it."""

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from chassis.observability.log import get_log
from contracts.envelope import Envelope
from contracts.intake import (
    OpinionClassifiedV1,
    OpinionRegisteredV1,
    OpinionRejectedV1,
    OpinionRoutedOutV1,
    OpinionScheduledV1,
    OpinionWithdrawnV1,
    UnitOpinionListSubmittedV1,
)
from contracts.vocabulary import Disposition, Route
from sessions.dialogue_session.commands import NoteClassification, NoteNotRaisedSettled, TakeOpinionOff
from sessions.dialogue_session.decide import decider, stream_of
from sessions.dialogue_session.events import OpinionCameTooLate
from sessions.heard import HeardOpinion, alone_with, opinion_heard, put_on_list, register, remember, scheduling, take_off
from sessions.log_events import LogEvent

log = get_log(__name__)


async def registered(unit: Unit, envelope: Envelope, event: OpinionRegisteredV1) -> None:
    opinion = HeardOpinion(
        opinion_id=event.opinion_id,
        session_id=event.target_session_id,
        domain_code=event.domain_code,
        urgency=event.urgency,
        summary_redacted=event.summary_redacted,
        raised_live=event.raised_live,
    )
    if event.target_session_id:
        await alone_with(unit.connection, event.target_session_id)
    opinion = await register(unit.connection, opinion)
    if opinion.session_id:
        await schedule(unit, opinion.session_id, opinion)


async def list_submitted(unit: Unit, envelope: Envelope, event: UnitOpinionListSubmittedV1) -> None:
    await alone_with(unit.connection, event.session_id)
    for opinion_id in event.opinion_ids:
        opinion = await opinion_heard(unit.connection, opinion_id)
        if opinion is None or (opinion.off is None and opinion.session_id in (None, event.session_id)):
            await schedule(unit, event.session_id, await put_on_list(unit.connection, opinion_id, event.session_id))


async def scheduled(unit: Unit, envelope: Envelope, event: OpinionScheduledV1) -> None:
    """The office carries an opinion to this session; one taken off meanwhile stays off."""
    await alone_with(unit.connection, event.session_id)
    opinion = await opinion_heard(unit.connection, event.opinion_id)
    if opinion and opinion.session_id and opinion.session_id != event.session_id:
        settled = NoteNotRaisedSettled(event.opinion_id, event.session_id)
        await unit.handle(decider, stream_of(opinion.session_id), settled)
    if opinion is None or opinion.off is None:
        await schedule(unit, event.session_id, await put_on_list(unit.connection, event.opinion_id, event.session_id))


async def schedule(unit: Unit, session_id: str, opinion: HeardOpinion) -> None:
    """Put an opinion on a session's list; one for a session not yet known waits until it is scheduled."""
    for event in await unit.handle(decider, stream_of(session_id), scheduling(opinion)):
        if isinstance(event, OpinionCameTooLate):
            log.warning(LogEvent.OPINION_CAME_TOO_LATE, session_id=session_id, opinion_id=opinion.opinion_id)


async def classified(unit: Unit, envelope: Envelope, event: OpinionClassifiedV1) -> None:
    opinion = await opinion_heard(unit.connection, event.opinion_id)
    if opinion is None:
        return
    opinion.domain_code, opinion.urgency = event.domain_code, event.urgency
    await remember(unit.connection, opinion)
    if opinion.session_id:
        noted = NoteClassification(event.opinion_id, event.domain_code, event.urgency)
        await unit.handle(decider, stream_of(opinion.session_id), noted)


async def rejected(unit: Unit, envelope: Envelope, event: OpinionRejectedV1) -> None:
    await _gone(unit, event.opinion_id, Disposition.REJECTED)


async def routed_out(unit: Unit, envelope: Envelope, event: OpinionRoutedOutV1) -> None:
    await _gone(unit, event.opinion_id, Disposition.ROUTED_OUT, denunciation=event.route is Route.DENUNCIATION)


async def withdrawn(unit: Unit, envelope: Envelope, event: OpinionWithdrawnV1) -> None:
    await _gone(unit, event.opinion_id, Disposition.WITHDRAWN)


async def _gone(unit: Unit, opinion_id: str, disposition: Disposition, *, denunciation: bool = False) -> None:
    if session_id := await take_off(unit.connection, opinion_id, disposition, silently=denunciation):
        await unit.handle(decider, stream_of(session_id), TakeOpinionOff(opinion_id, disposition, denunciation))
        await unit.handle(decider, stream_of(session_id), NoteNotRaisedSettled(opinion_id))


SOURCE = Source(
    "intake",
    {
        OpinionRegisteredV1: registered,
        OpinionScheduledV1: scheduled,
        UnitOpinionListSubmittedV1: list_submitted,
        OpinionClassifiedV1: classified,
        OpinionRejectedV1: rejected,
        OpinionRoutedOutV1: routed_out,
        OpinionWithdrawnV1: withdrawn,
    },
)
