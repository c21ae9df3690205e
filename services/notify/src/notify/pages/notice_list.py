"""The first page: every notice with where it stands, filtered by purpose, state and what it is about."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader, ThePages
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from notify.documents.wording import PURPOSES
from notify.notice.permissions import READ
from notify.pages.notice_filter import WhatIsAsked
from notify.pages.words import STATES, WORDS
from notify.readmodel.notice_list import count_by_state, find_notices
from notify.readmodel.subjects import subjects_of

router = APIRouter(include_in_schema=False)


@router.get("/", dependencies=[permit(READ)])
async def list_notices(
    request: Request,
    pages: ThePages,
    connection: Reader,
    actor: CurrentActor,
    page: ThePage,
    asked: WhatIsAsked,
) -> HTMLResponse:
    rows, total = await find_notices(connection, asked.wanted, offset=page.offset, size=page.size)
    context = {
        **WORDS,
        "rows": rows,
        "subjects": await subjects_of(connection, [row.target_id for row in rows]),
        "found": page.of(total),
        "counts": await count_by_state(connection, public=actor.is_anonymous),
        "wanted": asked.wanted,
        "q": asked.given["q"],
        "query": urlencode({name: value for name, value in asked.given.items() if value}),
        "purposes": [(each.value, word) for each, word in PURPOSES.items()],
        "state_choices": [(str(code), word) for code, (word, _) in STATES.items()],
    }
    return pages.render(request, "notify/notice_list.html", context, block="rows" if is_htmx(request) else None)
