"""Imported files: where each stands, what became of every row. Contents are sealed under the file's own key and leave with the row's registration."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from intake.import_batch import events as e
from intake.readmodel.row import Row, fetch, instant, json

PREVIEWED, APPROVED, FINISHED, FORGOTTEN = "PREVIEWED", "APPROVED", "FINISHED", "FORGOTTEN"
WRITTEN = ("new", "warning")


class ImportedFileRow(Row, table=True):
    """One uploaded file and how far it is."""

    __tablename__ = "imported_file"

    batch_id: str = Field(primary_key=True)
    state: str
    digest: str
    form: str
    received_by_org_id: str
    target_session_id: str | None = None
    previewed_at: datetime = instant()
    previewed_by: str
    approved_at: datetime | None = instant(nullable=True)
    approved_by: str | None = None
    approved_by_role: str | None = None
    approved_by_org_id: str | None = None
    finished_at: datetime | None = instant(nullable=True)
    registered: int | None = None
    repeated: int | None = None
    refused: int | None = None


class ImportedRow(Row, table=True):
    """One row of a file. `state`: new, duplicate, warning or error, as the preview saw it; `outcome`: registered, repeated or refused once it was applied."""

    __tablename__ = "imported_row"

    batch_id: str = Field(primary_key=True)
    ordinal: int = Field(primary_key=True)
    sheet: str
    number: int
    row_key: str
    state: str
    outcome: str | None = None
    opinion_id: str | None = None
    slugs: list[str] | None = json()
    messages: list[str] | None = json()
    sealed: dict[str, Any] | None = json()


class ImportedNoteRow(Row, table=True):
    """What there is to say about a file as a whole, sealed like its rows: a heading may hold anything."""

    __tablename__ = "imported_note"

    batch_id: str = Field(primary_key=True)
    sealed: dict[str, Any] = json()


NAME = "imported_file"


def apply(recorded: Recorded) -> Iterable[Change]:
    """Where the file stands after each event."""
    event = recorded.event
    match event:
        case e.ImportPreviewed():
            yield Put(
                NAME,
                {"batch_id": event.batch_id},
                {
                    "state": PREVIEWED,
                    **_kept(event, "digest", "form", "received_by_org_id", "target_session_id", "previewed_at", "previewed_by"),
                },
            )
        case e.ImportApproved():
            yield Patch(
                NAME,
                {"batch_id": event.batch_id},
                {"state": APPROVED, **_kept(event, "approved_at", "approved_by", "approved_by_role", "approved_by_org_id")},
            )
        case e.ImportFinished():
            yield Patch(
                NAME, {"batch_id": event.batch_id}, {"state": FINISHED, **_kept(event, "finished_at", "registered", "repeated", "refused")}
            )
        case e.ImportForgotten():
            yield Patch(NAME, {"batch_id": event.batch_id}, {"state": FORGOTTEN})


def _kept(event: e.ImportEvent, *names: str) -> dict[str, Any]:
    return {name: getattr(event, name) for name in names}


IMPORTED_FILES = Projection(NAME, 1, (ImportedFileRow,), apply)


async def find_file(connection: AsyncConnection, batch_id: str) -> ImportedFileRow | None:
    """One file, or None."""
    found = await fetch(connection, ImportedFileRow, sa.select(ImportedFileRow).where(col(ImportedFileRow.batch_id) == batch_id))
    return found[0] if found else None


async def find_files(
    connection: AsyncConnection, orgs: tuple[str, ...] | None, *, offset: int = 0, limit: int = 25
) -> tuple[Sequence[ImportedFileRow], int]:
    """Files of these organisations (None: all), the newest first, and how many there are."""
    row = ImportedFileRow
    wanted = sa.select(row).where(*([col(row.received_by_org_id).in_(orgs)] if orgs is not None else []))
    total = (await connection.execute(sa.select(sa.func.count()).select_from(wanted.subquery()))).scalar_one()
    page = wanted.order_by(col(row.previewed_at).desc(), col(row.batch_id)).offset(offset).limit(limit)
    return await fetch(connection, row, page), total


async def find_rows(connection: AsyncConnection, batch_id: str, *, only: str = "") -> Sequence[ImportedRow]:
    """The rows of a file in its order; `only` those whose state or outcome this is."""
    row = ImportedRow
    wanted = sa.select(row).where(col(row.batch_id) == batch_id).order_by(col(row.ordinal))
    if only:
        wanted = wanted.where(sa.func.coalesce(col(row.outcome), col(row.state)) == only)
    return await fetch(connection, row, wanted)


async def find_row(connection: AsyncConnection, source_ref: str | None) -> ImportedRow | None:
    """The row an opinion came from by its `source_ref`, or None when it did not come from a file."""
    row = ImportedRow
    kind, _, place = (source_ref or "").partition("/")
    batch_id, _, ordinal = place.partition("/")
    if kind != "import" or not ordinal.isdecimal():
        return None
    wanted = sa.select(row).where(col(row.batch_id) == batch_id, col(row.ordinal) == int(ordinal))
    found = await fetch(connection, row, wanted)
    return found[0] if found else None


async def find_notes(connection: AsyncConnection, batch_id: str) -> dict[str, Any] | None:
    """The sealed notes about a file, or None once they are forgotten."""
    found: dict[str, Any] | None = (
        await connection.execute(sa.select(col(ImportedNoteRow.sealed)).where(col(ImportedNoteRow.batch_id) == batch_id))
    ).scalar()
    return found


async def counts(connection: AsyncConnection, batch_id: str) -> Mapping[str, int]:
    """Rows by state, and by outcome, and `left`: those still to be registered."""
    row = ImportedRow
    states = await connection.execute(
        sa.select(col(row.state), sa.func.count()).where(col(row.batch_id) == batch_id).group_by(col(row.state))
    )
    outcomes = await connection.execute(
        sa.select(col(row.outcome), sa.func.count())
        .where(col(row.batch_id) == batch_id, col(row.outcome).is_not(None))
        .group_by(col(row.outcome))
    )
    found = {**dict.fromkeys(("new", "duplicate", "warning", "error", "registered", "repeated", "refused"), 0)}
    found |= {str(name): int(count) for name, count in (*states.all(), *outcomes.all())}
    return found | {"left": found["new"] + found["warning"] - found["registered"] - found["repeated"] - found["refused"]}
