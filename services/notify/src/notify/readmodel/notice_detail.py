"""One notice: what it says as facts, and everything that happened to it in order, as delivery evidence."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Put
from chassis.projections.projection import Projection
from notify.notice import events as e
from notify.notice.events import About
from notify.notice.letters import Letter
from notify.notice.recipients import Recipient
from notify.readmodel.row import Row

INSTANT: Any = sa.DateTime(timezone=True)
_ABOUT: TypeAdapter[About] = TypeAdapter(About)
_LETTER: TypeAdapter[Letter] = TypeAdapter(Letter)
_RECIPIENT: TypeAdapter[Recipient] = TypeAdapter(Recipient)


class NoticeDetail(Row, table=True):
    """`about`, `recipient` and `letter` as stored in the event: contacts are ciphertext."""

    __tablename__ = "notice_detail"
    notice_id: str = Field(primary_key=True)
    about: str
    recipient: str
    letter: str
    limit_on: date | None = None
    target_on: date | None = None
    binding: bool | None = None
    calendar_version: str | None = None
    expires_at: datetime | None = Field(default=None, sa_type=INSTANT)
    correlation: str

    def read_about(self) -> About:
        return _ABOUT.validate_json(self.about)

    def read_recipient(self) -> Recipient:
        return _RECIPIENT.validate_json(self.recipient)

    def read_letter(self) -> Letter:
        return _LETTER.validate_json(self.letter)


class NoticeHistory(Row, table=True):
    __tablename__ = "notice_history"
    notice_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    at: datetime = Field(sa_type=INSTANT)
    happened: str
    channel: str | None = None
    reason: str | None = None
    evidence: str | None = None
    until: datetime | None = Field(default=None, sa_type=INSTANT)
    actor: str


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    if not isinstance(event, e.NoticeEvent):
        return
    if isinstance(event, e.NoticeRequested):
        yield _opened(recorded, event)
    yield Put(
        "notice_history",
        {"notice_id": event.about.notice_id, "version": recorded.version},
        {
            "at": recorded.at,
            "happened": type(event).__name__,
            "channel": _text(getattr(event, "channel", None)),
            "reason": _text(getattr(event, "reason", None) or getattr(event, "last_reason", None)),
            "evidence": _evidence(event),
            "until": getattr(event, "next_attempt_at", None) or getattr(event, "not_before", None),
            "actor": recorded.meta.actor,
        },
    )


def _opened(recorded: Recorded, event: e.NoticeRequested) -> Change:
    lead = event.lead
    return Put(
        "notice_detail",
        {"notice_id": event.about.notice_id},
        {
            "about": _ABOUT.dump_json(event.about).decode(),
            "recipient": _RECIPIENT.dump_json(event.recipient).decode(),
            "letter": _LETTER.dump_json(event.letter).decode(),
            "limit_on": lead.limit_on if lead else None,
            "target_on": lead.target_on if lead else None,
            "binding": lead.binding if lead else None,
            "calendar_version": lead.calendar_version if lead else None,
            "expires_at": event.expires_at,
            "correlation": recorded.meta.correlation,
        },
    )


def _evidence(event: Any) -> str | None:
    match event:
        case e.NoticeSent() | e.NoticeDelivered():
            return event.evidence
        case e.DeliveryAttempted():
            return event.message_key
        case e.NoticeAcknowledged():
            return _text(event.rsvp)
        case e.InvitationLate():
            return f"{event.limit_on.isoformat()} < {event.sent_on.isoformat()}"
        case e.TargetMissed():
            return f"{event.target_on.isoformat()} < {event.sent_on.isoformat()}"
        case _:
            return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


PROJECTION = Projection("notice_detail", 1, (NoticeDetail, NoticeHistory), apply)


async def find_notice(connection: AsyncConnection, notice_id: str) -> NoticeDetail | None:
    query = select(NoticeDetail).where(col(NoticeDetail.notice_id) == notice_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else NoticeDetail(**row)


async def find_history(connection: AsyncConnection, notice_id: str) -> Sequence[NoticeHistory]:
    query = select(NoticeHistory).where(col(NoticeHistory.notice_id) == notice_id).order_by(col(NoticeHistory.version))
    return [NoticeHistory(**row) for row in (await connection.execute(query)).mappings()]
