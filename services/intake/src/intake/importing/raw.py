"""One row of a file before anybody judged it: its cells by what their columns hold, and where each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class RawRow:
    """`number` is the row as the office sees it (headings counted); `cells` name the place of each value; `kept` is the row as it was, by heading."""

    sheet: str
    number: int
    values: Mapping[str, Any] = field(repr=False)
    cells: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict, repr=False)
    warnings: Sequence[str] = ()
    errors: Sequence[str] = ()


@dataclass(frozen=True)
class RawFile:
    """All rows, and what the office should know about the file as a whole (Vietnamese sentences that quote headings, never a person)."""

    form: str
    rows: Sequence[RawRow]
    notes: Sequence[str] = ()
