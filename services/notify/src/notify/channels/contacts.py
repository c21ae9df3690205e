"""What an opened contact says: e-mail, mobile number, name; pure, and kept only as long as a message is being handed over."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_MOBILE = re.compile(r"^0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])\d{7}$")
_FIELDS = ("name", "email", "phone", "address")


@dataclass(frozen=True)
class Card:
    """`mobile` is E.164; a landline is no way to send a message and is left out."""

    name: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    mobile: str | None = field(default=None, repr=False)


def read_card(opened: Mapping[str, str]) -> Card:
    """From opened fields; `contact` may be a JSON object of the others, or a bare address or number."""
    known = {name: text.strip() for name, text in opened.items() if name in _FIELDS and text.strip()}
    if contact := opened.get("contact", "").strip():
        known = {**_loose(contact), **known}
    email = known.get("email")
    return Card(known.get("name"), email if email and _MAIL.match(email) else None, mobile_of(known.get("phone", "")))


def _loose(contact: str) -> dict[str, str]:
    if contact.startswith("{"):
        try:
            read = json.loads(contact)
        except json.JSONDecodeError:
            return {}
        return {name: str(read[name]) for name in _FIELDS if read.get(name)}
    found: dict[str, str] = {}
    for part in re.split(r"[;,\n]+", contact):
        piece = part.strip()
        if _MAIL.match(piece):
            found.setdefault("email", piece)
        elif mobile_of(piece):
            found.setdefault("phone", piece)
        elif piece and not any(sign.isdigit() for sign in piece):
            found.setdefault("name", piece)
    return found


def mobile_of(text: str) -> str | None:
    """E.164 of a Vietnamese mobile number, however it was written; None for anything else."""
    digits = re.sub(r"[^\d+]", "", text)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    elif digits.startswith("84") and len(digits) == 11:
        digits = "0" + digits[2:]
    return f"+84{digits[1:]}" if _MOBILE.match(digits) else None
