"""What the API answers: names as in the read models, instants in UTC."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pydantic import BaseModel

from notify.notice.vocabulary import REASONS


class NoticeItem(BaseModel):
    """`recipient` is an organisation, a channel with its language, or a person's role."""

    notice_id: str
    purpose: str
    target: str
    target_id: str
    level: str | None
    recipient_kind: str
    recipient: str
    org_id: str | None
    state: str
    channel: str | None
    reason: str | None
    attempts: int
    requested_at: datetime
    not_before: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    rsvp: str | None
    is_late: bool
    is_stalled: bool


class NoticePage(BaseModel):
    items: Sequence[NoticeItem]
    total: int
    page: int
    page_size: int
    counts: Mapping[str, int]


class HistoryItem(BaseModel):
    version: int
    at: datetime
    happened: str
    channel: str | None
    reason: str | None
    reason_vi: str | None
    evidence: str | None
    until: datetime | None
    actor: str

    @classmethod
    def of(cls, row: Mapping[str, object]) -> "HistoryItem":
        return cls.model_validate({**row, "reason_vi": REASONS.get(str(row.get("reason")))})


class NoticeDetailed(BaseModel):
    """`subject` and `body` as they go out, without the name of a person."""

    notice_id: str
    purpose: str
    target: str
    target_id: str
    generation: str
    subject: str
    body: str
    sms: str
    limit_on: date | None
    target_on: date | None
    binding: bool | None
    calendar_version: str | None
    history: Sequence[HistoryItem]


class InvitationItem(BaseModel):
    invitation_id: str
    session_id: str
    round: int
    invitee_ref: str
    role: str
    org_id: str | None
    org_name: str | None
    starts_at: datetime
    limit_on: date | None
    target_on: date | None
    binding: bool
    calendar_version: str | None
    state: str
    channel: str | None
    reason: str | None
    sent_at: datetime | None
    delivered_at: datetime | None
    rsvp: str | None
    is_late: bool
    target_missed: bool


class SessionInvitations(BaseModel):
    """Limits as the newest calendar gives them; `round` is the newest date set for the session."""

    session_id: str
    status: str
    round: int
    starts_at: datetime
    limit_on: date | None
    target_on: date | None
    binding: bool
    calendar_version: str | None
    invitations: Sequence[InvitationItem]


class AnnouncementItem(BaseModel):
    notice_id: str
    session_id: str
    purpose: str
    channel: str
    language: str
    title: str
    text: str
    starts_at: datetime
    published_at: datetime | None
    aired_at: datetime | None
    address: str


class AnnouncementPage(BaseModel):
    items: Sequence[AnnouncementItem]
    total: int


class Done(BaseModel):
    """`repeated`: this idempotency key had been used; nothing happened again."""

    notice_id: str
    version: int
    repeated: bool
