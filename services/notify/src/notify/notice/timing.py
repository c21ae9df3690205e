"""When a notice may go out, when it is tried again, and by when an invitation has to leave; all from arguments, no clock."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from contracts.vocabulary import Audience, Form
from contracts.workdays import LOCAL, OutsideCalendar, WorkingCalendar
from notify.notice.events import Lead
from notify.notice.vocabulary import IN_OFFICE_HOURS, Purpose

OFFICE_HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
"""Local, on working days; the end belongs to the pause."""
ALARM_AFTER = timedelta(hours=24)
LONGEST_PAUSE = timedelta(hours=4)
_PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=2))
_FARTHEST = 60


def next_opening(calendar: WorkingCalendar, instant: datetime) -> datetime:
    """The instant itself in office hours, else the next opening. Raises OutsideCalendar."""
    local = instant.astimezone(LOCAL)
    for ahead in range(_FARTHEST):
        day = local.date() + timedelta(days=ahead)
        if not calendar.is_working(day):
            continue
        for opens, closes in OFFICE_HOURS:
            if ahead == 0 and local.time() >= closes:
                continue
            if ahead == 0 and local.time() >= opens:
                return instant
            return datetime.combine(day, opens, LOCAL).astimezone(UTC)
    raise OutsideCalendar(local.date() + timedelta(days=_FARTHEST), calendar.version)


def may_go_out_at(purpose: Purpose, calendar: WorkingCalendar, instant: datetime) -> datetime:
    """Invitations, announcements, reminders and escalations wait for office hours; news a citizen waits for does not.

    Where the calendar ends nothing is known of office hours, and nothing waits.
    """
    if purpose not in IN_OFFICE_HOURS:
        return instant
    try:
        return next_opening(calendar, instant)
    except OutsideCalendar:
        return instant


def pause_after(failures: int, notice_id: str) -> timedelta:
    """Growing pauses, four hours at most, spread by up to a tenth so that a mended server is not met by everybody at once."""
    pause = _PAUSES[failures] if failures < len(_PAUSES) else LONGEST_PAUSE
    spread = int.from_bytes(sha256(f"{notice_id}:{failures}".encode()).digest()[:2], "big") / 0xFFFF
    return pause + pause * spread / 10


@dataclass(frozen=True)
class InvitationRule:
    """Lead time of one rule pack: working days counted back from the first session day; no audience listed means none is bound."""

    limit: int
    target: int
    applies_to: tuple[Audience, ...]
    except_forms: tuple[Form, ...] = (Form.EMBEDDED,)


DEFAULT_RULE = InvitationRule(7, 8, (Audience.PEOPLE, Audience.ORG_TTHC))
"""570/KH-UBND (2019) as the provisional Sơn La pack takes it over, until a pack has been heard of."""


def lead_of(calendar: WorkingCalendar, rule: InvitationRule, starts_on: date, audience: tuple[Audience, ...], form: Form) -> Lead | None:
    """DL-03: limit WD(S,-7), target WD(S,-8), S the first session day; only advice for staff and embedded sessions (A-02).

    None where the calendar does not reach: no limit is guessed.
    """
    try:
        limit = calendar.subtract_working_days(starts_on, rule.limit)
        target = calendar.subtract_working_days(starts_on, rule.target)
    except OutsideCalendar:
        return None
    binding = form not in rule.except_forms and any(each in rule.applies_to for each in audience)
    return Lead(starts_on, limit, target, binding, calendar.version)


def renewed(lead: Lead, calendar: WorkingCalendar, rule: InvitationRule | None) -> Lead:
    """The same lead time by a newer calendar or rule; as it was where these give none. Whether it binds was settled by the session."""
    if rule is None:
        return lead
    try:
        limit = calendar.subtract_working_days(lead.starts_on, rule.limit)
        target = calendar.subtract_working_days(lead.starts_on, rule.target)
    except OutsideCalendar:
        return lead
    return replace(lead, limit_on=limit, target_on=target, calendar_version=calendar.version)
