"""The pages of persons' requests about their data: those still to do, one request with its answer and its completion, a new one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from chassis.decider import Refused
from chassis.identity.permissions import permit
from chassis.web.answers import see_other, sentence
from chassis.web.dependencies import CommandId, CurrentActor, Reader, TheClock, TheHandler, ThePages, created_id
from chassis.web.forms import Submitted, read_form
from chassis.web.pages import Pages
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts import vocabulary as v
from contracts.envelope import Document
from contracts.fields import Id, Name
from contracts.workdays import local_date
from intake.answering_requests import act_on_request
from intake.data_request.commands import AnswerDataRequest, CompleteDataRequest, RegisterDataRequest
from intake.data_request.decide import DATA_REQUEST, stream_of
from intake.opinion.permissions import ANSWER_DATA_REQUEST
from intake.pages import words
from intake.reach import must_exist, must_reach, offices_to_choose, organisations_of
from intake.readmodel import data_requests, organisations

M = TypeVar("M", bound=BaseModel)
router = APIRouter(prefix="/data-requests", default_response_class=Response, include_in_schema=False)
STATES: Mapping[str, tuple[str, str]] = {
    data_requests.ASKED: ("Chờ trả lời", "warn"),
    data_requests.ANSWERED: ("Đã trả lời, chưa thực hiện xong", "info"),
    data_requests.REFUSED: ("Đã trả lời: không thực hiện", "muted"),
    data_requests.COMPLETED: ("Đã thực hiện xong", "good"),
}


class Filled(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class NewRequest(Filled):
    """No words of the person belong here: they stay on the paper."""

    kind: v.DataRequestKind
    received_by_org_id: Id
    received_on: date
    submitter_ref: Id | None = None
    third_parties: bool = False


class Papered(Filled):
    """The document by number, symbol and day; none without a symbol."""

    number: Annotated[str, StringConstraints(max_length=40)] | None = None
    symbol: Name | None = None
    issued_on: date | None = None

    @property
    def doc(self) -> Document | None:
        return Document(number=self.number, symbol=self.symbol, issued_on=self.issued_on) if self.symbol else None


class AnswerForm(Papered):
    outcome: v.DataRequestOutcome
    answered_on: date


class CompletionForm(Papered):
    completed_on: date


@router.get("", dependencies=[permit(ANSWER_DATA_REQUEST)])
async def show_all(
    request: Request,
    pages: ThePages,
    page: ThePage,
    reader: Reader,
    actor: CurrentActor,
    clock: TheClock,
    show: Annotated[str, Query(pattern="^(open|all)$")] = "open",
) -> Response:
    """What is still to do first, the oldest first."""
    reached = await organisations_of(reader, actor, local_date(clock.now()))
    rows, total = await data_requests.find_all(reader, reached, to_do=show == "open", offset=page.offset, limit=page.size)
    names = await organisations.names(reader, [row.received_by_org_id for row in rows])
    context = {**_words(), "rows": rows, "pages_": page.of(total), "organisations": names, "show": show}
    return pages.render(request, "intake/data_request_list.html", context)


@router.get("/new", dependencies=[permit(ANSWER_DATA_REQUEST)])
async def ask(request: Request, pages: ThePages, reader: Reader, actor: CurrentActor, clock: TheClock, submitter_ref: str = "") -> Response:
    """The form for a request that came in."""
    first = {"received_by_org_id": actor.org_id or "", "received_on": _day(clock), "submitter_ref": submitter_ref}
    return await _new(request, pages, reader, actor, clock, Submitted(None, first))


@router.post("/new", dependencies=[permit(ANSWER_DATA_REQUEST)])
async def register(
    request: Request,
    pages: ThePages,
    reader: Reader,
    handler: TheHandler,
    actor: CurrentActor,
    clock: TheClock,
    command_id: CommandId,
) -> Response:
    """Register it; its limits run from the day of receipt (DL-20)."""
    form = await read_form(request, NewRequest)
    if form.model is None:
        return await _new(request, pages, reader, actor, clock, form, 422)
    asked, request_id = form.model, created_id(command_id)
    await must_reach(reader, actor, asked.received_by_org_id, ANSWER_DATA_REQUEST, local_date(clock.now()))
    command = RegisterDataRequest(
        clock.now(),
        request_id,
        asked.kind,
        asked.received_on,
        asked.received_by_org_id,
        asked.submitter_ref,
        asked.third_parties,
    )
    try:
        await must_exist(reader, asked.received_by_org_id, asked.received_on)
        handled = await handler.handle(DATA_REQUEST, stream_of(request_id), command, actor=actor, command_id=command_id)
    except Refused as refused:
        return await _new(request, pages, reader, actor, clock, form.refused(sentence(request, refused)), 409)
    await handler.wait_for(handled.position)
    return see_other(request, f"/data-requests/{request_id}")


@router.get("/{request_id}", dependencies=[permit(ANSWER_DATA_REQUEST)])
async def show(request_id: UUID, request: Request, pages: ThePages, reader: Reader, actor: CurrentActor, clock: TheClock) -> Response:
    """One request with what can be done about it now."""
    return await _one(request, pages, reader, actor, clock, str(request_id), Submitted(None))


@dataclass(frozen=True)
class Acting:
    """Who acts on which request, and the way back to its page."""

    request_id: UUID
    request: Request
    pages: ThePages
    reader: Reader
    handler: TheHandler
    actor: CurrentActor
    clock: TheClock
    command_id: CommandId

    async def act(self, form: Submitted[M], command_of: Callable[[M], AnswerDataRequest | CompleteDataRequest]) -> Response:
        """Back to the request; its page again with what is wrong."""
        if form.model is None:
            return await self._again(form, 422)
        try:
            handled = await act_on_request(self.handler, self.actor, str(self.request_id), command_of(form.model), self.command_id)
        except Refused as refused:
            return await self._again(form.refused(sentence(self.request, refused)), 409)
        await self.handler.wait_for(handled.position)
        return see_other(self.request, f"/data-requests/{self.request_id}")

    async def _again(self, form: Submitted[M], status: int) -> Response:
        return await _one(self.request, self.pages, self.reader, self.actor, self.clock, str(self.request_id), form, status)


async def acting(
    request_id: UUID,
    request: Request,
    pages: ThePages,
    reader: Reader,
    handler: TheHandler,
    actor: CurrentActor,
    clock: TheClock,
    command_id: CommandId,
) -> Acting:
    """The dependency of both acts."""
    return Acting(request_id, request, pages, reader, handler, actor, clock, command_id)


TheAct = Annotated[Acting, Depends(acting)]
acts = APIRouter(prefix="/data-requests/{request_id}", default_response_class=Response, include_in_schema=False)


@acts.post("/answer", dependencies=[permit(ANSWER_DATA_REQUEST)])
async def answer(act: TheAct) -> Response:
    """Say what will be done, in writing where it is refused."""
    form, now = await read_form(act.request, AnswerForm), act.clock.now()
    return await act.act(form, lambda said: AnswerDataRequest(now, said.answered_on, said.outcome, said.doc))


@acts.post("/completion", dependencies=[permit(ANSWER_DATA_REQUEST)])
async def complete(act: TheAct) -> Response:
    """Say that what was promised is done."""
    form, now = await read_form(act.request, CompletionForm), act.clock.now()
    return await act.act(form, lambda said: CompleteDataRequest(now, said.completed_on, said.doc))


async def _new(
    request: Request, pages: Pages, reader: Reader, actor: CurrentActor, clock: TheClock, form: Submitted[Any], status: int = 200
) -> Response:
    context = {
        **_words(),
        "errors": form.errors,
        "values": form.values,
        "units": await offices_to_choose(reader, actor, local_date(clock.now())),
    }
    return pages.render(request, "intake/data_request_new.html", context, status=status)


async def _one(
    request: Request,
    pages: Pages,
    reader: Reader,
    actor: CurrentActor,
    clock: TheClock,
    request_id: str,
    form: Submitted[Any],
    status: int = 200,
) -> Response:
    row = await data_requests.find(reader, request_id)
    if row is None:
        raise NotFound
    await must_reach(reader, actor, row.received_by_org_id, ANSWER_DATA_REQUEST, local_date(clock.now()))
    names = await organisations.names(reader, [row.received_by_org_id])
    today = {"answered_on": _day(clock), "completed_on": _day(clock)}
    context = {
        **_words(),
        "row": row,
        "organisations": names,
        "errors": form.errors,
        "values": form.values if form.errors else Submitted(None, today).values,
    }
    return pages.render(request, "intake/data_request_detail.html", context, status=status)


def _words() -> dict[str, Any]:
    return {
        "states": STATES,
        "kinds": words.choices(v.DataRequestKind),
        "outcomes": words.choices(v.DataRequestOutcome),
        "word": lambda kind, code: words.word(getattr(v, kind), code),
    }


def _day(clock: TheClock) -> str:
    return f"{local_date(clock.now()):%d/%m/%Y}"
