"""Every duty with a date: whose it is, what it is about, until when, and whether it was done."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from contracts.vocabulary import DutyKind
from followup.duty import events as e
from followup.duty.whose import OWNER_ROLE
from followup.readmodel.columns import Row

PENDING, FULFILLED, LIFTED = "PENDING", "FULFILLED", "LIFTED"


class DutyRow(Row, table=True):
    __tablename__ = "duty_list"

    duty_id: str = Field(primary_key=True)
    session_id: str | None = Field(default=None, index=True)
    kind: str
    owner_org_id: str
    owner_role: str
    host_org_id: str | None = None
    subject: str
    subject_id: str
    title: str | None = None
    anchor_on: date
    state: str
    due_on: date
    rule_id: str
    rule_pack_id: str
    calendar_version: str
    formula: str
    missed: bool = False
    escalation: int = 0
    required: int = 0
    done: int = 0
    fulfilled_on: date | None = None
    timeliness: str | None = None
    working_days_late: int = 0
    lifted_because: str | None = None
    extended_because: str | None = None
    passed_from: str | None = None
    passed_on: date | None = None
    version: int = 0


def apply(recorded: Recorded) -> Iterator[Change]:
    """Put the row when the duty opens, patch it afterwards."""
    event = recorded.event
    duty_id = getattr(event, "duty_id", None)
    if duty_id is None:
        return
    values = {**_changes(event), "version": recorded.version}
    change = Put if isinstance(event, e.DutyOpened) else Patch
    yield change("duty_list", {"duty_id": duty_id}, values)


def _changes(event: object) -> dict[str, Any]:  # noqa: C901, PLR0911 - one arm per kind of fact
    match event:
        case e.DutyOpened():
            return {**_owed(event), **_dated(event)}
        case e.DutyDeadlineRecalculated():
            return _dated(event)
        case e.DutyExtended():
            return {**_dated(event), "extended_because": event.reason}
        case e.DutyDeadlineMissed():
            return {"missed": True}
        case e.DutyEscalationRaised():
            return {"escalation": event.level}
        case e.DutyFulfilled():
            done = {"fulfilled_on": event.fulfilled_on, "timeliness": event.timeliness.value, "working_days_late": event.working_days_late}
            return {"state": FULFILLED, **done}
        case e.DutyRequirementRaised():
            return {"required": event.required, "title": event.title}
        case e.DutyPartDone():
            return {"done": event.count}
        case e.DutyLifted():
            return {"state": LIFTED, "lifted_because": event.reason}
        case e.DutyPassedToSuccessor():
            whose = {"owner_org_id": event.owner_org_id, "host_org_id": event.host_org_id}
            return {**whose, "passed_from": event.from_org_id, "passed_on": event.effective_on}
        case _:
            return {}


def _owed(event: e.DutyOpened) -> dict[str, Any]:
    return {
        "session_id": event.session_id,
        "kind": event.kind.value,
        "owner_org_id": event.owner_org_id,
        "owner_role": event.owner_role or OWNER_ROLE[event.kind],
        "host_org_id": event.host_org_id,
        "subject": event.subject.value,
        "subject_id": event.subject_id or event.session_id or event.duty_id,
        "title": event.title,
        "state": PENDING,
        "missed": False,
        "escalation": 0,
        "required": event.required,
        "done": event.done_before,
        "fulfilled_on": None,
        "timeliness": None,
        "working_days_late": 0,
        "lifted_because": None,
        "extended_because": None,
        "passed_from": None,
        "passed_on": None,
    }


def _dated(event: e.DutyOpened | e.DutyDeadlineRecalculated | e.DutyExtended) -> dict[str, Any]:
    deadline = event.schedule.deadline
    return {
        "due_on": deadline.due_on,
        "anchor_on": deadline.anchor_on,
        "rule_id": deadline.rule_id,
        "rule_pack_id": deadline.rule_pack_id,
        "calendar_version": deadline.calendar_version,
        "formula": deadline.formula,
    }


projection = Projection("duty_list", 4, (DutyRow,), apply)

table: sa.Table = DutyRow.__table__  # type: ignore[attr-defined]


async def find(
    connection: AsyncConnection,
    today: date,
    *,
    overdue: bool,
    pending: bool,
    owner: str | None,
    session_id: str | None,
    kind: str | None = None,
    limit: int,
    offset: int,
) -> tuple[Sequence[Any], int]:
    """Rows of one page, the earliest due first, and how many there are in all."""
    clauses: list[Any] = []
    if overdue:
        clauses.append(table.c.due_on < today)
    if overdue or pending:
        clauses.append(table.c.state == PENDING)
    if owner:
        clauses.append(table.c.owner_org_id == owner)
    if session_id:
        clauses.append(table.c.session_id == session_id)
    if kind:
        clauses.append(table.c.kind == kind)
    total = (await connection.execute(sa.select(sa.func.count()).select_from(table).where(*clauses))).scalar_one()
    query = sa.select(table).where(*clauses).order_by(table.c.due_on, table.c.duty_id).limit(limit).offset(offset)
    return (await connection.execute(query)).all(), int(total)


async def find_one(connection: AsyncConnection, duty_id: str) -> Any | None:
    """One row, None when there is no such duty."""
    return (await connection.execute(sa.select(table).where(table.c.duty_id == duty_id))).one_or_none()


async def left_after(connection: AsyncConnection, organisation: str, after: str, limit: int) -> Sequence[Any]:
    """What an organisation leaves undone, or led, and its counted years, in order of ids behind `after`: duty, kind, owner, session."""
    concerned = sa.or_(table.c.owner_org_id == organisation, table.c.host_org_id == organisation)
    counted = sa.and_(table.c.state == FULFILLED, table.c.kind == DutyKind.MINIMUM_FREQUENCY.value)
    columns = (table.c.duty_id, table.c.kind, table.c.owner_org_id, table.c.session_id)
    query = sa.select(*columns).where(table.c.duty_id > after, sa.or_(table.c.state == PENDING, counted), concerned)
    return (await connection.execute(query.order_by(table.c.duty_id).limit(limit))).all()


async def pending_after(connection: AsyncConnection, after: str, limit: int) -> Sequence[str]:
    """Ids of pending duties in order behind `after`: what a recount walks."""
    query = sa.select(table.c.duty_id).where(table.c.duty_id > after, table.c.state == PENDING).order_by(table.c.duty_id).limit(limit)
    return (await connection.execute(query)).scalars().all()
