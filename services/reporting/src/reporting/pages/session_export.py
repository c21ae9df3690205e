"""The list of sessions as a workbook or CSV: the same filter, one line a session, held or announced."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from chassis.workbooks.answer import Ending, as_file
from chassis.workbooks.write import Column, Shown
from contracts.labels import label
from contracts.vocabulary import Form, Level, Regime
from reporting.asked import Blank, TheDirectory, TheScope
from reporting.permissions import READ
from reporting.readmodel.session_list import SessionRow, read_sessions

router = APIRouter(default_response_class=Response, include_in_schema=False)
MOST = 50_000
COLUMNS = (
    Column("Mã hội nghị", 38),
    Column("Ngày", 14),
    Column("Thời gian theo nguồn", 14),
    Column("Cơ quan tổ chức", 40),
    Column("Cấp", 12),
    Column("Chế độ", 14),
    Column("Đối tượng", 24),
    Column("Hình thức", 18),
    Column("Năm kế hoạch", 10),
    Column("Năm báo cáo", 10),
    Column("Ý kiến", 10),
    Column("Số ý kiến là cận dưới", 10),
    Column("Tình trạng", 18),
)


@router.get("/sessions.{ending}", dependencies=[permit(READ)])
async def show(
    ending: Ending, connection: Reader, scope: TheScope, directory: TheDirectory, status: Annotated[str | None, Blank] = None
) -> Response:
    _, rows = await read_sessions(connection, scope, status=status, limit=MOST)
    lines = [_line(row, directory.name(row.host_org_id)) for row in rows]
    return as_file(ending, "danh-sach-hoi-nghi", "DANH SÁCH HỘI NGHỊ ĐỐI THOẠI", COLUMNS, lines)


def _line(row: SessionRow, host: str) -> list[Shown]:
    return [
        row.session_id,
        row.day,
        row.period,
        host,
        label(Level(row.level)),
        label(Regime(row.regime)),
        row.audience_name,
        label(Form(row.form)),
        row.plan_year,
        row.reporting_year,
        row.registered,
        "x" if row.lower_bound else "",
        row.status_name,
    ]
