"""What comes back: a delivery report, a bounce, an answer to an invitation."""

from collections.abc import Sequence

from chassis.decider import Refused
from notify.notice.attempts import lead_events
from notify.notice.commands import Acknowledge, ConfirmDelivery, ReportBounce
from notify.notice.events import NoticeAcknowledged, NoticeDelivered, NoticeEvent, NoticeSent, NoticeUndeliverable
from notify.notice.notice import REACHED, Acknowledged, Attempting, Delivered, Known, Sent, Undeliverable, Withdrawn, is_over
from notify.notice.vocabulary import Purpose


def confirm_delivery(command: ConfirmDelivery, notice: Known) -> Sequence[NoticeEvent]:
    """A report may overtake the record of sending, which it then proves."""
    about = notice.facts.about
    match notice:
        case Attempting():
            sent = NoticeSent(about, notice.progress.attempt_no, notice.channel, command.now, command.evidence)
            return [sent, *lead_events(notice, None, sent), NoticeDelivered(about, notice.channel, command.now, command.evidence)]
        case Sent():
            return [NoticeDelivered(about, notice.channel, command.now, command.evidence)]
        case Delivered() | Acknowledged():
            return []
        case _:
            raise Refused("notice_not_sent")


def report_bounce(command: ReportBounce, notice: Known) -> Sequence[NoticeEvent]:
    match notice:
        case Sent() | Delivered():
            return [NoticeUndeliverable(notice.facts.about, notice.channel, command.reason, notice.progress.failures, command.now)]
        case Acknowledged() | Undeliverable():
            return []
        case _:
            raise Refused("notice_not_sent")


def acknowledge(command: Acknowledge, notice: Known) -> Sequence[NoticeEvent]:
    """An invitation is answered with yes, no or a delegate, and may be answered anew until the session starts."""
    about = notice.facts.about
    if about.purpose is Purpose.INVITATION and command.rsvp is None:
        raise Refused("rsvp_missing")
    if about.purpose is not Purpose.INVITATION and command.rsvp is not None:
        raise Refused("rsvp_not_expected")
    if isinstance(notice, Withdrawn):
        raise Refused("notice_withdrawn")
    if not isinstance(notice, REACHED):
        raise Refused("notice_not_sent")
    if isinstance(notice, Acknowledged) and notice.rsvp == command.rsvp:
        return []
    if is_over(notice, command.now):
        raise Refused("notice_after_the_event")
    return [NoticeAcknowledged(about, command.rsvp, command.now)]
