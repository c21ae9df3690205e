"""The shipped Word templates, made from the measures of a form: named styles an office can change, the header, the signature, the marks to fill.

`python -m chassis.documents.word_styles` writes them; a test holds the shipped files to this.
"""

from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell

from chassis.documents.forms import FORMS, Form
from chassis.documents.template_files import SHIPPED
from chassis.documents.word_package import fixed

FONT = "Times New Roman"
BODY_MARK = "[[NOI DUNG]]"
LEFT, CENTER, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def template(form: Form) -> bytes:
    """The Word template of a form; the same form gives the same bytes."""
    made = docx.Document()
    for style in list(made.styles):
        if style.type is not WD_STYLE_TYPE.LIST and style.name not in {
            "Normal",
            "Header",
            "Normal Table",
            "Default Paragraph Font",
            "Table Grid",
        }:
            style.delete()
    for relations in (made.part.package.rels, made.part.rels):
        for key in [
            key for key, relation in relations.items() if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml"))
        ]:
            del relations[key]
    _page(made, form)
    _styles(made, form)
    _header(made, form)
    _opening(made, form)
    made.add_paragraph(BODY_MARK, "Nội dung")
    _closing(made)
    out = BytesIO()
    made.save(out)
    return fixed(out.getvalue())


def _page(made: WordDocument, form: Form) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(form.page.width), Mm(form.page.height)
    section.top_margin, section.bottom_margin = Mm(form.page.top), Mm(form.page.bottom)
    section.left_margin, section.right_margin = Mm(form.page.left), Mm(form.page.right)
    section.header_distance = section.footer_distance = Mm(form.page.page_number_from_edge)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    for sort, words in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(form.sizes.page_number)
        if sort:
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), sort)
        else:
            sign = OxmlElement("w:instrText")
            sign.text = words
        run._r.append(sign)  # noqa: SLF001


def _styles(made: WordDocument, form: Form) -> None:
    sizes = form.sizes
    normal = made.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _font(normal, sizes.body)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    body = _style(made, "Nội dung", sizes.body, align=JUSTIFY)
    body.paragraph_format.first_line_indent = Mm(form.body.indent)
    body.paragraph_format.space_after = Pt(form.body.spacing)
    body.paragraph_format.line_spacing = form.body.line
    for name, bold, italic in (("Đề mục 1", True, False), ("Đề mục 2", True, False), ("Đề mục 3", True, True), ("Căn cứ", False, True)):
        style = _style(made, name, sizes.body, bold=bold, italic=italic, based_on="Nội dung", align=JUSTIFY)
        style.paragraph_format.keep_with_next = bold
    _style(made, "Khoản", sizes.body, based_on="Nội dung", align=JUSTIFY)
    _style(made, "Tiêu đề văn bản", sizes.title, bold=True)
    _style(made, "Tiêu ngữ", sizes.motto, bold=True)
    _style(made, "Cơ quan cấp trên", sizes.issuer)
    _style(made, "Cơ quan ban hành", sizes.issuer, bold=True)
    _style(made, "Số ký hiệu", sizes.number, before=6)
    _style(made, "Trích yếu công văn", sizes.letter_subject, italic=form.letter_subject_italic, before=6)
    _style(made, "Địa danh ngày tháng", sizes.place_date, italic=True, before=6)
    _style(made, "Tên loại", sizes.kind, bold=True, before=12)
    for name, bold in (("Trích yếu", True), ("Dấu dưới trích yếu", False)):
        subject = _style(made, name, sizes.subject, bold=bold)
        subject.paragraph_format.left_indent = subject.paragraph_format.right_indent = Mm(12)
    for name in ("Kẻ dưới tiêu đề", "Kẻ dưới cơ quan", "Kẻ dưới trích yếu"):
        _rule(_style(made, name, 2))
    _style(made, "Cách dòng", 9)
    _style(made, "Dòng cuối", 1)
    _style(made, "Kính gửi", sizes.body, before=6, after=6)
    for name, indent in (("Kính gửi nhiều nơi", 30), ("Nơi kính gửi", 48)):
        _style(made, name, sizes.body, before=3, after=3, align=LEFT).paragraph_format.left_indent = Mm(indent)
    _style(made, "Quyền hạn ký", sizes.signature, bold=True)
    _style(made, "Họ tên người ký", sizes.signature, bold=True, before=62)
    mark = _style(made, "Chữ Nơi nhận", sizes.recipients_word, align=LEFT)
    mark.font.bold = mark.font.italic = form.recipients_bold_italic
    mark.font.underline = not form.recipients_bold_italic
    _style(made, "Nơi nhận", sizes.recipients, align=LEFT)
    _style(made, "Tên phụ lục", sizes.kind, bold=True)
    _style(made, "Kèm theo", sizes.kind, italic=True)
    _style(made, "Tên bảng", sizes.table, bold=True, before=4, after=4).paragraph_format.keep_with_next = True
    _style(made, "Ô bảng", sizes.table, before=2.8, after=2.8, align=LEFT)
    _style(made, "Đầu bảng", sizes.table, bold=True, before=2.8, after=2.8)


def _style(
    made: WordDocument,
    name: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    based_on: str = "Normal",
    before: float | None = None,
    after: float | None = None,
    align: WD_ALIGN_PARAGRAPH = CENTER,
) -> ParagraphStyle:
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = made.styles[based_on]
    _font(style, size)
    style.font.bold, style.font.italic = bold, italic
    style.quick_style = True
    style.paragraph_format.alignment = align
    if before is not None:
        style.paragraph_format.space_before = Pt(before)
    if after is not None:
        style.paragraph_format.space_after = Pt(after)
    return style


