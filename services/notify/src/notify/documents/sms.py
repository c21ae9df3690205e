"""One SMS part: unaccented, GSM 7-bit, at most 160 characters (diacritics would force UCS-2 and 70)."""

import unicodedata
from collections.abc import Callable

PART = 160
_LIMITS = (None, 60, 45, 34, 26, 20, 14)
_STROKED = str.maketrans({"Đ": "D", "Ð": "D", "Ɖ": "D", "đ": "d", "ð": "d", "ɖ": "d"})
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "`": "'", "[": "(", "]": ")", "{": "(", "}": ")"}
    | {"|": "/", "\\": "/", "~": "-", "^": "", "€": "EUR", "\u00a0": " "}
)
"""The second row lies in the extension table of GSM 03.38, where each sign costs two."""


def unaccent(text: str) -> str:
    """Vietnamese without marks, case kept; what has no plain form is left out."""
    bare = unicodedata.normalize("NFD", text.translate(_STROKED).translate(_PLAIN))
    return " ".join("".join(sign for sign in bare if " " <= sign <= "~").split())


def one_part(render: Callable[[int | None], str]) -> str:
    """Render with ever shorter names until the text fits; the last resort cuts at a word."""
    text = ""
    for limit in _LIMITS:
        text = unaccent(render(limit))
        if len(text) <= PART:
            return text
    return text[: PART - 3].rsplit(" ", 1)[0] + "..."
