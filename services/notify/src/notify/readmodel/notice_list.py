"""The list of notices: one row each, with where it stands; the recipient as an organisation, a role or a channel, never a person's name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, func, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from chassis.searching import folded, holds, understood
from contracts.vocabulary import fold
from notify.notice import events as e
from notify.notice.recipients import Everyone, Office, Person, Recipient
from notify.readmodel.row import Row

INSTANT: Any = sa.DateTime(timezone=True)


class State(StrEnum):
    """Where a notice stands, as lists show it."""

    WAITING = "WAITING"
    DUE = "DUE"
    ATTEMPTING = "ATTEMPTING"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    UNDELIVERABLE = "UNDELIVERABLE"
    WITHDRAWN = "WITHDRAWN"


class NoticeRow(Row, table=True):
    """`recipient` is shown as it stands for offices and the public; for persons only the role is known here."""

    __tablename__ = "notice_list"
    notice_id: str = Field(primary_key=True)
    purpose: str = Field(index=True)
    target: str
    target_id: str = Field(index=True)
    level: str | None = None
    generation: str
    recipient_kind: str
    recipient: str
    org_id: str | None = None
    state: str = Field(index=True)
    channel: str | None = None
    reason: str | None = None
    attempts: int = 0
    requested_at: datetime = Field(sa_type=INSTANT)
    not_before: datetime = Field(sa_type=INSTANT)
    sent_at: datetime | None = Field(default=None, sa_type=INSTANT)
    delivered_at: datetime | None = Field(default=None, sa_type=INSTANT)
    rsvp: str | None = None
    is_late: bool = False
    is_stalled: bool = False


@dataclass(frozen=True)
class Wanted:
    """What to list; None means all. `target_id` is a session, a case, a duty or an opinion; `public` only what everybody was told; `words` are folded and occur in the recipient (an office, never a person's name)."""

    purpose: str | None = None
    state: str | None = None
    target_id: str | None = None
    stalled: bool = False
    notice_id: str | None = None
    public: bool = False
    words: tuple[str, ...] = ()


def shown_recipient(recipient: Recipient) -> tuple[str, str]:
    """Kind and label."""
    match recipient:
        case Person(role=role):
            return "person", role
        case Office(name=name):
            return "office", name
        case Everyone(channel=channel, language=language):
            return "everyone", f"{channel}:{language}"


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    if isinstance(event, e.NoticeRequested):
        yield _opened(event)
    elif changed := _changed(event):
        yield Patch("notice_list", {"notice_id": event.about.notice_id}, changed)


def _opened(event: e.NoticeRequested) -> Change:
    about = event.about
    kind, label = shown_recipient(event.recipient)
    return Put(
        "notice_list",
        {"notice_id": about.notice_id},
        {
            "purpose": about.purpose.value,
            "target": about.target.value,
            "target_id": about.target_id,
            "level": about.level,
            "generation": about.generation,
            "recipient_kind": kind,
            "recipient": label,
            "org_id": about.org_id,
            "state": "WAITING",
            "channel": None,
            "reason": None,
            "attempts": 0,
            "requested_at": event.requested_at,
            "not_before": event.not_before,
            "sent_at": None,
            "delivered_at": None,
            "rsvp": None,
            "is_late": False,
            "is_stalled": False,
        },
    )


def _changed(event: Any) -> Mapping[str, Any]:  # noqa: C901, PLR0911
    match event:
        case e.DeliveryDue():
            return {"state": "DUE"}
        case e.DeliveryAttempted():
            return {"state": "ATTEMPTING", "channel": event.channel.value, "attempts": event.attempt_no}
        case e.NoticeSent():
            return {"state": "SENT", "channel": event.channel.value, "sent_at": event.sent_at, "reason": None, "is_stalled": False}
        case e.DeliveryFailed():
            return {"state": "WAITING", "reason": event.reason, "not_before": event.next_attempt_at}
        case e.NoticeUndeliverable():
            return {"state": "UNDELIVERABLE", "reason": event.reason, "is_stalled": False}
        case e.NoticeDelivered():
            return {"state": "DELIVERED", "delivered_at": event.delivered_at}
        case e.NoticeAcknowledged():
            return {"state": "ACKNOWLEDGED", "rsvp": event.rsvp.value if event.rsvp else None}
        case e.NoticeWithdrawn():
            return {"state": "WITHDRAWN", "reason": event.reason, "is_stalled": False}
        case e.InvitationLate():
            return {"is_late": not event.advisory}
        case e.DeliveryStalled():
            return {"is_stalled": True}
        case e.ResendRequested():
            return {"state": "WAITING", "reason": None}
        case _:
            return {}


PROJECTION = Projection("notice_list", 1, (NoticeRow,), apply)


async def words_of(connection: AsyncConnection, text: str) -> tuple[str, ...]:
    """What is typed, without diacritics, a misprint taken for the nearest word of a recipient."""
    source: Any = NoticeRow.__table__  # type: ignore[attr-defined]
    return tuple(await understood(connection, folded(col(NoticeRow.recipient)), source, fold(text).split()))


async def find_notices(connection: AsyncConnection, wanted: Wanted, *, offset: int, size: int) -> tuple[Sequence[NoticeRow], int]:
    """One page, newest first, and how many there are in all."""
    where = _conditions(wanted)
    total = (await connection.execute(select(func.count()).select_from(NoticeRow).where(*where))).scalar_one()
    query = (
        select(NoticeRow).where(*where).order_by(col(NoticeRow.requested_at).desc(), col(NoticeRow.notice_id)).offset(offset).limit(size)
    )
    return [NoticeRow(**row) for row in (await connection.execute(query)).mappings()], int(total)


async def count_by_state(connection: AsyncConnection, *, public: bool = False) -> dict[str, int]:
    """State → how many; `STALLED` counts those an alarm was raised for."""
    where = _conditions(Wanted(public=public))
    counted = await connection.execute(select(col(NoticeRow.state), func.count()).where(*where).group_by(col(NoticeRow.state)))
    counts = {str(state): int(count) for state, count in counted}
    stalled = await connection.execute(select(func.count()).select_from(NoticeRow).where(col(NoticeRow.is_stalled), *where))
    return {**counts, "STALLED": int(stalled.scalar_one())}


def _conditions(wanted: Wanted) -> list[Any]:
    asked = {
        NoticeRow.purpose: wanted.purpose,
        NoticeRow.state: wanted.state,
        NoticeRow.target_id: wanted.target_id,
        NoticeRow.notice_id: wanted.notice_id,
    }
    found: list[Any] = [col(column) == value for column, value in asked.items() if value is not None]
    found += holds(folded(col(NoticeRow.recipient)), wanted.words)
    if wanted.stalled:
        found.append(col(NoticeRow.is_stalled))
    if wanted.public:
        found.append(col(NoticeRow.recipient_kind) == "everyone")
    return found
