"""Finding the ways to a recipient at the last moment: contacts are opened here and forgotten when the message is gone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.observability.log import get_log
from chassis.privacy.keys import Vault
from chassis.privacy.sealing import Erased, SealBroken
from contracts.vocabulary import Channel
from notify.channels.contacts import read_card
from notify.channels.port import Ways
from notify.channels.routes import Route, to_everyone, to_office, to_person
from notify.log_events import LogEvent
from notify.notice.events import About
from notify.notice.recipients import Everyone, Office, Person, Recipient, SealedField
from notify.readmodel.organisations import acting_organisation, known_organisation
from notify.readmodel.submitters import find_submitter

log = get_log(__name__)


@dataclass(frozen=True)
class Reached:
    """`name` is a person's name, opened for this message only."""

    routes: tuple[Route, ...]
    name: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class NotReached:
    """`later` when the contact may still come."""

    reason: str
    later: bool = False


Reach: TypeAlias = Reached | NotReached


@dataclass(frozen=True)
class Finder:
    """Raises VaultUnavailable when the keeper of the keys does not answer."""

    vault: Vault
    ways: Ways
    person_order: Sequence[Channel]

    async def find(self, connection: AsyncConnection, about: About, recipient: Recipient, today: date) -> Reach:
        match recipient:
            case Person():
                return await self._person(connection, about, recipient)
            case Office():
                org_id = recipient.org_id
                office = await (
                    known_organisation(connection, org_id) if recipient.ended else acting_organisation(connection, org_id, today)
                )
                return Reached(to_office(office.mailbox, about, self.ways))
            case Everyone():
                return Reached(to_everyone(recipient.channel, about))
            case _:
                assert_never(recipient)

    async def name_of(self, connection: AsyncConnection, about: About, person: Person) -> str | None:
        """A person's name for a document made on demand; None when it is not known any more."""
        opened = await self._opened(connection, about, person)
        return None if isinstance(opened, NotReached) else read_card(opened).name

    async def _person(self, connection: AsyncConnection, about: About, person: Person) -> Reach:
        opened = await self._opened(connection, about, person)
        if isinstance(opened, NotReached):
            return opened
        card = read_card(opened)
        routes = to_person(card, about, self.ways, self.person_order)
        return Reached(routes, card.name) if routes else NotReached("no_contact")

    async def _opened(self, connection: AsyncConnection, about: About, person: Person) -> dict[str, str] | NotReached:
        if about.opinion_id is None:
            return await self.open(about, person.contacts)
        submitter = await find_submitter(connection, about.opinion_id)
        if submitter is None:
            return NotReached("contact_awaited", later=True)
        return NotReached("subject_erased") if submitter.erased else await self.open(about, submitter.contacts)

    async def open(self, about: About, contacts: Sequence[SealedField]) -> dict[str, str] | NotReached:
        """Field → plaintext; a person whose key is gone is not reached, and that is no error."""
        opened: dict[str, str] = {}
        for contact in contacts:
            try:
                text = await self.vault.open(contact.sealed, contact.field)
            except SealBroken:
                log.exception(LogEvent.CONTACT_UNREADABLE, notice_id=about.notice_id, field=contact.field)
                return NotReached("contact_unreadable")
            if isinstance(text, Erased):
                return NotReached("subject_erased")
            opened[contact.field] = text
        return opened
