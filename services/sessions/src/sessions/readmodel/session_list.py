"""The list of sessions: one row each, with its axes, its dates, where it stands and how many opinions it heard."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, func, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from contracts.vocabulary import Form
from contracts.workdays import local_date
from sessions.dialogue_session import events as e
from sessions.dialogue_session.facts import Totals
from sessions.dialogue_session.session import Status
from sessions.row import INSTANT, Row

TABLE = "session_list"


class SessionRow(Row, table=True):
    """`day` orders the list: held, else scheduled. `stage` is the status but for closing, which a reopened case undoes."""

    __tablename__ = TABLE
    session_id: str = Field(primary_key=True)
    stage: str = Field(index=True)
    is_closed: bool = False
    level: str = Field(index=True)
    regime: str
    form: str
    audience: str
    host_org_id: str = Field(index=True)
    day: date | None = Field(default=None, index=True)
    starts_at: datetime | None = Field(default=None, sa_type=INSTANT)
    ends_at: datetime | None = Field(default=None, sa_type=INSTANT)
    held_from: date | None = None
    held_on: date | None = None
    held_on_precision: str = "DAY"
    held_period: str | None = None
    venue: str = ""
    plan_id: str | None = None
    plan_year: int | None = Field(default=None, index=True)
    reporting_year: int | None = None
    registered: int | None = None
    raised: int | None = None
    answered_on_spot: int | None = None
    assigned: int | None = None
    beyond_authority: int | None = None
    rejected: int | None = None
    routed_out: int | None = None
    by_agency: str | None = None
    source_ref: str | None = None

    @property
    def status(self) -> Status:
        return Status.CLOSED if self.is_closed else Status(self.stage)

    @property
    def audiences(self) -> list[str]:
        return self.audience.split(",")


@dataclass(frozen=True)
class Wanted:
    """What to list; None means all. `also` are further conditions (a search).

    `published_only` leaves out what the chair has not approved.
    """

    level: str | None = None
    status: str | None = None
    regime: str | None = None
    audience: str | None = None
    host_org_id: str | None = None
    plan_year: int | None = None
    also: Sequence[Any] = ()
    published_only: bool = False


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    match event:
        case e.SessionScheduled():
            yield Put(TABLE, {"session_id": event.session_id}, {**_BLANK, **_kind(event), **_planned(event)})
        case e.SessionConcluded() if event.scheduled_here:
            yield Patch(TABLE, {"session_id": event.session_id}, {**_kind(event), **_told(event)})
        case e.SessionConcluded() | e.SessionRecorded():
            yield Put(TABLE, {"session_id": event.session_id}, {**_BLANK, **_kind(event), **_told(event)})
        case e.SessionProposed():
            yield Put(TABLE, {"session_id": event.session_id}, {**_BLANK, **_kind(event), **_proposed(event)})
        case e.SessionPostponed():
            yield Patch(TABLE, {"session_id": event.session_id}, _postponed(event))
        case _:
            if values := _moved(event):
                yield Patch(TABLE, {"session_id": event.session_id}, values)


_BLANK: Mapping[str, Any] = {
    "is_closed": False,
    "starts_at": None,
    "ends_at": None,
    "held_from": None,
    "held_on": None,
    "held_on_precision": "DAY",
    "held_period": None,
    "venue": "",
    "plan_id": None,
    "reporting_year": None,
    "by_agency": None,
    "source_ref": None,
    **dict.fromkeys(Totals.__dataclass_fields__),
}


def _kind(event: e.SessionProposed | e.SessionScheduled | e.SessionConcluded | e.SessionRecorded) -> dict[str, Any]:
    return {
        "level": event.level.value,
        "regime": event.regime.value,
        "form": event.form.value,
        "audience": ",".join(each.value for each in event.audience),
        "host_org_id": event.host_org_id,
        "plan_year": event.plan_year,
    }


def _planned(event: e.SessionScheduled) -> dict[str, Any]:
    return {
        "stage": Status.SCHEDULED.value,
        "day": local_date(event.starts_at),
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "venue": event.venue,
        "plan_id": event.plan_id,
    }


def _proposed(event: e.SessionProposed) -> dict[str, Any]:
    return {
        "stage": Status.PROPOSED.value,
        "day": local_date(event.starts_at) if event.starts_at else None,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "venue": event.venue or "",
        "plan_id": event.plan_id,
    }


def _told(event: e.SessionConcluded | e.SessionRecorded) -> dict[str, Any]:
    told: dict[str, Any] = {
        "stage": Status.CONCLUDED.value,
        "day": event.held_on,
        "held_from": event.held_from,
        "held_on": event.held_on,
        "reporting_year": event.reporting_year,
        "source_ref": event.source_ref,
        **_counts(event.totals),
    }
    if isinstance(event, e.SessionConcluded):
        return {**told, "by_agency": event.by_agency}
    recorded = {"stage": Status.RECORDED.value, "held_on_precision": event.held_on_precision.value, "held_period": event.held_period}
    return {**told, **recorded}


def _counts(totals: Totals | None) -> dict[str, int | None]:
    return {name: getattr(totals, name) if totals else None for name in Totals.__dataclass_fields__}


def _postponed(event: e.SessionPostponed) -> dict[str, Any]:
    if event.new_starts_at is None:
        return {"stage": Status.POSTPONED.value}
    return {
        "stage": Status.SCHEDULED.value,
        "day": local_date(event.new_starts_at),
        "starts_at": event.new_starts_at,
        "ends_at": event.new_ends_at,
    }


def _moved(event: object) -> dict[str, Any]:  # noqa: PLR0911
    match event:
        case e.ProposalDeclined():
            return {"stage": Status.DECLINED.value}
        case e.SessionDateCorrected():
            days = {"day": event.held_on, "held_from": event.held_from, "held_on": event.held_on}
            return {**days, "reporting_year": event.reporting_year}
        case e.SessionCancelled():
            return {"stage": Status.CANCELLED.value}
        case e.SessionOpened():
            return {"stage": Status.OPEN.value}
        case e.MinutesAdopted():
            return {"stage": Status.ADJOURNED.value}
        case e.ConclusionNoticeIssued():
            return {"stage": Status.CONCLUSION_ISSUED.value}
        case e.SessionReportSubmitted():
            return {"stage": Status.REPORTED.value}
        case e.SessionClosed():
            return {"is_closed": True}
        case e.SessionCaseReopened():
            return {"is_closed": False}
        case _:
            return {}


PROJECTION = Projection(TABLE, 2, (SessionRow,), apply)


async def find_sessions(connection: AsyncConnection, wanted: Wanted, *, offset: int, size: int) -> tuple[Sequence[SessionRow], int]:
    """One page, newest day first (sessions without a known day last), and how many there are in all."""
    where = _conditions(wanted)
    total = (await connection.execute(select(func.count()).select_from(SessionRow).where(*where))).scalar_one()
    order = (col(SessionRow.day).desc().nulls_last(), col(SessionRow.session_id))
    rows = (await connection.execute(select(SessionRow).where(*where).order_by(*order).offset(offset).limit(size))).mappings()
    return [SessionRow(**row) for row in rows], int(total)


async def find_row(connection: AsyncConnection, session_id: str) -> SessionRow | None:
    row = (await connection.execute(select(SessionRow).where(col(SessionRow.session_id) == session_id))).mappings().one_or_none()
    return None if row is None else SessionRow(**row)


UNDECIDED = (Status.PROPOSED.value, Status.DECLINED.value)
HELD = ("CONCLUDED", "CONCLUSION_ISSUED", "REPORTED", "RECORDED")


async def count_embedded(connection: AsyncConnection) -> int:
    """Sessions held inside another meeting: a count of its own, because reports name the habit as a weakness (A-26)."""
    held = (col(SessionRow.stage).in_(HELD), col(SessionRow.form) == Form.EMBEDDED.value)
    return int((await connection.execute(select(func.count()).select_from(SessionRow).where(*held))).scalar_one())


async def count_by_level(connection: AsyncConnection) -> dict[str, int]:
    """Level → sessions that were held or recorded."""
    held = col(SessionRow.stage).in_(HELD)
    query = select(col(SessionRow.level), func.count()).where(held).group_by(col(SessionRow.level))
    return {str(level): int(count) for level, count in await connection.execute(query)}


def _conditions(wanted: Wanted) -> list[Any]:
    asked = {
        SessionRow.level: wanted.level,
        SessionRow.regime: wanted.regime,
        SessionRow.host_org_id: wanted.host_org_id,
        SessionRow.plan_year: wanted.plan_year,
    }
    found: list[Any] = [col(column) == value for column, value in asked.items() if value is not None]
    found += wanted.also
    if wanted.published_only:
        found.append(col(SessionRow.stage).not_in(UNDECIDED))
    if wanted.audience:
        found.append(col(SessionRow.audience).contains(wanted.audience))
    if wanted.status == Status.CLOSED:
        found.append(col(SessionRow.is_closed))
    elif wanted.status:
        found += [col(SessionRow.stage) == wanted.status, col(SessionRow.is_closed).is_(False)]
    return found
