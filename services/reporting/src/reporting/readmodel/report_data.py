"""The data of one report: a function of the facts that a connection shows, the terms of the report and a local date; nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.vocabulary import Form, OrgClass, ReportType
from reporting.readmodel.calendars import read_calendar
from reporting.readmodel.duty_register import Standing, read_duty_register
from reporting.readmodel.facts import table_of
from reporting.readmodel.figures import FIGURES, AsOf, count
from reporting.readmodel.heard_events import Basis
from reporting.readmodel.opinion_facts import OpinionListFact
from reporting.readmodel.opinion_table import read_opinion_table
from reporting.readmodel.organisations import Directory, read_directory
from reporting.readmodel.province_table import TableRow, read_province_table, total
from reporting.readmodel.report_calendar import carried_over_from
from reporting.readmodel.report_cases import AGES, CasePeriod, read_overdue, read_report_cases, summed
from reporting.readmodel.report_previous import Previous, compared
from reporting.readmodel.report_promises import read_promises
from reporting.readmodel.report_rules import ReportRule, recipient_name
from reporting.readmodel.rule_packs import read_report_rules
from reporting.readmodel.scope import Scope, YearAxis
from reporting.readmodel.session_facts import SessionFact
from reporting.report.events import Terms

CARRIED = ("sessions", "opinions", "cases")
COUNTED = (
    "sessions",
    "opinions",
    "opinions-answered",
    "opinions-resolved",
    "cases",
    "cases-on-time",
    "cases-late",
    "cases-open",
    "cases-overdue",
)
"""The figures a snapshot announces to others."""
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
Json = dict[str, Any]


@dataclass(frozen=True)
class Data:
    """`text` is canonical JSON: the same facts give the same bytes; `digest` is its SHA-256."""

    values: Json
    text: str
    digest: str

    @classmethod
    def of(cls, values: Json) -> "Data":
        text = orjson.dumps(values, option=_CANONICAL).decode()
        return cls(orjson.loads(text), text, sha256(text.encode()).hexdigest())


def scope_of(terms: Terms, orgs: tuple[str, ...] = ()) -> Scope:
    """The days a report counts, or the one session it is about; a report of whole years counts what is known without its day, too.

    `orgs` are the organisations whose part is counted: of a link, the first is enough.
    """
    orgs = orgs or ((terms.counted_org_id,) if terms.counted_org_id else ())
    if terms.session_id is not None:
        return Scope(YearAxis.REPORTING, session=terms.session_id)
    return Scope(
        YearAxis.REPORTING,
        from_day=terms.period_start,
        to_day=terms.counts_to,
        audience=terms.audience,
        undated=whole_years(terms),
        orgs=orgs,
    )


def whole_years(terms: Terms) -> tuple[int, int] | None:
    """First and last reporting year of an annual or longer report."""
    if terms.report_type not in (ReportType.ANNUAL, ReportType.INTERIM_MULTI_YEAR):
        return None
    return terms.period_start.year + 1, terms.year


async def build(connection: AsyncConnection, terms: Terms, day: date, basis: Basis, previous: Previous | None) -> Data:
    """Everything a report shows. `previous` is what it is compared with; None when there is nothing before it."""
    as_of, directory = AsOf(day, await read_calendar(connection)), await read_directory(connection, day)
    orgs = directory.tree(terms.counted_org_id, day) if terms.counted_org_id else ()
    scope, rolled = scope_of(terms, orgs), _rolled_days(terms, as_of, await read_report_rules(connection, terms.period_start.year))
    figures = await count(connection, list(FIGURES), scope, as_of)
    table = await read_province_table(connection, scope)
    cases = CasePeriod(terms.period_start, terms.counts_to, rolled[0] if rolled else terms.period_start, terms.session_id, orgs)
    case_rows = await read_report_cases(connection, cases, as_of)
    totals = summed(case_rows)
    nil = not (figures["sessions"] or figures["opinions"] or totals["total"])
    values = {
        "report": _heading(terms, directory),
        "as_of": day,
        "calendar_version": as_of.calendar.version,
        "positions": dict(basis.positions),
        "without": list(basis.without),
        "nil": nil,
        "figures": figures,
        "sessions": {"rows": _sessions(table), "total": asdict(total(table))},
        "opinions": [{**asdict(row), "name": row.name} for row in await read_opinion_table(connection, scope)],
        "opinion_lists": await _lists(connection, scope),
        "cases": {"total": totals, "rows": _named(case_rows, directory)},
        "promises": await read_promises(connection, terms, day, orgs),
        "overdue": _overdue(await read_overdue(connection, cases, as_of), directory),
        "rolled_in": await _rolled(connection, rolled, as_of, orgs),
        "frequency": await _frequency(connection, terms, as_of, directory, orgs),
        "previous": compared(previous, figures),
    }
    return Data.of(values)


def _heading(terms: Terms, directory: Directory) -> Json:
    recipients = [{"id": each, "name": _called(each, directory)} for each in terms.recipients]
    owner = {"owner": _called(terms.owner_org_id, directory), "recipients": recipients, "counts_to": terms.counts_to}
    return {**asdict(terms), **owner, "office": _office(terms.owner_org_id, directory)}


def _office(org_id: str, directory: Directory) -> Json:
    """What the head of the document needs to know of who reports."""
    unit = directory.units.get(org_id)
    parent = directory.name(unit.parent_id) if unit and unit.parent_id else None
    symbol, party = (unit.symbol, unit.org_class == OrgClass.PARTY) if unit else (None, False)
    return {"name": _called(org_id, directory), "symbol": symbol, "parent": parent, "party": party}


def _called(org_id: str, directory: Directory) -> str:
    return directory.name(org_id) if org_id in directory.units else recipient_name(org_id)


def _sessions(table: Sequence[TableRow]) -> list[Json]:
    """Annex 1: level, regime and audience; embedded sessions are a part of the number, never added to it."""
    found: dict[tuple[str, str, str], list[TableRow]] = {}
    for row in table:
        found.setdefault((row.level, row.regime, row.audience), []).append(row)
    return [
        {
            "level": level,
            "regime": regime,
            "audience": audience,
            **asdict(total(rows)),
            "embedded": sum(row.totals.sessions for row in rows if row.form == Form.EMBEDDED),
        }
        for (level, regime, audience), rows in found.items()
    ]


async def _lists(connection: AsyncConnection, scope: Scope) -> Json:
    """Units' lists for the sessions of the report; a nil return is a list that says there is nothing."""
    fact, session = table_of(OpinionListFact), table_of(SessionFact)
    rows = sa.select(
        *fact.c, session.c.held_on.label("day"), session.c.host_org_id.label("org_id"), session.c.reporting_year, session.c.audience
    )
    joined = rows.select_from(fact.join(session, session.c.session_id == fact.c.session_id)).subquery("lists")
    counts = (sa.func.count().label("lists"), *(sa.func.count().filter(joined.c[name]).label(name) for name in ("late", "nil_return")))
    query = sa.select(*counts).select_from(joined).where(*scope.conditions(joined))
    return dict((await connection.execute(query)).mappings().one())


