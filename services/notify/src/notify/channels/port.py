"""One port for every way out: a channel takes a message for an address, or says why not and whether for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from contracts.vocabulary import Channel
from notify.notice.message import Message
from notify.notice.vocabulary import Purpose


@dataclass(frozen=True)
class Accepted:
    """`evidence` proves the hand-over without telling to whom."""

    evidence: str


@dataclass(frozen=True)
class NotAccepted:
    """`reason` is a slug of `notice.vocabulary.REASONS`; `permanent` when asking again cannot help."""

    reason: str
    permanent: bool = False


Answer: TypeAlias = Accepted | NotAccepted


class Way(Protocol):
    """A channel. `send` answers, it does not raise: whatever a server does to us is a reason."""

    def carries(self, purpose: Purpose) -> bool:
        """Whether notices of this purpose can go this way (Zalo needs an approved template for each)."""
        ...

    async def send(self, address: str, purpose: Purpose, message: Message, now: datetime) -> Answer:
        """Hand over once; the same `message.key` may come again and must then not count twice."""
        ...


Ways: TypeAlias = Mapping[Channel, Way]
