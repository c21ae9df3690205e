"""The list of sessions as a workbook or CSV: the same filter, one line a session."""

from fastapi import APIRouter
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from chassis.workbooks.answer import Ending, as_file
from chassis.workbooks.write import Column, Shown
from contracts.vocabulary import Form, Level, Regime
from sessions.dialogue_session.permissions import READ
from sessions.pages import words
from sessions.pages.session_filter import WhatIsAsked
from sessions.readmodel.organisation_directory import names_of
from sessions.readmodel.session_list import SessionRow, find_sessions

router = APIRouter(default_response_class=Response, include_in_schema=False)
MOST = 50_000
COLUMNS = (
    Column("Mã hội nghị", 38),
    Column("Ngày", 22),
    Column("Cơ quan tổ chức", 36),
    Column("Địa điểm", 30),
    Column("Cấp", 10),
    Column("Chế độ", 12),
    Column("Hình thức", 18),
    Column("Đối tượng", 24),
    Column("Năm kế hoạch", 10),
    Column("Năm báo cáo", 10),
    Column("Tình trạng", 22),
    Column("Ý kiến", 10),
    Column("Nêu tại hội nghị", 10),
    Column("Trả lời tại chỗ", 10),
    Column("Giao giải quyết", 10),
    Column("Vượt thẩm quyền", 10),
)


@router.get("/sessions.{ending}", dependencies=[permit(READ)])
async def show(ending: Ending, reader: Reader, asked: WhatIsAsked) -> Response:
    rows, _ = await find_sessions(reader, asked.wanted, offset=0, size=MOST)
    names = await names_of(reader, (row.host_org_id for row in rows))
    return as_file(
        ending, "hoi-nghi", "DANH SÁCH HỘI NGHỊ ĐỐI THOẠI", COLUMNS, [_line(row, names.get(row.host_org_id, "")) for row in rows]
    )


def _line(row: SessionRow, host: str) -> list[Shown]:
    return [
        row.session_id,
        words.held(row),
        host or row.host_org_id,
        row.venue,
        words.named(Level, row.level),
        words.named(Regime, row.regime),
        words.named(Form, row.form),
        words.audiences(row),
        row.plan_year,
        row.reporting_year,
        words.STATUSES[row.status],
        row.registered,
        row.raised,
        row.answered_on_spot,
        row.assigned,
        row.beyond_authority,
    ]
