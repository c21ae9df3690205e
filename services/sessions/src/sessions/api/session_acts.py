"""Preparing a session over HTTP: each act is a POST to `/sessions/{id}/<act>`."""

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import Field

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.identity.permissions import permit
from chassis.privacy.keys import SubjectErased, Vault
from chassis.web.dependencies import get_part
from contracts.envelope import Document, Sealed
from contracts.fields import Id, Instant, Name, Role, Text
from sessions.acting import Body, Done, TheAct, done, hosts_of
from sessions.dialogue_session.commands import (
    AppointSecretary,
    ApproveAgenda,
    ApproveInvitationList,
    ArrangeFacilities,
    ArrangeSecurity,
    CancelSession,
    DialogueSessionCommand,
    JustifyShortcoming,
    NoteNotRaisedSettled,
    PostponeSession,
    PrepareAgenda,
    PrepareInvitationList,
)
from sessions.dialogue_session.decide import decider, stream_of
from sessions.dialogue_session.facts import AgendaItem, Invitee, Shortcoming
from sessions.dialogue_session.permissions import APPROVE, PREPARE, SECURE
from sessions.heard import alone_with, opinion_heard, put_on_list, scheduling
from sessions.lookup import orgs_on_file

router = APIRouter(prefix="/api/v1/sessions/{session_id}", tags=["Chuẩn bị hội nghị"])
SessionId = Annotated[str, Path(max_length=200)]
TheVault = Annotated[Vault, Depends(get_part(Vault))]


class PostponeBody(Body):
    reason: Text
    new_starts_at: Instant | None = None
    new_ends_at: Instant | None = None


class CancelBody(Body):
    reason: Text


class ContactBody(Body):
    """A person's contact; it is sealed before anything is stored."""

    name: Name | None = None
    email: str | None = Field(default=None, max_length=200)
    phone: str | None = Field(default=None, max_length=40)
    address: Text | None = None


class InviteeBody(Body):
    """An office is named by `org_id` and reached through the directory; a person brings a `contact`."""

    invitee_ref: Id
    role: Role
    org_id: Id | None = None
    contact: ContactBody | None = None


class ListBody(Body):
    invitees: tuple[InviteeBody, ...]


class InvitationsBody(Body):
    """Without `invitees`, the list as the office prepared it."""

    invitees: tuple[InviteeBody, ...] = ()
    approved_by_role: Role


