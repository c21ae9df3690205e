"""Who signs: named when the document is printed, by whoever prints it, and kept nowhere."""

from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, StringConstraints
from starlette.requests import Request

from chassis.documents.document import Document, Prefix, Signature, SignatureLine, Style
from chassis.web.forms import read_form
from chassis.web.problems import FieldErrors

UNKNOWN_TITLE = "……………………"
IN_PLACE = frozenset({Prefix.DEPUTY, Prefix.BY_ORDER, Prefix.AUTHORISED, Prefix.ACTING})
Words = Annotated[str, StringConstraints(max_length=120)]


class Signer(BaseModel):
    """`title` is that of somebody who signs in the head's place; `secretary` is the name of the secretary of minutes."""

    signer_name: Words = ""
    signer_title: Words = ""
    signed_as: Prefix | None = None
    secretary_name: Words = ""


async def read_signer(request: Request) -> Signer:
    """From the form of a page; nobody when the document is only asked for. Raises FieldErrors."""
    if request.method != "POST":
        return Signer()
    form = await read_form(request, Signer)
    if form.model is None:
        raise FieldErrors(form.errors)
    return form.model


def signed_by(document: Document, signer: Signer) -> Document:
    """The document with the name below its authority. In whose place it was signed stays as recorded, where it was."""
    signature, title = document.signature, signer.signer_title
    if not any(line.prefix in IN_PLACE for line in signature.lines):
        signature = in_place_of_head(signature, signer.signed_as, title, party=document.style is Style.PARTY)
    elif title and signature.lines[-1].title == UNKNOWN_TITLE:
        signature = replace(signature, lines=(*signature.lines[:-1], SignatureLine(title)))
    secretary = document.secretary
    return replace(
        document,
        signature=replace(signature, name=signer.signer_name or signature.name),
        secretary=replace(secretary, name=signer.secretary_name or secretary.name) if secretary else None,
    )


def in_place_of_head(signature: Signature, prefix: Prefix | None, title: str = "", *, party: bool = False) -> Signature:
    """Somebody signs in the head's place: a deputy under the deputy's title, others under dots for the office to fill; the acting head alone.

    A deputy still signs for the collective, whoever signs by order or authority does not (NĐ 30/2020, Phụ lục I, mục 7). A Party committee
    signs as one: its deputy secretary under `T/M` itself, others by its order.
    """
    *above, head = signature.lines
    own = SignatureLine(title or (f"Phó {head.title}" if prefix is Prefix.DEPUTY else UNKNOWN_TITLE))
    match prefix:
        case None | Prefix.COLLECTIVE:
            return signature
        case Prefix.ACTING:
            lines = (*above, replace(head, prefix=prefix))
        case Prefix.DEPUTY:
            lines = (*above, own) if party and above else (*above, replace(head, prefix=prefix), own)
        case _:
            lines = (replace(above[0] if party and above else head, prefix=prefix), own)
    return Signature(lines, signature.name)
