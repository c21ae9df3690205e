"""Which ways lead to a recipient, best first; a person is never reached through a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from contracts.vocabulary import Channel
from notify.channels.contacts import Card
from notify.channels.port import Ways
from notify.notice.events import About

PERSON_ORDER = (Channel.EMAIL, Channel.SOCIAL_MESSAGING, Channel.SMS)


@dataclass(frozen=True)
class Route:
    channel: Channel
    address: str = field(repr=False)


def to_person(card: Card, about: About, ways: Ways, order: Sequence[Channel] = PERSON_ORDER) -> tuple[Route, ...]:
    """By the order the province prefers, as far as a contact and a configured channel exist."""
    addresses = {Channel.EMAIL: card.email, Channel.SOCIAL_MESSAGING: card.mobile, Channel.SMS: card.mobile}
    return tuple(
        Route(channel, address)
        for channel in order
        if (address := addresses.get(channel)) and channel in ways and ways[channel].carries(about.purpose)
    )


def to_office(mailbox: str | None, about: About, ways: Ways) -> tuple[Route, ...]:
    """The office's mailbox, else a printed letter for the document exchange."""
    mail = (Route(Channel.EMAIL, mailbox),) if mailbox and Channel.EMAIL in ways else ()
    return (*mail, Route(Channel.PRINTED, about.notice_id))


def to_everyone(channel: Channel, about: About) -> tuple[Route, ...]:
    return (Route(channel, about.notice_id),)