def _font(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)


def _rule(style: ParagraphStyle) -> None:
    """A line below: the paragraph's lower border, as long as its indents leave it."""
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(3)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    style.element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def inset(table: Table, side: float) -> None:
    """The blank (mm) between a cell's side and its words."""
    margins = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        margin = OxmlElement(f"w:{name}")
        margin.set(qn("w:w"), str(Mm(side).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001


def _bare_table(made: WordDocument, widths: tuple[float, ...], rows: int) -> Table:
    table: Table = made.add_table(rows, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    inset(table, 0)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    return table


def _fill(cell: _Cell, *lines: tuple[str, str]) -> None:
    first = cell.paragraphs[0]
    for at, (words, style) in enumerate(lines):
        paragraph = first if at == 0 else cell.add_paragraph()
        paragraph.style, paragraph.text = style, words


def _header(made: WordDocument, form: Form) -> None:
    table = _bare_table(made, (form.page.header_left, form.page.header_right), 2)
    below = ("", "Kẻ dưới cơ quan") if form.issuer_rule else ("{{ issuer_mark }}", "Cơ quan cấp trên")
    _fill(
        table.cell(0, 0),
        ("{%p if parent %}", "Cơ quan cấp trên"),
        ("{{ parent }}", "Cơ quan cấp trên"),
        ("{%p endif %}", "Cơ quan cấp trên"),
        ("{{ issuer }}", "Cơ quan ban hành"),
        below,
    )
    motto = (("{{ motto }}", "Tiêu ngữ"),) if form.motto else ()
    _fill(table.cell(0, 1), ("{{ title }}", "Tiêu đề văn bản"), *motto, ("", "Kẻ dưới tiêu đề"))
    _fill(
        table.cell(1, 0),
        ("{{ number }}", "Số ký hiệu"),
        ("{%p if letter_subject %}", "Trích yếu công văn"),
        ("{{ letter_subject }}", "Trích yếu công văn"),
        ("{%p endif %}", "Trích yếu công văn"),
    )
    _fill(table.cell(1, 1), ("{{ place_date }}", "Địa danh ngày tháng"))


def _opening(made: WordDocument, form: Form) -> None:
    mark = (("", "Kẻ dưới trích yếu"),) if form.subject_rule else (("{{ subject_mark }}", "Dấu dưới trích yếu"),)
    for words, style in (
        ("{%p if kind %}", "Tên loại"),
        ("{{ kind }}", "Tên loại"),
        ("{{ subject }}", "Trích yếu"),
        *mark,
        ("{%p endif %}", "Tên loại"),
        ("", "Cách dòng"),
        ("{%p if addressees|length == 1 %}", "Kính gửi"),
        ("{{ addressed }} {{ addressees[0] }}", "Kính gửi"),
        ("", "Cách dòng"),
        ("{%p endif %}", "Kính gửi"),
        ("{%p if addressees|length > 1 %}", "Kính gửi"),
        ("{{ addressed }}", "Kính gửi nhiều nơi"),
        ("{%p for line in addressees %}", "Nơi kính gửi"),
        ("{{ line }}", "Nơi kính gửi"),
        ("{%p endfor %}", "Nơi kính gửi"),
        ("", "Cách dòng"),
        ("{%p endif %}", "Kính gửi"),
    ):
        made.add_paragraph(words, style)


def _closing(made: WordDocument) -> None:
    made.add_paragraph("", "Cách dòng").paragraph_format.keep_with_next = True
    half = 82.5
    table = _bare_table(made, (half, half), 1)
    _fill(
        table.cell(0, 0),
        ("{%p if secretary %}", "Quyền hạn ký"),
        *_signed("secretary"),
        ("{%p endif %}", "Quyền hạn ký"),
        ("{%p if not secretary and recipients %}", "Nơi nhận"),
        *_recipients(),
        ("{%p endif %}", "Nơi nhận"),
        ("", "Cách dòng"),
    )
    _fill(table.cell(0, 1), *_signed("signature"))
    for words, style in (
        ("{%p if secretary and recipients %}", "Nơi nhận"),
        ("", "Cách dòng"),
        *_recipients(),
        ("{%p endif %}", "Nơi nhận"),
        ("", "Dòng cuối"),
    ):
        made.add_paragraph(words, style)


def _signed(who: str) -> tuple[tuple[str, str], ...]:
    return (
        (f"{{%p for line in {who}.lines %}}", "Quyền hạn ký"),
        ("{{ line }}", "Quyền hạn ký"),
        ("{%p endfor %}", "Quyền hạn ký"),
        (f"{{{{ {who}.name }}}}", "Họ tên người ký"),
    )


def _recipients() -> tuple[tuple[str, str], ...]:
    return (
        ("{{ recipients_word }}", "Chữ Nơi nhận"),
        ("{%p for line in recipients %}", "Nơi nhận"),
        ("{{ line }}", "Nơi nhận"),
        ("{%p endfor %}", "Nơi nhận"),
    )


def write() -> None:
    """Write the shipped templates anew."""
    for form in FORMS.values():
        (SHIPPED / f"{form.style.value}.docx").write_bytes(template(form))


if __name__ == "__main__":
    write()
