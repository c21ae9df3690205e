"""The list of opinions as a workbook or CSV that can be imported again; who spoke and the full text only for those whose work needs it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import NotPermitted, may, permit
from chassis.observability.log import get_log
from chassis.privacy.local import LocalVault
from chassis.privacy.sealing import Erased
from chassis.web.dependencies import CurrentActor, Reader, get_runtime
from chassis.workbooks.answer import Ending, as_file
from chassis.workbooks.write import Column, Shown
from contracts import vocabulary as v
from contracts.envelope import Sealed
from contracts.vocabulary import given_name_key
from intake.log_events import LogEvent
from intake.opinion.permissions import READ, READ_PERSONAL
from intake.pages import words
from intake.pages.opinion_filter import WhatIsAsked
from intake.readmodel import opinion_detail, opinion_list, organisations
from intake.readmodel.opinion_list import OpinionListRow

log = get_log(__name__)
router = APIRouter(default_response_class=Response, include_in_schema=False)

MOST, MOST_PERSONAL = 50_000, 5_000
TITLE = "DANH SÁCH Ý KIẾN, KIẾN NGHỊ"
PERSON = (("name", "Họ tên", 28), ("address", "Địa chỉ", 24), ("phone", "Điện thoại", 14), ("email", "Thư điện tử", 20))
COLUMNS = (
    Column("Mã tra cứu", 15),
    Column("Ngày tiếp nhận", 14),
    Column("Nơi tiếp nhận", 28),
    Column("Tóm tắt", 60),
    Column("Lĩnh vực", 22),
    Column("Mức độ", 14),
    Column("Đối tượng", 18),
    Column("Loại ý kiến", 14),
    Column("Hình thức tiếp nhận", 18),
    Column("Loại người gửi", 16),
    Column("Số người đại diện", 10),
    Column("Trạng thái", 22),
)


@dataclass(frozen=True)
class Opened:
    """What was sealed of one opinion, for this export only."""

    text: str = field(default="", repr=False)
    person: dict[str, str] = field(default_factory=dict, repr=False)


@router.get("/opinions.{ending}", dependencies=[permit(READ)])
async def show(
    ending: Ending, request: Request, reader: Reader, actor: CurrentActor, asked: WhatIsAsked, personal: bool = False
) -> Response:
    """With `personal` sorted by the person's given name."""
    columns, rows = await _list(request, reader, actor, asked, personal=personal)
    return as_file(ending, "y-kien", TITLE, columns, rows)


async def _list(
    request: Request, reader: AsyncConnection, actor: CurrentActor, asked: WhatIsAsked, *, personal: bool
) -> tuple[Sequence[Column], list[list[Shown]]]:
    if personal and not may(request, actor, READ_PERSONAL):
        raise NotPermitted(READ_PERSONAL, actor)
    found = await opinion_list.find(reader, asked.wanted, limit=MOST_PERSONAL if personal else MOST)
    names = await organisations.names(reader, [row.received_by_org_id for row in found.rows])
    public = [(row, _public(row, names.get(row.received_by_org_id, row.received_by_org_id))) for row in found.rows]
    log.info(LogEvent.OPINIONS_EXPORTED, count=len(found.rows), personal=personal)
    if not personal:
        return COLUMNS, [cells for _, cells in public]
    opened = await _opened(get_runtime(request).part(LocalVault), reader, found.rows)
    public.sort(key=lambda each: given_name_key(opened[each[0].opinion_id].person.get("name", "")))
    columns = [*(Column(heading, width) for _, heading, width in PERSON), Column("Nội dung", 60), *COLUMNS]
    return columns, [[*_person(opened[row.opinion_id]), *cells] for row, cells in public]


def _public(row: OpinionListRow, org: str) -> list[Shown]:
    return [
        row.lookup_code,
        row.received_on,
        org,
        row.summary,
        words.word(v.DomainCode, row.domain_code),
        words.word(v.Urgency, row.urgency),
        words.word(v.Audience, row.audience),
        words.word(v.OpinionKind, row.kind),
        words.word(v.OpinionChannel, row.channel),
        words.word(v.SubmitterKind, row.submitter_kind),
        row.represented_count,
        words.STATES[row.state][0],
    ]


def _person(opened: Opened) -> list[Shown]:
    return [*(opened.person.get(name) for name, _, _ in PERSON), opened.text]


async def _opened(vault: LocalVault, connection: AsyncConnection, rows: Sequence[OpinionListRow]) -> dict[str, Opened]:
    """Fields whose key was destroyed are left empty."""
    found = dict.fromkeys((row.opinion_id for row in rows), Opened())
    for detail in await opinion_detail.find_many(connection, list(found)):
        sealed = {**(detail.sealed_submitter or {}), **({"text": detail.sealed_text} if detail.sealed_text else {})}
        told = {name: await vault.open(Sealed.model_validate(value), name) for name, value in sealed.items() if value}
        clear = {name: value for name, value in told.items() if not isinstance(value, Erased)}
        found[detail.opinion_id] = Opened(str(clear.pop("text", "")), {name: str(value) for name, value in clear.items()})
    return found
