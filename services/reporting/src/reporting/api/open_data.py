"""/api/v1/open-data: the aggregates as CSV, for spreadsheets and for the public."""

import csv
import io
from collections.abc import Iterable, Sequence

from fastapi import APIRouter
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from reporting.asked import TheDay, TheDirectory, TheScope
from reporting.permissions import READ
from reporting.readmodel.agency_table import COLUMNS, read_agency_table
from reporting.readmodel.figures import FIGURES
from reporting.readmodel.opinion_rows import STATUS_NAMES
from reporting.readmodel.opinion_table import read_opinion_table
from reporting.readmodel.province_table import read_province_table

router = APIRouter(prefix="/api/v1/open-data", dependencies=[permit(READ)], tags=["open data"])
BOM = "\ufeff"


def as_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """UTF-8 with a byte order mark, so that spreadsheets read the Vietnamese."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    disposition = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(BOM + text.getvalue(), media_type="text/csv; charset=utf-8", headers=disposition)


@router.get("/sessions.csv")
async def sessions(connection: Reader, scope: TheScope) -> Response:
    head = ("Cấp", "Chế độ", "Đối tượng", "Hình thức", "Năm", "Số hội nghị", "Số ý kiến", "Số ý kiến là cận dưới")
    rows = await read_province_table(connection, scope)
    lines = [(*row.names(), row.year, row.totals.sessions, row.totals.registered, "x" if row.totals.lower_bound else "") for row in rows]
    return as_csv("hoi-nghi-doi-thoai", head, lines)


@router.get("/opinions.csv")
async def opinions(connection: Reader, scope: TheScope) -> Response:
    head = ("Lĩnh vực", "Tổng số", "Đã trả lời", "Đã giải quyết", *STATUS_NAMES.values())
    rows = await read_opinion_table(connection, scope)
    return as_csv("y-kien", head, [(row.name, row.total, row.answered, row.resolved, *row.statuses.values()) for row in rows])


@router.get("/cases.csv")
async def cases(connection: Reader, scope: TheScope, as_of: TheDay, directory: TheDirectory) -> Response:
    head = ("Cơ quan", *(FIGURES[name].title for name in COLUMNS), "Số ngày làm việc trung vị đến khi trả lời")
    rows = await read_agency_table(connection, scope, as_of, directory)
    return as_csv("vu-viec-theo-co-quan", head, [(row.name, *row.counts.values(), row.median_wait) for row in rows])
