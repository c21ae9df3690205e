"""The base of this service's rows: table definitions of its own, apart from those of other services in one process."""

from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Row(SQLModel, registry=registry()):
    """A row of a read model."""


R = TypeVar("R", bound=Row)


async def fetch(connection: AsyncConnection, kind: type[R], wanted: sa.Select[Any]) -> list[R]:
    """The rows a query finds, in its order."""
    return [kind(**{str(name): value for name, value in found.items()}) for found in (await connection.execute(wanted)).mappings()]


def instant(*, nullable: bool = False) -> Any:
    """A UTC instant."""
    return Field(default=None if nullable else ..., sa_type=sa.DateTime(timezone=True), nullable=nullable)


def json() -> Any:
    """A JSON value; a list of strings or a sealed text."""
    return Field(default=None, sa_type=JSONB, nullable=True)
