"""Filters in an address: what a list may be narrowed to. A misspelt one is refused, because a list that shows nothing, or all, would lie."""

import re
from collections.abc import Iterable
from typing import Any

from fastapi import Query


def one_of(codes: Iterable[str]) -> Any:
    """A parameter that is one of these codes, or empty as a form sends it; anything else is answered 422."""
    return Query(pattern=f"^({'|'.join(re.escape(str(code)) for code in codes)})?$")
