"""A document as DOCX an office can edit: its template filled with the printed words. The same document gives the same bytes."""

from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docxtpl import DocxTemplate

from chassis.documents.document import Document
from chassis.documents.pdf import stamp
from chassis.documents.printed import Printed, printed
from chassis.documents.template_files import SHIPPED_TEMPLATES, Templates
from chassis.documents.word_body import annexes, body, rules
from chassis.documents.word_package import fixed

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def to_docx(document: Document, templates: Templates = SHIPPED_TEMPLATES) -> bytes:
    """A4 in Times New Roman. Raises KeyError when an office's own template lacks a named style, ValueError when it lacks the mark of the body."""
    page = printed(document)
    filled = DocxTemplate(templates.find(document, "docx"))
    filled.render(page, autoescape=True)
    first = BytesIO()
    filled.save(first)
    made = docx.Document(BytesIO(first.getvalue()))
    body(made, page)
    rules(made, page)
    annexes(made, page)
    _properties(made, page, document)
    out = BytesIO()
    made.save(out)
    return fixed(out.getvalue())


def _properties(made: WordDocument, page: Printed, document: Document) -> None:
    told = made.core_properties
    told.title = f"{page['kind']} {page['subject']}".strip() or page["letter_subject"]
    told.author = told.last_modified_by = document.issuer.name
    told.comments, told.language, told.revision = "", "vi-VN", 1
    told.created = told.modified = stamp(document).replace(tzinfo=None)
