"""Read back what was printed: the words and measures of a DOCX and of a PDF."""

import re
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

POINT_IN_MM = 25.4 / 72


def word_text(made: bytes) -> str:
    """Every paragraph in reading order, the cells of a table row by row."""
    return "\n".join(line for line in _lines(docx.Document(BytesIO(made))) if line)


def pdf_text(made: bytes, head: str = "") -> str:
    """The text of all pages without what a page repeats: its number, alone at the top, and the `head` of a table that goes on."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    return "\n".join(_without(head, re.sub(r"\A\s*\d+\s*\n", "", text)) if at else text for at, text in enumerate(pages))


def pdf_numbers(made: bytes) -> list[str]:
    """The page number of each page, empty where none is printed."""
    found = [re.match(r"\s*(\d+)\s*\n", page.extract_text()) for page in PdfReader(BytesIO(made)).pages]
    return [match.group(1) if match else "" for match in found]


def pdf_sizes(made: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    return [
        (round(float(page.mediabox.width) * POINT_IN_MM), round(float(page.mediabox.height) * POINT_IN_MM))
        for page in PdfReader(BytesIO(made)).pages
    ]


def words(text: str) -> list[str]:
    return text.split()


def _without(head: str, text: str) -> str:
    said, repeated = text.split(), head.split()
    return " ".join(said[len(repeated) :]) if repeated and said[: len(repeated)] == repeated else text


def _lines(made: WordDocument) -> Iterator[str]:
    for element in made.element.body:
        if element.tag == qn("w:p"):
            yield Paragraph(element, made._body).text
        elif element.tag == qn("w:tbl"):
            for row in Table(element, made._body).rows:
                for cell in row.cells:
                    yield from (paragraph.text for paragraph in cell.paragraphs)
