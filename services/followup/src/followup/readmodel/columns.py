"""The base of followup's tables, with metadata of its own (one process may hold five services), and the column shapes they share."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Row(SQLModel, registry=registry()):
    pass


def instant_column() -> Any:
    """An instant, stored with its zone."""
    kind: Any = sa.DateTime(timezone=True)
    return Field(sa_type=kind, nullable=False)
