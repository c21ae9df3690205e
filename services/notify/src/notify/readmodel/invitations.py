"""Invitations of a session, round by round: who was invited in which role, sent when, late or not, and the answer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from notify.notice import events as e
from notify.notice.letters import SessionLetter
from notify.notice.recipients import Office, Person
from notify.notice.vocabulary import Purpose
from notify.readmodel.row import Row

INSTANT: Any = sa.DateTime(timezone=True)


class Invitation(Row, table=True):
    __tablename__ = "invitation"
    invitation_id: str = Field(primary_key=True)
    session_id: str = Field(index=True)
    round: int
    invitee_ref: str
    role: str
    org_id: str | None = None
    org_name: str | None = None
    starts_at: datetime = Field(sa_type=INSTANT)
    limit_on: date | None = None
    target_on: date | None = None
    binding: bool = False
    calendar_version: str | None = None
    state: str
    channel: str | None = None
    reason: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=INSTANT)
    delivered_at: datetime | None = Field(default=None, sa_type=INSTANT)
    rsvp: str | None = None
    is_late: bool = False
    target_missed: bool = False


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    if not isinstance(event, e.NoticeEvent) or event.about.purpose is not Purpose.INVITATION:
        return
    if isinstance(event, e.NoticeRequested):
        yield _opened(event)
    elif changed := _changed(event):
        yield Patch("invitation", {"invitation_id": event.about.notice_id}, changed)


def _opened(event: e.NoticeRequested) -> Change:
    about, lead, recipient = event.about, event.lead, event.recipient
    assert isinstance(event.letter, SessionLetter)
    return Put(
        "invitation",
        {"invitation_id": about.notice_id},
        {
            "session_id": about.target_id,
            "round": int(about.generation),
            "invitee_ref": about.person,
            "role": recipient.role if isinstance(recipient, Person) else recipient.attention if isinstance(recipient, Office) else "",
            "org_id": about.org_id,
            "org_name": recipient.name if isinstance(recipient, Office) else None,
            "starts_at": event.letter.starts_at,
            "limit_on": lead.limit_on if lead else None,
            "target_on": lead.target_on if lead else None,
            "binding": bool(lead and lead.binding),
            "calendar_version": lead.calendar_version if lead else None,
            "state": "WAITING",
            "channel": None,
            "reason": None,
            "sent_at": None,
            "delivered_at": None,
            "rsvp": None,
            "is_late": False,
            "target_missed": False,
        },
    )


def _changed(event: Any) -> Mapping[str, Any]:  # noqa: C901, PLR0911
    match event:
        case e.DeliveryDue() | e.ResendRequested():
            return {"state": "DUE", "reason": None}
        case e.DeliveryAttempted():
            return {"state": "ATTEMPTING", "channel": event.channel.value}
        case e.NoticeSent():
            return {"state": "SENT", "channel": event.channel.value, "sent_at": event.sent_at, "reason": None}
        case e.DeliveryFailed():
            return {"state": "WAITING", "reason": event.reason}
        case e.NoticeUndeliverable():
            return {"state": "UNDELIVERABLE", "reason": event.reason}
        case e.NoticeDelivered():
            return {"state": "DELIVERED", "delivered_at": event.delivered_at}
        case e.NoticeAcknowledged():
            return {"state": "ACKNOWLEDGED", "rsvp": event.rsvp.value if event.rsvp else None}
        case e.NoticeWithdrawn():
            return {"state": "WITHDRAWN", "reason": event.reason}
        case e.InvitationLate():
            return {"is_late": not event.advisory, "limit_on": event.limit_on, "calendar_version": event.calendar_version}
        case e.TargetMissed():
            return {"target_missed": True, "target_on": event.target_on, "calendar_version": event.calendar_version}
        case _:
            return {}


PROJECTION = Projection("invitations", 1, (Invitation,), apply)


async def find_invitations(connection: AsyncConnection, session_id: str) -> Sequence[Invitation]:
    """All rounds, the newest first."""
    query = select(Invitation).where(col(Invitation.session_id) == session_id)
    rows = (await connection.execute(query.order_by(col(Invitation.round).desc(), col(Invitation.invitee_ref)))).mappings()
    return [Invitation(**row) for row in rows]
