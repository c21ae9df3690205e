"""A projection: tables, and a pure function from a recorded event to changes of their rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change


@dataclass(frozen=True)
class Projection:
    """`apply` refuses no fact and looks at nothing but the event. `version` rises when its meaning changes: rebuild then."""

    name: str
    version: int
    tables: tuple[Any, ...]
    apply: Callable[[Recorded], Iterable[Change]]

    @property
    def reader(self) -> str:
        """Its name in the position table."""
        return f"projection:{self.name}@{self.version}"


def tables_of(*tables: Any) -> dict[str, sa.Table]:
    """Name → table, for SQLModel classes and plain tables alike."""
    found: list[sa.Table] = [getattr(table, "__table__", table) for table in tables]
    return {table.name: table for table in found}


def all_tables(projections: Sequence[Projection]) -> dict[str, sa.Table]:
    """Every table of these projections by name; raises ValueError when two claim the same."""
    found: dict[str, sa.Table] = {}
    for projection in projections:
        own = tables_of(*projection.tables)
        if both := found.keys() & own.keys():
            raise ValueError(f"{projection.name} writes tables of another projection: {sorted(both)}")
        found |= own
    return found
