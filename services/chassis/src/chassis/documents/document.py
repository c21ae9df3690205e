"""An official document as plain data: who issues what to whom. Rendering it needs nothing else and knows no clock."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chassis.documents.blocks import Block


class Style(StrEnum):
    """Whose form the document takes."""

    STATE = "state"
    """Nghị định 30/2020/NĐ-CP, Phụ lục I."""
    PARTY = "party"
    """Quy định 399-QĐ/TW, with the sizes of Hướng dẫn 36-HD/VPTW."""


class Prefix(StrEnum):
    """In whose name somebody signs; how it is printed is the form's matter (`TM.` of the State, `T/M` of the Party)."""

    COLLECTIVE = "TM"
    DEPUTY = "KT"
    BY_ORDER = "TL"
    AUTHORISED = "TUQ"
    ACTING = "Q"


@dataclass(frozen=True)
class SignatureLine:
    """One line above the signature, printed in capitals: `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`."""

    title: str
    prefix: Prefix | None = None


@dataclass(frozen=True)
class Signature:
    """The lines of authority from the highest to the signer's own; the name stays empty while nobody has signed."""

    lines: tuple[SignatureLine, ...]
    name: str = ""


@dataclass(frozen=True)
class Issuer:
    """The issuing body and the one above it; both are printed in capitals."""

    name: str
    parent: str | None = None


@dataclass(frozen=True)
class Annex:
    """A table or list behind the document, on pages of its own and with page numbers of its own. `mark` is `I`, `II`, … or empty for the only one."""

    title: str
    blocks: tuple[Block, ...]
    mark: str = ""
    landscape: bool = False


@dataclass(frozen=True)
class Document:
    """Everything printed on the sheets.

    `symbol` is `TB-UBND` or `UBND-NC` of the State, `TB/TU` of the Party. `number` and `issued_on` (local date) are None while in draft: blanks
    are left for them, `draft_year` fills the year already known. `kind` is the type name (`thông báo`), empty for a letter, whose subject then
    stands below the number. `place` is None where the form has no place and date (minutes). `secretary` is a second signature to the left.
    `template` names the office's own template for this sort of document (`templates.py`).
    """

    style: Style
    issuer: Issuer
    symbol: str
    subject: str
    body: tuple[Block, ...]
    signature: Signature
    number: str | None = None
    place: str | None = None
    issued_on: date | None = None
    draft_year: int | None = None
    kind: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    secretary: Signature | None = None
    annexes: tuple[Annex, ...] = field(default=())
    template: str = ""
