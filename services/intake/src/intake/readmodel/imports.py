"""Imported files: what became of every row, to be read again or sent back to the office that made the file."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col

from intake.readmodel.row import Row, fetch, instant, json


class ImportedRow(Row, table=True):
    """One row of an imported file. `outcome`: registered, repeated, refused or invalid; never the row's content."""

    __tablename__ = "imported_row"

    import_id: str = Field(primary_key=True)
    row_key: str = Field(primary_key=True)
    line: int
    outcome: str
    opinion_id: str | None = None
    slugs: list[str] | None = json()
    message: str = ""
    at: datetime = instant()


async def find(connection: AsyncConnection, import_id: str) -> Sequence[ImportedRow]:
    """The rows of an import, in the order of the file."""
    wanted = sa.select(ImportedRow).where(col(ImportedRow.import_id) == import_id).order_by(col(ImportedRow.line))
    return await fetch(connection, ImportedRow, wanted)
