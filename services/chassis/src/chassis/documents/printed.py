"""Every word that stands on the sheets, decided once: both renderings print this and nothing else."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, assert_never

from chassis.documents.blocks import Basis, Block, Heading, Item, Paragraph, Table
from chassis.documents.document import Annex, Document, Signature
from chassis.documents.forms import FORMS, Form
from chassis.documents.wording import (
    addressee_lines,
    authority,
    bare,
    closed,
    held_together,
    letter_subject,
    long_date,
    number_line,
    place_date,
    recipient_lines,
    tidy,
)

Printed = dict[str, Any]
"""Plain values only: text, numbers, lists and dictionaries of them."""


def printed(document: Document) -> Printed:
    """The document in its prescribed words, every text in NFC and on one line."""
    form = FORMS[document.style]
    kind = document.kind.upper()
    words = {
        "title": form.title,
        "motto": form.motto,
        "parent": held_together((document.issuer.parent or "").upper()),
        "issuer": held_together(document.issuer.name.upper()),
        "issuer_mark": form.issuer_mark,
        "number": number_line(document.style, document.number, document.symbol),
        "place_date": place_date(document.place, document.issued_on, document.draft_year) if document.place else "",
        "kind": kind,
        "subject": bare(document.subject) if kind else "",
        "subject_mark": form.subject_mark if kind else "",
        "letter_subject": "" if kind else letter_subject(form, document.subject),
        "addressed": "Kính gửi:" if document.addressees else "",
        "addressees": addressee_lines(document.addressees),
        "body": [_block(block) for block in closed(document.body)],
        "recipients_word": "Nơi nhận:",
        "recipients": recipient_lines(form, document.recipients, document.archive),
        "signature": _signature(form, document.signature),
        "secretary": _signature(form, document.secretary) if document.secretary else None,
        "annexes": [_annex(document, annex) for annex in document.annexes],
    }
    return {**_tidied(words), "form": _measures(form)}


def text(page: Printed) -> str:
    """The words in reading order, one line each."""
    return "\n".join(line for line in _lines(page) if line)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"sort": "paragraph", **asdict(block)}
        case Basis():
            return {"sort": "basis", **asdict(block)}
        case Heading():
            return {"sort": "heading", **asdict(block)}
        case Item():
            return {"sort": "item", **asdict(block)}
        case Table():
            return {
                "sort": "table",
                "caption": block.caption,
                "head": [column.title for column in block.columns],
                "shares": [column.share for column in block.columns],
                "aligns": [column.align for column in block.columns],
                "rows": [list(row) for row in block.rows],
                "strong": sorted(block.strong_rows),
            }
        case _:
            assert_never(block)


def _signature(form: Form, signature: Signature) -> dict[str, Any]:
    return {"lines": authority(form, signature), "name": signature.name}


def _annex(document: Document, annex: Annex) -> dict[str, Any]:
    number = number_line(document.style, document.number, document.symbol).replace(FORMS[document.style].number_word, "", 1)
    day = long_date(document.issued_on) if document.issued_on else place_date("", None, document.draft_year).removeprefix(", ")
    kind = document.kind.capitalize() or "Công văn"
    return {
        "mark": f"Phụ lục {annex.mark}".rstrip(),
        "title": annex.title.upper(),
        "of": f"(Kèm theo {kind} số {number} {day} của {document.issuer.name})",
        "landscape": annex.landscape,
        "blocks": [_block(block) for block in annex.blocks],
    }


def _tidied(value: Any) -> Any:
    match value:
        case str():
            return tidy(value)
        case list():
            return [_tidied(part) for part in value]
        case dict():
            return {key: _tidied(part) for key, part in value.items()}
        case _:
            return value


def _measures(form: Form) -> dict[str, Any]:
    return {
        "page": asdict(form.page),
        "sizes": asdict(form.sizes),
        "body": asdict(form.body),
        "title_rule": form.title_rule,
        "letter_subject_italic": form.letter_subject_italic,
        "issuer_rule": form.issuer_rule,
        "subject_rule": form.subject_rule,
        "recipients_bold_italic": form.recipients_bold_italic,
    }


def _lines(page: Printed) -> Iterator[str]:
    yield from (page[part] for part in ("parent", "issuer", "issuer_mark", "title", "motto", "number", "letter_subject", "place_date"))
    yield from (page[part] for part in ("kind", "subject", "subject_mark", "addressed"))
    yield from page["addressees"]
    yield from _body_lines(page["body"])
    signed, secretary = page["signature"], page["secretary"]
    recipients = (page["recipients_word"], *page["recipients"]) if page["recipients"] else ()
    if secretary:
        yield from (*secretary["lines"], secretary["name"], *signed["lines"], signed["name"], *recipients)
    else:
        yield from (*recipients, *signed["lines"], signed["name"])
    for annex in page["annexes"]:
        yield from (annex["mark"], annex["title"], annex["of"])
        yield from _body_lines(annex["blocks"])


def _body_lines(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if block["sort"] == "table":
            yield block["caption"]
            yield from block["head"]
            for row in block["rows"]:
                yield from row
        else:
            yield " ".join(part for part in (block.get("lead") or block.get("marker"), block["text"]) if part)
