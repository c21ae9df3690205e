"""What happened to one opinion, in order: facts and dates only, never its text or its people."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Drop, Put
from chassis.projections.projection import Projection
from contracts.envelope import Document
from intake.opinion import events as e
from intake.readmodel.row import Row, fetch, instant, json


class OpinionHistoryRow(Row, table=True):
    """One event. `happened` is its stored type without aggregate and version; `facts` its plain fields."""

    __tablename__ = "opinion_history"

    opinion_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    at: datetime = instant()
    actor: str
    happened: str
    facts: dict[str, Any] | None = json()


NAME = "opinion_history"
HIDDEN = frozenset({"opinion_id", "survivor_id", "submitter", "text", "submitter_ref", "summary_redacted", "attachment_refs", "state"})


def apply(recorded: Recorded) -> Iterable[Change]:
    """One row for each event of an opinion; after routing out, the reasons given before are gone too."""
    if not recorded.type.startswith("opinion."):
        return
    opinion_id = recorded.stream.removeprefix("opinion-")
    if isinstance(recorded.event, e.OpinionRoutedOut):
        yield Drop(NAME, {"opinion_id": opinion_id, "happened": "opinion-classified"})
    values = {
        "at": recorded.at,
        "actor": recorded.meta.actor,
        "happened": recorded.type.split(".")[1],
        "facts": {field.name: _plain(getattr(recorded.event, field.name)) for field in fields(recorded.event) if field.name not in HIDDEN},
    }
    yield Put(NAME, {"opinion_id": opinion_id, "version": recorded.version}, values)


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return list(value)
        case Document():
            return value.model_dump(mode="json", exclude_none=True)
        case _:
            return value


OPINION_HISTORY = Projection(NAME, 1, (OpinionHistoryRow,), apply)


async def find(connection: AsyncConnection, opinion_id: str) -> Sequence[OpinionHistoryRow]:
    """Its events, oldest first."""
    wanted = sa.select(OpinionHistoryRow).where(col(OpinionHistoryRow.opinion_id) == opinion_id).order_by(col(OpinionHistoryRow.version))
    return await fetch(connection, OpinionHistoryRow, wanted)
