"""The forms of a report: open its period, fix the figures, write a part or one's own for it, compile, mark as sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from chassis.decider import Refused
from chassis.handle import Handled
from chassis.identity.permissions import permit
from chassis.web.answers import see_other, sentence
from chassis.web.dependencies import ThePages
from chassis.web.forms import Submitted, read_form
from chassis.web.pages import Pages
from contracts.envelope import Document
from contracts.fields import Name, Text
from reporting.asked import InYear, TheDay, TheDirectory
from reporting.contributing import contribute
from reporting.pages.report_page import context_of
from reporting.permissions import CONTRIBUTE, DRAFT, SUBMIT
from reporting.readmodel.figures import AsOf
from reporting.report.commands import CompileReport, SubmitReport, WriteText
from reporting.report.parts import Part
from reporting.report_acts import ReportActs, TheActs

router = APIRouter(default_response_class=Response, include_in_schema=False)


class OpenForm(BaseModel):
    due_on: date | None = None


class SnapshotForm(BaseModel):
    as_of: date | None = None


class TextForm(BaseModel):
    part: Part
    text: Text = ""
    none: bool = False


class ContributionForm(BaseModel):
    part: Part
    contribution: Text = ""


class CompileForm(BaseModel):
    symbol: Name
    nil: bool = False


class SubmitForm(BaseModel):
    number: Name
    symbol: Name
    issued_on: date
    submitted_on: date


@dataclass(frozen=True)
class Desk:
    """One form of one report, and the page it comes back to when it was not accepted."""

    request: Request
    pages: Pages
    acts: ReportActs
    as_of: AsOf

    async def take(self, form: Submitted[Any], year: InYear, key: str, act: Callable[[ReportActs], Awaitable[Handled]]) -> Response:
        """303 to the report, or 422 or 409 with the form again."""
        if form.model is None:
            return await self._again(form, year, key, 422)
        try:
            await act(self.acts)
        except Refused as refused:
            return await self._again(form.refused(sentence(self.request, refused)), year, key, 409)
        return see_other(self.request, f"/reports/{year}/{key}")

    async def _again(self, form: Submitted[Any], year: InYear, key: str, status: int) -> Response:
        context = await context_of(self.request, self.acts.reader, self.acts.actor, year, key, self.as_of, form)
        return self.pages.render(self.request, "reporting/report.html", context, status=status)


async def get_desk(request: Request, pages: ThePages, acts: TheActs, as_of: TheDay) -> Desk:
    return Desk(request, pages, acts, as_of)


TheDesk = Annotated[Desk, Depends(get_desk)]


@router.post("/reports/{year}/open", dependencies=[permit(DRAFT)])
async def open_year(request: Request, acts: TheActs, year: InYear) -> Response:
    await acts.open_year(year, DRAFT)
    return see_other(request, f"/reports?year={year}")


@router.post("/reports/{year}/{key}/open", dependencies=[permit(DRAFT)])
async def open_period(request: Request, desk: TheDesk, year: InYear, key: str) -> Response:
    form = await read_form(request, OpenForm)
    due_on = form.model.due_on if form.model else None
    return await desk.take(form, year, key, lambda acts: acts.open(year, key, due_on, DRAFT))


@router.post("/reports/{year}/{key}/snapshots", dependencies=[permit(DRAFT)])
async def take_snapshot(request: Request, desk: TheDesk, year: InYear, key: str) -> Response:
    form = await read_form(request, SnapshotForm)
    as_of = form.model.as_of if form.model else None
    return await desk.take(form, year, key, lambda acts: acts.snapshot(year, key, as_of, DRAFT))


@router.post("/reports/{year}/{key}/texts", dependencies=[permit(DRAFT)])
async def write_text(request: Request, desk: TheDesk, year: InYear, key: str) -> Response:
    form = await read_form(request, TextForm)

    async def act(acts: ReportActs) -> Handled:
        assert form.model is not None
        return await acts.act(year, key, WriteText(form.model.part, form.model.text, form.model.none, acts.now), DRAFT)

    return await desk.take(form, year, key, act)


@router.post("/reports/{year}/{key}/contributions", dependencies=[permit(CONTRIBUTE)])
async def write_contribution(request: Request, desk: TheDesk, directory: TheDirectory, year: InYear, key: str) -> Response:
    form = await read_form(request, ContributionForm)

    async def act(acts: ReportActs) -> Handled:
        assert form.model is not None
        return await contribute(acts, directory, year, key, acts.actor.org_id or "", form.model.part, form.model.contribution)

    return await desk.take(form, year, key, act)


@router.post("/reports/{year}/{key}/compile", dependencies=[permit(DRAFT)])
async def compile_report(request: Request, desk: TheDesk, year: InYear, key: str) -> Response:
    form = await read_form(request, CompileForm)

    async def act(acts: ReportActs) -> Handled:
        assert form.model is not None
        return await acts.act(year, key, CompileReport(Document(symbol=form.model.symbol), form.model.nil, acts.now), DRAFT)

    return await desk.take(form, year, key, act)


@router.post("/reports/{year}/{key}/submit", dependencies=[permit(SUBMIT)])
async def submit_report(request: Request, desk: TheDesk, year: InYear, key: str) -> Response:
    form = await read_form(request, SubmitForm)

    async def act(acts: ReportActs) -> Handled:
        sent = form.model
        assert sent is not None
        doc = Document(number=sent.number, symbol=sent.symbol, issued_on=sent.issued_on)
        return await acts.act(year, key, SubmitReport(sent.submitted_on, doc, acts.now), SUBMIT)

    return await desk.take(form, year, key, act)
