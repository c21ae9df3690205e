"""How a report's data is said in documents."""

from datetime import date

from chassis.web.formats import day, number
from reporting.readmodel.report_cases import AGES

AGE_NAMES = AGES


def day_of(text: str | None) -> str:
    """A day of the data as `22/11/2026`."""
    return day(date.fromisoformat(text)) if text else day(None)


def said(value: int, *, lower_bound: bool = False) -> str:
    """`8.680`, or `trên 8.680` for a sum of which a part says "more than"."""
    return f"trên {number(value)}" if lower_bound else number(value)


def shown(value: int, *, lower_bound: bool) -> int | str:
    """A number for a cell; a lower bound is a text that says so."""
    return said(value, lower_bound=True) if lower_bound else value
