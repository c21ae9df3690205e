"""The chair's pack for a session: every opinion meant for it with what its unit prepared, the missing ones marked, by field and unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from intake.opinion.vocabulary import StateName
from intake.readmodel.opinion_detail import OpinionDetailRow
from intake.readmodel.opinion_list import UNPUBLISHED, Filter, OpinionListRow, conditions

LEFT_OUT = (*UNPUBLISHED, StateName.MERGED)


@dataclass(frozen=True)
class PreparedLine:
    """One opinion of the pack; the sealed columns are ciphertext, opened only for who may read them."""

    opinion_id: str
    lookup_code: str | None
    state: str
    summary: str
    domain_code: str | None
    urgency: str | None
    authority: str | None
    submitter_kind: str
    represented_count: int
    after_cutoff: bool
    unit_id: str | None
    due_on: date | None
    outcome: str | None
    text_ref: str | None
    sealed_text: dict[str, Any] | None
    sealed_answer: dict[str, Any] | None

    @property
    def is_missing(self) -> bool:
        return self.outcome is None


async def find(connection: AsyncConnection, session_id: str, orgs: tuple[str, ...] | None) -> Sequence[PreparedLine]:
    """By field, then unit, then pressing ones first; `orgs` limits to what these organisations work with (None: everything)."""
    row, more = OpinionListRow, OpinionDetailRow
    columns: tuple[Any, ...] = (
        col(row.opinion_id),
        col(row.lookup_code),
        col(row.state),
        col(row.summary),
        col(row.domain_code),
        col(row.urgency),
        col(row.authority),
        col(row.submitter_kind),
        col(row.represented_count),
        col(row.after_cutoff),
        col(row.preparation_unit_id).label("unit_id"),
        col(more.preparation_due_on).label("due_on"),
        col(more.prepared_outcome).label("outcome"),
        col(more.prepared_text_ref).label("text_ref"),
        col(more.sealed_text),
        col(more.sealed_answer),
    )
    pressing = sa.case((col(row.urgency) == "HOT", 0), (col(row.urgency) == "HIGH", 1), else_=2)
    order = (col(row.domain_code).nulls_last(), col(row.preparation_unit_id).nulls_last(), pressing, col(row.opinion_id))
    here = sa.func.coalesce(col(row.session_id), col(row.target_session_id)) == session_id
    wanted = (here, col(row.state).not_in(LEFT_OUT), *conditions(Filter(orgs=orgs)))
    query = sa.select(*columns).join(more, col(more.opinion_id) == col(row.opinion_id)).where(*wanted).order_by(*order)
    return [PreparedLine(**found) for found in (await connection.execute(query)).mappings()]
