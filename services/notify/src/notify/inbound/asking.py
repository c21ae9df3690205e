"""How news from other services becomes a notice: one request, at the time it may go out, or nothing when it comes too late."""

from dataclasses import dataclass
from datetime import datetime

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.observability.log import get_log
from contracts.vocabulary import Channel
from notify.log_events import LogEvent
from notify.notice.commands import RequestNotice
from notify.notice.decide import decider
from notify.notice.events import About, Lead
from notify.notice.identity import stream_of
from notify.notice.letters import Letter
from notify.notice.recipients import Recipient
from notify.notice.timing import ALARM_AFTER, may_go_out_at
from notify.readmodel.calendars import newest_calendar

log = get_log(__name__)


@dataclass(frozen=True)
class Practice:
    """What a province has settled: its code, and how it tells the public."""

    province_code: str
    announcement_channels: tuple[Channel, ...]
    announcement_languages: tuple[str, ...]


async def ask(
    unit: Unit, about: About, recipient: Recipient, letter: Letter, *, expires_at: datetime | None = None, lead: Lead | None = None
) -> None:
    """Asked twice for the same reason, it happens once."""
    now = unit.clock.now()
    not_before = may_go_out_at(about.purpose, await newest_calendar(unit.connection), now)
    command = RequestNotice(
        about=about,
        recipient=recipient,
        letter=letter,
        now=now,
        not_before=not_before,
        alarm_at=not_before + ALARM_AFTER,
        expires_at=expires_at,
        lead=lead,
    )
    try:
        await unit.handle(decider, stream_of(about.notice_id), command)
    except Refused as refusal:
        log.info(LogEvent.NOTICE_NOT_NEEDED, notice_id=about.notice_id, purpose=about.purpose, slug=refusal.slug)