class AgendaItemBody(Body):
    title: Name
    at: str | None = Field(default=None, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")


class AgendaBody(Body):
    """With nothing given, the chair approves the agenda as the office prepared it."""

    doc: Document | None = None
    items: tuple[Name, ...] = ()
    timetable: tuple[AgendaItemBody, ...] = ()

    @property
    def said(self) -> tuple[Document | None, tuple[str, ...], tuple[AgendaItem, ...]]:
        return self.doc, self.items, tuple(AgendaItem(each.title, each.at) for each in self.timetable)


class FacilitiesBody(Body):
    items: tuple[Name, ...] = ()


class JustifyBody(Body):
    shortcoming: Shortcoming
    reason: Text


class SecurityBody(Body):
    confirmed_by_org_id: Id


class SecretaryBody(Body):
    secretary_ref: Id


class OpinionBody(Body):
    opinion_id: Id


@router.post("/postpone", dependencies=[permit(APPROVE)])
async def postpone(session_id: SessionId, body: PostponeBody, act: TheAct) -> Done:
    """Without a new date the session waits; asked again with one, it is set. Invitations already sent must be sent anew."""

    async def asking(unit: Unit) -> DialogueSessionCommand:
        orgs = await orgs_on_file(unit, await hosts_of(unit, session_id))
        return PostponeSession(body.reason, body.new_starts_at, body.new_ends_at, orgs)

    return done(session_id, await act.on_session(session_id, asking))


@router.post("/cancel", dependencies=[permit(APPROVE)])
async def cancel(session_id: SessionId, body: CancelBody, act: TheAct) -> Done:
    return done(session_id, await act.on_session(session_id, CancelSession(body.reason)))


@router.post("/invitations/prepare", dependencies=[permit(PREPARE)])
async def prepare_invitations(session_id: SessionId, body: ListBody, act: TheAct, vault: TheVault) -> Done:
    """The office proposes the whole list; nobody is invited before the chair approves."""
    return done(session_id, await act.on_session(session_id, PrepareInvitationList(await sealed_list(vault, body.invitees))))


@router.post("/invitations", dependencies=[permit(APPROVE)])
async def approve_invitations(session_id: SessionId, body: InvitationsBody, act: TheAct, vault: TheVault) -> Done:
    """The whole list, approved; a later one replaces it but keeps whoever was already invited."""
    invitees = await sealed_list(vault, body.invitees)
    return done(session_id, await act.on_session(session_id, ApproveInvitationList(invitees, body.approved_by_role)))


async def sealed_list(vault: Vault, invitees: tuple[InviteeBody, ...]) -> tuple[Invitee, ...]:
    """The list with every contact sealed under its person. Raises Refused for somebody whose data were erased."""
    return tuple([Invitee(each.invitee_ref, each.role, each.org_id, await _sealed(vault, each)) for each in invitees])


async def _sealed(vault: Vault, invitee: InviteeBody) -> Sealed | None:
    said = invitee.contact.model_dump(exclude_none=True) if invitee.contact else {}
    try:
        return await vault.seal(invitee.invitee_ref, "contact", json.dumps(said, ensure_ascii=False)) if said else None
    except SubjectErased:
        raise Refused("invitee_erased", invitee_ref=invitee.invitee_ref) from None


@router.post("/agenda/prepare", dependencies=[permit(PREPARE)])
async def prepare_agenda(session_id: SessionId, body: AgendaBody, act: TheAct) -> Done:
    return done(session_id, await act.on_session(session_id, PrepareAgenda(*body.said)))


@router.post("/agenda", dependencies=[permit(APPROVE)])
async def approve_agenda(session_id: SessionId, body: AgendaBody, act: TheAct) -> Done:
    return done(session_id, await act.on_session(session_id, ApproveAgenda(*body.said)))


@router.post("/facilities", dependencies=[permit(PREPARE)])
async def arrange_facilities(session_id: SessionId, body: FacilitiesBody, act: TheAct) -> Done:
    """Room, sound, transmission: what was checked."""
    return done(session_id, await act.on_session(session_id, ArrangeFacilities(body.items)))


@router.post("/justify", dependencies=[permit(APPROVE)])
async def justify(session_id: SessionId, body: JustifyBody, act: TheAct) -> Done:
    """The chair answers for invitations sent late, or for somebody who could no longer be told of a change."""
    command = JustifyShortcoming(body.shortcoming, body.reason, act.actor.role)
    return done(session_id, await act.on_session(session_id, command))


@router.post("/security", dependencies=[permit(SECURE)])
async def arrange_security(session_id: SessionId, body: SecurityBody, act: TheAct) -> Done:
    async def asking(unit: Unit) -> DialogueSessionCommand:
        return ArrangeSecurity(body.confirmed_by_org_id, await orgs_on_file(unit, [body.confirmed_by_org_id]))

    return done(session_id, await act.on_session(session_id, asking))


@router.post("/secretary", dependencies=[permit(PREPARE)])
async def appoint_secretary(session_id: SessionId, body: SecretaryBody, act: TheAct) -> Done:
    return done(session_id, await act.on_session(session_id, AppointSecretary(body.secretary_ref)))


@router.post("/opinions", status_code=201, dependencies=[permit(PREPARE)])
async def put_opinion_on_list(session_id: SessionId, body: OpinionBody, act: TheAct) -> Done:
    """Carries an opinion over to this session, for example one that was not raised at an earlier one."""

    async def asking(unit: Unit) -> DialogueSessionCommand:
        await alone_with(unit.connection, session_id)
        if not await unit.version(decider, stream_of(session_id)):
            raise Refused("session_unknown")
        known = await opinion_heard(unit.connection, body.opinion_id)
        opinion = await put_on_list(unit.connection, body.opinion_id, session_id)
        if opinion.off is not None:
            raise Refused("opinion_off_the_list", opinion_id=body.opinion_id)
        if known and known.session_id and known.session_id != session_id:
            await unit.handle(decider, stream_of(known.session_id), NoteNotRaisedSettled(body.opinion_id, session_id))
        return scheduling(opinion)

    return done(session_id, await act.on_session(session_id, asking))
