"""The states of a notice, and how each event moves it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, assert_never

from contracts.vocabulary import Channel, Rsvp
from notify.notice.events import (
    About,
    DeliveryAttempted,
    DeliveryDue,
    DeliveryFailed,
    DeliveryStalled,
    InvitationLate,
    Lead,
    NoticeAcknowledged,
    NoticeDelivered,
    NoticeEvent,
    NoticeRequested,
    NoticeSent,
    NoticeUndeliverable,
    NoticeWithdrawn,
    ResendRequested,
    TargetMissed,
)
from notify.notice.letters import Letter
from notify.notice.recipients import Recipient


@dataclass(frozen=True)
class Facts:
    """What does not change over a notice's life."""

    about: About
    recipient: Recipient
    letter: Letter
    requested_at: datetime
    expires_at: datetime | None
    lead: Lead | None


@dataclass(frozen=True)
class Progress:
    """What attempts have shown: `attempt_no` is the running or next attempt, `refused` the channels that said no for good."""

    attempt_no: int = 1
    resend_no: int = 0
    failures: int = 0
    refused: tuple[Channel, ...] = ()
    last_reason: str | None = None


@dataclass(frozen=True)
class Unknown:
    """No such notice yet."""


@dataclass(frozen=True)
class Waiting:
    """For office hours, or for the next attempt."""

    facts: Facts
    progress: Progress
    until: datetime


@dataclass(frozen=True)
class Due:
    facts: Facts
    progress: Progress


@dataclass(frozen=True)
class Attempting:
    """Handed to a channel; whether it arrived is not yet known."""

    facts: Facts
    progress: Progress
    channel: Channel
    message_key: str


@dataclass(frozen=True)
class Sent:
    facts: Facts
    progress: Progress
    channel: Channel
    sent_at: datetime


@dataclass(frozen=True)
class Delivered:
    facts: Facts
    progress: Progress
    channel: Channel
    delivered_at: datetime


@dataclass(frozen=True)
class Acknowledged:
    facts: Facts
    progress: Progress
    channel: Channel
    rsvp: Rsvp | None


@dataclass(frozen=True)
class Undeliverable:
    facts: Facts
    progress: Progress
    reason: str


@dataclass(frozen=True)
class Withdrawn:
    """`in_flight`: the attempt whose outcome was open when the notice was withdrawn."""

    facts: Facts
    progress: Progress
    reason: str
    in_flight: Channel | None


Known: TypeAlias = Waiting | Due | Attempting | Sent | Delivered | Acknowledged | Undeliverable | Withdrawn
Notice: TypeAlias = Unknown | Known
REACHED = (Sent, Delivered, Acknowledged)


def message_key(about: About, resend_no: int) -> str:
    """One key for all attempts of a round: a mail server or gateway that already has it can drop the second copy."""
    return f"{about.notice_id}.{resend_no}"


def is_over(notice: Known, now: datetime) -> bool:
    """Whether telling this would come after the event it is about."""
    return notice.facts.expires_at is not None and notice.facts.expires_at <= now


def evolve(notice: Notice, event: NoticeEvent) -> Notice:
    """Fold one event; an event on a notice that was never requested changes nothing."""
    if isinstance(event, NoticeRequested):
        facts = Facts(event.about, event.recipient, event.letter, event.requested_at, event.expires_at, event.lead)
        return Waiting(facts, Progress(), event.not_before)
    if isinstance(notice, Unknown):
        return notice
    return _evolve_known(notice, event)


def _evolve_known(notice: Known, event: NoticeEvent) -> Notice:  # noqa: C901, PLR0911
    facts, progress = notice.facts, notice.progress
    match event:
        case NoticeRequested() | InvitationLate() | TargetMissed() | DeliveryStalled():
            return notice
        case DeliveryDue():
            return Due(facts, replace(progress, attempt_no=event.attempt_no))
        case DeliveryAttempted():
            return Attempting(facts, progress, event.channel, event.message_key)
        case NoticeSent():
            return Sent(facts, progress, event.channel, event.sent_at)
        case DeliveryFailed():
            return Waiting(facts, _after_failure(progress, event), event.next_attempt_at)
        case NoticeUndeliverable():
            return Undeliverable(facts, replace(progress, last_reason=event.reason), event.reason)
        case NoticeDelivered():
            return Delivered(facts, progress, event.channel, event.delivered_at)
        case NoticeAcknowledged():
            channel = notice.channel if isinstance(notice, REACHED) else Channel.IN_PERSON
            return Acknowledged(facts, progress, channel, event.rsvp)
        case NoticeWithdrawn():
            return Withdrawn(facts, progress, event.reason, notice.channel if isinstance(notice, Attempting) else None)
        case ResendRequested():
            again = Progress(attempt_no=progress.attempt_no + 1, resend_no=event.resend_no, failures=progress.failures)
            return Waiting(facts, again, event.requested_at)
        case _:
            assert_never(event)


def _after_failure(progress: Progress, event: DeliveryFailed) -> Progress:
    refused = progress.refused
    if event.permanent and event.channel is not None and event.channel not in refused:
        refused = (*refused, event.channel)
    return replace(progress, attempt_no=event.attempt_no + 1, failures=progress.failures + 1, refused=refused, last_reason=event.reason)
