"""A document as PDF to print: set by Typst from the printed words, with the shipped font alone. The same document gives the same bytes."""

import json
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path

import typst

from chassis.documents.document import Document
from chassis.documents.printed import printed
from chassis.documents.template_files import SHIPPED_TEMPLATES, Templates

FONTS = Path(__file__).parent.parent / "ui" / "vendor" / "liberation-serif"
MEDIA_TYPE = "application/pdf"
UNDATED = date(2000, 1, 1)


def to_pdf(document: Document, templates: Templates = SHIPPED_TEMPLATES) -> bytes:
    """Tagged PDF/A-2a, A4. Raises typst.TypstError when an office's own template is wrong."""
    source = templates.find(document, "typ")
    compiler = typst.Compiler(
        b"\n".join((templates.sheet().read_bytes(), source.read_bytes())),
        root=str(source.parent),
        font_paths=_fonts(),
        sys_inputs={"document": json.dumps(printed(document), ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", pdf_standards="a-2a", timestamp=stamp(document))
    if not isinstance(made, bytes):
        raise TypeError("one document gives one file")
    return made


def stamp(document: Document) -> datetime:
    """The moment written into the file: midnight of the document's own day, so that it never depends on when it was rendered."""
    return datetime.combine(document.issued_on or UNDATED, time(), UTC)


@lru_cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
