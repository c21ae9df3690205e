"""Proposing a session over HTTP, and the chair's answer; what a session is about, as everybody states it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from pydantic import Field

from chassis.handle import Unit
from chassis.identity.permissions import may, permit
from chassis.ids import new_id
from contracts.fields import Count, Id, Instant, Name, Role, Text, Year
from contracts.vocabulary import Audience, DomainCode, Form, Level, MeetingMode, Regime, Trigger
from contracts.workdays import local_date
from sessions.api.act import Act, Asking, Body, Done, TheAct, done, hosts_of, within_reach
from sessions.api.session_acts import SessionId
from sessions.dialogue_session.commands import ApproveProposal, DeclineProposal, DialogueSessionCommand, ProposeSession
from sessions.dialogue_session.decide import decider, stream_of
from sessions.dialogue_session.events import DialogueSessionEvent
from sessions.dialogue_session.facts import SessionPart, VoterRequest
from sessions.dialogue_session.permissions import APPROVE, PREPARE, PROPOSE
from sessions.heard import alone_with, scheduling, waiting_for
from sessions.lookup import orgs_on_file, plan_year_of

router = APIRouter(prefix="/api/v1/sessions", tags=["Đề xuất hội nghị"])


class PartBody(Body):
    """One village cluster's part of the session."""

    part_no: int = Field(ge=1, le=100)
    cluster: Name
    starts_at: Instant
    ends_at: Instant
    venue: Name


class VotersBody(Body):
    asked: Count
    voters: Count


class KindBody(Body):
    """`plan_year` may be left out when `plan_id` is given. An id is made when none is given."""

    session_id: Id | None = None
    plan_id: Id | None = None
    plan_year: Year | None = None
    regime: Regime
    audience: tuple[Audience, ...]
    form: Form
    level: Level
    host_org_id: Id
    co_host_org_ids: tuple[Id, ...] = ()
    co_chair_roles: tuple[Role, ...] = ()
    mode: MeetingMode | None = None
    online_url: str | None = Field(default=None, max_length=500, pattern=r"^https://")
    topic_codes: tuple[DomainCode, ...] = ()
    opinion_cutoff_on: date | None = None
    trigger: Trigger = Trigger.PLAN
    parts: tuple[PartBody, ...] = ()
    voters: VotersBody | None = None

    @property
    def said(self) -> dict[str, Any]:
        """The fields of a command; ids and years are left to the caller."""
        given = self.model_dump(exclude={"session_id", "plan_year", "parts", "voters"})
        voters = VoterRequest(self.voters.asked, self.voters.voters) if self.voters else None
        return {**given, "parts": tuple(SessionPart(**part.model_dump()) for part in self.parts), "voters": voters}


class ProposeBody(KindBody):
    """Chair, time and place may be left to the chair."""

    chair_role: Role | None = None
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    venue: Name | None = None
    reason: Text


class ApproveBody(Body):
    """What is given here stands instead of what was proposed."""

    chair_role: Role | None = None
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    venue: Name | None = None
    online_url: str | None = Field(default=None, max_length=500, pattern=r"^https://")


class DeclineBody(Body):
    reason: Text


@router.post("/propose", status_code=201, dependencies=[permit(PROPOSE)])
async def propose(body: ProposeBody, act: TheAct, request: Request) -> Done:
    """The office proposes any session; units, the inspectorate and the Front an ad hoc one."""
    session_id = body.session_id or str(act.command_id or new_id())
    asking = proposal(body, session_id, act, ad_hoc_only=not may(request, act.actor, PREPARE))
    return done(session_id, await act.decide(decider, stream_of(session_id), asking))


def proposal(body: ProposeBody, session_id: str, act: Act, *, ad_hoc_only: bool) -> Asking[DialogueSessionCommand]:
    """The command, made inside the deciding transaction with the evidence it needs."""

    async def asking(unit: Unit) -> DialogueSessionCommand:
        planned_year = await plan_year_of(unit, body.plan_id)
        day = local_date(body.starts_at or act.now)
        return ProposeSession(
            **body.said,
            session_id=session_id,
            plan_year=body.plan_year or planned_year or day.year,
            planned_year=planned_year,
            proposed_by_role=act.actor.role,
            proposed_by_org_id=act.actor.org_id,
            proposed_on=local_date(act.now),
            ad_hoc_only=ad_hoc_only,
            orgs=await orgs_on_file(unit, [body.host_org_id, *body.co_host_org_ids]),
        )

    return asking


@router.post("/{session_id}/approve", dependencies=[permit(APPROVE)])
async def approve(session_id: SessionId, act: TheAct, body: ApproveBody | None = None) -> Done:
    """The proposal goes onto the calendar; opinions that were waiting for it are put on its list."""
    said = (body or ApproveBody()).model_dump()

    async def work(unit: Unit) -> Sequence[DialogueSessionEvent]:
        await within_reach(unit, act.actor, session_id)
        orgs = await orgs_on_file(unit, await hosts_of(unit, session_id))
        return await on_the_calendar(unit, act, session_id, ApproveProposal(**said, orgs=orgs))

    return done(session_id, await act.perform(decider, stream_of(session_id), work))


@router.post("/{session_id}/decline", dependencies=[permit(APPROVE)])
async def decline(session_id: SessionId, body: DeclineBody, act: TheAct) -> Done:
    return done(session_id, await act.on_session(session_id, DeclineProposal(body.reason, act.actor.role)))


async def on_the_calendar(unit: Unit, act: Act, session_id: str, command: DialogueSessionCommand) -> list[DialogueSessionEvent]:
    """Opinions that were waiting for this session are put on its list in the same transaction."""
    stream = stream_of(session_id)
    await alone_with(unit.connection, session_id)
    events = [*await unit.handle(decider, stream, command, expected_version=act.version)]
    for opinion in await waiting_for(unit.connection, session_id):
        events += await unit.handle(decider, stream, scheduling(opinion))
    return events
