"""The reports of a year, and one report: what is owed, its figures beside their comparison, its texts, ready to print."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.actor import Actor
from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader, ThePages
from chassis.web.forms import Submitted
from contracts.vocabulary import Level
from contracts.workdays import local_date, reporting_year
from reporting.asked import InYear, TheDay, TheDirectory, Year
from reporting.documents.words import share_on_time
from reporting.pages import choices
from reporting.pages.report_words import WORDS
from reporting.permissions import CONTRIBUTE, PERMISSIONS, READ, drafts
from reporting.readmodel.contributions import find_contributions
from reporting.readmodel.figures import AsOf
from reporting.readmodel.organisations import read_directory
from reporting.readmodel.report_calendar import own_periods_of, periods_of
from reporting.readmodel.report_data import scope_of
from reporting.readmodel.report_list import NOT_OPENED, STATE_NAMES, STATE_TONES, find_reports, find_snapshots, find_texts
from reporting.readmodel.report_made import made_now
from reporting.readmodel.report_rules import recipient_name
from reporting.readmodel.rule_packs import read_report_rules
from reporting.report_acts import find_meant

router = APIRouter(default_response_class=Response, include_in_schema=False)


@router.get("/reports", dependencies=[permit(READ)])
async def reports(
    request: Request,
    pages: ThePages,
    connection: Reader,
    as_of: TheDay,
    directory: TheDirectory,
    year: Year = None,
    org: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """`org`: what this commune owes about itself, instead of the province's reports."""
    wanted = year or reporting_year(as_of.today)
    rows = await find_reports(connection, wanted)
    rules = await read_report_rules(connection, wanted)
    communes = [unit.unit_id for unit in directory.units.values() if unit.level == Level.COMMUNE]
    commune = org if org in communes else ""
    if commune:
        periods = own_periods_of(commune, directory.name(commune), wanted, as_of.calendar, rules)
    else:
        periods = periods_of(wanted, as_of.calendar, rules)
    listed = [(period, rows.pop(period.report_id, None)) for period in periods]
    context = {
        "periods": listed,
        "others": sorted((row for row in rows.values() if row.session_id and not commune), key=lambda row: (row.period_end, row.report_id)),
        "commune": commune,
        "communes": directory.named(communes),
        "year": wanted,
        "as_of": as_of,
        "names": STATE_NAMES,
        "tones": STATE_TONES,
        "not_opened": NOT_OPENED,
        "called": lambda org: directory.name(org) if org in directory.units else recipient_name(org),
        "with_day": any(row or period.due_on for period, row in listed),
        "can_open": any(row is None and period.due_on for period, row in listed),
        "crumbs": [("Báo cáo định kỳ", None)],
    }
    return pages.render(request, "reporting/report_list.html", context)


@router.get("/reports/{year}/{key}", dependencies=[permit(READ)])
async def report(
    request: Request, pages: ThePages, connection: Reader, actor: CurrentActor, year: InYear, key: str, as_of: TheDay
) -> Response:
    context = await context_of(request, connection, actor, year, key, as_of)
    return pages.render(request, "reporting/report.html", context)


async def context_of(
    request: Request, connection: Reader, actor: Actor, year: InYear, key: str, as_of: TheDay, form: Submitted[Any] | None = None
) -> dict[str, Any]:
    """What the page of one report shows; `form` when one of its forms was not accepted."""
    meant = await find_meant(connection, year, key)
    terms = meant.terms_of()(as_of.calendar)
    snapshots = await find_snapshots(connection, meant.report_id)
    data = orjson.loads(snapshots[0].data) if snapshots else (await made_now(connection, terms, as_of.today)).values
    texts = await find_texts(connection, meant.report_id)
    row = meant.row
    return {
        **WORDS,
        "terms": terms,
        "row": row,
        "by_order": row is None and meant.period(as_of.calendar).due_on is None,
        "standing": row.standing if row else NOT_OPENED,
        "names": STATE_NAMES,
        "tones": STATE_TONES,
        "snapshots": snapshots,
        "texts": texts,
        **await _contributed(connection, actor, meant.report_id, as_of),
        "data": data,
        "on_time": share_on_time(data),
        "as_of": as_of,
        "query": choices.addresses(scope_of(terms)),
        "address": f"/reports/{year}/{key}",
        "form": form or Submitted(None),
        "crumbs": [("Báo cáo định kỳ", f"{request.scope.get('root_path', '')}/reports?year={year}"), (terms.title, None)],
    }


async def _contributed(connection: Reader, actor: Actor, report_id: str, as_of: AsOf) -> dict[str, Any]:
    """What others wrote for it, by part, for who drafts; what the own organisation wrote, for who writes."""
    if not PERMISSIONS.allows(actor, CONTRIBUTE, pages_public=False):
        return {"contributions": {}, "contributes": None}
    drafting, directory = drafts(actor), await read_directory(connection, as_of.today)
    found = await find_contributions(connection, report_id, None if drafting else actor.org_id or "")
    by_part: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        by_part.setdefault(row.part, []).append({"name": directory.name(row.org_id), "text": row.text, "on": local_date(row.written_at)})
    own = None if drafting or actor.org_id not in directory.units else directory.name(actor.org_id)
    return {"contributions": by_part, "contributes": own}
