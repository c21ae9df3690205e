"""What a cell says: dates as Excel counts them or as people write them, telephone numbers that lost their zero, texts in lost fonts."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from openpyxl.utils.datetime import from_excel
from rapidfuzz import fuzz, process

from chassis.web.formats import LOCAL
from contracts.fields import legible
from contracts.labels import LABELS
from contracts.vocabulary import DomainCode
from intake.importing.columns import words_of

YES = frozenset({"1", "true", "yes", "co", "x"})
FIRST_SERIAL, LAST_SERIAL = 36_526, 73_050
SAME_ENOUGH = 86
LONGEST = 20_000
_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})\s*[:hg]\s*(\d{2})")
_TCVN3 = re.compile(r"[A-Za-z®§][\u00a8-\u00bf][a-z\u00a8-\u00ff]?|[®§\u00b5-\u00bf][a-z]")
_FOREIGN = frozenset("ñÑïÏûÛåÅäÄøØöÖëËæÆîÎçÇ÷×ßüÜÞþ")
_MOJIBAKE = re.compile("á[º»]|Ä[‘\u0090\u0091]|Æ[°¡]|Ã[¢´ªª¡©­¨]|\ufffd")
_SYNONYMS: dict[str, DomainCode] = {
    "ha tang": DomainCode.INFRASTRUCTURE,
    "giao thong": DomainCode.INFRASTRUCTURE,
    "ha tang giao thong": DomainCode.INFRASTRUCTURE,
    "dien nuoc": DomainCode.INFRASTRUCTURE,
    "boi thuong giai phong mat bang": DomainCode.COMPENSATION_CLEARANCE,
    "den bu giai phong mat bang": DomainCode.COMPENSATION_CLEARANCE,
    "giai phong mat bang": DomainCode.COMPENSATION_CLEARANCE,
    "nong nghiep thuy loi": DomainCode.AGRICULTURE,
    "nong lam nghiep": DomainCode.AGRICULTURE,
    "quyen loi can bo vien chuc nguoi lao dong": DomainCode.STAFF_RIGHTS,
    "che do chinh sach an sinh": DomainCode.POLICY_BENEFIT,
    "chinh sach": DomainCode.POLICY_BENEFIT,
    "che do chinh sach": DomainCode.POLICY_BENEFIT,
    "doanh nghiep kinh doanh": DomainCode.BUSINESS,
    "giao duc dao tao": DomainCode.EDUCATION,
    "giao duc": DomainCode.EDUCATION,
    "y te": DomainCode.HEALTH,
    "an ninh trat tu": DomainCode.SECURITY_ORDER,
    "tac phong thai do phuc vu": DomainCode.CONDUCT,
    "sap nhap thon ban don vi hanh chinh": DomainCode.VILLAGE_MERGER,
    "sap nhap ban": DomainCode.VILLAGE_MERGER,
    "thu tuc hanh chinh": DomainCode.TTHC,
    "tthc": DomainCode.TTHC,
    "dat dai": DomainCode.LAND,
    "moi truong": DomainCode.ENVIRONMENT,
    "khac": DomainCode.OTHER,
}


class Font(StrEnum):
    """Why the letters of a text cannot be trusted."""

    LOST = "old_font"
    GARBLED = "garbled"


def text_of(value: Any) -> str:  # noqa: PLR0911
    """The cell as text: NFC, single-spaced at the ends; whole numbers without a decimal point, dates as dd/mm/yyyy."""
    match value:
        case None:
            return ""
        case bool():
            return "x" if value else ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.strftime("%d/%m/%Y")
        case date():
            return value.strftime("%d/%m/%Y")
        case time() | timedelta():
            return str(value)
    bare = "".join(sign for sign in str(value) if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"})
    return legible(bare.replace("\u00a0", " ")).strip()


def day_of(value: Any) -> datetime | None:  # noqa: PLR0911
    """An instant in local time at that day (and hour, when said); None when it is no date. Excel's serial days are understood."""
    match value:
        case datetime():
            return value.replace(tzinfo=value.tzinfo or LOCAL)
        case date():
            return datetime(value.year, value.month, value.day, tzinfo=LOCAL)
        case bool():
            return None
        case int() | float():
            return from_excel(value).replace(tzinfo=LOCAL) if FIRST_SERIAL <= value <= LAST_SERIAL else None
    text = text_of(value)
    if re.fullmatch(r"\d{5}(\.0+)?", text):
        return day_of(float(text))
    try:
        if "T" in text:
            told = datetime.fromisoformat(text)
            return told if told.tzinfo else told.replace(tzinfo=LOCAL)
        return _written_day(text)
    except ValueError:
        return None


def _written_day(text: str) -> datetime | None:
    if found := _ISO.match(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DATE.search(text) or _IN_WORDS.search(words_of(text)):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    else:
        return None
    clock = _CLOCK.search(_DATE.sub(" ", text)) if not _ISO.match(text) else _CLOCK.search(text[10:])
    hour, minute = (int(part) for part in clock.groups()) if clock else (0, 0)
    return datetime(year, month, day, hour, minute, tzinfo=LOCAL)


def phone_of(value: Any) -> str:
    """Digits as dialled; Excel drops the zero of a number, it comes back. Anything else stays as written."""
    text = text_of(value)
    digits = re.sub(r"[ .\-()]", "", text)
    return f"0{digits}" if re.fullmatch(r"[235789]\d{8}|2\d{9}", digits) else text


def domain_of(text: str) -> DomainCode | None:
    """The field of work meant by a code, its name or a common way to write it; None when unknown."""
    bare = text.strip()
    if bare in DomainCode.__members__:
        return DomainCode(bare)
    words = words_of(bare).removeprefix("linh vuc ")
    if words in _SYNONYMS:
        return _SYNONYMS[words]
    known = {words_of(name): DomainCode(code) for code, name in LABELS[DomainCode].items()} | _SYNONYMS
    found = process.extractOne(words, known.keys(), scorer=fuzz.ratio, score_cutoff=SAME_ENOUGH)
    return known[found[0]] if found else None


def code_of(kind: type[StrEnum], text: str) -> str:
    """The code of a Vietnamese name; what is no name stays as it is, to be judged as a code."""
    names = {words_of(name): code for code, name in LABELS[kind].items()}
    return names.get(words_of(text), text.strip())


def font_of(text: str) -> Font | None:
    """A text typed in TCVN3 or VNI, or read in the wrong encoding, looks like this; real Vietnamese does not."""
    if len(_MOJIBAKE.findall(text)) >= 2 or "\ufffd" in text:
        return Font.GARBLED
    odd = len(_TCVN3.findall(text)) + sum(sign in _FOREIGN for sign in text)
    return Font.LOST if odd >= 2 and odd * 12 >= len(text.split()) else None
