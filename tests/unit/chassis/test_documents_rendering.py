"""A document as DOCX and as PDF: the same words, the prescribed sheet, the same bytes each time, templates an office can change."""

import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
import typst
from docx.shared import Mm, Pt
from pypdf import PdfReader
from sheets import pdf_numbers, pdf_sizes, pdf_text, word_text, words

from chassis.documents.blocks import Basis, Column, Heading, Item, Paragraph, Table, lettered, numbered
from chassis.documents.document import Annex, Document, Issuer, Prefix, Signature, SignatureLine, Style
from chassis.documents.forms import FORMS, Form
from chassis.documents.pdf import to_pdf
from chassis.documents.printed import printed, text
from chassis.documents.template_files import SHIPPED, Templates
from chassis.documents.word import to_docx
from chassis.documents.word_styles import template

ASSIGNED = Table(
    (Column("TT", 0.4, "center"), Column("Nội dung", 3), Column("Cơ quan chủ trì", 1.5), Column("Thời hạn", 1.1, "center")),
    tuple(
        (str(at), f"Đề nghị sửa chữa đường vào bản số {at}, đoạn qua suối bị sạt lở", "Sở Xây dựng", "15/01/2026") for at in range(1, 31)
    ),
    "Bảng phân công",
)
NOTICE = Document(
    style=Style.STATE,
    issuer=Issuer("Văn phòng Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh Sơn La"),
    symbol="TB-VPUB",
    number="5",
    place="Sơn La",
    issued_on=date(2026, 2, 5),
    kind="thông báo",
    subject="Kết luận của người chủ trì tại hội nghị năm 2026",
    body=(
        Basis("Căn cứ Quy định số 429-QĐ/TU ngày 01/7/2022;"),
        Paragraph("Hội nghị đã nghe 12 ý kiến <thẳng thắn> & 'xây dựng' {{ không phải mẫu }}:"),
        Heading("Kết quả", "I."),
        *numbered(["Tiếp thu toàn bộ ý kiến.", "Trả lời trực tiếp tám ý kiến."]),
        Heading("Phân công", "II."),
        Heading("Đất đai", "1.", 2),
        Heading("Cấp giấy", "1.1.", 3),
        *lettered(["Rà soát hồ sơ;", "Trả lời bằng văn bản."]),
        Item("Báo cáo kết quả."),
        ASSIGNED,
        Paragraph("Hội trường tầng 2.", "Địa điểm:"),
        Paragraph("Yêu cầu các cơ quan nghiêm túc thực hiện."),
    ),
    recipients=("Thường trực Tỉnh ủy (b/c)", "Như phần II"),
    archive="VT, TH",
    signature=Signature((SignatureLine("Chánh Văn phòng", Prefix.DEPUTY), SignatureLine("Phó Chánh Văn phòng")), "Người Ký Minh Họa"),
)
COUNTS = Table((Column("Cấp"), Column("Số hội nghị", 1, "right")), (("Tỉnh", "90"), ("Cộng", "983")), strong_rows=frozenset({1}))
KINDS = {
    "notice": NOTICE,
    "party notice": replace(NOTICE, style=Style.PARTY, symbol="TB/ĐUVP"),
    "draft letter": replace(NOTICE, kind="", symbol="VPUB-NC", number=None, issued_on=None, draft_year=2026, addressees=("Ông Minh Họa",)),
    "party letter": replace(NOTICE, style=Style.PARTY, kind="", symbol="CV/ĐUVP", addressees=("Tỉnh ủy", "Ban Tuyên giáo và Dân vận")),
    "minutes": replace(NOTICE, kind="biên bản", place=None, secretary=Signature((SignatureLine("Thư ký"),), "Người Ghi Minh Họa")),
    "with annexes": replace(
        NOTICE, annexes=(Annex("Số hội nghị theo cấp", (COUNTS,), "I", landscape=True), Annex("Quá hạn", (Paragraph("Không có."),), "II"))
    ),
    "nothing but a table": replace(NOTICE, body=(ASSIGNED,), recipients=(), archive=""),
}


@pytest.mark.parametrize("kind", KINDS)
def test_both_renderings_hold_the_same_words_in_the_same_order(kind: str) -> None:
    document = KINDS[kind]
    told = words(text(printed(document)))
    assert words(word_text(to_docx(document))) == told
    assert words(pdf_text(to_pdf(document), head="TT Nội dung Cơ quan chủ trì Thời hạn")) == told


@pytest.mark.parametrize("kind", KINDS)
def test_all_words_are_in_composed_form(kind: str) -> None:
    decomposed = replace(KINDS[kind], subject=unicodedata.normalize("NFD", NOTICE.subject))
    for made in (word_text(to_docx(decomposed)), pdf_text(to_pdf(decomposed))):
        assert unicodedata.is_normalized("NFC", made)
        assert words(NOTICE.subject)[-1] in made


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_document_gives_the_same_bytes(kind: str) -> None:
    assert to_docx(KINDS[kind]) == to_docx(KINDS[kind])
    assert to_pdf(KINDS[kind]) == to_pdf(KINDS[kind])


