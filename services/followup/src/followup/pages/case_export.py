"""The list of cases as a workbook or CSV: the same filter, one line a case, due dates as dates."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, TheClock
from chassis.workbooks.answer import Ending, as_file
from chassis.workbooks.write import Column, Shown
from contracts.labels import LABELS
from contracts.vocabulary import Outcome
from contracts.workdays import local_date
from followup.case.permissions import READ
from followup.pages import words
from followup.pages.case_filter import WhatIsAsked
from followup.readmodel.case_list import find
from followup.readmodel.organisations import read_organisations

router = APIRouter(default_response_class=Response, include_in_schema=False)
MOST = 50_000
COLUMNS = (
    Column("Mã vụ việc", 38),
    Column("Nội dung", 60),
    Column("Cơ quan được giao", 34),
    Column("Cơ quan chủ trì đối thoại", 34),
    Column("Ngày đối thoại", 14),
    Column("Tính chất", 14),
    Column("Hạn trả lời", 14),
    Column("Tình trạng", 22),
    Column("Ngày trả lời", 14),
    Column("Kết quả", 26),
    Column("Đúng hạn", 14),
    Column("Số ngày làm việc chậm", 10),
    Column("Lưu ý", 30),
)


@router.get("/cases.{ending}", dependencies=[permit(READ)])
async def show(ending: Ending, reader: Reader, clock: TheClock, asked: WhatIsAsked) -> Response:
    rows, _ = await find(reader, asked.wanted, local_date(clock.now()), limit=MOST, offset=0)
    organisations = await read_organisations(reader)
    lines = [_line(row, organisations.name(row.assigned_agency_id), organisations.name(row.host_org_id)) for row in rows]
    return as_file(ending, "vu-viec", "DANH SÁCH VỤ VIỆC ĐƯỢC GIAO GIẢI QUYẾT", COLUMNS, lines)


def _line(row: Any, agency: str, host: str) -> list[Shown]:
    return [
        row.case_id,
        row.summary,
        agency,
        host,
        row.anchor_on,
        words.complexity(row.complexity),
        row.due_on,
        words.STATES.get(row.state, row.state),
        row.replied_on,
        LABELS[Outcome].get(row.outcome or "", ""),
        words.timeliness(row.timeliness),
        row.working_days_late or None,
        "; ".join(words.flags(row.flags)),
    ]
