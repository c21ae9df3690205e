"""What officials and other services' news do to a notice: withdraw it, send it again, hand it over themselves."""

from collections.abc import Sequence

from chassis.decider import Refused
from notify.notice.attempts import lead_events
from notify.notice.commands import RecordHandOver, Resend, Withdraw
from notify.notice.events import DeliveryDue, NoticeEvent, NoticeSent, NoticeWithdrawn, ResendRequested
from notify.notice.notice import REACHED, Attempting, Due, Known, Undeliverable, Waiting, Withdrawn, is_over
from notify.notice.vocabulary import BY_HAND


def withdraw(command: Withdraw, notice: Known) -> Sequence[NoticeEvent]:
    """What has already reached its recipient cannot be taken back: a notice of its own tells of the change."""
    match notice:
        case Waiting() | Due() | Attempting():
            return [NoticeWithdrawn(notice.facts.about, command.reason, command.now)]
        case _:
            return []


def resend(command: Resend, notice: Known) -> Sequence[NoticeEvent]:
    """Refused for a notice that went out: nobody is told twice for the same reason."""
    about, progress = notice.facts.about, notice.progress
    if isinstance(notice, REACHED):
        raise Refused("notice_already_sent")
    if isinstance(notice, Withdrawn):
        raise Refused("notice_withdrawn")
    if is_over(notice, command.now):
        raise Refused("notice_after_the_event")
    match notice:
        case Waiting():
            return [DeliveryDue(about, progress.attempt_no, command.now)]
        case Undeliverable() if progress.last_reason == "subject_erased":
            raise Refused("subject_erased")
        case Undeliverable():
            again = ResendRequested(about, progress.resend_no + 1, command.by, command.now)
            return [again, DeliveryDue(about, progress.attempt_no + 1, command.now)]
        case _:
            return []


def record_hand_over(command: RecordHandOver, notice: Known) -> Sequence[NoticeEvent]:
    if command.channel not in BY_HAND:
        raise Refused("channel_not_by_hand", channel=command.channel)
    if command.handed_at > command.now:
        raise Refused("hand_over_in_future")
    if isinstance(notice, REACHED):
        raise Refused("notice_already_sent")
    if isinstance(notice, Withdrawn):
        raise Refused("notice_withdrawn")
    evidence = f"handed-over:{command.by}"
    sent = NoticeSent(notice.facts.about, notice.progress.attempt_no, command.channel, command.handed_at, evidence)
    return [sent, *lead_events(notice, None, sent)]
