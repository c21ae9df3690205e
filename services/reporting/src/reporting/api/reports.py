"""/api/v1/reports: the reports of a reporting year, where each stands, and its data."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

import orjson
from fastapi import APIRouter
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, set_etag
from chassis.web.problems import NotFound
from contracts.vocabulary import Level
from contracts.workdays import reporting_year
from reporting.asked import Blank, InYear, TheDay, TheDirectory, Year
from reporting.permissions import READ
from reporting.readmodel.report_calendar import ReportPeriod, own_periods_of, periods_of
from reporting.readmodel.report_data import Data, scope_of
from reporting.readmodel.report_list import NOT_OPENED, ReportRow, ReportSnapshot, find_reports, find_snapshot, find_snapshots, find_texts
from reporting.readmodel.report_made import made_again, made_now
from reporting.readmodel.rule_packs import read_report_rules
from reporting.report.events import Terms
from reporting.report.parts import TITLES
from reporting.report_acts import TheActs, find_meant

router = APIRouter(prefix="/api/v1", dependencies=[permit(READ)], tags=["reports"])
Json = dict[str, Any]
AsOfDay = Annotated[date | None, Blank]


def _owed(terms: Terms) -> Json:
    return {"id": terms.rule_id, "type": terms.report_type, "counts_to": terms.counts_to, **asdict(terms)}


def _listed(period: ReportPeriod, row: ReportRow | None) -> Json:
    """A report by order that was not ordered has neither due date nor cut-off."""
    if row is not None:
        return {**_owed(row.terms()), "report_id": row.report_id, "state": row.standing, "nil": row.nil, "submitted_on": row.submitted_on}
    days = {"data_cutoff_on": period.data_cutoff_on, "due_on": period.due_on, "counts_to": period.counts_to}
    return {**_owed(period.terms()), **days, "report_id": period.report_id, "state": NOT_OPENED, "nil": None, "submitted_on": None}


@router.get("/reports")
async def reports(
    connection: Reader, as_of: TheDay, directory: TheDirectory, year: Year = None, org: Annotated[str | None, Blank] = None
) -> list[Json]:
    """Every report of a reporting year with its dates and its state; reports after a session once they are opened.

    `org`: instead of them those that this commune owes about itself.
    """
    wanted = year or reporting_year(as_of.today)
    rows = await find_reports(connection, wanted)
    rules = await read_report_rules(connection, wanted)
    if org is not None:
        if org not in directory.units or directory.units[org].level != Level.COMMUNE:
            raise NotFound
        own = own_periods_of(org, directory.name(org), wanted, as_of.calendar, rules)
        return [_listed(each, rows.get(each.report_id)) for each in own]
    periods = periods_of(wanted, as_of.calendar, rules)
    listed = [_listed(each, rows.pop(each.report_id, None)) for each in periods]
    rest = sorted(rows.values(), key=lambda row: (row.period_end, row.report_id))
    return listed + [{**_owed(row.terms()), "report_id": row.report_id, "state": row.standing, "nil": row.nil} for row in rest]


@router.get("/reports/{year}/{key}")
async def one_report(connection: Reader, year: InYear, key: str, as_of: TheDay, response: Response) -> Json:
    """One report: what is owed, where it stands, its texts and snapshots, and its data (of the newest snapshot, or as known now)."""
    meant = await find_meant(connection, year, key)
    terms = meant.terms_of()(as_of.calendar)
    snapshots = await find_snapshots(connection, meant.report_id)
    texts = await find_texts(connection, meant.report_id)
    if meant.row is not None:
        set_etag(response, meant.row.version)
    data = orjson.loads(snapshots[0].data) if snapshots else (await made_now(connection, terms, as_of.today)).values
    return {
        **_owed(terms),
        "report_id": meant.report_id,
        "state": meant.row.standing if meant.row else NOT_OPENED,
        "nil": meant.row.nil if meant.row else None,
        "doc": meant.row.doc if meant.row else None,
        "submitted_on": meant.row.submitted_on if meant.row else None,
        "late": meant.row.late if meant.row else None,
        "scope": scope_of(terms).parameters(),
        "texts": [{"part": part, "title": title, "text": texts.get(part), "written": part in texts} for part, title in TITLES.items()],
        "snapshots": [_described(each) for each in snapshots],
        "data": data,
    }


@router.get("/reports/{year}/{key}/data")
async def data(acts: TheActs, as_of: TheDay, year: InYear, key: str, day: AsOfDay = None) -> Response:
    """The data as canonical JSON for a local day, or today: of a snapshot taken for that day, otherwise made again from what was known then."""
    meant = await find_meant(acts.reader, year, key)
    wanted = day or as_of.today
    taken = next((each for each in await find_snapshots(acts.reader, meant.report_id) if each.as_of == wanted), None)
    if taken is not None:
        return canonical(taken.data, taken.digest)
    made = (await acts.make(year, key, wanted)).data
    return canonical(made.text, made.digest)


@router.get("/reports/{year}/{key}/snapshots/{snapshot_id}")
async def snapshot(connection: Reader, year: InYear, key: str, snapshot_id: str) -> Response:
    """A snapshot's data, byte for byte as it was when it was taken."""
    found = await _snapshot(connection, year, key, snapshot_id)
    return canonical(found.data, found.digest)


@router.get("/reports/{year}/{key}/snapshots/{snapshot_id}/proof")
async def proof(acts: TheActs, year: InYear, key: str, snapshot_id: str) -> Json:
    """Make the snapshot again from the events known then, and compare."""
    found = await _snapshot(acts.reader, year, key, snapshot_id)
    meant = await find_meant(acts.reader, year, key)
    if meant.row is None:
        raise NotFound
    again = await made_again(acts.known, acts.reader, meant.row.terms(), found)
    return {**_described(found), "rebuilt_digest": again.digest, "identical": again.text == found.data, "differs": differing(found, again)}


def differing(found: ReportSnapshot, again: Data) -> list[str]:
    """The parts that differ: of a snapshot that a later denunciation left its fields by law (A-27)."""
    then: Json = orjson.loads(found.data)
    return sorted(name for name in then.keys() | again.values.keys() if then.get(name) != again.values.get(name))


async def _snapshot(connection: Reader, year: InYear, key: str, snapshot_id: str) -> ReportSnapshot:
    meant = await find_meant(connection, year, key)
    found = await find_snapshot(connection, snapshot_id)
    if found is None or found.report_id != meant.report_id:
        raise NotFound
    return found


def canonical(text: str, digest: str) -> Response:
    """JSON exactly as it was made, with its digest."""
    return Response(text.encode(), media_type="application/json", headers={"x-content-sha256": digest})


def _described(found: ReportSnapshot) -> Json:
    names = ("snapshot_id", "as_of", "positions", "without", "heard", "nil", "digest", "taken_at")
    return {name: getattr(found, name) for name in names}
