"""Decisions around one attempt: when it starts, what came of it, and when waiting has lasted too long."""

from collections.abc import Sequence

from chassis.decider import Refused
from contracts.vocabulary import Channel
from contracts.workdays import local_date
from notify.notice.commands import BeginAttempt, GiveUp, MakeDue, PutOff, RaiseAlarm, RecordFailure, RecordSent
from notify.notice.events import (
    DeliveryAttempted,
    DeliveryDue,
    DeliveryFailed,
    DeliveryStalled,
    InvitationLate,
    Lead,
    NoticeEvent,
    NoticeSent,
    NoticeUndeliverable,
    TargetMissed,
)
from notify.notice.letters import document_symbol
from notify.notice.notice import REACHED, Attempting, Due, Known, Waiting, Withdrawn, is_over, message_key
from notify.notice.vocabulary import Purpose


def make_due(command: MakeDue, notice: Known) -> Sequence[NoticeEvent]:
    """A timer of an attempt that is no longer awaited means nothing."""
    if not isinstance(notice, Waiting) or notice.progress.attempt_no != command.attempt_no:
        return []
    if is_over(notice, command.now):
        return [_ended(notice, "event_is_over", command)]
    return [DeliveryDue(notice.facts.about, command.attempt_no, command.now)]


def begin_attempt(command: BeginAttempt, notice: Known) -> Sequence[NoticeEvent]:
    """Nothing happens for an attempt that already runs: its message goes out again under the same key."""
    match notice:
        case Attempting():
            return []
        case Due() if is_over(notice, command.now):
            return [_ended(notice, "event_is_over", command)]
        case Due() if command.channel in notice.progress.refused:
            raise Refused("channel_refused_before", channel=command.channel)
        case Due():
            about, progress = notice.facts.about, notice.progress
            key = message_key(about, progress.resend_no)
            symbol = document_symbol(about.purpose, notice.facts.letter)
            return [DeliveryAttempted(about, progress.attempt_no, command.channel, key, command.now, symbol)]
        case _:
            raise Refused("notice_not_due")


def record_sent(command: RecordSent, notice: Known) -> Sequence[NoticeEvent]:
    """Also true of a notice withdrawn while its message was on the way: it did go out."""
    if isinstance(notice, REACHED):
        return []
    channel = _channel_in_flight(notice)
    if channel is None or notice.progress.attempt_no != command.attempt_no:
        raise Refused("no_attempt_running")
    sent = NoticeSent(notice.facts.about, command.attempt_no, channel, command.now, command.evidence)
    return [sent, *lead_events(notice, command.lead, sent)]


def lead_events(notice: Known, newest: Lead | None, sent: NoticeSent) -> Sequence[NoticeEvent]:
    """Whether an invitation left in time (A-13: the moment of sending counts; A-02: for staff the limit only advises)."""
    about, lead = notice.facts.about, newest or notice.facts.lead
    if about.purpose is not Purpose.INVITATION or lead is None:
        return []
    sent_on = local_date(sent.sent_at)
    if sent_on > lead.limit_on:
        return [InvitationLate(about, lead.limit_on, sent_on, not lead.binding, lead.calendar_version)]
    if sent_on > lead.target_on and lead.binding:
        return [TargetMissed(about, lead.target_on, sent_on, lead.calendar_version)]
    return []


def record_failure(command: RecordFailure, notice: Known) -> Sequence[NoticeEvent]:
    match notice:
        case Attempting() if notice.progress.attempt_no == command.attempt_no:
            return [_failed(notice, command)]
        case Attempting() | Waiting() | Due():
            raise Refused("no_attempt_running")
        case _:
            return []


def _failed(notice: Attempting, command: RecordFailure) -> NoticeEvent:
    about, progress = notice.facts.about, notice.progress
    if command.permanent and not command.others_left:
        return NoticeUndeliverable(about, notice.channel, command.reason, progress.failures, command.now)
    return DeliveryFailed(
        about=about,
        attempt_no=progress.attempt_no,
        channel=notice.channel,
        reason=command.reason,
        permanent=command.permanent,
        retry_no=progress.failures + 1,
        failed_at=command.now,
        next_attempt_at=command.next_attempt_at,
    )


def put_off(command: PutOff, notice: Known) -> Sequence[NoticeEvent]:
    match notice:
        case Due() | Attempting():
            about, progress = notice.facts.about, notice.progress
            number, reason, retry_no = progress.attempt_no, command.reason, progress.failures + 1
            return [DeliveryFailed(about, number, None, reason, False, retry_no, command.now, command.next_attempt_at)]
        case _:
            return []


def give_up(command: GiveUp, notice: Known) -> Sequence[NoticeEvent]:
    match notice:
        case Waiting() | Due() | Attempting():
            return [_ended(notice, command.reason, command)]
        case _:
            return []


def raise_alarm(command: RaiseAlarm, notice: Known) -> Sequence[NoticeEvent]:
    match notice:
        case Waiting() | Due() | Attempting():
            progress = notice.progress
            return [
                DeliveryStalled(
                    about=notice.facts.about,
                    alarm_no=command.alarm_no,
                    waiting_since=notice.facts.requested_at,
                    attempts=progress.failures,
                    last_reason=progress.last_reason,
                    raised_at=command.now,
                    next_alarm_at=command.next_alarm_at,
                )
            ]
        case _:
            return []


def _channel_in_flight(notice: Known) -> Channel | None:
    match notice:
        case Attempting():
            return notice.channel
        case Withdrawn():
            return notice.in_flight
        case _:
            return None


def _ended(notice: Known, reason: str, command: MakeDue | BeginAttempt | GiveUp) -> NoticeEvent:
    channel = notice.channel if isinstance(notice, Attempting) else None
    return NoticeUndeliverable(notice.facts.about, channel, reason, notice.progress.failures, command.now)
