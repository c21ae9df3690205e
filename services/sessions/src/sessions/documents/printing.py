"""A document of a session as the answer to a request."""

from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from chassis.documents.answers import FileKind, document_answer
from chassis.documents.document import Document
from chassis.web.dependencies import get_runtime
from chassis.web.problems import NotFound
from sessions.documents.conclusion_notice import conclusion_notice
from sessions.documents.gathering import gather, registered
from sessions.documents.held import Held
from sessions.documents.minutes import minutes
from sessions.documents.result_notice import result_notice
from sessions.readmodel.session_detail import SessionDetail


class PaperSort(StrEnum):
    """What can be printed of a session; the last part of its address."""

    MINUTES = "minutes"
    CONCLUSION_NOTICE = "conclusion-notice"
    RESULT_NOTICE = "result-notice"


NAMES = {PaperSort.MINUTES: "bien-ban", PaperSort.CONCLUSION_NOTICE: "thong-bao-ket-luan", PaperSort.RESULT_NOTICE: "thong-bao-ket-qua"}


def made(sort: PaperSort, held: Held, detail: SessionDetail) -> Document:
    """A draft as long as nothing is registered, the registered document afterwards."""
    match sort:
        case PaperSort.MINUTES:
            return minutes(held, registered(detail.minutes))
        case PaperSort.CONCLUSION_NOTICE:
            return conclusion_notice(held, registered(detail.conclusion_notice, detail.conclusion_notice_on))
        case PaperSort.RESULT_NOTICE:
            return result_notice(held, registered(detail.result_notice, detail.result_notice_on))


async def print_paper(request: Request, connection: AsyncConnection, session_id: str, sort: PaperSort, kind: FileKind) -> Response:
    """Raises NotFound for a session nobody knows."""
    found = await gather(connection, session_id, get_runtime(request).settings.place_name)
    if found is None:
        raise NotFound
    return await document_answer(request, made(sort, *found), kind, NAMES[sort])