def test_another_process_gives_the_same_bytes() -> None:
    said = (
        "import hashlib, sys; from datetime import date; from chassis.documents.document import *; from chassis.documents.blocks import *\n"
        "from chassis.documents.word import to_docx; from chassis.documents.pdf import to_pdf\n"
        "d = Document(Style.STATE, Issuer('Sở Nội vụ'), 'TB-SNV', 'Kết quả', (Paragraph('Một.'),), Signature((SignatureLine('Giám đốc'),)), kind='thông báo')\n"
        "print(hashlib.sha256(to_docx(d) + to_pdf(d)).hexdigest())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


@pytest.mark.parametrize("style", Style)
def test_the_word_sheet_is_a4_with_the_prescribed_margins_and_letters(style: Style) -> None:
    made = docx.Document(BytesIO(to_docx(replace(NOTICE, style=style, annexes=KINDS["with annexes"].annexes))))
    first, wide, upright = made.sections
    for section, width, height in ((first, 210, 297), (wide, 297, 210), (upright, 210, 297)):
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (width, height)
        assert (round(section.top_margin.mm), round(section.bottom_margin.mm)) == (20, 20)
        assert 30 <= section.left_margin.mm <= 35
        assert 15 <= round(section.right_margin.mm) <= 20
        assert section.different_first_page_header_footer
    assert "PAGE" in first.header.paragraphs[0]._p.xml
    body = made.styles["Nội dung"]
    assert (body.font.name, body.font.size) == ("Times New Roman", Pt(14))
    assert Mm(10) <= body.paragraph_format.first_line_indent <= Mm(12.7)
    assert body.paragraph_format.space_after >= Pt(6)
    assert 1 <= body.paragraph_format.line_spacing <= 1.5
    assert "vi-VN" in made.styles["Normal"].element.xml
    assert (made.core_properties.author, made.core_properties.created.date()) == (NOTICE.issuer.name, NOTICE.issued_on)


@pytest.mark.parametrize(
    ("style", "name", "size", "bold", "italic"),
    [
        (Style.STATE, "Tiêu đề văn bản", 13, True, False),
        (Style.STATE, "Tiêu ngữ", 14, True, False),
        (Style.STATE, "Cơ quan cấp trên", 13, False, False),
        (Style.STATE, "Cơ quan ban hành", 13, True, False),
        (Style.STATE, "Địa danh ngày tháng", 14, False, True),
        (Style.STATE, "Tên loại", 14, True, False),
        (Style.STATE, "Trích yếu công văn", 12, False, False),
        (Style.STATE, "Chữ Nơi nhận", 12, True, True),
        (Style.STATE, "Nơi nhận", 11, False, False),
        (Style.PARTY, "Tiêu đề văn bản", 15, True, False),
        (Style.PARTY, "Tên loại", 16, True, False),
        (Style.PARTY, "Trích yếu công văn", 12, False, True),
    ],
)
def test_each_part_has_its_letters(style: Style, name: str, size: int, *, bold: bool, italic: bool) -> None:
    found = docx.Document(str(SHIPPED / f"{style.value}.docx")).styles[name].font
    assert (found.size, bool(found.bold), bool(found.italic)) == (Pt(size), bold, italic)


def test_the_printed_sheet_is_a4_tagged_and_embeds_the_vietnamese_font() -> None:
    made = to_pdf(KINDS["with annexes"])
    assert pdf_sizes(made) == [(210, 297), (210, 297), (210, 297), (297, 210), (210, 297)]
    reader = PdfReader(BytesIO(made))
    fonts = {str(font["/BaseFont"]) for page in reader.pages for font in (ref.get_object() for ref in page["/Resources"]["/Font"].values())}
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"LiberationSerif"}
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("vi")


def test_pages_are_numbered_from_the_second_and_annexes_anew() -> None:
    assert pdf_numbers(to_pdf(KINDS["with annexes"])) == ["", "2", "3", "", ""]
    rows = tuple((str(at), "Nội dung dài") for at in range(120))
    long = Annex("Danh sách", (Table((Column("TT"), Column("Nội dung")), rows),), "I")
    numbers = pdf_numbers(to_pdf(replace(NOTICE, annexes=(long, replace(long, mark="II")))))
    assert numbers == ["", "2", "3", *(["", "2", "3", "4"] * 2)]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.style.value)
def test_the_shipped_word_templates_follow_the_measures(form: Form) -> None:
    assert (SHIPPED / f"{form.style.value}.docx").read_bytes() == template(form), "run: python -m chassis.documents.word_styles"


def test_an_office_changes_one_template_for_one_sort_of_document(tmp_path: Path) -> None:
    own = docx.Document(str(SHIPPED / "state.docx"))
    own.add_paragraph("Điện thoại: 0212 000 000", "Nơi nhận")
    own.save(str(tmp_path / "notice.state.docx"))
    changed = (SHIPPED / "state.typ").read_text(encoding="utf-8").replace("#annexes(d)", "Điện thoại: 0212 000 000\n#annexes(d)")
    (tmp_path / "notice.state.typ").write_text(changed, encoding="utf-8")
    office = Templates(tmp_path)
    named = replace(NOTICE, template="notice")
    for made in (word_text(to_docx(named, office)), pdf_text(to_pdf(named, office))):
        assert words(made)[-5:] == ["Điện", "thoại:", "0212", "000", "000"]
    assert to_docx(NOTICE, office) == to_docx(NOTICE)
    assert to_pdf(NOTICE, office) == to_pdf(NOTICE)


def test_a_broken_template_is_refused_and_said(tmp_path: Path) -> None:
    (tmp_path / "state.typ").write_text("#nowhere", encoding="utf-8")
    docx.Document().save(str(tmp_path / "state.docx"))
    with pytest.raises(typst.TypstError):
        to_pdf(NOTICE, Templates(tmp_path))
    with pytest.raises(ValueError, match="no paragraph"):
        to_docx(NOTICE, Templates(tmp_path))
