"""The page of opinions: filter, search without diacritics, page through."""

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import may, permit
from chassis.web.dependencies import CurrentActor, Reader, TheClock, ThePages
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from contracts import vocabulary as v
from contracts.workdays import local_date
from intake.opinion.permissions import READ, REGISTER, REGISTERS_LIVE_ONLY
from intake.opinion.vocabulary import StateName
from intake.pages import words
from intake.pages.opinion_filter import WhatIsAsked, everything
from intake.readmodel import opinion_list, organisations

router = APIRouter(default_response_class=Response, include_in_schema=False)
ANSWERED = (StateName.ANSWERED_ON_SPOT, StateName.REPLIED, StateName.CLOSED)
ENDED = (StateName.REJECTED, StateName.ROUTED_OUT, StateName.WITHDRAWN)


@router.get("/", dependencies=[permit(READ)])
async def show(
    request: Request, pages: ThePages, page: ThePage, reader: Reader, actor: CurrentActor, clock: TheClock, asked: WhatIsAsked
) -> Response:
    """Opinions, the newest first."""
    found = await opinion_list.find(reader, asked.wanted, offset=page.offset, limit=page.size)
    counts = await opinion_list.counts_by_state(reader, await everything(reader, actor, local_date(clock.now())))
    context = {
        "rows": found.rows,
        "pages_": page.of(found.total),
        "organisations": await organisations.names(reader, [row.received_by_org_id for row in found.rows]),
        "totals": _totals(counts),
        "wanted": asked.given,
        "registers": may(request, actor, REGISTER) and actor.role not in REGISTERS_LIVE_ONLY,
        "understood": " ".join(found.words),
        "query": urlencode({name: value for name, value in asked.given.items() if value}),
        "states": words.STATES,
        "state_choices": words.state_choices(),
        "domains": words.choices(v.DomainCode),
        "urgencies": words.choices(v.Urgency),
        "audiences": words.choices(v.Audience),
        "word": lambda kind, code: words.word(getattr(v, kind), code),
    }
    return pages.render(request, "intake/opinion_list.html", context, block="rows" if is_htmx(request) else None)


def _totals(counts: dict[str, int]) -> list[tuple[str, int] | tuple[str, int, str]]:
    return [
        ("Tổng số ý kiến", sum(counts.values())),
        ("Đã trả lời", sum(counts.get(state, 0) for state in ANSWERED), "good"),
        ("Đang được giao giải quyết", counts.get(StateName.ASSIGNED, 0), "warn"),
        ("Không tiếp nhận, chuyển đơn, rút", sum(counts.get(state, 0) for state in ENDED)),
    ]
