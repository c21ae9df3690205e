"""The body of a Word document: blocks in the template's named styles, tables, annexes, and the rules as long as the words they stand below."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from chassis.documents.printed import Printed
from chassis.documents.word_styles import BODY_MARK, inset

SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
SHORT, WHOLE, ANNEX = 0.42, 1.0, 0.3
POINT_IN_MM = 25.4 / 72
SUBJECT_INDENT = 12
CELL_INSET = 1.5


def body(made: WordDocument, page: Printed) -> None:
    """Put the blocks where the template holds its mark."""
    mark = next((paragraph for paragraph in made.paragraphs if paragraph.text.strip() == BODY_MARK), None)
    if mark is None:
        raise ValueError(f"the template has no paragraph {BODY_MARK}")
    last = len(page["body"]) - 1
    for at, block in enumerate(page["body"]):
        for element in _block(made, block, _width(page)):
            mark._p.addprevious(element)  # noqa: SLF001
        if at == last and block["sort"] != "table":
            Paragraph(element, made._body).paragraph_format.keep_with_next = True  # noqa: SLF001
    mark._p.getparent().remove(mark._p)  # noqa: SLF001


def annexes(made: WordDocument, page: Printed) -> None:
    """Each behind the document in a section of its own, numbered from one, its first page without a number."""
    for annex in page["annexes"]:
        section = made.add_section(WD_SECTION.NEW_PAGE)
        _end_without_a_line(made)
        section.different_first_page_header_footer = True
        _turn(section, landscape=annex["landscape"], page=page)
        _number_from_one(section)
        for words, style in (
            (annex["mark"], "Tên phụ lục"),
            (annex["title"], "Tên phụ lục"),
            (annex["of"], "Kèm theo"),
            ("", "Kẻ dưới trích yếu"),
        ):
            paragraph = made.add_paragraph(words, style)
        width = _width(page, landscape=annex["landscape"])
        _indent(paragraph, width, _long(annex["of"], page["form"]["sizes"]["kind"], width) * ANNEX)
        made.add_paragraph("", "Cách dòng")
        for block in annex["blocks"]:
            _block(made, block, width)


def rules(made: WordDocument, page: Printed) -> None:
    """Give each rule its length: the whole title, or between a third and a half of the issuer's name and the subject (NĐ 30/2020)."""
    form = page["form"]
    left, right = form["page"]["header_left"], form["page"]["header_right"]
    cells = [paragraph for table in made.tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    for paragraph in [*cells, *made.paragraphs]:
        match paragraph.style.name if paragraph.style else None:
            case "Kẻ dưới cơ quan":
                _indent(paragraph, left, _long(page["issuer"], form["sizes"]["issuer"], left) * SHORT)
            case "Kẻ dưới tiêu đề":
                _indent(paragraph, right, form["title_rule"])
            case "Kẻ dưới trích yếu":
                width = _width(page)
                _indent(paragraph, width, _long(page["subject"], form["sizes"]["subject"], width - 2 * SUBJECT_INDENT) * SHORT)


def _block(made: WordDocument, block: dict[str, Any], width: float) -> list[Any]:
    """Written at the end of the document; `body` moves the elements to their place."""
    match block["sort"]:
        case "table":
            return _table(made, block, width)
        case "heading":
            return [made.add_paragraph(_joined(block["marker"], block["text"]), f"Đề mục {block['level']}")._p]  # noqa: SLF001
        case "item":
            return [made.add_paragraph(_joined(block["marker"], block["text"]), "Khoản")._p]  # noqa: SLF001
        case "basis":
            return [made.add_paragraph(block["text"], "Căn cứ")._p]  # noqa: SLF001
    paragraph = made.add_paragraph(style="Nội dung")
    if block["lead"]:
        paragraph.add_run(f"{block['lead']} ").bold = True
    paragraph.add_run(block["text"])
    return [paragraph._p]  # noqa: SLF001


def _table(made: WordDocument, block: dict[str, Any], width: float) -> list[Any]:
    elements = [made.add_paragraph(block["caption"], "Tên bảng")._p] if block["caption"] else []  # noqa: SLF001
    table = made.add_table(1 + len(block["rows"]), len(block["head"]), "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    inset(table, CELL_INSET)
    widths = [Mm(width * share / sum(block["shares"])) for share in block["shares"]]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for at, row in enumerate(table.rows):
        words = block["rows"][at - 1] if at else block["head"]
        for cell, text, side, wide in zip(row.cells, words, block["aligns"], widths, strict=True):
            cell.width, cell.vertical_alignment = wide, WD_ALIGN_VERTICAL.CENTER
            paragraph = cell.paragraphs[0]
            paragraph.style = "Ô bảng" if at else "Đầu bảng"
            run = paragraph.add_run(text)
            if at:
                paragraph.alignment = SIDES[side]
                run.bold = True if at - 1 in block["strong"] else None
        marks = row._tr.get_or_add_trPr()  # noqa: SLF001
        marks.append(OxmlElement("w:cantSplit"))
        if at == 0:
            marks.append(OxmlElement("w:tblHeader"))
    return [*elements, table._tbl, made.add_paragraph("", "Cách dòng")._p]  # noqa: SLF001


def _end_without_a_line(made: WordDocument) -> None:
    """The section that ends is told in the paragraph before it: one of its own could fall on a sheet of its own."""
    own = made.element.body[-2]
    before = own.getprevious()
    if before is not None and before.tag == qn("w:p"):
        before.get_or_add_pPr().append(own.pPr.sectPr)
        own.getparent().remove(own)


def _turn(section: Any, *, landscape: bool, page: Printed) -> None:
    sides = sorted((page["form"]["page"]["width"], page["form"]["page"]["height"]), reverse=landscape)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(side) for side in sides)


def _number_from_one(section: Any) -> None:
    kind = OxmlElement("w:pgNumType")
    kind.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(kind, "w:cols", "w:titlePg", "w:docGrid")  # noqa: SLF001


def _indent(paragraph: Paragraph, room: float, long: float) -> None:
    side = Mm(max(0, (room - long) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side


def _long(words: str, size: float, room: float) -> float:
    """About how long the words are (mm) in bold serif letters, at most the room: enough to draw a rule by."""
    ems = sum(0.71 if sign.isupper() else 0.25 if sign.isspace() else 0.49 for sign in words)
    return float(min(room, ems * size * POINT_IN_MM))


def _width(page: Printed, *, landscape: bool = False) -> float:
    sheet = page["form"]["page"]
    return float(sheet["height" if landscape else "width"] - sheet["left"] - sheet["right"])


def _joined(marker: str, text: str) -> str:
    return f"{marker} {text}" if marker else text
