"""Codes that people read over the telephone to ask how their opinion stands: `DT-7K4M-2P9X`; pure arithmetic, the same for everybody.

Eight signs after the prefix: seven that stand for the opinion (35 bits), one that checks them. Letters and digits that look alike are not both used
(no I, L, O, U), and whatever a person writes for them is understood. Any one wrong sign and any two signs changed round are noticed.
"""

from hashlib import sha256

PREFIX = "DT"
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_FIELD = 0b100101


class UnreadableCode(ValueError):
    """The text is no look-up code, or a sign in it is wrong; it is not repeated."""


def lookup_code(subject_id: str, attempt: int = 0) -> str:
    """The code of an opinion id; `attempt` gives another one when the first is taken already."""
    digest = sha256(f"lookup-code/{subject_id}/{attempt}".encode()).digest()
    number = int.from_bytes(digest[:8], "big") >> (64 - 5 * (LENGTH - 1))
    places = [(number >> (5 * place)) & 31 for place in reversed(range(LENGTH - 1))]
    return _spoken("".join(SIGNS[place] for place in (*places, _check(places))))


def read_lookup_code(text: str) -> str:
    """The code meant: lower case, blanks, missing or other dashes, no prefix, O for 0 and I or L for 1 are all understood. Raises UnreadableCode."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    if len(signs) == LENGTH + len(PREFIX) and signs.startswith((PREFIX, "ĐT")):
        signs = signs[len(PREFIX) :]
    signs = signs.translate(_MEANT)
    if len(signs) != LENGTH or any(sign not in SIGNS for sign in signs):
        raise UnreadableCode
    places = [SIGNS.index(sign) for sign in signs]
    if _check(places[:-1]) != places[-1]:
        raise UnreadableCode
    return _spoken(signs)


def _spoken(signs: str) -> str:
    return f"{PREFIX}-{signs[:4]}-{signs[4:]}"


def _check(places: list[int]) -> int:
    """The sum of the signs, each times another power of two, in the field of 32 elements (x⁵ + x² + 1): all powers differ, so no two errors of a kind cancel."""
    total = 0
    for power, place in enumerate(reversed(places), 1):
        total ^= _times(place, power)
    return total


def _times(value: int, power: int) -> int:
    for _ in range(power):
        value <<= 1
        if value & 32:
            value ^= _FIELD
    return value
