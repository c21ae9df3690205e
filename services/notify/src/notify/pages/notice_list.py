"""The first page: every notice with where it stands, filtered by purpose, state and what it is about."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader, ThePages
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from notify.documents.wording import PURPOSES
from notify.notice.permissions import READ
from notify.notice.vocabulary import Purpose
from notify.pages.words import STATES, WORDS
from notify.readmodel.notice_list import State, Wanted, count_by_state, find_notices, words_of

router = APIRouter(include_in_schema=False)


@router.get("/", dependencies=[permit(READ)])
async def list_notices(
    request: Request,
    pages: ThePages,
    connection: Reader,
    actor: CurrentActor,
    page: ThePage,
    purpose: str = "",
    state: str = "",
    target_id: Annotated[str, Query(max_length=200)] = "",
    stalled: bool = False,
    q: Annotated[str, Query(max_length=200)] = "",
) -> HTMLResponse:
    """A filter nobody knows is no filter; without an account only what everybody was told."""
    wanted = Wanted(
        purpose if purpose in Purpose.__members__ else None,
        state if state in State.__members__ else None,
        target_id.strip() or None,
        stalled,
        public=actor.is_anonymous,
        words=await words_of(connection, q),
    )
    rows, total = await find_notices(connection, wanted, offset=page.offset, size=page.size)
    context = {
        **WORDS,
        "rows": rows,
        "found": page.of(total),
        "counts": await count_by_state(connection, public=actor.is_anonymous),
        "wanted": wanted,
        "q": q,
        "purposes": [(each.value, word) for each, word in PURPOSES.items()],
        "state_choices": [(str(code), word) for code, (word, _) in STATES.items()],
    }
    return pages.render(request, "notify/notice_list.html", context, block="rows" if is_htmx(request) else None)
