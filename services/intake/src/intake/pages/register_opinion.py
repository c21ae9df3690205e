"""The form for one opinion: brought to an office before a session, or raised live while a session goes on."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.identity.actor import Actor
from chassis.identity.permissions import permit
from chassis.observability.log import get_log
from chassis.privacy.local import LocalVault
from chassis.web.answers import see_other, sentence
from chassis.web.dependencies import CommandId, CurrentActor, Reader, TheClock, TheHandler, ThePages, created_id, get_part
from chassis.web.forms import Submitted, read_form
from chassis.web.pages import Pages
from contracts import vocabulary as v
from contracts.workdays import local_date
from intake.log_events import LogEvent
from intake.opinion.decide import OPINION, stream_of
from intake.opinion.events import OpinionEvent
from intake.opinion.permissions import REGISTER
from intake.pages import words
from intake.pages.register_form import AT_ONCE, RegisterForm
from intake.reach import must_reach, must_register, offices_to_choose
from intake.readmodel import organisations
from intake.registering import register

log = get_log(__name__)
router = APIRouter(default_response_class=Response, include_in_schema=False)
TheVault = Annotated[LocalVault, Depends(get_part(LocalVault))]
LANGUAGES = [(code, words.LANGUAGES[code]) for code in ("vi", "blt", "mww")]


@router.get("/opinions/new", dependencies=[permit(REGISTER)])
async def ask(
    request: Request, pages: ThePages, reader: Reader, actor: CurrentActor, clock: TheClock, session_id: str = "", live: bool = False
) -> Response:
    """An empty form; `live` for what somebody raises in the session that goes on."""
    session = await organisations.find_session(reader, session_id) if session_id else None
    must_register(actor, raised_live=live and session is not None)
    given: dict[str, Any] = {
        "received_by_org_id": actor.org_id or (session.host_org_id if session else ""),
        "target_session_id": session_id,
        "raised_live": "true" if live and session else "",
        "channel": v.OpinionChannel.IN_PERSON,
        "audience": (session.audience or [""])[0] if session else "",
        "submitter_kind": v.SubmitterKind.CITIZEN,
        "kind": v.OpinionKind.RECOMMENDATION,
        "represented_count": "1",
        "language": "vi",
    }
    return await _page(request, pages, reader, actor, clock, Submitted(None, given))


@router.post("/opinions/new", dependencies=[permit(REGISTER)])
async def take_in(
    request: Request,
    pages: ThePages,
    reader: Reader,
    handler: TheHandler,
    vault: TheVault,
    actor: CurrentActor,
    clock: TheClock,
    command_id: CommandId,
) -> Response:
    """Register it and go on to its page; sent twice, it is registered once."""
    form = await read_form(request, RegisterForm)
    if form.model is None:
        return await _page(request, pages, reader, actor, clock, form, 422)
    asked = form.model.asked()
    await must_reach(reader, actor, asked.received_by_org_id, REGISTER, local_date(clock.now()))
    must_register(actor, raised_live=asked.raised_live)
    made = created_id(command_id)
    received = asked.received(made, clock.now())

    async def work(unit: Unit) -> Sequence[OpinionEvent]:
        return await register(unit, vault.within(unit.connection), received, actor.ref)

    try:
        handled = await handler.perform(work, OPINION, stream_of(made), actor=actor, command_id=command_id)
    except Refused as refused:
        return await _page(request, pages, reader, actor, clock, form.refused(sentence(request, refused)), 409)
    name = LogEvent.OPINION_REFUSED_AT_ONCE if received.at_once else LogEvent.OPINION_REGISTERED
    log.info(name, opinion_id=made, channel=received.channel, org_id=received.received_by_org_id)
    await handler.wait_for(handled.position)
    return see_other(request, f"/opinions/{made}")


async def _page(
    request: Request, pages: Pages, reader: Reader, actor: Actor, clock: TheClock, form: Submitted[RegisterForm], status: int = 200
) -> Response:
    today = local_date(clock.now())
    units = await organisations.find_all(reader, valid_on=today)
    chosen = await organisations.find_session(reader, form.values["target_session_id"]) if form.values["target_session_id"] else None
    ahead = [
        each for each in await organisations.find_open_sessions(reader, clock.now()) if not chosen or each.session_id != chosen.session_id
    ]
    context = {
        "errors": form.errors,
        "values": form.values,
        "live": bool(form.values["raised_live"] and chosen),
        "session": chosen,
        "session_line": words.session_line(chosen) if chosen else "",
        "units": await offices_to_choose(reader, actor, today),
        "everywhere": [(unit.unit_id, unit.name) for unit in units],
        "sessions": [(each.session_id, words.session_line(each)) for each in (*([chosen] if chosen else []), *ahead)],
        "channels": words.choices(v.OpinionChannel),
        "audiences": words.choices(v.Audience),
        "submitter_kinds": words.choices(v.SubmitterKind),
        "kinds": words.choices(v.OpinionKind),
        "domains": words.choices(v.DomainCode),
        "urgencies": words.choices(v.Urgency),
        "languages": LANGUAGES,
        "at_once": AT_ONCE,
    }
    shown = pages.render(request, "intake/register_opinion.html", context, status=status)
    shown.headers["cache-control"] = "no-store"
    return shown
