"""A document as the answer to a request: DOCX to edit or PDF to print, made on demand and kept nowhere."""

import asyncio
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response

from chassis.documents import pdf, word
from chassis.documents.document import Document
from chassis.documents.signing import read_signer, signed_by
from chassis.documents.template_files import Templates
from chassis.web.dependencies import get_runtime


class FileKind(StrEnum):
    """The last part of a document's address: `/…/conclusion.docx`, `/…/conclusion.pdf`."""

    DOCX = "docx"
    PDF = "pdf"


ASKED = ["GET", "POST"]
"""How a page asks for a document: a link, or the form that says who signs."""
MEDIA_TYPES: dict[FileKind, str] = {FileKind.DOCX: word.MEDIA_TYPE, FileKind.PDF: pdf.MEDIA_TYPE}


async def document_answer(request: Request, document: Document, kind: FileKind, name: str) -> Response:
    """The file, named `<name>.docx` or `<name>.pdf`; `name` is ASCII and holds nothing personal. Never cached: it may name a person.

    A page may post who signs (`signing.py`).
    """
    document = signed_by(document, await read_signer(request))
    templates = Templates(get_runtime(request).settings.document_templates)
    return Response(
        await rendered(document, kind, templates),
        media_type=MEDIA_TYPES[kind],
        headers={
            "content-disposition": f'{"inline" if kind is FileKind.PDF else "attachment"}; filename="{name}.{kind}"',
            "cache-control": "no-store",
        },
    )


async def rendered(document: Document, kind: FileKind, templates: Templates) -> bytes:
    """The bytes, made beside the event loop: setting a long document takes a tenth of a second."""
    render = word.to_docx if kind is FileKind.DOCX else pdf.to_pdf
    return await asyncio.to_thread(render, document, templates)
