"""/api/v1: sessions and cases as lists, and one case with everything behind it."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import AfterValidator

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from reporting.asked import Blank, TheDay, TheScope
from reporting.permissions import READ
from reporting.readmodel.case_detail import find_case
from reporting.readmodel.cause import explain
from reporting.readmodel.evidence import CASE
from reporting.readmodel.figures import FIGURES
from reporting.readmodel.session_detail import find_session
from reporting.readmodel.session_list import read_sessions

router = APIRouter(prefix="/api/v1", dependencies=[permit(READ)], tags=["facts"])
Json = dict[str, Any]


def _of_cases(name: str) -> str:
    if name not in FIGURES or FIGURES[name].kind != CASE:
        raise ValueError("Không có chỉ tiêu nào về vụ việc mang mã này.")
    return name


CaseFigure = Annotated[str, AfterValidator(_of_cases)]


@router.get("/cases")
async def cases(connection: Reader, scope: TheScope, as_of: TheDay, page: ThePage, figure: CaseFigure = "cases") -> Json:
    """Cases of a figure, the newest first."""
    found = await explain(connection, FIGURES[figure], scope, as_of, offset=page.offset, limit=page.size)
    rows = [{**one.row, "event_ids": [each.event_id for each in one.events]} for one in found.causes]
    return {"figure": figure, "total": found.total, "page": page.number, "rows": rows}


@router.get("/cases/{case_id}")
async def one_case(connection: Reader, case_id: str, as_of: TheDay) -> Json:
    """One case: its row, replies, notices and events."""
    found = await find_case(connection, case_id, as_of)
    if found is None:
        raise NotFound
    return {
        "case": found.row,
        "days_late": found.days_late,
        "replies": found.replies,
        "notices": found.notices,
        "events": [asdict(each) for each in found.events],
    }


@router.get("/sessions")
async def sessions(connection: Reader, scope: TheScope, page: ThePage, status: Annotated[str | None, Blank] = None) -> Json:
    """Sessions held and announced, the newest first."""
    total, rows = await read_sessions(connection, scope, status=status, offset=page.offset, limit=page.size)
    return {"total": total, "page": page.number, "rows": [asdict(row) for row in rows]}


@router.get("/sessions/{session_id}")
async def one_session(connection: Reader, session_id: str, as_of: TheDay) -> Json:
    """One session: its figures, papers, duties, opinions, cases and events."""
    found = await find_session(connection, session_id, as_of)
    if found is None:
        raise NotFound
    return asdict(found)
