"""/api/v1/open-data: the aggregates as workbooks and CSV, for spreadsheets and for the public."""

from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from chassis.workbooks.answer import Ending, as_file
from chassis.workbooks.write import Column
from reporting.asked import TheDay, TheDirectory, TheScope
from reporting.permissions import READ
from reporting.readmodel.agency_table import COLUMNS, read_agency_table
from reporting.readmodel.figures import FIGURES
from reporting.readmodel.opinion_rows import STATUS_NAMES
from reporting.readmodel.opinion_table import read_opinion_table
from reporting.readmodel.province_table import read_province_table

router = APIRouter(prefix="/api/v1/open-data", dependencies=[permit(READ)], tags=["open data"])


def table(ending: Ending, name: str, title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Names wide, numbers narrow."""
    columns = [Column(heading, 40 if place == 0 else 16) for place, heading in enumerate(head)]
    return as_file(ending, name, title, columns, rows)


@router.get("/sessions.{ending}")
async def sessions(ending: Ending, connection: Reader, scope: TheScope) -> Response:
    head = ("Cấp", "Chế độ", "Đối tượng", "Hình thức", "Năm", "Số hội nghị", "Số ý kiến", "Số ý kiến là cận dưới")
    rows = await read_province_table(connection, scope)
    lines = [(*row.names(), row.year, row.totals.sessions, row.totals.registered, "x" if row.totals.lower_bound else "") for row in rows]
    return table(ending, "hoi-nghi-doi-thoai", "HỘI NGHỊ ĐỐI THOẠI", head, lines)


@router.get("/opinions.{ending}")
async def opinions(ending: Ending, connection: Reader, scope: TheScope) -> Response:
    head = ("Lĩnh vực", "Tổng số", "Đã trả lời", "Đã giải quyết", *STATUS_NAMES.values())
    rows = await read_opinion_table(connection, scope)
    lines = [(row.name, row.total, row.answered, row.resolved, *row.statuses.values()) for row in rows]
    return table(ending, "y-kien", "Ý KIẾN THEO LĨNH VỰC", head, lines)


@router.get("/cases.{ending}")
async def cases(
    ending: Ending, connection: Reader, scope: TheScope, as_of: TheDay, directory: TheDirectory, *, roll_up: bool = True
) -> Response:
    """`roll_up=false`: each case with the agency that held it when it was answered, instead of with who answers for it today."""
    head = ("Cơ quan", *(FIGURES[name].title for name in COLUMNS), "Số ngày làm việc trung vị đến khi trả lời")
    rows = await read_agency_table(connection, scope, as_of, directory, roll_up=roll_up)
    lines = [(row.name, *row.counts.values(), row.median_wait) for row in rows]
    return table(ending, "vu-viec-theo-co-quan", "VỤ VIỆC THEO CƠ QUAN", head, lines)
