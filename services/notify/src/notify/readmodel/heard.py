"""Rows that say what other services told us: written at once, so that the next message of the same batch sees them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from chassis.projections.change import Patch, Put
from chassis.projections.projection import tables_of
from chassis.projections.write import write


async def remember(connection: AsyncConnection, row: type[SQLModel], key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """The whole row under this key."""
    await write(connection, tables_of(row), [Put(str(row.__tablename__), key, values)])


async def amend(connection: AsyncConnection, row: type[SQLModel], key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Some columns of a row that is there; where there is none, nothing."""
    await write(connection, tables_of(row), [Patch(str(row.__tablename__), key, values)])
