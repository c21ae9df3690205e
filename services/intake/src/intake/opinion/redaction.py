"""What may stand in plain text: no telephone number, no citizen number, no e-mail address (domain rules, section 12)."""

import re

from chassis.decider import Refused

_TEN_DIGITS = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){9,10}(?!\d)")
_MOBILE = re.compile(r"^0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])\d{7}$")
_LANDLINE = re.compile(r"^02\d{9}$")
_TWELVE_DIGITS = re.compile(r"(?<!\d)0\d{2}[ .-]?\d(?:[ .-]?\d){8}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def names_a_person(text: str) -> bool:
    """True when the text holds a number or address by which a person could be found."""
    if _EMAIL.search(text) or _TWELVE_DIGITS.search(text):
        return True
    for found in _TEN_DIGITS.findall(text):
        digits = re.sub(r"\D", "", found)
        local = "0" + digits[2:] if digits.startswith("84") else digits
        if _MOBILE.match(local) or _LANDLINE.match(local):
            return True
    return False


def must_not_name_a_person(field: str, text: str) -> None:
    """Raises Refused("personal_data_in_plain_text")."""
    if names_a_person(text):
        raise Refused("personal_data_in_plain_text", field=field)
