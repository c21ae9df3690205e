"""/api/v1/opinions/{opinion_id}/…: what the office does with an opinion before, and beside, its session."""

from collections.abc import Sequence

from fastapi import APIRouter

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.identity.permissions import permit
from chassis.privacy.keys import SubjectErased
from chassis.web.dependencies import Reader, TheClock
from contracts.envelope import Sealed
from contracts.workdays import local_date
from intake.api.acting import Acted, TheAct
from intake.api.shapes import (
    AcknowledgeIn,
    ClassifyIn,
    MergeIn,
    PreparationIn,
    PreparedAnswerIn,
    RejectIn,
    RouteOutIn,
    ScheduleIn,
    WithdrawIn,
)
from intake.erasing import end
from intake.opinion import permissions as may
from intake.opinion.commands import (
    AbsorbOpinions,
    AcknowledgeOpinion,
    AssignPreparation,
    ClassifyOpinion,
    JoinSurvivor,
    RejectOpinion,
    RouteOutOpinion,
    ScheduleOpinion,
    SubmitPreparedAnswer,
    WithdrawOpinion,
)
from intake.opinion.decide import OPINION, stream_of
from intake.opinion.events import OpinionEvent
from intake.reach import must_reach

router = APIRouter(prefix="/api/v1/opinions/{opinion_id}", tags=["opinion actions"])


@router.post("/acknowledge", dependencies=[permit(may.ACKNOWLEDGE)])
async def acknowledge(opinion_id: str, asked: AcknowledgeIn, act: TheAct, clock: TheClock) -> Acted:
    """Tell the submitter in writing that the matter is accepted or forwarded (within 10 working days)."""
    return await act.ask(opinion_id, AcknowledgeOpinion(clock.now(), act.actor.ref, asked.answer, asked.ack_doc))


@router.post("/classify", dependencies=[permit(may.CLASSIFY)])
async def classify(opinion_id: str, asked: ClassifyIn, act: TheAct, clock: TheClock) -> Acted:
    """Field, urgency, complexity and authority, with the reason."""
    command = ClassifyOpinion(
        clock.now(),
        act.actor.ref,
        act.actor.role,
        asked.domain_code,
        asked.urgency,
        asked.complexity,
        asked.is_longstanding,
        asked.authority,
        asked.reason,
    )
    return await act.ask(opinion_id, command, sorts=may.CLASSIFY)


@router.post("/preparation", dependencies=[permit(may.PREPARE)])
async def assign_preparation(opinion_id: str, asked: PreparationIn, act: TheAct, clock: TheClock) -> Acted:
    """Which unit prepares the answer, until when."""
    return await act.ask(opinion_id, AssignPreparation(clock.now(), act.actor.ref, asked.unit_org_id, asked.due_on))


@router.post("/prepared-answer", dependencies=[permit(may.ANSWER)])
async def submit_prepared_answer(opinion_id: str, asked: PreparedAnswerIn, act: TheAct, clock: TheClock, reader: Reader) -> Acted:
    """Answer, already resolved, or a proposal, before the session; its text is sealed with the opinion's key."""
    await must_reach(reader, act.actor, asked.unit_org_id, may.ANSWER, local_date(clock.now()))

    async def work(unit: Unit) -> Sequence[OpinionEvent]:
        text = await _sealed_answer(act, unit, opinion_id, asked.text)
        command = SubmitPreparedAnswer(clock.now(), act.actor.ref, asked.unit_org_id, asked.outcome, asked.text_ref, text)
        return await unit.handle(OPINION, stream_of(opinion_id), command, expected_version=act.expected_version)

    return await act.perform(opinion_id, work)


async def _sealed_answer(act: TheAct, unit: Unit, opinion_id: str, text: str | None) -> Sealed | None:
    try:
        return await act.vault.within(unit.connection).seal(opinion_id, "prepared_answer", text) if text else None
    except SubjectErased:
        raise Refused("opinion_not_open") from None


@router.post("/schedule", dependencies=[permit(may.SCHEDULE)])
async def schedule(opinion_id: str, asked: ScheduleIn, act: TheAct, clock: TheClock) -> Acted:
    """Onto the list of a session; also an opinion that was not raised onto the next one (A-14)."""
    return await act.ask(opinion_id, ScheduleOpinion(clock.now(), act.actor.ref, asked.session_id))


@router.post("/merge", dependencies=[permit(may.MERGE)])
async def merge(opinion_id: str, asked: MergeIn, act: TheAct, clock: TheClock) -> Acted:
    """These opinions stand behind this one from now on; each keeps its own reply."""

    async def work(unit: Unit) -> Sequence[OpinionEvent]:
        absorb = AbsorbOpinions(clock.now(), act.actor.ref, asked.member_ids, asked.reason)
        events = await unit.handle(OPINION, stream_of(opinion_id), absorb, expected_version=act.expected_version)
        for member_id in asked.member_ids:
            await unit.handle(OPINION, stream_of(member_id), JoinSurvivor(clock.now(), act.actor.ref, opinion_id, asked.reason))
        return events

    return await act.perform(opinion_id, work)


@router.post("/reject", dependencies=[permit(may.REJECT)])
async def reject(opinion_id: str, asked: RejectIn, act: TheAct, clock: TheClock) -> Acted:
    """With a reason code; a suspected state secret loses its text for ever."""
    return await _end(opinion_id, RejectOpinion(clock.now(), act.actor.ref, asked.reason_code), act, may.REJECT)


@router.post("/route-out", dependencies=[permit(may.ROUTE_OUT)])
async def route_out(opinion_id: str, asked: RouteOutIn, act: TheAct, clock: TheClock) -> Acted:
    """To the procedure the law has for it; no text leaves, and a denunciation's text is destroyed."""
    return await _end(opinion_id, RouteOutOpinion(clock.now(), act.actor.ref, asked.route, asked.to_org_id), act, may.ROUTE_OUT)


async def _end(opinion_id: str, command: RejectOpinion | RouteOutOpinion, act: TheAct, permission: str) -> Acted:
    async def work(unit: Unit) -> Sequence[OpinionEvent]:
        vault = act.vault.within(unit.connection)
        return await end(unit, vault, opinion_id, command, expected_version=act.expected_version)

    acted = await act.perform(opinion_id, work, sorts=permission)
    act.vault.forget(opinion_id)
    return acted


@router.post("/withdraw", dependencies=[permit(may.WITHDRAW)])
async def withdraw(opinion_id: str, asked: WithdrawIn, act: TheAct, clock: TheClock) -> Acted:
    """The submitter takes it back."""
    return await act.ask(opinion_id, WithdrawOpinion(clock.now(), act.actor.ref, asked.reason))
