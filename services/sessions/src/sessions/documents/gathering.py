"""Facts of one session from what the pages know and what followup said, ready for its documents."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.documents.office import Office
from contracts.labels import label
from contracts.vocabulary import Audience, Disposition, DomainCode, OrgClass, Outcome
from contracts.workdays import local_date
from sessions.documents.held import Answered, Gathering, Held, Paper, Raised
from sessions.heard_results import HeardResult, results_of
from sessions.paper import named
from sessions.readmodel.organisation_directory import find_organisation, names_of
from sessions.readmodel.session_detail import SessionDetail, find_detail
from sessions.readmodel.session_list import SessionRow, find_row
from sessions.readmodel.session_opinions import OpinionLine, count_silenced, find_opinions
from sessions.readmodel.session_programme import SessionPartRow, find_parts
from sessions.roles import role

HEADS = frozenset({"chairperson", "head", "chair"})
NO_SUMMARY = "Ý kiến đã tiếp nhận, chưa có bản tóm tắt công khai"
_REGISTERED = re.compile(r"^(?P<number>\d+[a-z]?)[/-](?P<symbol>.+)$")


async def gather(connection: AsyncConnection, session_id: str, place: str) -> tuple[Held, SessionDetail] | None:
    """`place` is the office's own; None when nobody knows the session."""
    row, detail = await find_row(connection, session_id), await find_detail(connection, session_id)
    if row is None or detail is None:
        return None
    office, above = await _office(connection, row.host_org_id, place)
    lines = await find_opinions(connection, session_id)
    agencies = {each for line in lines for each in (line.assigned_agency_id, *(line.co_agencies or "").split(",")) if each}
    results = await results_of(connection, [line.case_id for line in lines if line.case_id])
    co_hosts = [each for each in detail.co_host_org_ids.split(",") if each]
    names = await names_of(connection, agencies | {each.issuing_org_id for each in results.values()} | set(co_hosts))
    opinions = tuple(_raised(line, names, results, office) for line in lines)
    held = _held(row, detail, office, above, opinions, await count_silenced(connection, session_id))
    parts = tuple(_gathering(each) for each in await find_parts(connection, session_id))
    return replace(held, co_hosts=tuple(names.get(each, each) for each in co_hosts), parts=parts), detail


async def _office(connection: AsyncConnection, org_id: str, place: str) -> tuple[Office, tuple[str, ...]]:
    """The host, and whom it reports to."""
    host = await find_organisation(connection, org_id)
    if host is None:
        return Office(org_id, place), ()
    above = await find_organisation(connection, host.parent_id) if host.parent_id else None
    parent = above.name if above else None
    return Office(host.name, place, host.symbol, parent, host.org_class == OrgClass.PARTY.value), (parent,) if parent else ()


def _held(
    row: SessionRow,
    detail: SessionDetail,
    office: Office,
    above: tuple[str, ...],
    opinions: tuple[Raised, ...],
    silenced: int,
) -> Held:
    held_on = row.held_on or (local_date(detail.adopted_at) if detail.adopted_at else None)
    return Held(
        office=office,
        chair=_named(detail.chaired_by_role or detail.chair_role, office),
        co_chairs=tuple(_named(each, office) for each in detail.co_chair_roles.split(", ") if each),
        delegated=detail.delegated,
        audience=" và ".join(_whom(Audience(each)) for each in row.audiences),
        plan_year=row.plan_year,
        held_from=row.held_from or (local_date(detail.opened_at) if detail.opened_at else None),
        held_on=held_on,
        opened_at=detail.opened_at,
        adopted_at=detail.adopted_at,
        venue=row.venue,
        people=detail.people or 0,
        staff=detail.staff or 0,
        orgs=detail.orgs or 0,
        agenda=tuple((detail.agenda or "").splitlines()),
        opinions=opinions,
        silenced=silenced,
        report_to=above,
    )


def _gathering(part: SessionPartRow) -> Gathering:
    return Gathering(part.cluster, part.held_at or part.starts_at, part.venue, part.people)


def _whom(audience: Audience) -> str:
    """`Nhân dân` keeps its capital (NĐ 30/2020, Phụ lục II)."""
    return label(audience) if audience is Audience.PEOPLE else label(audience).lower()


def _named(code: str | None, office: Office) -> str:
    return office.head_phrase if code is None or code in HEADS else role(code)


def _raised(line: OpinionLine, names: Mapping[str, str], results: Mapping[str, HeardResult], office: Office) -> Raised:
    result = results.get(line.case_id or "")
    return Raised(
        summary=line.summary_redacted or NO_SUMMARY,
        domain=label(DomainCode(line.domain_code)) if line.domain_code else "",
        slip_no=line.slip_no,
        turn_no=line.turn_no,
        disposition=Disposition(line.disposition) if line.disposition else None,
        answered_by=_named(line.answered_by_role, office) if line.answered_by_role else "",
        outcome=Outcome(line.outcome) if line.outcome else None,
        agency=names.get(line.assigned_agency_id or "", line.assigned_agency_id or ""),
        co_agencies=tuple(names.get(each, each) for each in (line.co_agencies or "").split(",") if each),
        due_on=result.due_on if result else None,
        answered=_answered(result, names) if result and result.outcome else None,
    )


def _answered(result: HeardResult, names: Mapping[str, str]) -> Answered:
    by = result.issuing_org_id or ""
    return Answered(
        by=names.get(by, by),
        doc=named(result.reply_number, result.reply_symbol or ""),
        issued_on=result.reply_issued_on,
        outcome=label(Outcome(result.outcome)) if result.outcome else "",
        summary=result.summary or "",
    )


def registered(shown: str | None, issued_on: date | None = None) -> Paper:
    """A document as the page shows it: `05/TB-VPUB`, `429-TB/TU`, or the symbol alone while it is a draft."""
    if not shown:
        return Paper()
    found = _REGISTERED.match(shown)
    return Paper(found["number"], found["symbol"], issued_on) if found else Paper(None, shown)
