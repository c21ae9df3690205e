"""The fixed phrases of an official document: number, place and date, authority of the signer, recipients, the closing sign."""

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime

from chassis.documents.blocks import Basis, Block, Heading, Item, Paragraph, Table
from chassis.documents.document import Signature, Style
from chassis.documents.forms import FORMS, Form
from chassis.web.formats import LOCAL

NBSP = "\u00a0"
BLANK = NBSP * 7
END = "./."
_PLACE = re.compile(r"\b(?:TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG|THỊ TRẤN) \S+(?: \S+){0,2}$")
_WORDS = re.compile(r"ỦY BAN|NHÂN DÂN|VĂN PHÒNG|ĐẢNG ỦY|HỘI ĐỒNG|THANH TRA")
TWO_DIGITS = 2


def number_line(style: Style, number: str | None, symbol: str) -> str:
    """`Số: 05/TB-UBND`, `Số 05-TB/TU`; seven blanks while there is no number. Below ten a nought stands before it (NĐ 30/2020, mục 3)."""
    form = FORMS[style]
    if number and symbol and symbol in number:
        return f"{form.number_word}{number}"
    shown = BLANK if number is None else number.zfill(TWO_DIGITS)
    return f"{form.number_word}{shown}{form.between_number_and_symbol}{symbol}"


def place_date(place: str, day: date | None, draft_year: int | None = None) -> str:
    """`Sơn La, ngày 05 tháng 02 năm 2026`: a nought before days below ten and before the months one and two, before no other month."""
    if day is None:
        return f"{place}, ngày {NBSP * 6} tháng {NBSP * 6} năm {draft_year or NBSP * 6}"
    return f"{place}, {long_date(day)}"


def long_date(day: date) -> str:
    """`ngày 05 tháng 02 năm 2026`, `ngày 15 tháng 3 năm 2026`."""
    month = f"{day.month:02}" if day.month in (1, 2) else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year:04}"


def hour_of_day(moment: datetime) -> str:
    """`08 giờ 00 phút, ngày 26 tháng 02 năm 2026`, local time of a UTC instant."""
    local = moment.astimezone(LOCAL)
    return f"{local:%H} giờ {local:%M} phút, {long_date(local.date())}"


def authority(form: Form, signature: Signature) -> list[str]:
    """The lines above the signature, in capitals, each behind its prefix."""
    return [f"{form.prefixes[line.prefix]} {line.title.upper()}" if line.prefix else line.title.upper() for line in signature.lines]


def recipient_lines(form: Form, recipients: tuple[str, ...], archive: str) -> list[str]:
    """`- Như trên;` … `- Lưu: VT, TTr.`: each ends with a semicolon, the archive line with a full stop."""
    named = [f"- {bare(line)};" for line in recipients]
    return [*named, f"- {form.archive_lead}{bare(archive)}."] if archive else [*named[:-1], *(f"{line[:-1]}." for line in named[-1:])]


def addressee_lines(addressees: tuple[str, ...]) -> list[str]:
    """One name stands behind `Kính gửi:`; several stand below it, each behind a hyphen."""
    if len(addressees) <= 1:
        return [bare(line) for line in addressees]
    return [f"- {bare(line)};" for line in addressees[:-1]] + [f"- {bare(addressees[-1])}."]


def closed(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """The body with `./.` behind its last words; behind a table it gets a line of its own."""
    match body[-1] if body else None:
        case Paragraph() | Basis() | Item() | Heading() as last:
            return (*body[:-1], replace(last, text=_ended(last.text)))
        case Table() | None:
            return (*body, Paragraph(END))


def letter_subject(form: Form, subject: str) -> str:
    """`V/v trả lời …` of the State; the Party form has no such lead and begins with a capital."""
    said = bare(subject)
    return f"{form.letter_subject_lead}{said}" if form.letter_subject_lead else said[:1].upper() + said[1:]


def held_together(name: str) -> str:
    """A body's name in which neither a word nor the place it serves is broken over two lines: `NHÂN DÂN`, `TỈNH SƠN LA`."""
    found = _PLACE.search(name)
    whole = name if found is None else name[: found.start()] + found[0].replace(" ", NBSP)
    return _WORDS.sub(lambda word: word[0].replace(" ", NBSP), whole)


def bare(text: str) -> str:
    """Without the punctuation that the list adds itself."""
    return text.strip().rstrip(";.,").rstrip()


def tidy(text: str) -> str:
    """NFC, on one line, without control signs (no sheet and no XML can hold them); one blank between words; no-break blanks stay."""
    clean = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return " ".join(word for word in unicodedata.normalize("NFC", clean).split(" ") if word)


def _ended(text: str) -> str:
    return text if text.endswith(END) else text.rstrip().rstrip(".;,").rstrip() + END
