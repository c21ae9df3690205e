"""The organisation directory as a workbook or CSV: the same filter, one line an organisation, with its dates and successors."""

from fastapi import APIRouter
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from chassis.workbooks.answer import Ending, as_file
from chassis.workbooks.write import Column, Shown
from contracts.vocabulary import Level, OrgClass
from sessions.org_unit.permissions import READ
from sessions.pages import words
from sessions.pages.organisation_filter import WhatIsAsked
from sessions.readmodel.organisation_directory import Organisation, find_organisations

router = APIRouter(default_response_class=Response, include_in_schema=False)
MOST = 50_000
COLUMNS = (
    Column("Mã tổ chức", 30),
    Column("Tên", 44),
    Column("Loại", 22),
    Column("Cấp", 12),
    Column("Mã cấp trên trực tiếp", 30),
    Column("Ký hiệu văn bản", 14),
    Column("Mã đơn vị hành chính", 12),
    Column("Mã định danh", 20),
    Column("Từ ngày", 14),
    Column("Đến ngày", 14),
    Column("Mã tổ chức kế thừa", 40),
    Column("Mã cấp ủy cùng cấp", 30),
)


@router.get("/organisations.{ending}", dependencies=[permit(READ)])
async def show(ending: Ending, reader: Reader, asked: WhatIsAsked) -> Response:
    rows, _ = await find_organisations(reader, asked.wanted, offset=0, size=MOST)
    return as_file(ending, "to-chuc", "DANH MỤC TỔ CHỨC", COLUMNS, [_line(row) for row in rows])


def _line(row: Organisation) -> list[Shown]:
    return [
        row.unit_id,
        row.name,
        words.named(OrgClass, row.org_class),
        words.named(Level, row.level),
        row.parent_id,
        row.symbol,
        row.admin_unit_code,
        row.agency_code,
        row.valid_from,
        row.valid_to,
        row.successor_ids.replace(",", "; "),
        row.party_committee_id,
    ]
