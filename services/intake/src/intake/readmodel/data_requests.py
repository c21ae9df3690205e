"""Requests of persons about the data held on them: what was asked, by when it was answered, and whether it was carried out."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from contracts.vocabulary import DataRequestOutcome
from intake.data_request import events as e
from intake.readmodel.row import Row, fetch

TABLE = "data_request"
ASKED, ANSWERED, REFUSED, COMPLETED = "ASKED", "ANSWERED", "REFUSED", "COMPLETED"
TO_DO = (ASKED, ANSWERED)


class DataRequestRow(Row, table=True):
    """One request; documents as number and symbol."""

    __tablename__ = TABLE

    request_id: str = Field(primary_key=True)
    state: str
    kind: str
    received_on: date
    received_by_org_id: str
    submitter_ref: str | None = None
    third_parties: bool = False
    outcome: str | None = None
    answered_on: date | None = None
    answer_doc: str | None = None
    completed_on: date | None = None
    completion_doc: str | None = None


def apply(recorded: Recorded) -> Iterable[Change]:
    """The request after each event."""
    event = recorded.event
    match event:
        case e.DataRequestRegistered():
            yield Put(TABLE, {"request_id": event.request_id}, {**_asked(event), **_LATER})
        case e.DataRequestAnswered():
            refused = event.outcome is DataRequestOutcome.REFUSED_WITH_REASON
            answer = {"outcome": event.outcome.value, "answered_on": event.answered_on, "answer_doc": event.doc and event.doc.reference}
            yield Patch(TABLE, {"request_id": event.request_id}, {"state": REFUSED if refused else ANSWERED, **answer})
        case e.DataRequestCompleted():
            done = {"completed_on": event.completed_on, "completion_doc": event.doc and event.doc.reference}
            yield Patch(TABLE, {"request_id": event.request_id}, {"state": COMPLETED, **done})


def _asked(event: e.DataRequestRegistered) -> dict[str, Any]:
    return {
        "state": ASKED,
        "kind": event.kind.value,
        "received_on": event.received_on,
        "received_by_org_id": event.received_by_org_id,
        "submitter_ref": event.submitter_ref,
        "third_parties": event.third_parties,
    }


_LATER = dict.fromkeys(("outcome", "answered_on", "answer_doc", "completed_on", "completion_doc"))
DATA_REQUESTS = Projection(TABLE, 2, (DataRequestRow,), apply)


async def find(connection: AsyncConnection, request_id: str) -> DataRequestRow | None:
    """One request, or None."""
    found = await fetch(connection, DataRequestRow, sa.select(DataRequestRow).where(col(DataRequestRow.request_id) == request_id))
    return found[0] if found else None


async def find_all(
    connection: AsyncConnection, orgs: Sequence[str] | None, *, to_do: bool, offset: int, limit: int
) -> tuple[Sequence[DataRequestRow], int]:
    """Those received by these organisations (None: by anybody), what is still to do first, the oldest first; and how many in all."""
    row = DataRequestRow
    where = [] if orgs is None else [col(row.received_by_org_id).in_(orgs)]
    if to_do:
        where.append(col(row.state).in_(TO_DO))
    total = (await connection.execute(sa.select(sa.func.count()).select_from(row).where(*where))).scalar_one()
    order = (col(row.state).not_in(TO_DO), col(row.received_on), col(row.request_id))
    return await fetch(connection, row, sa.select(row).where(*where).order_by(*order).offset(offset).limit(limit)), int(total)
