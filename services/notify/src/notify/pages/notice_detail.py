"""One notice: its text, its evidence, and the acts an official may do."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.clock import Clock
from chassis.decider import Refused
from chassis.identity.actor import Actor
from chassis.identity.permissions import permit
from chassis.web.dependencies import CommandId, CurrentActor, ExpectedVersion, Reader, TheClock, TheHandler, ThePages, get_part
from chassis.web.forms import read_form
from chassis.web.problems import NotFound
from contracts.labels import label
from contracts.vocabulary import Channel, Rsvp
from contracts.workdays import local_date
from notify.documents.render import Desk, render
from notify.notice.commands import Acknowledge, NoticeCommand, RecordHandOver, Resend
from notify.notice.decide import decider
from notify.notice.identity import stream_of
from notify.notice.permissions import ACKNOWLEDGE, HAND_OVER, READ, RESEND
from notify.notice.vocabulary import BY_HAND, Purpose
from notify.pages.words import WORDS
from notify.reach import may_read, must_act_on
from notify.readmodel.notice_detail import find_history, find_notice
from notify.readmodel.notice_list import State, Wanted, find_notices

router = APIRouter(include_in_schema=False)
TheDesk = Annotated[Desk, Depends(get_part(Desk))]


class AnswerForm(BaseModel):
    rsvp: Rsvp | None = None


class HandOverForm(BaseModel):
    channel: Channel


@router.get("/notices/{notice_id}", dependencies=[permit(READ)])
async def show_notice(
    notice_id: str, request: Request, pages: ThePages, connection: Reader, actor: CurrentActor, clock: TheClock, desk: TheDesk
) -> HTMLResponse:
    context = await _context(connection, notice_id, actor, clock, desk)
    return pages.render(request, "notify/notice_detail.html", context)


async def _context(connection: AsyncConnection, notice_id: str, actor: Actor, clock: Clock, desk: Desk) -> dict[str, Any]:
    found = await find_notice(connection, notice_id)
    if found is None or not may_read(actor, found.read_recipient()):
        raise NotFound
    rows, _ = await find_notices(connection, Wanted(notice_id=notice_id), offset=0, size=1)
    if not rows:
        raise NotFound
    about = found.read_about()
    history = await find_history(connection, notice_id)
    message = render(about, found.read_recipient(), found.read_letter(), key=notice_id, today=local_date(clock.now()), desk=desk)
    state = rows[0].state
    reached = state in {State.SENT, State.DELIVERED, State.ACKNOWLEDGED}
    return {
        **WORDS,
        "row": rows[0],
        "detail": found,
        "message": message,
        "history": history,
        "version": history[-1].version,
        "can_answer": reached and about.purpose is Purpose.INVITATION,
        "can_hand_over": not reached and state != State.WITHDRAWN,
        "can_retry": state in {State.WAITING, State.UNDELIVERABLE} and rows[0].reason is not None,
        "answers": [(each.value, label(each)) for each in Rsvp],
        "hand_channels": [(each.value, label(each)) for each in Channel if each in BY_HAND],
    }


async def _act(request: Request, handler: TheHandler, actor: CurrentActor, key: CommandId, version: ExpectedVersion) -> "_Acting":
    return _Acting(request, handler, actor, key, version)


class _Acting:
    """One act of an official on one notice, and where the browser goes afterwards."""

    def __init__(self, request: Request, handler: TheHandler, actor: CurrentActor, key: CommandId, version: ExpectedVersion) -> None:
        self.request, self.handler, self.actor, self.key, self.version = request, handler, actor, key, version

    async def on(self, notice_id: str, command: NoticeCommand, permission: str) -> RedirectResponse:
        """Raises Refused: the error page shows its sentence; NotPermitted outside the official's reach."""
        async with self.handler.engine.connect() as connection:
            await must_act_on(connection, self.actor, notice_id, permission, local_date(self.handler.clock.now()))
        handled = await self.handler.handle(
            decider, stream_of(notice_id), command, actor=self.actor, command_id=self.key, expected_version=self.version
        )
        await self.handler.wait_for(handled.position)
        return RedirectResponse(f"{self.request.scope.get('root_path', '')}/notices/{notice_id}", 303)


Acting = Annotated[_Acting, Depends(_act)]


@router.post("/notices/{notice_id}/acknowledge", dependencies=[permit(ACKNOWLEDGE)])
async def acknowledge(notice_id: str, request: Request, acting: Acting) -> RedirectResponse:
    form = await read_form(request, AnswerForm)
    if form.model is None:
        raise Refused("rsvp_missing")
    return await acting.on(notice_id, Acknowledge(form.model.rsvp, acting.handler.clock.now()), ACKNOWLEDGE)


@router.post("/notices/{notice_id}/retry", dependencies=[permit(RESEND)])
async def retry(notice_id: str, acting: Acting) -> RedirectResponse:
    return await acting.on(notice_id, Resend(acting.actor.ref, acting.handler.clock.now()), RESEND)


@router.post("/notices/{notice_id}/hand-over", dependencies=[permit(HAND_OVER)])
async def hand_over(notice_id: str, request: Request, acting: Acting) -> RedirectResponse:
    form = await read_form(request, HandOverForm)
    if form.model is None:
        raise Refused("channel_not_by_hand")
    now = acting.handler.clock.now()
    return await acting.on(notice_id, RecordHandOver(form.model.channel, now, acting.actor.ref, now), HAND_OVER)
