"""The organisation directory to look at: search without diacritics, and one organisation with its dates, place and successors."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.vocabulary import Level, OrgClass
from sessions.org_unit.permissions import READ
from sessions.pages import words
from sessions.pages.organisation_filter import WhatIsAsked
from sessions.readmodel.organisation_directory import find_organisation, find_organisations, find_roles, names_of

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/organisations", dependencies=[permit(READ)])
async def list_organisations(
    request: Request,
    pages: ThePages,
    reader: Reader,
    page: ThePage,
    asked: WhatIsAsked,
) -> Response:
    rows, total = await find_organisations(reader, asked.wanted, offset=page.offset, size=page.size)
    context = {
        "rows": rows,
        "page": page.of(total),
        "q": asked.given["q"],
        "query": urlencode({name: value for name, value in asked.given.items() if value}),
        "wanted_level": asked.wanted.level or "",
        "levels": words.choices(Level),
        "level": lambda code: words.named(Level, code),
        "org_class": lambda code: words.named(OrgClass, code),
        "names": await names_of(reader, (row.parent_id for row in rows)),
    }
    return pages.render(request, "sessions/organisation_list.html", context, block="results" if is_htmx(request) else None)


@router.get("/organisations/{unit_id}", dependencies=[permit(READ)])
async def show(request: Request, pages: ThePages, reader: Reader, unit_id: Annotated[str, Path(max_length=200)]) -> Response:
    unit = await find_organisation(reader, unit_id)
    if unit is None:
        raise NotFound
    successors = [each for each in unit.successor_ids.split(",") if each]
    context = {
        "unit": unit,
        "level": words.named(Level, unit.level),
        "org_class": words.named(OrgClass, unit.org_class),
        "names": await names_of(reader, [unit.parent_id, unit.party_committee_id, *successors]),
        "successors": successors,
        "roles": [(words.role(each.role), each.valid_from, each.valid_to) for each in await find_roles(reader, unit_id)],
    }
    return pages.render(request, "sessions/organisation_detail.html", context)
