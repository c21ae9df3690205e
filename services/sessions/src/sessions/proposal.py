"""What a session is about, as whoever plans or proposes it states it, and the proposal made of it."""

from datetime import date
from typing import Any

from pydantic import Field

from chassis.handle import Unit
from contracts.fields import Count, Id, Instant, Name, Role, Text, Year
from contracts.vocabulary import Audience, DomainCode, Form, Level, MeetingMode, Regime, Trigger
from contracts.workdays import local_date
from sessions.acting import Act, Asking, Body
from sessions.dialogue_session.commands import DialogueSessionCommand, ProposeSession
from sessions.dialogue_session.facts import SessionPart, VoterRequest
from sessions.lookup import orgs_on_file, plan_year_of


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
