"""/api/v1: the province's table, its summary and figures, each with the facts and event ids behind it."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from chassis.web.pagination import ThePage
from reporting.asked import TheDay, TheDirectory, TheScope, figure_of
from reporting.permissions import READ
from reporting.readmodel.agency_table import AgencyRow
from reporting.readmodel.cause import Cause, explain
from reporting.readmodel.duty_register import read_duty_register
from reporting.readmodel.figures import FIGURES, count
from reporting.readmodel.province_table import by_level, by_year, read_province_table, total
from reporting.readmodel.summary import read_summary

router = APIRouter(prefix="/api/v1", dependencies=[permit(READ)], tags=["province"])
Json = dict[str, Any]
PlanYear = Annotated[int | None, Query(ge=2000, le=2100)]


@router.get("/province-table")
async def province_table(connection: Reader, scope: TheScope) -> Json:
    """Sessions by level, regime, audience, form and year on the asked axis, with totals."""
    rows = await read_province_table(connection, scope)
    return {
        "scope": scope.parameters(),
        "rows": [asdict(row) for row in rows],
        "by_level": {level: asdict(totals) for level, totals in by_level(rows).items()},
        "by_year": [{"year": year, **asdict(totals)} for year, totals in by_year(rows).items()],
        "totals": asdict(total(rows)),
    }


@router.get("/summary")
async def summary(connection: Reader, scope: TheScope, as_of: TheDay, directory: TheDirectory) -> Json:
    """The main figures, the three years that end with the asked ones, opinions by field, cases by agency."""
    found = await read_summary(connection, scope, as_of, directory)
    return {
        "scope": scope.parameters(),
        "as_of": as_of.today,
        "calendar_version": as_of.calendar.version,
        "figures": found.figures,
        "on_time_share": found.on_time_share,
        "three_years": {"from_year": found.last_year - 2, "to_year": found.last_year, "figures": found.interim},
        "totals": asdict(found.totals),
        "opinions_by_domain": [{**asdict(row), "name": row.name} for row in found.opinions],
        "cases_by_agency": [_agency(row) for row in found.agencies],
    }


def _agency(row: AgencyRow) -> Json:
    shown = {name: getattr(row, name) for name in ("agency_id", "name", "predecessors", "on_time_share", "median_wait")}
    return {**shown, "counts": row.counts}


@router.get("/figures")
async def figures(connection: Reader, scope: TheScope, as_of: TheDay) -> list[Json]:
    """Every figure by name."""
    numbers = await count(connection, list(FIGURES), scope, as_of)
    return [{"name": name, "title": FIGURES[name].title, "kind": FIGURES[name].kind, "value": value} for name, value in numbers.items()]


@router.get("/figures/{name}")
async def one_figure(connection: Reader, name: str, scope: TheScope, as_of: TheDay) -> Json:
    """One figure for a scope."""
    figure = figure_of(name)
    numbers = await count(connection, [figure.name], scope, as_of)
    return {"name": figure.name, "title": figure.title, "kind": figure.kind, "scope": scope.parameters(), "value": numbers[figure.name]}


@router.get("/figures/{name}/explain")
async def cause(connection: Reader, name: str, scope: TheScope, as_of: TheDay, page: ThePage) -> Json:
    """The facts the figure counts, each with the ids of its events; `hidden` facts are counted and never listed."""
    figure = figure_of(name)
    found = await explain(connection, figure, scope, as_of, offset=page.offset, limit=page.size)
    return {
        "name": figure.name,
        "title": figure.title,
        "value": found.total,
        "hidden": found.hidden,
        "page": page.number,
        "rows": [described(each) for each in found.causes],
    }


def described(one: Cause) -> Json:
    """One fact with its events."""
    return {**one.row, "events": [{"id": each.event_id, "type": each.type, "at": each.at, "source": each.source} for each in one.events]}


@router.get("/duty-register")
async def duty_register(connection: Reader, as_of: TheDay, directory: TheDirectory, plan_year: PlanYear = None) -> Json:
    """Which head has held the dialogues of a plan year, and which has not."""
    year = plan_year or as_of.today.year
    rows = await read_duty_register(connection, year, as_of.today, directory)
    return {"plan_year": year, "as_of": as_of.today, "rows": [asdict(row) for row in rows]}
