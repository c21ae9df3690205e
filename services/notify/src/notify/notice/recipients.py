"""Who a notice is for: one person with sealed contacts, an office with a mailbox, or everybody on one channel."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from contracts.envelope import Sealed
from contracts.vocabulary import Channel


@dataclass(frozen=True)
class SealedField:
    """Ciphertext bound to the name of its field (`name`, `phone`, `email`, `address`, or `contact` for any of them)."""

    field: str
    sealed: Sealed


@dataclass(frozen=True)
class Person:
    """The contacts are opened only while a message is being handed to its channel."""

    ref: str
    contacts: tuple[SealedField, ...] = ()
    role: str = ""
    kind: Literal["person"] = "person"


@dataclass(frozen=True)
class Office:
    """An organisation; its mailbox is looked up when the message goes out, so that a corrected address is used.

    `ended`: meant for an organisation that ended, at its own mailbox, and not for its successor.
    """

    org_id: str
    name: str
    ref: str
    attention: str = ""
    ended: bool = False
    kind: Literal["office"] = "office"


@dataclass(frozen=True)
class Everyone:
    """The public, on one channel and in one language (BCP-47)."""

    channel: Channel
    language: str = "vi"
    kind: Literal["everyone"] = "everyone"

    @property
    def ref(self) -> str:
        return f"everyone:{self.channel.lower()}:{self.language}"


Recipient: TypeAlias = Person | Office | Everyone
