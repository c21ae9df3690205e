"""An office as it issues documents: its name in full, whose form it uses, who signs for it, how its documents are numbered.

Titles follow from what kind of body the name says it is; an office with another title changes it in the Word file, or in its own template.
"""

import re
from dataclasses import dataclass
from typing import Any

from chassis.documents.blocks import Block
from chassis.documents.document import Document, Issuer, Prefix, Signature, SignatureLine, Style
from chassis.documents.signing import in_place_of_head

KINDS = {
    "BB": "biên bản",
    "BC": "báo cáo",
    "CTr": "chương trình",
    "GM": "giấy mời",
    "HD": "hướng dẫn",
    "KH": "kế hoạch",
    "PC": "phiếu chuyển",
    "TB": "thông báo",
    "TTr": "tờ trình",
    "CV": "",
}
"""Abbreviation → type name (NĐ 30/2020, Phụ lục III); a letter has none."""

_IN_FULL = (
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
    (re.compile(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (re.compile(r"\bMTTQ\b"), "Mặt trận Tổ quốc"),
)
_OWN_PLACE = re.compile(r"^(?:Ủy ban nhân dân|Hội đồng nhân dân|Đảng ủy) (?:xã|phường|thị trấn) (?P<place>.+)$")
_AFTER_BOARD = re.compile(r"^(?:Ban Thường vụ|Thường trực) ")
_STANDS_ALONE = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Tỉnh ủy", "Ban Thường vụ Tỉnh ủy")


@dataclass(frozen=True)
class Head:
    """Who heads a body: the title above the signature, the collective signed for, and title and body in one phrase."""

    title: str
    collective: str | None
    phrase: str


_HEADS: tuple[tuple[str, Head], ...] = (
    ("Ủy ban nhân dân ", Head("Chủ tịch", "Ủy ban nhân dân", "Chủ tịch {name}")),
    ("Hội đồng nhân dân ", Head("Chủ tịch", "Thường trực Hội đồng nhân dân", "Chủ tịch {name}")),
    ("Ủy ban Mặt trận Tổ quốc ", Head("Chủ tịch", "Ban Thường trực", "Chủ tịch {name}")),
    ("Văn phòng ", Head("Chánh Văn phòng", None, "Chánh {name}")),
    ("Thanh tra ", Head("Chánh Thanh tra", None, "Chánh {name}")),
    ("Sở ", Head("Giám đốc", None, "Giám đốc {name}")),
    ("Trung tâm ", Head("Giám đốc", None, "Giám đốc {name}")),
    ("Ban Thường vụ ", Head("Bí thư", "Ban Thường vụ", "Bí thư {rest}")),
    ("Thường trực ", Head("Bí thư", "Ban Thường vụ", "Bí thư {rest}")),
    ("Tỉnh ủy ", Head("Bí thư", "Ban Thường vụ", "Bí thư {name}")),
    ("Đảng ủy ", Head("Bí thư", "Ban Thường vụ", "Bí thư {name}")),
    ("Ban ", Head("Trưởng ban", None, "Trưởng {name}")),
    ("Phòng ", Head("Trưởng phòng", None, "Trưởng {name}")),
)
_ANY_HEAD = Head("Thủ trưởng cơ quan", None, "Thủ trưởng {name}")


@dataclass(frozen=True)
class Office:
    """`symbol` is the office's own part of a document number (`VPUB`, `TU`); `place` is used where the name holds none of its own."""

    name: str
    place: str
    symbol: str | None = None
    parent: str | None = None
    party: bool = False

    @property
    def style(self) -> Style:
        return Style.PARTY if self.party else Style.STATE

    @property
    def full_name(self) -> str:
        return in_full(self.name)

    @property
    def head(self) -> Head:
        return next((head for start, head in _HEADS if self.full_name.startswith(start)), _ANY_HEAD)

    @property
    def head_phrase(self) -> str:
        """`Chánh Văn phòng UBND tỉnh Sơn La`, `Chủ tịch UBND xã …`: title and office, the name as short as it is given."""
        rest = _AFTER_BOARD.sub("", self.name)
        return self.head.phrase.format(name=self.name, rest=rest)

    @property
    def issuer(self) -> Issuer:
        """Committees of the people and the provincial Party committee stand alone; everybody else stands under the body above."""
        alone = self.full_name.startswith(_STANDS_ALONE)
        return Issuer(self.full_name, in_full(self.parent) if self.parent and not alone else None)

    @property
    def own_place(self) -> str:
        found = _OWN_PLACE.match(self.full_name)
        return found["place"] if found else self.place

    def numbered(self, abbreviation: str) -> str:
        """`TB-VPUB`, `TB/TU`; the office's part alone for a letter of the State; dots where the office has no symbol on file."""
        symbol = self.symbol or "…"
        if self.party:
            return f"{abbreviation}/{symbol}"
        return symbol if abbreviation == "CV" else f"{abbreviation}-{symbol}"

    def signature(self) -> Signature:
        """The head signs, for the collective where there is one."""
        above = (SignatureLine(self.head.collective, Prefix.COLLECTIVE),) if self.head.collective else ()
        return Signature((*above, SignatureLine(self.head.title)))

    def signed_as(self, prefix: Prefix | None) -> Signature:
        """Somebody else signs in the head's place."""
        return in_place_of_head(self.signature(), prefix, party=self.party)


def in_full(name: str) -> str:
    """`UBND tỉnh Sơn La` as it is printed at the head of a document: `Ủy ban nhân dân tỉnh Sơn La`."""
    for short, full in _IN_FULL:
        name = short.sub(full, name)
    return name


def issued(office: Office, abbreviation: str, subject: str, body: tuple[Block, ...], *, symbol: str | None = None, **more: Any) -> Document:
    """A document of this office. `symbol` replaces the usual one when it is already registered; `more` are further parts of `Document`."""
    parts: dict[str, Any] = {"place": office.own_place, "signature": office.signature(), "kind": KINDS[abbreviation], **more}
    return Document(
        style=office.style, issuer=office.issuer, symbol=symbol or office.numbered(abbreviation), subject=subject, body=body, **parts
    )
