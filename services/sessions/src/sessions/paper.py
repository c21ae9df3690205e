"""How a document is named on paper: `05/TB-UBND` of the State, `429-QĐ/TU` of the Party (domain rules, section 11)."""

BLANK = "……"


def named(number: str | None, symbol: str, *, blank: str = "") -> str:
    """Number and symbol joined as its kind wants; a draft shows `blank` for the number, or only the symbol."""
    shown = number or blank
    return f"{shown}{'-' if '/' in symbol else '/'}{symbol}" if shown else symbol
