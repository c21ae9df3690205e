"""The forms by which an office says that a duty was done where only it can know, or takes more time for it, once."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from chassis.decider import Refused
from chassis.identity.permissions import permit
from chassis.web.answers import see_other, sentence
from chassis.web.dependencies import Reader, TheClock, ThePages
from chassis.web.forms import Submitted, read_form
from chassis.web.pages import Pages
from chassis.web.problems import NotFound
from contracts.envelope import Document
from contracts.fields import Name
from contracts.workdays import local_date
from followup.case.permissions import COORDINATE
from followup.duty_acts import TheDutyActs, is_said_by_office, may_be_extended
from followup.pages.duty_list import kind_name
from followup.pages.words import WORDS
from followup.readmodel.duty_list import find_one
from followup.readmodel.organisations import read_organisations

M = TypeVar("M", bound=BaseModel)
DONE, MORE_TIME = "followup/duty_done.html", "followup/duty_extension.html"
FITS: dict[str, Callable[[Any], bool]] = {DONE: is_said_by_office, MORE_TIME: may_be_extended}
router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    doc_number: Annotated[str, StringConstraints(max_length=40)] | None = None


class DoneForm(Form):
    """The document is optional; there is none without a symbol."""

    done_on: date
    doc_symbol: Name | None = None
    doc_issued_on: date | None = None

    @property
    def document(self) -> Document | None:
        return Document(number=self.doc_number, symbol=self.doc_symbol, issued_on=self.doc_issued_on) if self.doc_symbol else None


class ExtensionForm(Form):
    """The new date, why, and the document that told the person."""

    due_on: date
    reason: Name
    doc_symbol: Name
    doc_issued_on: date

    @property
    def notice_doc(self) -> Document:
        return Document(number=self.doc_number, symbol=self.doc_symbol, issued_on=self.doc_issued_on)


@router.get("/duties/{duty_id}/done", dependencies=[permit(COORDINATE)])
async def show_done(duty_id: UUID, request: Request, pages: ThePages, reader: Reader, clock: TheClock) -> Response:
    today = local_date(clock.now()).isoformat()
    return await _page(request, pages, reader, str(duty_id), DONE, Submitted(None, {"done_on": today}))


@router.post("/duties/{duty_id}/done", dependencies=[permit(COORDINATE)])
async def say_done(duty_id: UUID, request: Request, pages: ThePages, acts: TheDutyActs) -> Response:
    form, duty = await read_form(request, DoneForm), str(duty_id)
    return await _take(request, pages, acts, duty, DONE, form, lambda said: acts.say_done(duty, said.done_on, said.document))


@router.get("/duties/{duty_id}/extension", dependencies=[permit(COORDINATE)])
async def show_extension(duty_id: UUID, request: Request, pages: ThePages, reader: Reader) -> Response:
    return await _page(request, pages, reader, str(duty_id), MORE_TIME, Submitted(None, {}))


@router.post("/duties/{duty_id}/extension", dependencies=[permit(COORDINATE)])
async def extend(duty_id: UUID, request: Request, pages: ThePages, acts: TheDutyActs) -> Response:
    form, duty = await read_form(request, ExtensionForm), str(duty_id)
    return await _take(
        request, pages, acts, duty, MORE_TIME, form, lambda asked: acts.extend(duty, asked.due_on, asked.reason, asked.notice_doc)
    )


async def _take(
    request: Request, pages: Pages, acts: TheDutyActs, duty_id: str, page: str, form: Submitted[M], act: Callable[[M], Awaitable[object]]
) -> Response:
    """Back to the duty; the form again with what is wrong."""
    if form.model is None:
        return await _page(request, pages, acts.reader, duty_id, page, form, 422)
    try:
        await act(form.model)
    except Refused as refused:
        return await _page(request, pages, acts.reader, duty_id, page, form.refused(sentence(request, refused)), 409)
    return see_other(request, f"/duties/{duty_id}")


async def _page(request: Request, pages: Pages, reader: Reader, duty_id: str, page: str, form: Submitted[M], status: int = 200) -> Response:
    row = await find_one(reader, duty_id)
    if row is None:
        raise NotFound
    name = (await read_organisations(reader)).name
    context = {**WORDS, "row": row, "form": form, "fits": FITS[page](row), "name": name, "kind_name": kind_name}
    return pages.render(request, page, context, status=status)
