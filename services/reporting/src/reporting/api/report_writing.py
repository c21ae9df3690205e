"""/api/v1/reports: open a period, fix the figures, write the parts that no figure can say or one's own for them, compile, submit."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from chassis.handle import Handled
from chassis.identity.permissions import permit
from chassis.web.dependencies import set_etag
from contracts.envelope import Document
from contracts.fields import Id, Text
from reporting.asked import InYear, TheDirectory
from reporting.contributing import contribute
from reporting.permissions import CONTRIBUTE, DRAFT, SUBMIT, drafts
from reporting.readmodel.contributions import find_contributions
from reporting.report.commands import CompileReport, SubmitReport, WriteText
from reporting.report.parts import Part
from reporting.report_acts import TheActs, find_meant

router = APIRouter(prefix="/api/v1/reports", tags=["reports"])


class Body(BaseModel):
    """What is asked; unknown fields are refused rather than ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OpenBody(Body):
    """`due_on` is asked of reports that come by order only (DL-17)."""

    due_on: date | None = None


class SnapshotBody(Body):
    """The local day whose end the figures are known at; today when it is missing."""

    as_of: date | None = None


class TextBody(Body):
    """`none` says "Không có" on purpose."""

    text: Text = ""
    none: bool = False


class ContributionBody(Body):
    """`org_id` defaults to the organisation of who writes."""

    text: Text
    org_id: Id | None = None


class CompileBody(Body):
    doc: Document
    nil: bool = False


class SubmitBody(Body):
    submitted_on: date
    doc: Document
    recipients: tuple[Id, ...] = Field(default=(), max_length=100)


class Done(BaseModel):
    """`events` names what happened; it is empty when the same was said before. `version` is that of the stream (ETag)."""

    version: int
    position: int
    events: list[str]


def _done(response: Response, handled: Handled) -> Done:
    set_etag(response, handled.version)
    return Done(version=handled.version, position=handled.position, events=[type(event).__name__ for event in handled.events])


@router.post("/{year}/open", dependencies=[permit(DRAFT)])
async def open_year(acts: TheActs, year: InYear) -> dict[str, Any]:
    """Open every report of the year that has a date of its own."""
    return {"opened": await acts.open_year(year, DRAFT)}


@router.post("/{year}/{key}/open", dependencies=[permit(DRAFT)])
async def open_period(acts: TheActs, response: Response, year: InYear, key: str, body: OpenBody) -> Done:
    return _done(response, await acts.open(year, key, body.due_on, DRAFT))


@router.post("/{year}/{key}/snapshots", dependencies=[permit(DRAFT)])
async def take_snapshot(acts: TheActs, response: Response, year: InYear, key: str, body: SnapshotBody) -> Done:
    return _done(response, await acts.snapshot(year, key, body.as_of, DRAFT))


@router.put("/{year}/{key}/texts/{part}", dependencies=[permit(DRAFT)])
async def write_text(acts: TheActs, response: Response, year: InYear, key: str, part: Part, body: TextBody) -> Done:
    return _done(response, await acts.act(year, key, WriteText(part, body.text, body.none, acts.now), DRAFT))


@router.put("/{year}/{key}/contributions/{part}", dependencies=[permit(CONTRIBUTE)])
async def write_contribution(
    acts: TheActs, directory: TheDirectory, response: Response, year: InYear, key: str, part: Part, body: ContributionBody
) -> Done:
    """One organisation's own part, for the office that drafts; what the same organisation wrote before is replaced."""
    org_id = body.org_id or acts.actor.org_id or ""
    return _done(response, await contribute(acts, directory, year, key, org_id, part, body.text))


@router.get("/{year}/{key}/contributions", dependencies=[permit(CONTRIBUTE)])
async def read_contributions(acts: TheActs, year: InYear, key: str) -> list[dict[str, Any]]:
    """The office reads all, everybody else what the own organisation wrote."""
    report_id = (await find_meant(acts.reader, year, key)).report_id
    found = await find_contributions(acts.reader, report_id, None if drafts(acts.actor) else acts.actor.org_id or "")
    return [row.model_dump(mode="json", exclude={"report_id"}) for row in found]


@router.post("/{year}/{key}/compile", dependencies=[permit(DRAFT)])
async def compile_report(acts: TheActs, response: Response, year: InYear, key: str, body: CompileBody) -> Done:
    return _done(response, await acts.act(year, key, CompileReport(body.doc, body.nil, acts.now), DRAFT))


@router.post("/{year}/{key}/submit", dependencies=[permit(SUBMIT)])
async def submit_report(acts: TheActs, response: Response, year: InYear, key: str, body: SubmitBody) -> Done:
    command = SubmitReport(body.submitted_on, body.doc, acts.now, body.recipients)
    return _done(response, await acts.act(year, key, command, SUBMIT))