def _named(rows: Sequence[Mapping[str, Any]], directory: Directory) -> list[Json]:
    named = [{**row, "agency": directory.name(row["agency_id"])} for row in rows]
    return sorted(named, key=lambda row: (directory.sort_key(row["agency_id"]), row["agency_id"], row["domain"], row["level"]))


def _overdue(rows: Sequence[Mapping[str, Any]], directory: Directory) -> Json:
    """Annex 4: the list by agency, the longest late first, and each agency's delays by age."""
    named = [{**row, "agency": directory.name(row["agency_id"])} for row in rows]
    named.sort(key=lambda row: (directory.sort_key(row["agency_id"]), row["agency_id"], row["due_on"], row["case_id"]))
    ages: dict[str, Counter[str]] = {}
    for row in named:
        ages.setdefault(row["agency_id"], Counter())[row["age"]] += 1
    by_agency = [
        {"agency_id": agency, "agency": directory.name(agency), "total": counts.total(), **{f"age_{age}": counts[age] for age in AGES}}
        for agency, counts in ages.items()
    ]
    return {"rows": named, "by_agency": by_agency}


def _rolled_days(terms: Terms, as_of: AsOf, rules: Sequence[ReportRule]) -> tuple[date, date] | None:
    """Days of the year before that came after its report had closed; only for periods that begin where that year ended."""
    starts = terms.period_start
    if terms.session_id is not None or (starts.month, starts.day) != (12, 15):
        return None
    return carried_over_from(starts.year + 1, as_of.calendar, rules)


async def _rolled(connection: AsyncConnection, days: tuple[date, date] | None, as_of: AsOf, orgs: tuple[str, ...]) -> Json:
    if days is None:
        return {"from": None, "to": None, **dict.fromkeys(CARRIED, 0)}
    scope = Scope(YearAxis.REPORTING, from_day=days[0], to_day=days[1], orgs=orgs)
    return {"from": days[0], "to": days[1], **await count(connection, CARRIED, scope, as_of)}


async def _frequency(connection: AsyncConnection, terms: Terms, as_of: AsOf, directory: Directory, orgs: tuple[str, ...]) -> Json:
    """Which heads have not held the dialogues of the plan year (DL-18); a report after one session does not ask."""
    if terms.session_id is not None:
        return {"plan_year": terms.year, "duties": 0, "met": 0, "not_met": []}
    rows = await read_duty_register(connection, terms.year, as_of.today, directory)
    rows = [row for row in rows if not orgs or row.org_id in orgs]
    waiting = [row for row in rows if row.standing is not Standing.MET]
    shown = [
        {
            "org_id": row.org_id,
            "name": row.name,
            "level": row.level,
            "audience": row.audience,
            "required": row.required,
            "held": row.held.periodic,
            "standing": row.standing,
            "source": row.source,
        }
        for row in waiting
    ]
    return {"plan_year": terms.year, "duties": len(rows), "met": len(rows) - len(waiting), "not_met": shown}
