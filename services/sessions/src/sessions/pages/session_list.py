"""The list of sessions, newest first, filtered by level, standing, audience and plan year."""

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import may, permit
from chassis.web.dependencies import CurrentActor, Reader, ThePages
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from contracts.vocabulary import Audience, Form, Level, Regime
from sessions.dialogue_session.permissions import PROPOSE, READ
from sessions.pages import words
from sessions.pages.session_filter import WhatIsAsked
from sessions.readmodel.organisation_directory import names_of
from sessions.readmodel.session_list import count_by_level, count_embedded, find_sessions

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/", dependencies=[permit(READ)])
async def list_sessions(
    request: Request,
    pages: ThePages,
    reader: Reader,
    page: ThePage,
    actor: CurrentActor,
    asked: WhatIsAsked,
) -> Response:
    wanted = asked.wanted
    rows, total = await find_sessions(reader, wanted, offset=page.offset, size=page.size)
    names = await names_of(reader, (row.host_org_id for row in rows))
    counts = await count_by_level(reader)
    context = {
        "rows": rows,
        "page": page.of(total),
        "wanted": wanted,
        "plan_year": asked.given["plan_year"],
        "q": asked.given["q"],
        "query": urlencode({name: value for name, value in asked.given.items() if value}),
        "levels": words.choices(Level),
        "audience_choices": words.choices(Audience),
        "status_choices": list(words.STATUSES.items()),
        "statuses": words.STATUSES,
        "tones": words.TONES,
        "host": lambda row: names.get(row.host_org_id, row.host_org_id),
        "audiences": words.audiences,
        "held": words.held,
        "level": lambda row: words.named(Level, row.level),
        "kind": lambda row: f"{words.named(Regime, row.regime)}, {words.named(Form, row.form).lower()}",
        "counts": [(words.named(Level, code), counts.get(code, 0)) for code in Level],
        "held_in_all": sum(counts.values()),
        "embedded": await count_embedded(reader),
        "may_propose": may(request, actor, PROPOSE),
    }
    return pages.render(request, "sessions/session_list.html", context, block="results" if is_htmx(request) else None)
