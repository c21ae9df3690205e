"""The list of notices as a workbook or CSV: the same filter, one line a notice; of a person only the role."""

from fastapi import APIRouter, Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from chassis.workbooks.answer import Ending, as_file
from chassis.workbooks.write import Column, Shown
from contracts.workdays import local_date
from notify.notice.permissions import READ
from notify.pages import words
from notify.pages.notice_filter import WhatIsAsked
from notify.readmodel.notice_list import NoticeRow, find_notices

router = APIRouter(default_response_class=Response, include_in_schema=False)
MOST = 50_000
COLUMNS = (
    Column("Mã thông báo", 38),
    Column("Loại", 30),
    Column("Mức", 16),
    Column("Người nhận", 40),
    Column("Về việc", 14),
    Column("Mã hội nghị, vụ việc hoặc ý kiến", 38),
    Column("Trạng thái", 18),
    Column("Kênh", 20),
    Column("Số lần gửi", 10),
    Column("Ngày lập", 14),
    Column("Ngày gửi", 14),
    Column("Ngày nhận", 14),
    Column("Trả lời giấy mời", 18),
    Column("Gửi sau thời hạn", 10),
    Column("Chờ quá lâu", 10),
    Column("Lý do", 40),
)


@router.get("/notices.{ending}", dependencies=[permit(READ)])
async def show(ending: Ending, reader: Reader, asked: WhatIsAsked) -> Response:
    rows, _ = await find_notices(reader, asked.wanted, offset=0, size=MOST)
    return as_file(ending, "thong-bao", "DANH SÁCH THÔNG BÁO, GIẤY MỜI VÀ NHẮC HẠN", COLUMNS, [_line(row) for row in rows])


def _line(row: NoticeRow) -> list[Shown]:
    return [
        row.notice_id,
        words.purpose(row.purpose),
        words.level(row.level) if row.level else "",
        words.recipient(row.recipient_kind, row.recipient),
        words.TARGETS[row.target],
        row.target_id,
        words.STATES[row.state][0],
        words.channel(row.channel),
        row.attempts,
        local_date(row.requested_at),
        local_date(row.sent_at) if row.sent_at else None,
        local_date(row.delivered_at) if row.delivered_at else None,
        words.rsvp(row.rsvp),
        "x" if row.is_late else "",
        "x" if row.is_stalled else "",
        words.reason(row.reason),
    ]
