"""Proposing a session on a page: an office any kind, a unit, an inspectorate or the Front an ad hoc one; the chair answers."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from chassis.decider import Refused
from chassis.identity.permissions import may, permit
from chassis.web.answers import see_other, sentence
from chassis.web.dependencies import Reader, ThePages, created_id
from chassis.web.forms import Submitted, read_form
from chassis.web.pages import Pages
from contracts.fields import Count, Id, Name, Role, Text
from contracts.vocabulary import Audience, DomainCode, Form, Level, MeetingMode, Regime, Trigger
from contracts.workdays import local_date
from sessions.acting import TheAct
from sessions.dialogue_session.decide import decider, stream_of
from sessions.dialogue_session.permissions import PREPARE, PROPOSE
from sessions.pages import words
from sessions.pages.acts.form import Filled, LocalMoment
from sessions.pages.session_act import MOST_ORGANISATIONS, REFUSED, UNDECIDED
from sessions.proposal import ProposeBody, VotersBody, proposal
from sessions.readmodel.organisation_directory import Wanted, find_organisations

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


class ProposalFields(Filled):
    host_org_id: Id
    level: Level
    regime: Regime
    form: Form
    audience: tuple[Audience, ...]
    trigger: Trigger
    topic_codes: tuple[DomainCode, ...] = ()
    voters_asked: Count | None = None
    voters: Count | None = None
    mode: MeetingMode | None = None
    online_url: str | None = Field(None, max_length=500, pattern=r"^https://")
    chair_role: Role | None = None
    starts_at: LocalMoment | None = None
    ends_at: LocalMoment | None = None
    venue: Name | None = None
    reason: Text

    def body(self) -> ProposeBody:
        given = self.model_dump(exclude={"voters_asked", "voters"})
        voters = VotersBody(asked=self.voters_asked or 0, voters=self.voters or 0) if self.voters is not None else None
        return ProposeBody(**given, voters=voters)


@router.get("/propose", dependencies=[permit(PROPOSE)])
async def show(request: Request, pages: ThePages, reader: Reader, act: TheAct) -> Response:
    first = {"host_org_id": act.actor.org_id or "", "regime": "AD_HOC", "form": "SINGLE_TOPIC", "trigger": "HOT_ISSUE"}
    return await _page(request, pages, reader, act, Submitted(None, first))


@router.post("/propose", dependencies=[permit(PROPOSE)])
async def propose(request: Request, pages: ThePages, reader: Reader, act: TheAct) -> Response:
    submitted = await read_form(request, ProposalFields)
    if submitted.model is None:
        return await _page(request, pages, reader, act, submitted, status=UNDECIDED)
    session_id = created_id(act.command_id)
    asking = proposal(submitted.model.body(), session_id, act, ad_hoc_only=not may(request, act.actor, PREPARE))
    try:
        handled = await act.decide(decider, stream_of(session_id), asking)
    except Refused as refused:
        return await _page(request, pages, reader, act, submitted.refused(sentence(request, refused)), status=REFUSED)
    await act.handler.wait_for(handled.position)
    return see_other(request, f"/sessions/{session_id}")


async def _page(request: Request, pages: Pages, reader: Reader, act: TheAct, submitted: Submitted[Any], *, status: int = 200) -> Response:
    found, _ = await find_organisations(reader, Wanted(on=local_date(act.now)), offset=0, size=MOST_ORGANISATIONS)
    context = {
        "submitted": submitted,
        "organisations": [(org.unit_id, org.name) for org in found],
        "levels": words.choices(Level),
        "regimes": words.choices(Regime),
        "forms": words.choices(Form),
        "audiences": words.choices(Audience),
        "triggers": words.choices(Trigger),
        "topics": words.choices(DomainCode),
        "modes": words.choices(MeetingMode),
    }
    return pages.render(request, "sessions/propose_session.html", context, status=status)
