"""How a report's data is said in documents."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chassis.web.formats import day, number
from reporting.readmodel.report_cases import AGES

AGE_NAMES = AGES


def day_of(text: str | None) -> str:
    """A day of the data as `22/11/2026`."""
    return day(date.fromisoformat(text)) if text else day(None)


def said(value: int, *, lower_bound: bool = False) -> str:
    """`8.680`, or `trên 8.680` for a sum of which a part says "more than"."""
    return f"trên {number(value)}" if lower_bound else number(value)


def change_of(value: int) -> str:
    """`+3`, `−2`, `0`: the change against the period before."""
    return f"+{number(value)}" if value > 0 else f"−{number(-value)}" if value < 0 else "0"


def share_on_time(data: Mapping[str, Any]) -> float | None:
    """Answered within the limit among the answered that had one."""
    total = data["cases"]["total"]
    in_time = total["early"] + total["on_time"]
    answered = in_time + total["late"]
    return in_time / answered if answered else None
