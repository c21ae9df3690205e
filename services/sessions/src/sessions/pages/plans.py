"""Yearly plans: the list, and one plan with what was held for its year."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.vocabulary import Audience, Form, Regime
from sessions.annual_plan.permissions import READ
from sessions.pages import words
from sessions.paper import BLANK, named
from sessions.readmodel.organisation_directory import names_of
from sessions.readmodel.plan_detail import PlanBasis, find_bases, find_held, find_lines, frequency
from sessions.readmodel.plan_list import PlanRow, find_plan, find_plans

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


def number(doc: PlanRow | PlanBasis) -> str:
    """A draft shows a blank number, as on paper."""
    return named(doc.number, doc.symbol, blank=BLANK)


@router.get("/plans", dependencies=[permit(READ)])
async def list_plans(
    request: Request, pages: ThePages, reader: Reader, page: ThePage, plan_year: Annotated[str, Query(max_length=4)] = ""
) -> Response:
    year = int(plan_year) if plan_year.isdecimal() else None
    rows, total = await find_plans(reader, plan_year=year, org_id=None, offset=page.offset, size=page.size)
    names = await names_of(reader, (row.org_id for row in rows))
    context = {"rows": rows, "page": page.of(total), "plan_year": plan_year, "names": names, "number": number}
    return pages.render(request, "sessions/plan_list.html", context)


@router.get("/plans/{plan_id}", dependencies=[permit(READ)])
async def show(request: Request, pages: ThePages, reader: Reader, plan_id: Annotated[str, Path(max_length=200)]) -> Response:
    plan = await find_plan(reader, plan_id)
    if plan is None:
        raise NotFound
    lines, held, bases = (
        await find_lines(reader, plan_id),
        await find_held(reader, plan.org_id, plan.plan_year),
        await find_bases(reader, plan_id),
    )
    names = await names_of(reader, [plan.org_id, *(doc.organ_id for doc in bases)])
    context = {
        "plan": plan,
        "lines": lines,
        "held": held,
        "bases": bases,
        "names": names,
        "number": number,
        "frequency": [(words.named(Audience, each), least, count) for each, (least, count) in frequency(lines, held).items()],
        "audience": lambda code: words.named(Audience, code),
        "regime": lambda code: words.named(Regime, code),
        "form": lambda code: words.named(Form, code),
    }
    return pages.render(request, "sessions/plan_detail.html", context)
