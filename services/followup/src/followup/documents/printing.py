"""A letter of a case as the answer to a request."""

from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from chassis.documents.answers import FileKind, document_answer
from chassis.documents.document import Document
from chassis.web.dependencies import get_runtime
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from followup.documents.forwarding_slip import forwarding_slip, referral_slip
from followup.documents.gathering import asked, said
from followup.documents.reply_letter import reply_letter
from followup.readmodel import case_detail
from followup.readmodel.heard_sessions import session_ahead
from followup.readmodel.opinion_summaries import codes_of
from followup.readmodel.organisations import read_organisations


class PaperSort(StrEnum):
    """What can be printed of a case; the last part of its address. A reply letter is a draft until a reply is named."""

    REPLY_LETTER = "reply-letter"
    FORWARDING_SLIP = "forwarding-slip"
    REFERRAL_SLIP = "referral-slip"


NAMES = {
    PaperSort.REPLY_LETTER: "cong-van-tra-loi",
    PaperSort.FORWARDING_SLIP: "phieu-chuyen",
    PaperSort.REFERRAL_SLIP: "phieu-chuyen-cap-tren",
}


async def print_paper(
    request: Request, connection: AsyncConnection, case_id: str, sort: PaperSort, kind: FileKind, reply_id: str | None = None
) -> Response:
    """Raises NotFound for a case nobody opened, or a reply it does not have."""
    runtime = get_runtime(request)
    found = await case_detail.find(connection, runtime.handler.codec, case_id)
    if found is None:
        raise NotFound
    codes = await codes_of(connection, found.facts.opinion_ids)
    organisations, place = await read_organisations(connection), runtime.settings.place_name
    session = await session_ahead(connection, found.facts.session_id)
    facts, year = asked(found, codes, organisations, place, session), local_date(runtime.clock.now()).year
    match sort:
        case PaperSort.FORWARDING_SLIP:
            document: Document = forwarding_slip(facts, year)
        case PaperSort.REFERRAL_SLIP:
            document = referral_slip(facts, year)
        case PaperSort.REPLY_LETTER:
            reply = next((issued.reply for issued in found.facts.replies if issued.reply.reply_id == reply_id), None)
            if reply_id and reply is None:
                raise NotFound
            document = reply_letter(facts, said(reply, organisations, place) if reply else None, year)
    return await document_answer(request, document, kind, NAMES[sort])
