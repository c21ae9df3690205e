"""Rebuilding beside, then switching: new tables are filled in a schema of their own while the old ones serve, and change places in one transaction."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chassis.eventstore.codec import Codec
from chassis.eventstore.read import head, read_log
from chassis.projections.projection import Projection, tables_of
from chassis.projections.runner import OWN
from chassis.projections.write import write

BESIDE = "rebuild"
RETIRED = "retired"
PAGE = 2000

_POSITION = sa.text(
    "INSERT INTO position (reader, source, position) VALUES (:reader, :source, :position) "
    "ON CONFLICT (reader, source) DO UPDATE SET position = excluded.position"
)
_HOLD = sa.text("SELECT position FROM position WHERE reader = :reader AND source = :source FOR UPDATE")


@dataclass(frozen=True)
class Progress:
    """How far a rebuild came; `done` once the new tables serve."""

    position: int
    head: int
    done: bool = False


async def make_beside(connection: AsyncConnection, tables: Sequence[str], schema: str) -> None:
    """Empty copies of the tables, with their indexes and constraints, in a schema of their own."""
    await connection.execute(sa.text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
    await connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    for table in tables:
        await connection.execute(sa.text(f'CREATE TABLE {schema}."{table}" (LIKE public."{table}" INCLUDING ALL)'))


async def switch(connection: AsyncConnection, tables: Sequence[str], schema: str, runtime_role: str) -> None:
    """The new tables take the place of the old, which are kept in the schema `retired` until the next rebuild."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", runtime_role):
        raise ValueError(f"not a role name: {runtime_role!r}")
    await connection.execute(sa.text(f"CREATE SCHEMA IF NOT EXISTS {RETIRED}"))
    for table in tables:
        await connection.execute(sa.text(f'DROP TABLE IF EXISTS {RETIRED}."{table}"'))
        await connection.execute(sa.text(f'ALTER TABLE public."{table}" SET SCHEMA {RETIRED}'))
        await connection.execute(sa.text(f'ALTER TABLE {schema}."{table}" SET SCHEMA public'))
        await connection.execute(sa.text(f'GRANT SELECT, INSERT, UPDATE, DELETE ON public."{table}" TO {runtime_role}'))
    await connection.execute(sa.text(f"DROP SCHEMA {schema}"))


@asynccontextmanager
async def looking_beside(engine: AsyncEngine, schema: str) -> AsyncIterator[AsyncConnection]:
    """A transaction in which unqualified table names mean the tables beside."""
    async with engine.begin() as connection:
        await connection.execute(sa.text(f"SET LOCAL search_path TO {schema}, public"))
        yield connection


async def rebuild(owner: AsyncEngine, codec: Codec, projection: Projection, runtime_role: str) -> AsyncIterator[Progress]:
    """Rebuild one projection of a service's own log, as the database's owner; yields progress, readers notice nothing.

    The live reader is held only while the last page is applied and the tables change places.
    """
    schema = f"{BESIDE}_{projection.name}".replace("-", "_")
    tables = tables_of(*projection.tables)
    async with owner.begin() as connection:
        await make_beside(connection, list(tables), schema)
        newest = await head(connection)
    position = 0
    while position < newest:
        async with looking_beside(owner, schema) as connection:
            position = await _apply_page(connection, codec, projection, tables, position)
            newest = await head(connection)
        yield Progress(position, newest)
    async with looking_beside(owner, schema) as connection:
        await connection.execute(_HOLD, {"reader": projection.reader, "source": OWN})
        while (after := await _apply_page(connection, codec, projection, tables, position)) > position:
            position = after
        await switch(connection, list(tables), schema, runtime_role)
        await connection.execute(_POSITION, {"reader": projection.reader, "source": OWN, "position": position})
    yield Progress(position, position, done=True)


async def _apply_page(connection: AsyncConnection, codec: Codec, projection: Projection, tables: dict[str, sa.Table], after: int) -> int:
    page = await read_log(connection, codec, after, PAGE)
    if not page:
        return after
    await write(connection, tables, [change for recorded in page for change in projection.apply(recorded)])
    return page[-1].position
