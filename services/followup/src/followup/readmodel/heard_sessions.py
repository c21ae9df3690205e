"""Sessions ahead, the invitations to them and the reports about them, as others told: what later messages name only by id."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.projections.change import Change, Patch, Put
from contracts.notify import InvitationIssuedV1
from contracts.reporting import ReportPeriodOpenedV1
from contracts.sessions import SessionScheduledV1
from contracts.vocabulary import Audience, Form, Level
from contracts.workdays import local_date
from followup.readmodel.columns import Row


class SessionAhead(Row, table=True):
    """`starts_on` None: postponed to no day yet. `cutoff_on` is the announced one, None where none was announced. `co_hosts`: ids with blanks between."""

    __tablename__ = "session_ahead"

    session_id: str = Field(primary_key=True)
    host_org_id: str
    level: str
    audiences: str
    form: str
    starts_on: date | None = None
    cutoff_on: date | None = None
    co_hosts: str = ""

    @property
    def of_level(self) -> Level:
        return Level(self.level)

    @property
    def with_audiences(self) -> tuple[Audience, ...]:
        return tuple(Audience(each) for each in self.audiences.split())

    @property
    def of_form(self) -> Form:
        return Form(self.form)


class HeardInvitation(Row, table=True):
    __tablename__ = "heard_invitation"

    invitation_id: str = Field(primary_key=True)
    session_id: str
    invitee_ref: str


class HeardReport(Row, table=True):
    """Reports after a session: their submission names only the report."""

    __tablename__ = "heard_report"

    report_id: str = Field(primary_key=True)
    session_id: str


def scheduled(event: SessionScheduledV1) -> Iterator[Change]:
    """The whole row."""
    values = {
        "host_org_id": event.host_org_id,
        "level": event.level.value,
        "audiences": " ".join(each.value for each in event.audience),
        "form": event.form.value,
        "starts_on": local_date(event.starts_at),
        "cutoff_on": event.opinion_cutoff_on,
        "co_hosts": " ".join(event.co_host_org_ids),
    }
    yield Put("session_ahead", {"session_id": event.session_id}, values)


def moved(session_id: str, starts_on: date | None) -> Iterator[Change]:
    """Another first day, or none yet; the announced cut-off belonged to the old one."""
    yield Patch("session_ahead", {"session_id": session_id}, {"starts_on": starts_on, "cutoff_on": None})


def invited(event: InvitationIssuedV1) -> Iterator[Change]:
    """Which invitee an invitation is for."""
    values = {"session_id": event.session_id, "invitee_ref": event.invitee_ref}
    yield Put("heard_invitation", {"invitation_id": event.invitation_id}, values)


def reported(event: ReportPeriodOpenedV1) -> Iterator[Change]:
    """Which session a report is about."""
    if event.report_id and event.session_id:
        yield Put("heard_report", {"report_id": event.report_id}, {"session_id": event.session_id})


async def _one(connection: AsyncConnection, kind: type[Any], key: str, value: str) -> Any | None:
    table: sa.Table = kind.__table__
    row = (await connection.execute(sa.select(table).where(table.c[key] == value))).mappings().one_or_none()
    return kind(**row) if row else None


async def session_ahead(connection: AsyncConnection, session_id: str) -> SessionAhead | None:
    """None when it was never scheduled here: its office told of it only afterwards."""
    found: SessionAhead | None = await _one(connection, SessionAhead, "session_id", session_id)
    return found


async def sessions_from(connection: AsyncConnection, day: date) -> list[SessionAhead]:
    """Sessions whose first day is this one or later."""
    table: sa.Table = SessionAhead.__table__  # type: ignore[attr-defined]
    rows = await connection.execute(sa.select(table).where(table.c.starts_on >= day).order_by(table.c.starts_on, table.c.session_id))
    return [SessionAhead(**row) for row in rows.mappings()]


async def invitation(connection: AsyncConnection, invitation_id: str) -> HeardInvitation | None:
    found: HeardInvitation | None = await _one(connection, HeardInvitation, "invitation_id", invitation_id)
    return found


async def session_of_report(connection: AsyncConnection, report_id: str) -> str | None:
    """Return the session a report is about; None for a periodic one."""
    found: HeardReport | None = await _one(connection, HeardReport, "report_id", report_id)
    return found.session_id if found else None
