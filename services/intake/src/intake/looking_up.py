"""What anybody who has an opinion's code may know of it: no person, no content; asking slowly enough that codes cannot be guessed."""

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import date

from fastapi import HTTPException
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from chassis.web.dependencies import get_runtime
from chassis.web.formats import local_day
from contracts import vocabulary as v
from contracts.labels import LABELS
from intake.opinion.vocabulary import StateName
from intake.readmodel import lookup_codes, opinion_detail, organisations
from intake.readmodel.opinion_detail import OpinionInFull

MOST, WITHIN_SECONDS, REMEMBERED = 20, 60.0, 10_000
NEXT = {
    StateName.REGISTERED: "Văn phòng đang xem xét, phân loại ý kiến.",
    StateName.CLASSIFIED: "Ý kiến đang chờ đưa vào hội nghị đối thoại hoặc giao cơ quan chuẩn bị trả lời.",
    StateName.PREPARING: "Cơ quan được giao đang chuẩn bị nội dung trả lời.",
    StateName.PREPARED: "Nội dung trả lời đã được chuẩn bị, chờ hội nghị đối thoại.",
    StateName.SCHEDULED: "Ý kiến sẽ được nêu tại hội nghị đối thoại.",
    StateName.RAISED: "Ý kiến đã được nêu tại hội nghị, chờ kết luận.",
    StateName.NOT_RAISED: "Ý kiến sẽ được giao giải quyết hoặc chuyển sang hội nghị sau.",
    StateName.ANSWERED_ON_SPOT: "Ý kiến đã được trả lời ngay tại hội nghị.",
    StateName.ASSIGNED: "Cơ quan được giao sẽ trả lời bằng văn bản.",
    StateName.REPLIED: "Đã có văn bản trả lời gửi đến người có ý kiến.",
    StateName.CLOSED: "Việc trả lời ý kiến đã hoàn thành.",
    StateName.REJECTED: "Ý kiến không thuộc nội dung tiếp nhận để đối thoại.",
    StateName.ROUTED_OUT: "Ý kiến được giải quyết theo thủ tục khác; cơ quan tiếp nhận thông báo riêng cho người gửi.",
    StateName.WITHDRAWN: "Người gửi đã rút ý kiến.",
    StateName.MERGED: "Ý kiến được xem xét chung với các ý kiến cùng nội dung và vẫn được trả lời riêng.",
}


@dataclass
class Askers:
    """How often each address asked of late: guessing codes is slow, asking after one's own matter is not."""

    asked: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)

    def let(self, address: str) -> bool:
        """Whether this one may ask once more: at most twenty questions a minute."""
        now = asyncio.get_running_loop().time()
        times = self.asked.setdefault(address, deque(maxlen=MOST))
        self.asked.move_to_end(address)
        while len(self.asked) > REMEMBERED:
            self.asked.popitem(last=False)
        if len(times) == MOST and now - times[0] < WITHIN_SECONDS:
            return False
        times.append(now)
        return True


async def polite(request: Request) -> None:
    """The dependency of both ways to ask. Raises 429."""
    if not request.query_params.get("code") and "code" not in request.path_params:
        return
    if not get_runtime(request).part(Askers).let(request.client.host if request.client else ""):
        raise HTTPException(429)


@dataclass(frozen=True)
class Standing:
    """`says` is what happens next, for the person who asks; `facts` are names with dates or texts."""

    code: str
    state: StateName
    says: str
    facts: tuple[tuple[str, date | str], ...]


async def standing_of(connection: AsyncConnection, code: str) -> Standing | None:
    """How the opinion stands, or None when nobody has this code (as `read_lookup_code` gives it)."""
    opinion_id = await lookup_codes.find(connection, code)
    found = await opinion_detail.find(connection, opinion_id) if opinion_id else None
    if found is None:
        return None
    state = StateName(found.row.state)
    return Standing(code, state, NEXT[state], tuple(await _facts(connection, found)))


async def _facts(connection: AsyncConnection, found: OpinionInFull) -> list[tuple[str, date | str]]:
    row, more = found.row, found.more
    names = await organisations.names(connection, [row.received_by_org_id, row.assigned_agency_id, more.reply_org_id])
    session = await organisations.find_session(connection, row.session_id or row.target_session_id or "")
    hidden = row.state in {StateName.ROUTED_OUT, StateName.REJECTED}
    outcome = more.reply_outcome or more.spot_outcome
    facts: list[tuple[str, date | str | None]] = [
        ("Ngày tiếp nhận", row.received_on),
        ("Nơi tiếp nhận", names.get(row.received_by_org_id)),
        ("Lĩnh vực", LABELS[v.DomainCode].get(row.domain_code or "") if not hidden else None),
        ("Hội nghị đối thoại", local_day(session.starts_at) if session and not hidden else None),
        ("Cơ quan được giao", names.get(row.assigned_agency_id or "")),
        ("Cơ quan trả lời", names.get(more.reply_org_id or "")),
        ("Ngày văn bản trả lời", more.reply_issued_on),
        ("Kết quả", LABELS[v.Outcome].get(outcome or "")),
        ("Hoàn thành", more.closed_on),
    ]
    return [(name, value) for name, value in facts if value]
