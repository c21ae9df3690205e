"""Proposing a session over HTTP, and the chair's answer; what a session is about, as everybody states it."""

from fastapi import APIRouter, Request
from pydantic import Field

from chassis.handle import Unit
from chassis.identity.permissions import may, permit
from chassis.web.dependencies import created_id
from contracts.fields import Instant, Name, Role, Text
from sessions.acting import Body, Done, TheAct, done, hosts_of
from sessions.api.session_acts import SessionId
from sessions.dialogue_session.commands import ApproveProposal, DeclineProposal, DialogueSessionCommand
from sessions.dialogue_session.decide import decider, stream_of
from sessions.dialogue_session.permissions import APPROVE, PREPARE, PROPOSE
from sessions.lookup import orgs_on_file
from sessions.proposal import ProposeBody, proposal

router = APIRouter(prefix="/api/v1/sessions", tags=["Đề xuất hội nghị"])


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
    session_id = created_id(act.command_id, body.session_id)
    asking = proposal(body, session_id, act, ad_hoc_only=not may(request, act.actor, PREPARE))
    return done(session_id, await act.decide(decider, stream_of(session_id), asking))


@router.post("/{session_id}/approve", dependencies=[permit(APPROVE)])
async def approve(session_id: SessionId, act: TheAct, body: ApproveBody | None = None) -> Done:
    """The proposal goes onto the calendar; opinions that were waiting for it are put on its list."""
    said = (body or ApproveBody()).model_dump()

    async def asking(unit: Unit) -> DialogueSessionCommand:
        return ApproveProposal(**said, orgs=await orgs_on_file(unit, await hosts_of(unit, session_id)))

    return done(session_id, await act.on_session(session_id, asking))


@router.post("/{session_id}/decline", dependencies=[permit(APPROVE)])
async def decline(session_id: SessionId, body: DeclineBody, act: TheAct) -> Done:
    return done(session_id, await act.on_session(session_id, DeclineProposal(body.reason, act.actor.role)))
