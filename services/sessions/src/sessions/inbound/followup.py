"""What followup says about cases: when all cases of a session are closed, the session may close."""

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from contracts.duties import DutyOpenedV1
from contracts.envelope import Envelope
from contracts.followup import CaseClosedV1, CaseReopenedV1, FollowUpOpenedV1
from contracts.vocabulary import DutyKind
from sessions.dialogue_session.commands import NoteCaseClosed, NoteCaseReopened, NotePublicationDuty
from sessions.dialogue_session.decide import decider, stream_of
from sessions.heard import HeardCase, remember, session_of_case
from sessions.inbound import case_results


async def opened(unit: Unit, envelope: Envelope, event: FollowUpOpenedV1) -> None:
    await remember(unit.connection, HeardCase(case_id=event.case_id, session_id=event.session_id))
    await case_results.due_first(unit, event)


async def closed(unit: Unit, envelope: Envelope, event: CaseClosedV1) -> None:
    if session_id := await session_of_case(unit.connection, event.case_id):
        await unit.handle(decider, stream_of(session_id), NoteCaseClosed(event.case_id, event.closed_on))


async def reopened(unit: Unit, envelope: Envelope, event: CaseReopenedV1) -> None:
    if session_id := await session_of_case(unit.connection, event.case_id):
        await unit.handle(decider, stream_of(session_id), NoteCaseReopened(event.case_id))


async def duty_opened(unit: Unit, envelope: Envelope, event: DutyOpenedV1) -> None:
    """Only publishing the results is something a session's closing does not know of by itself: the rule packs decide."""
    if event.kind is DutyKind.RESULTS_PUBLISHED and event.session_id:
        await unit.handle(decider, stream_of(event.session_id), NotePublicationDuty(event.duty_id))


SOURCE = Source(
    "followup",
    {
        FollowUpOpenedV1: opened,
        CaseClosedV1: closed,
        CaseReopenedV1: reopened,
        DutyOpenedV1: duty_opened,
        **case_results.HANDLERS,
    },
)
