"""The form by which an office takes more time, once, for carrying out a person's request about their data."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from chassis.decider import Refused
from chassis.identity.permissions import permit
from chassis.web.answers import see_other, sentence
from chassis.web.dependencies import CommandId, CurrentActor, Reader, TheClock, TheHandler, ThePages
from chassis.web.forms import Submitted, read_form
from chassis.web.pages import Pages
from chassis.web.problems import NotFound
from contracts.envelope import Document
from contracts.fields import Name
from followup.acting import TheSettings
from followup.case.permissions import COORDINATE
from followup.duty_acts import extend, may_be_extended
from followup.pages.duty_list import kind_name
from followup.pages.words import WORDS
from followup.readmodel.duty_list import find_one
from followup.readmodel.organisations import read_organisations

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


class ExtensionForm(BaseModel):
    """The new date, why, and the document that told the person."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    due_on: date
    reason: Name
    doc_number: Annotated[str, StringConstraints(max_length=40)] | None = None
    doc_symbol: Name
    doc_issued_on: date

    @property
    def notice_doc(self) -> Document:
        return Document(number=self.doc_number, symbol=self.doc_symbol, issued_on=self.doc_issued_on)


@router.get("/duties/{duty_id}/extension", dependencies=[permit(COORDINATE)])
async def show(duty_id: UUID, request: Request, pages: ThePages, reader: Reader) -> Response:
    return await _page(request, pages, reader, str(duty_id), Submitted(None, {}))


@router.post("/duties/{duty_id}/extension", dependencies=[permit(COORDINATE)])
async def send(
    duty_id: UUID,
    request: Request,
    pages: ThePages,
    reader: Reader,
    handler: TheHandler,
    actor: CurrentActor,
    clock: TheClock,
    settings: TheSettings,
    command_id: CommandId,
) -> Response:
    """Back to the duty; the form again with what is wrong."""
    form = await read_form(request, ExtensionForm)
    if form.model is None:
        return await _page(request, pages, reader, str(duty_id), form, 422)
    asked = form.model
    try:
        await extend(
            handler,
            reader,
            actor,
            settings,
            str(duty_id),
            asked.due_on,
            asked.reason,
            asked.notice_doc,
            now=clock.now(),
            command_id=command_id,
        )
    except Refused as refused:
        return await _page(request, pages, reader, str(duty_id), form.refused(sentence(request, refused)), 409)
    return see_other(request, f"/duties/{duty_id}")


async def _page(
    request: Request, pages: Pages, reader: Reader, duty_id: str, form: Submitted[ExtensionForm], status: int = 200
) -> Response:
    row = await find_one(reader, duty_id)
    if row is None:
        raise NotFound
    organisations = await read_organisations(reader)
    context = {**WORDS, "row": row, "form": form, "fits": may_be_extended(row), "name": organisations.name, "kind_name": kind_name}
    return pages.render(request, "followup/duty_extension.html", context, status=status)
