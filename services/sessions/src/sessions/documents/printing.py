"""A document of a session as the answer to a request."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from chassis.documents.answers import FileKind, document_answer
from chassis.documents.document import Document, Prefix
from chassis.documents.signing import read_signer
from chassis.eventstore.codec import Codec
from chassis.eventstore.read import read_stream
from chassis.web.dependencies import get_runtime
from chassis.web.problems import NotFound
from sessions.dialogue_session import events as e
from sessions.dialogue_session.decide import stream_of
from sessions.documents.conclusion_notice import conclusion_notice
from sessions.documents.gathering import gather, registered
from sessions.documents.held import Held
from sessions.documents.minutes import minutes
from sessions.documents.result_notice import result_notice
from sessions.readmodel.session_detail import SessionDetail

Signed: TypeAlias = Mapping[type, Prefix]


class PaperSort(StrEnum):
    """What can be printed of a session; the last part of its address."""

    MINUTES = "minutes"
    CONCLUSION_NOTICE = "conclusion-notice"
    RESULT_NOTICE = "result-notice"


NAMES = {PaperSort.MINUTES: "bien-ban", PaperSort.CONCLUSION_NOTICE: "thong-bao-ket-luan", PaperSort.RESULT_NOTICE: "thong-bao-ket-qua"}


def made(sort: PaperSort, held: Held, detail: SessionDetail, signed: Signed, secretary: str = "") -> Document:
    """A draft as long as nothing is registered, the registered document afterwards."""
    match sort:
        case PaperSort.MINUTES:
            return minutes(held, registered(detail.minutes), secretary)
        case PaperSort.CONCLUSION_NOTICE:
            paper = registered(detail.conclusion_notice, detail.conclusion_notice_on)
            return conclusion_notice(held, replace(paper, signed_as=signed.get(e.ConclusionNoticeIssued)))
        case PaperSort.RESULT_NOTICE:
            paper = registered(detail.result_notice, detail.result_notice_on)
            return result_notice(held, replace(paper, signed_as=signed.get(e.ResultNoticeIssued)))


async def signed_notices(connection: AsyncConnection, codec: Codec, session_id: str) -> Signed:
    """In whose place each issued notice was signed, from the session's own stream."""
    history = [each.event for each in await read_stream(connection, codec, stream_of(session_id))]
    notices = [each for each in history if isinstance(each, e.ConclusionNoticeIssued | e.ResultNoticeIssued) and each.signed_as]
    return {type(each): prefix for each in notices if (prefix := _prefix(each.signed_as or ""))}


def _prefix(written: str) -> Prefix | None:
    """`KT.`, `kt`, `K/T`: software may have written it another way; what is none of ours is left to the office."""
    return next((each for each in Prefix if each == written.strip(". ").replace("/", "").upper()), None)


async def print_paper(request: Request, connection: AsyncConnection, session_id: str, sort: PaperSort, kind: FileKind) -> Response:
    """Raises NotFound for a session nobody knows."""
    runtime = get_runtime(request)
    found = await gather(connection, session_id, runtime.settings.place_name)
    if found is None:
        raise NotFound
    signed = await signed_notices(connection, runtime.handler.codec, session_id)
    signer = await read_signer(request)
    return await document_answer(request, made(sort, *found, signed, signer.secretary_name), kind, NAMES[sort])
