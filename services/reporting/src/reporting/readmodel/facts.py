"""What a fact table is: rows that one source service writes and nobody else, so no order between sources can harm them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

INSTANT: Any = sa.DateTime(timezone=True)
JSON: Any = sa.JSON


class Fact(SQLModel, registry=registry()):
    """Tables of this service alone, apart from those of other services in the same process."""


def table_of(model: type[Fact]) -> sa.Table:
    """The SQL table behind a model."""
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    return table


def newest(*columns: sa.ColumnElement[Any]) -> list[sa.UnaryExpression[Any]]:
    """Order that puts the latest known value first, unknown ones last."""
    return [sa.desc(column).nulls_last() for column in columns]
