"""The work list: whatever is owed by a date, by organisation, kind and state; and one duty with the story of its date."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, TheClock, ThePages, get_runtime
from chassis.web.filters import one_of
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.labels import label
from contracts.vocabulary import DutyKind
from contracts.workdays import OutsideCalendar, WorkingCalendar, local_date
from followup.case.permissions import READ
from followup.duty.whose import SAID_BY_OFFICE
from followup.duty_acts import is_said_by_office, may_be_extended
from followup.pages.words import WORDS
from followup.readmodel.case_limits import CaseLimits, limits
from followup.readmodel.duty_explained import explained
from followup.readmodel.duty_list import find_one
from followup.readmodel.organisations import Organisations, read_organisations
from followup.readmodel.rulebook import Rulebook, find_rulebook
from followup.readmodel.work_list import REPLY_COMPLEX, REPLY_ORDINARY, Wanted, find_work, limited_cases, owners
from followup.settings import Settings

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

SHOWS = (
    ("open", "Chưa xong"),
    ("overdue", "Quá hạn"),
    ("soon", "Đến hạn trong 05 ngày làm việc"),
    ("missed", "Đã từng quá hạn"),
    ("done", "Đã xong"),
    ("all", "Tất cả"),
)
REPLIES = {REPLY_ORDINARY: "Trả lời ý kiến (thông thường)", REPLY_COMPLEX: "Trả lời ý kiến (phức tạp)"}
WORKING = ("assigned_agency", "unit_head", "dialogue_office", "chairperson")
SOON = 5


def kind_name(code: str) -> str:
    return REPLIES.get(code) or label(DutyKind(code))


def _soon(calendar: WorkingCalendar | None, today: Any) -> Any:
    try:
        return calendar.add_working_days(today, SOON) if calendar else today
    except OutsideCalendar:
        return today


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
    organisation: str = "",
    kind: Annotated[str, one_of([*REPLIES, *DutyKind])] = "",
    role: Annotated[str, one_of(WORKING)] = "",
    show: Annotated[str, Query(pattern="^(open|overdue|soon|missed|done|all|pending)$")] = "open",
) -> Response:
    today = local_date(clock.now())
    settings = get_runtime(request).settings
    assert isinstance(settings, Settings)
    rules = await find_rulebook(reader, settings)
    organisations = await read_organisations(reader)
    below = organisations.subtree(organisation) if organisation else None
    shown = "open" if show == "pending" else show
    wanted = Wanted(shown, below, kind or None, role or None, _soon(rules.calendar if rules else None, today))
    rows, total = await find_work(reader, wanted, today, limit=page.size, offset=page.offset)
    kinds = [*REPLIES.items(), *((each.value, label(each)) for each in DutyKind)]
    running = [row.id for row in rows if row.what == "case" and row.done_on is None]
    context = {
        **WORDS,
        "rows": rows,
        "page": page.of(total),
        "show": shown,
        "shows": SHOWS,
        "kind": kind,
        "kinds": kinds,
        "role_code": role,
        "roles": [(code, WORDS["role"](code)) for code in WORKING],
        "organisation": organisation,
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
