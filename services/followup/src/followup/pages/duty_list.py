"""The work list: whatever is owed by a date, by organisation, kind and state; and one duty with the story of its date."""

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, TheClock, ThePages
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.labels import label
from contracts.vocabulary import DutyKind
from contracts.workdays import local_date
from followup.case.permissions import READ
from followup.duty.whose import SAID_BY_OFFICE
from followup.duty_acts import is_said_by_office, may_be_extended
from followup.pages.duty_filter import REPLIES, WORKING, WhatIsAsked
from followup.pages.words import WORDS
from followup.readmodel.case_limits import CaseLimits, limits
from followup.readmodel.duty_explained import explained
from followup.readmodel.duty_list import find_one
from followup.readmodel.organisations import Organisations, read_organisations
from followup.readmodel.rulebook import Rulebook
from followup.readmodel.work_list import find_work, limited_cases, owners

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SHOWS = (
    ("open", "Chưa xong"),
    ("overdue", "Quá hạn"),
    ("soon", "Đến hạn trong 05 ngày làm việc"),
    ("missed", "Đã từng quá hạn"),
    ("done", "Đã xong"),
    ("all", "Tất cả"),
)


def kind_name(code: str) -> str:
    return REPLIES.get(code) or label(DutyKind(code))


async def _limits(reader: Reader, rules: Rulebook | None, case_ids: list[str]) -> dict[str, CaseLimits]:
    found = {}
    for row in await limited_cases(reader, case_ids):
        terms = rules.terms(row.host_org_id, row.of_level, row.anchor_on) if rules else None
        found[row.case_id] = limits(terms, row.of_level, (), row.anchor_on, row.due_on)
    return found


def _choices(organisations: Organisations, owning: list[str]) -> list[tuple[str, str]]:
    """Those who owe, and those above them: choosing one shows all below it."""
    above = {each for owner in owning for each in organisations.line(owner)}
    return sorted(((each, organisations.name(each)) for each in above), key=lambda each: each[1])


@router.get("/duties", dependencies=[permit(READ)])
async def list_duties(
    request: Request,
    pages: ThePages,
    reader: Reader,
    clock: TheClock,
    page: ThePage,
    asked: WhatIsAsked,
) -> Response:
    today = local_date(clock.now())
    organisations, rules = asked.organisations, asked.rules
    rows, total = await find_work(reader, asked.wanted, today, limit=page.size, offset=page.offset)
    kinds = [*REPLIES.items(), *((each.value, label(each)) for each in DutyKind)]
    running = [row.id for row in rows if row.what == "case" and row.done_on is None]
    context = {
        **WORDS,
        "rows": rows,
        "page": page.of(total),
        "show": asked.wanted.show,
        "shows": SHOWS,
        "kind": asked.wanted.kind or "",
        "kinds": kinds,
        "role_code": asked.wanted.role or "",
        "roles": [(code, WORDS["role"](code)) for code in WORKING],
        "organisation": asked.organisation,
        "query": urlencode(asked.given),
        "organisations": _choices(organisations, await owners(reader)),
        "name": organisations.name,
        "kind_name": kind_name,
        "said_by_office": SAID_BY_OFFICE,
        "limits": await _limits(reader, rules, running),
    }
    return pages.render(request, "followup/duty_list.html", context, block="results" if is_htmx(request) else None)


@router.get("/duties/{duty_id}", dependencies=[permit(READ)])
async def read_duty(duty_id: str, request: Request, pages: ThePages, reader: Reader) -> Response:
    row = await find_one(reader, duty_id)
    if row is None:
        raise NotFound
    organisations = await read_organisations(reader)
    context = {
        **WORDS,
        "row": row,
        "name": organisations.name,
        "kind_name": kind_name,
        "explanation": await explained(reader, row),
        "said_by_office": is_said_by_office(row),
        "may_be_extended": may_be_extended(row),
    }
    return pages.render(request, "followup/duty_detail.html", context)
