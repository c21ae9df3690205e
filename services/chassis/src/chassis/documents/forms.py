"""The two prescribed forms as measures and fixed words: millimetres and points, read by both renderings and by the shipped templates."""

from dataclasses import dataclass

from chassis.documents.document import Prefix, Style


@dataclass(frozen=True)
class Page:
    """A4; margins in millimetres. The header's columns share the width between the side margins."""

    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    header_left: float = 63
    header_right: float = 102
    page_number_from_edge: float = 10
    width: float = 210
    height: float = 297


@dataclass(frozen=True)
class Sizes:
    """Letter sizes in points."""

    title: float
    motto: float
    issuer: float
    number: float
    place_date: float
    kind: float
    subject: float
    letter_subject: float
    body: float
    signature: float
    recipients_word: float
    recipients: float
    page_number: float
    table: float = 12


@dataclass(frozen=True)
class Body:
    """First line indent in millimetres, space between paragraphs in points, line height as a multiple of single."""

    indent: float = 12.7
    spacing: float = 6
    line: float = 1.15


@dataclass(frozen=True)
class Form:
    """`title_rule` is the measured length (mm) of the line below the title at its size. `issuer_mark` stands between issuer and number."""

    style: Style
    title: str
    motto: str
    title_rule: float
    issuer_mark: str
    issuer_rule: bool
    number_word: str
    between_number_and_symbol: str
    letter_subject_lead: str
    letter_subject_italic: bool
    subject_mark: str
    subject_rule: bool
    archive_lead: str
    prefixes: dict[Prefix, str]
    recipients_bold_italic: bool
    sizes: Sizes
    page: Page
    body: Body


STATE = Form(
    style=Style.STATE,
    title="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    title_rule=60.4,
    issuer_mark="",
    issuer_rule=True,
    number_word="Số: ",
    between_number_and_symbol="/",
    letter_subject_lead="V/v ",
    letter_subject_italic=False,
    subject_mark="",
    subject_rule=True,
    archive_lead="Lưu: ",
    prefixes={
        Prefix.COLLECTIVE: "TM.",
        Prefix.DEPUTY: "KT.",
        Prefix.BY_ORDER: "TL.",
        Prefix.AUTHORISED: "TUQ.",
        Prefix.ACTING: "Q.",
    },
    recipients_bold_italic=True,
    sizes=Sizes(13, 14, 13, 13, 14, 14, 14, 12, 14, 14, 12, 11, 13),
    page=Page(),
    body=Body(),
)
PARTY = Form(
    style=Style.PARTY,
    title="ĐẢNG CỘNG SẢN VIỆT NAM",
    motto="",
    title_rule=72.7,
    issuer_mark="*",
    issuer_rule=False,
    number_word="Số ",
    between_number_and_symbol="-",
    letter_subject_lead="",
    letter_subject_italic=True,
    subject_mark="-----",
    subject_rule=False,
    archive_lead="Lưu ",
    prefixes={
        Prefix.COLLECTIVE: "T/M",
        Prefix.DEPUTY: "K/T",
        Prefix.BY_ORDER: "T/L",
        Prefix.AUTHORISED: "TUQ",
        Prefix.ACTING: "Q.",
    },
    recipients_bold_italic=False,
    sizes=Sizes(15, 14, 14, 14, 14, 16, 14, 12, 14, 14, 14, 12, 14),
    page=Page(),
    body=Body(),
)
FORMS = {Style.STATE: STATE, Style.PARTY: PARTY}
