"""What may happen to a notice: every command on every state ends in events, in nothing, or in a refusal."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Decider, Refused
from notify.notice.attempts import begin_attempt, give_up, make_due, put_off, raise_alarm, record_failure, record_sent
from notify.notice.commands import (
    Acknowledge,
    BeginAttempt,
    ConfirmDelivery,
    GiveUp,
    MakeDue,
    NoticeCommand,
    PutOff,
    RaiseAlarm,
    RecordFailure,
    RecordHandOver,
    RecordSent,
    ReportBounce,
    RequestNotice,
    Resend,
    Withdraw,
)
from notify.notice.events import DeliveryDue, NoticeEvent, NoticeRequested
from notify.notice.notice import Known, Notice, Unknown, evolve
from notify.notice.officials import record_hand_over, resend, withdraw
from notify.notice.replies import acknowledge, confirm_delivery, report_bounce


def decide(command: NoticeCommand, notice: Notice) -> Sequence[NoticeEvent]:
    """Raises Refused with a slug of `refusals.py`."""
    if isinstance(command, RequestNotice):
        return _request(command, notice)
    if isinstance(notice, Unknown):
        raise Refused("notice_unknown")
    return _decide_known(command, notice)


def _request(command: RequestNotice, notice: Notice) -> Sequence[NoticeEvent]:
    if not isinstance(notice, Unknown):
        return []
    if command.expires_at is not None and command.expires_at <= command.now:
        raise Refused("notice_after_the_event")
    requested = NoticeRequested(
        about=command.about,
        recipient=command.recipient,
        letter=command.letter,
        requested_at=command.now,
        not_before=command.not_before,
        alarm_at=command.alarm_at,
        expires_at=command.expires_at,
        lead=command.lead,
    )
    if command.not_before > command.now:
        return [requested]
    return [requested, DeliveryDue(command.about, 1, command.now)]


def _decide_known(command: NoticeCommand, notice: Known) -> Sequence[NoticeEvent]:  # noqa: C901, PLR0911, PLR0912
    match command:
        case RequestNotice():
            return []
        case MakeDue():
            return make_due(command, notice)
        case BeginAttempt():
            return begin_attempt(command, notice)
        case RecordSent():
            return record_sent(command, notice)
        case RecordFailure():
            return record_failure(command, notice)
        case PutOff():
            return put_off(command, notice)
        case GiveUp():
            return give_up(command, notice)
        case RaiseAlarm():
            return raise_alarm(command, notice)
        case ConfirmDelivery():
            return confirm_delivery(command, notice)
        case ReportBounce():
            return report_bounce(command, notice)
        case Acknowledge():
            return acknowledge(command, notice)
        case Withdraw():
            return withdraw(command, notice)
        case Resend():
            return resend(command, notice)
        case RecordHandOver():
            return record_hand_over(command, notice)
        case _:
            assert_never(command)


decider: Decider[NoticeCommand, Notice, NoticeEvent] = Decider(decide, evolve, Unknown())
