"""Invitations and other notices as notify tells of them."""

from datetime import date, datetime

from sqlmodel import Field

from reporting.readmodel.facts import INSTANT, Fact

ANNOUNCEMENT, REMINDER = "ANNOUNCEMENT", "REMINDER"


class InvitationFact(Fact, table=True):
    """One invitation to one invitee, known by reference only."""

    __tablename__ = "invitation_fact"
    invitation_id: str = Field(primary_key=True)
    session_id: str = Field(index=True)
    channel: str
    sent_on: date | None = None
    delivered_on: date | None = None
    failures: int
    rsvp: str | None = None
    late_limit_on: date | None = None
    late_is_advisory: bool


class NoticeFact(Fact, table=True):
    """One announcement, reminder or notice that went out."""

    __tablename__ = "notice_fact"
    notice_id: str = Field(primary_key=True)
    kind: str
    session_id: str | None = Field(default=None, index=True)
    case_id: str | None = Field(default=None, index=True)
    channel: str | None = None
    language: str | None = None
    sent_at: datetime = Field(sa_type=INSTANT)
