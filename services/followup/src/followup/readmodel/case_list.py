"""The list of cases: who has what, until when, and how it ended. OVERDUE follows from the due date and today, it is no column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from contracts.vocabulary import RecalculationCause
from followup.case import events as e
from followup.case import promised
from followup.deadlines.schedule import Schedule
from followup.readmodel.columns import Row

OPEN, IN_PROGRESS, EXTENDED, REOPENED = "OPEN", "IN_PROGRESS", "EXTENDED", "REOPENED"
REFERRED_UP, SUPERIOR_ANSWERED, REPLIED, CLOSED = "REFERRED_UP", "SUPERIOR_ANSWERED", "REPLIED", "CLOSED"
RUNNING = (OPEN, IN_PROGRESS, EXTENDED, SUPERIOR_ANSWERED, REOPENED)
UNANSWERED = (*RUNNING, REFERRED_UP)
STATES = (*UNANSWERED, REPLIED, CLOSED)


class CaseRow(Row, table=True):
    __tablename__ = "case_list"

    case_id: str = Field(primary_key=True)
    session_id: str = Field(index=True)
    opinion_ids: str
    host_org_id: str
    assigned_agency_id: str = Field(index=True)
    level: str
    complexity: str
    authority: str | None = None
    anchor_on: date
    state: str = Field(index=True)
    due_on: date | None = Field(default=None, index=True)
    warn_on: date | None = None
    rule_id: str | None = None
    rule_pack_id: str | None = None
    calendar_version: str | None = None
    summary: str = ""
    last_reminder: str | None = None
    missed: bool = False
    escalation: int = 0
    extended: bool = False
    superior_org_id: str | None = None
    outcome: str | None = None
    replied_on: date | None = None
    timeliness: str | None = None
    working_days_late: int = 0
    working_days_early: int = 0
    co_agencies: str = ""
    flags: str = ""
    closed_on: date | None = None
    waits_for_chair: bool = False
    version: int = 0


def _scheduled(schedule: Schedule | None) -> dict[str, Any]:
    if schedule is None:
        return {}
    deadline = schedule.deadline
    warn_on = min(schedule.warn_on, default=None)
    known = {"rule_id": deadline.rule_id, "rule_pack_id": deadline.rule_pack_id, "calendar_version": deadline.calendar_version}
    return {"due_on": deadline.due_on, **({"warn_on": warn_on} if warn_on else {}), **known}


def apply(recorded: Recorded) -> Iterator[Change]:
    """Put the row when the case opens, patch it afterwards; the row's version is the stream's."""
    event = recorded.event
    case_id = getattr(event, "case_id", None)
    if case_id is None or isinstance(event, e.ReplyHeld | e.HeldReplyRefused):
        return
    if isinstance(event, e.FollowUpOpened):
        yield Put("case_list", {"case_id": case_id}, {**_opened(event), "version": recorded.version})
        return
    yield Patch("case_list", {"case_id": case_id}, {**_changes(event), "version": recorded.version})


def _opened(event: e.FollowUpOpened) -> dict[str, Any]:
    return {
        "session_id": event.session_id,
        "opinion_ids": " ".join(event.opinion_ids),
        "host_org_id": event.host_org_id,
        "assigned_agency_id": event.assigned_agency_id,
        "co_agencies": " ".join(event.co_agencies),
        "level": event.level.value,
        "complexity": event.complexity.value,
        "authority": event.authority.value if event.authority else None,
        "anchor_on": event.anchor_on,
        "state": OPEN,
        "summary": event.summary_redacted or "",
        "missed": False,
        "extended": False,
        "escalation": 0,
        "working_days_late": 0,
        "working_days_early": 0,
        "flags": "",
        "waits_for_chair": False,
        **_scheduled(event.schedule),
    }


def _changes(event: object) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 - one arm per kind of fact
    match event:
        case e.WorkStarted():
            return {"state": IN_PROGRESS}
        case e.CaseReassigned():
            return {"assigned_agency_id": event.to_agency_id, "co_agencies": " ".join(event.co_agencies)}
        case promised.OpinionsJoined():
            return {"opinion_ids": " ".join(event.answers)}
        case promised.CasePassedToSuccessor():
            beside = " ".join(event.co_agencies)
            holders = {"assigned_agency_id": event.assigned_agency_id, "host_org_id": event.host_org_id, "co_agencies": beside}
            if event.referral_ended:
                return {**holders, "state": OPEN, "superior_org_id": None, **_scheduled(event.schedule)}
            return {**holders, **({"superior_org_id": event.superior_org_id} if event.superior_org_id else {})}
        case e.CaseReclassified():
            return {"complexity": event.to_complexity.value, **_scheduled(event.schedule)}
        case e.ExtensionGranted():
            return {"state": EXTENDED, "extended": True, "waits_for_chair": False, **_scheduled(event.schedule)}
        case e.ExtensionRequested() | e.ReferralRequested():
            return {"waits_for_chair": True}
        case e.ExtensionRefused() | promised.ReferralDeclined():
            return {"waits_for_chair": False}
        case e.DeadlineRecalculated() | e.DeadlineUpheld():
            return _recounted(event)
        case e.EscalationRaised():
            return {"escalation": event.level}
        case e.DeadlineMissed():
            return {"missed": True}
        case e.DeadlineApproaching():
            return {"last_reminder": event.level.value}
        case _:
            return _ending(event)


def _recounted(event: e.DeadlineRecalculated | e.DeadlineUpheld) -> dict[str, Any]:
    values = _scheduled(event.schedule)
    if event.cause is RecalculationCause.SESSION_DATE_CORRECTED:
        values["anchor_on"] = event.anchor_on
    if isinstance(event, e.DeadlineRecalculated) and event.judged:
        values |= {**vars(event.judged), "timeliness": event.judged.timeliness.value}
    return values


def _ending(event: object) -> dict[str, Any]:  # noqa: PLR0911 - one arm per kind of fact
    match event:
        case e.ReferredToSuperior():
            return {"state": REFERRED_UP, "superior_org_id": event.superior_org_id, "waits_for_chair": False}
        case e.SuperiorResponseReceived():
            return {"state": SUPERIOR_ANSWERED, **_scheduled(event.schedule)}
        case e.ReplyIssued():
            return _replied(event)
        case e.ReportingCompleted():
            return {"flags": " ".join(event.flags)}
        case e.CaseClosed():
            return {"state": CLOSED, "closed_on": event.closed_on, "flags": " ".join(event.flags)}
        case e.CaseReopened():
            return {
                "state": REOPENED,
                "closed_on": None,
                "replied_on": None,
                "timeliness": None,
                "working_days_late": 0,
                "working_days_early": 0,
                **_scheduled(event.schedule),
            }
        case _:
            return {}


def _replied(event: e.ReplyIssued) -> dict[str, Any]:
    """What a case ends with is what its newest reply says; its date and timeliness are those of the first complete one."""
    said = {"outcome": event.reply.outcome.value, "flags": " ".join(event.flags), "waits_for_chair": False}
    if not event.answers_all:
        return said
    counted = {"working_days_late": event.working_days_late, "working_days_early": event.working_days_early}
    return {**said, "state": REPLIED, "replied_on": event.counts_on, "timeliness": event.timeliness.value, **counted}


projection = Projection("case_list", 3, (CaseRow,), apply)

table: sa.Table = CaseRow.__table__  # type: ignore[attr-defined]
SORTS: Mapping[str, Any] = {
    "due": (sa.nulls_last(table.c.due_on), table.c.case_id),
    "held": (table.c.anchor_on.desc(), table.c.case_id),
    "agency": (table.c.assigned_agency_id, sa.nulls_last(table.c.due_on), table.c.case_id),
    "late": (table.c.working_days_late.desc(), sa.nulls_last(table.c.due_on), table.c.case_id),
}


@dataclass(frozen=True)
class CaseFilter:
    """What is asked for. `agencies` None means all; `overdue` asks for unanswered cases whose due date has passed.

    `holders` also finds cases an organisation stands beside (co-agency) or hosted; `code` is the beginning of a case's code; `also` are further conditions (a search).
    """

    overdue: bool = False
    state: str | None = None
    agencies: tuple[str, ...] | None = None
    session_id: str | None = None
    due_to: date | None = None
    sort: str = "due"
    holders: tuple[str, ...] | None = None
    code: str = ""
    unanswered: bool = False
    waits_for_chair: bool = False
    also: Sequence[Any] = ()


def _where(wanted: CaseFilter, today: date) -> list[Any]:
    clauses: list[Any] = [*wanted.also]
    if wanted.overdue:
        clauses += [table.c.state.in_(RUNNING), table.c.due_on < today]
    if wanted.state:
        clauses.append(table.c.state == wanted.state)
    if wanted.agencies is not None:
        clauses.append(table.c.assigned_agency_id.in_(wanted.agencies))
    if wanted.session_id:
        clauses.append(table.c.session_id == wanted.session_id)
    if wanted.due_to:
        clauses.append(table.c.due_on <= wanted.due_to)
    if wanted.holders is not None:
        clauses.append(held_by(wanted.holders))
    if wanted.code:
        clauses.append(table.c.case_id.startswith(wanted.code.lower(), autoescape=True))
    if wanted.unanswered:
        clauses.append(table.c.state.in_(UNANSWERED))
    if wanted.waits_for_chair:
        clauses.append(table.c.waits_for_chair)
    return clauses


def held_by(organisations: Sequence[str]) -> Any:
    """Cases these organisations answer, stand beside, or host."""
    beside = sa.func.string_to_array(table.c.co_agencies, " ").bool_op("&&")(sa.cast(list(organisations), ARRAY(sa.Text)))
    return sa.or_(table.c.assigned_agency_id.in_(organisations), table.c.host_org_id.in_(organisations), beside)


async def find(connection: AsyncConnection, wanted: CaseFilter, today: date, *, limit: int, offset: int) -> tuple[Sequence[Any], int]:
    """Rows of one page and how many there are in all."""
    clauses = _where(wanted, today)
    total = (await connection.execute(sa.select(sa.func.count()).select_from(table).where(*clauses))).scalar_one()
    query = sa.select(table).where(*clauses).order_by(*SORTS[wanted.sort]).limit(limit).offset(offset)
    return (await connection.execute(query)).all(), int(total)


async def limited_after(connection: AsyncConnection, after: str, limit: int) -> Sequence[str]:
    """Ids of running cases with a due date, in order behind `after`: what a recount walks."""
    query = sa.select(table.c.case_id).where(table.c.case_id > after, table.c.state.in_(RUNNING), table.c.due_on.is_not(None))
    return (await connection.execute(query.order_by(table.c.case_id).limit(limit))).scalars().all()


async def open_after(connection: AsyncConnection, organisation: str, also: Sequence[str], after: str, limit: int) -> Sequence[str]:
    """Ids of what an organisation leaves open, in order behind `after`: cases not closed, and those named in `also` (open commitments)."""
    left = sa.or_(table.c.state != CLOSED, table.c.case_id.in_(also))
    concerned = sa.or_(held_by([organisation]), table.c.superior_org_id == organisation)
    query = sa.select(table.c.case_id).where(table.c.case_id > after, concerned, left)
    return (await connection.execute(query.order_by(table.c.case_id).limit(limit))).scalars().all()


async def counts(connection: AsyncConnection, today: date) -> Mapping[str, int]:
    """How many cases are unanswered, overdue, replied on time and late."""
    running, late = table.c.state.in_(RUNNING), table.c.timeliness == "LATE"
    query = sa.select(
        sa.func.count().label("cases"),
        sa.func.count().filter(table.c.state.in_(UNANSWERED)).label("unanswered"),
        sa.func.count().filter(running, table.c.due_on < today).label("overdue"),
        sa.func.count().filter(table.c.timeliness == "ON_TIME").label("on_time"),
        sa.func.count().filter(late).label("late"),
        sa.func.count().filter(table.c.working_days_early > 0).label("early"),
    )
    return {name: int(value) for name, value in (await connection.execute(query)).mappings().one().items()}


async def counts_of(connection: AsyncConnection, holders: Sequence[str] | None, today: date) -> Mapping[str, int]:
    """What waits for these organisations (None: for all): unanswered, overdue, due within a week, at the chair, not fully reported."""
    running = table.c.state.in_(RUNNING)
    soon = table.c.due_on.between(today, today + timedelta(days=7))
    query = sa.select(
        sa.func.count().filter(table.c.state.in_(UNANSWERED)).label("unanswered"),
        sa.func.count().filter(running, table.c.due_on < today).label("overdue"),
        sa.func.count().filter(running, soon).label("soon"),
        sa.func.count().filter(table.c.waits_for_chair).label("waits"),
        sa.func.count().filter(table.c.state == REPLIED, table.c.flags.contains("INCOMPLETE_REPORTING")).label("incomplete"),
    )
    if holders is not None:
        query = query.where(held_by(holders))
    return {name: int(value) for name, value in (await connection.execute(query)).mappings().one().items()}


async def agencies_with_cases(connection: AsyncConnection) -> Sequence[str]:
    """Organisations that have or had a case."""
    return (await connection.execute(sa.select(table.c.assigned_agency_id).distinct())).scalars().all()
