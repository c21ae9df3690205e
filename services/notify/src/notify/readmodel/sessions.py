"""Sessions as invitations need them: when, where, for whom, in which round; with the newest approved list of invitees."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from contracts.vocabulary import Audience, Form
from contracts.workdays import local_date
from notify.readmodel.row import Row

SCHEDULED, POSTPONED, CANCELLED, HELD = "SCHEDULED", "POSTPONED", "CANCELLED", "HELD"
INSTANT: Any = sa.DateTime(timezone=True)


class Session(Row, table=True):
    """`round` counts the dates set so far; each round invites anew. `replaces` is the start of the round before.

    `clusters`: name, start (ISO 8601 with offset) and venue of each part held for a cluster of villages.
    """

    __tablename__ = "session"
    session_id: str = Field(primary_key=True)
    status: str
    round: int
    plan_year: int
    audience: list[str] = Field(sa_type=sa.JSON)
    form: str
    host_org_id: str
    chair_role: str
    starts_at: datetime = Field(sa_type=INSTANT)
    ends_at: datetime = Field(sa_type=INSTANT)
    venue: str
    online_url: str | None = None
    topic_code: str | None = None
    opinion_cutoff_on: date | None = None
    replaces: datetime | None = Field(default=None, sa_type=INSTANT)
    reason: str | None = None
    limit_on: date | None = None
    target_on: date | None = None
    binding: bool = False
    calendar_version: str | None = None
    invitees: list[dict[str, Any]] | None = Field(default=None, sa_type=sa.JSON)
    co_host_org_ids: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    clusters: list[dict[str, str]] = Field(default_factory=list, sa_type=sa.JSON)

    @property
    def starts_on(self) -> date:
        return local_date(self.starts_at)

    @property
    def audiences(self) -> tuple[Audience, ...]:
        return tuple(Audience(each) for each in self.audience)

    @property
    def is_public(self) -> bool:
        """Whether the public is told: not for staff alone, not for embedded meetings."""
        return self.form != Form.EMBEDDED and any(each != Audience.STAFF for each in self.audience)


async def find_session(connection: AsyncConnection, session_id: str) -> Session | None:
    row = (await connection.execute(select(Session).where(col(Session.session_id) == session_id))).mappings().one_or_none()
    return None if row is None else Session(**row)


async def sessions_ahead(connection: AsyncConnection, now: datetime) -> list[Session]:
    """Scheduled sessions that have not begun, earliest first."""
    query = select(Session).where(col(Session.status) == SCHEDULED, col(Session.starts_at) > now).order_by(col(Session.starts_at))
    return [Session(**row) for row in (await connection.execute(query)).mappings()]
