"""The motto a dialogue follows, by the day it is held: the plans word it anew from time to time (domain rules, P6)."""

from datetime import date

MOTTOS: tuple[tuple[date, str], ...] = (
    (date(2019, 1, 1), "Dân biết, dân bàn, dân làm, dân kiểm tra"),
    (date(2026, 1, 1), "Gần dân, sát dân, nghe dân nói"),
)
"""(valid from, text), oldest first: the plan of Sở Nội vụ of 2019, the plan of Văn phòng UBND tỉnh of 2026."""


def motto_on(day: date) -> str | None:
    """The motto of a plan year is asked with its first day; None before the first plan known."""
    return next((text for since, text in reversed(MOTTOS) if since <= day), None)
