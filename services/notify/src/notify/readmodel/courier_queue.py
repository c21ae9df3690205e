"""What the courier has in hand: notices that are due, and attempts whose outcome is not yet recorded."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, func, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Drop, Put
from chassis.projections.projection import Projection
from notify.notice import events as e
from notify.readmodel.row import Row


class CourierQueue(Row, table=True):
    __tablename__ = "courier_queue"
    notice_id: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=sa.DateTime(timezone=True), index=True)


_LEAVES = (e.NoticeSent, e.DeliveryFailed, e.NoticeUndeliverable, e.NoticeWithdrawn)


def apply(recorded: Recorded) -> Iterable[Change]:
    event: Any = recorded.event
    if isinstance(event, e.DeliveryDue):
        yield Put("courier_queue", {"notice_id": event.about.notice_id}, {"due_at": event.due_at})
    elif isinstance(event, _LEAVES):
        yield Drop("courier_queue", {"notice_id": event.about.notice_id})


PROJECTION = Projection("courier_queue", 1, (CourierQueue,), apply)


async def in_hand(connection: AsyncConnection, size: int) -> Sequence[str]:
    """Ids of notices to deliver, the longest due first."""
    query = select(col(CourierQueue.notice_id)).order_by(col(CourierQueue.due_at), col(CourierQueue.notice_id)).limit(size)
    return list((await connection.execute(query)).scalars())


async def count_in_hand(connection: AsyncConnection, _now: datetime) -> int:
    return int((await connection.execute(select(func.count()).select_from(CourierQueue))).scalar_one())
