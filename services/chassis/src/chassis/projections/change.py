"""What a projection wants done to its rows: plain data, so that `apply` stays pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Key: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Put:
    """Write the whole row under this key."""

    table: str
    key: Key
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Patch:
    """Set columns of the row under this key; where there is no row, nothing."""

    table: str
    key: Key
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Add:
    """Add to counters of the row under this key; a missing row starts at nought."""

    table: str
    key: Key
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Drop:
    """Remove every row that matches this key; a part of the primary key removes all rows below it."""

    table: str
    key: Key


Change: TypeAlias = Put | Patch | Add | Drop
