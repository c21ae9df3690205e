"""One opinion in full: sealed text and submitter (opened only for those who may), documents, preparation, merging, replies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from contracts.vocabulary import Route
from intake.opinion import events as e
from intake.readmodel.opinion_list import OpinionListRow
from intake.readmodel.row import Row, fetch, json


class OpinionDetailRow(Row, table=True):
    """Beside the row of `opinion_list`; the sealed columns are ciphertext and empty once routed out or shredded."""

    __tablename__ = "opinion_detail"

    opinion_id: str = Field(primary_key=True)
    version: int
    submitter_ref: str | None = None
    sealed_text: dict[str, Any] | None = json()
    sealed_submitter: dict[str, Any] | None = json()
    sealed_answer: dict[str, Any] | None = json()
    attachment_refs: list[str] | None = json()
    calendar_version: str | None = None
    is_longstanding: bool | None = None
    classified_by_role: str | None = None
    classification_reason: str | None = None
    acknowledgement: dict[str, Any] | None = json()
    preparation_due_on: date | None = None
    prepared_outcome: str | None = None
    prepared_text_ref: str | None = None
    merge_reason: str | None = None
    route: str | None = None
    routed_to_org_id: str | None = None
    reject_reason: str | None = None
    withdraw_reason: str | None = None
    shredded: bool = False
    spot_outcome: str | None = None
    co_agencies: list[str] | None = json()
    reply_id: str | None = None
    reply_outcome: str | None = None
    reply_issued_on: date | None = None
    reply_org_id: str | None = None
    closed_on: date | None = None
    timeliness: str | None = None


NAME = "opinion_detail"
PURGED = {"sealed_text": None, "sealed_answer": None}
FORGOTTEN = {
    "sealed_text": None,
    "sealed_answer": None,
    "sealed_submitter": None,
    "submitter_ref": None,
    "attachment_refs": None,
    "shredded": True,
}


def apply(recorded: Recorded) -> Iterable[Change]:
    """What is known after each event."""
    event = recorded.event
    match event:
        case e.OpinionRegistered():
            yield Put(NAME, {"opinion_id": event.opinion_id}, {**_registered(event), "version": recorded.version})
        case e.OpinionMerged():
            yield Patch(NAME, {"opinion_id": event.survivor_id}, {"merge_reason": event.reason, "version": recorded.version})
        case _ if recorded.type.startswith("opinion."):
            yield Patch(NAME, {"opinion_id": event.opinion_id}, {**_changed(event), "version": recorded.version})


def _registered(event: e.OpinionRegistered) -> dict[str, Any]:
    sealed = {name: field.model_dump() for name, field in vars(event.submitter).items() if field} if event.submitter else None
    return {
        "submitter_ref": event.submitter_ref,
        "sealed_text": event.text.model_dump() if event.text else None,
        "sealed_submitter": sealed,
        "attachment_refs": list(event.attachment_refs),
        "calendar_version": event.calendar_version,
        "shredded": False,
    }


def _changed(event: Any) -> dict[str, Any]:  # noqa: PLR0911
    match event:
        case e.OpinionAcknowledged():
            document = event.ack_doc.model_dump(mode="json")
            return {"acknowledgement": {"answer": event.answer, "on": event.acknowledged_on.isoformat(), **document}}
        case e.OpinionClassified():
            by = {"classified_by_role": event.classified_by_role, "classification_reason": event.reason}
            return {"is_longstanding": event.is_longstanding, **by}
        case e.PreparationAssigned():
            return {"preparation_due_on": event.due_on, "prepared_outcome": None, "prepared_text_ref": None, "sealed_answer": None}
        case e.PreparedAnswerSubmitted():
            sealed = event.text.model_dump() if event.text else None
            return {"prepared_outcome": event.outcome, "prepared_text_ref": event.text_ref, "sealed_answer": sealed}
        case e.OpinionJoined():
            return {"merge_reason": event.reason}
        case e.OpinionTextShredded():
            return FORGOTTEN
        case e.OpinionRejected() | e.OpinionRoutedOut() | e.OpinionWithdrawn():
            return _ended(event)
        case _:
            return _later(event)


def _ended(event: e.OpinionRejected | e.OpinionRoutedOut | e.OpinionWithdrawn) -> dict[str, Any]:
    match event:
        case e.OpinionRejected():
            return {"reject_reason": event.reason_code, **(FORGOTTEN if event.text_shredded else {})}
        case e.OpinionRoutedOut():
            purged = FORGOTTEN if event.route is Route.DENUNCIATION else PURGED
            return {"route": event.route, "routed_to_org_id": event.to_org_id, "classification_reason": None, **purged}
        case e.OpinionWithdrawn():
            return {"withdraw_reason": event.reason}


def _later(event: Any) -> dict[str, Any]:
    match event:
        case e.OpinionAnsweredOnSpot():
            return {"spot_outcome": event.outcome}
        case e.OpinionAssigned():
            return {"co_agencies": list(event.co_agencies)}
        case e.OpinionReplied():
            reply = {"reply_id": event.reply_id, "reply_outcome": event.outcome, "reply_issued_on": event.issued_on}
            return {**reply, "reply_org_id": event.issuing_org_id}
        case e.OpinionClosed():
            return {"closed_on": event.closed_on, "timeliness": event.timeliness}
        case e.OpinionReopened():
            return {"closed_on": None, "timeliness": None}
        case _:
            return {}


OPINION_DETAIL = Projection(NAME, 2, (OpinionDetailRow,), apply)


@dataclass(frozen=True)
class OpinionInFull:
    """Both rows, and the opinions that stand behind this one."""

    row: OpinionListRow
    more: OpinionDetailRow
    member_ids: tuple[str, ...]


async def find_many(connection: AsyncConnection, opinion_ids: Sequence[str]) -> Sequence[OpinionDetailRow]:
    """What is known beside the rows of the list."""
    return await fetch(connection, OpinionDetailRow, sa.select(OpinionDetailRow).where(col(OpinionDetailRow.opinion_id).in_(opinion_ids)))


async def find(connection: AsyncConnection, opinion_id: str) -> OpinionInFull | None:
    """The opinion, or None."""
    rows = await fetch(connection, OpinionListRow, sa.select(OpinionListRow).where(col(OpinionListRow.opinion_id) == opinion_id))
    more = await fetch(connection, OpinionDetailRow, sa.select(OpinionDetailRow).where(col(OpinionDetailRow.opinion_id) == opinion_id))
    if not rows or not more:
        return None
    members = (
        sa.select(col(OpinionListRow.opinion_id)).where(col(OpinionListRow.survivor_id) == opinion_id).order_by(OpinionListRow.opinion_id)
    )
    found = tuple((await connection.execute(members)).scalars())
    return OpinionInFull(rows[0], more[0], found)
