"""What every vault can do: give a subject's key, and with it seal and open; a shredded field opens as `Erased`."""

import asyncio
from abc import ABC, abstractmethod
from collections import OrderedDict

from chassis.privacy.sealing import Erased, SubjectKey, open_sealed, seal
from contracts.envelope import Sealed

CACHE_SECONDS = 60.0
CACHE_SIZE = 10_000


class SubjectErased(Exception):
    """A key was asked for a subject whose key was destroyed: nothing can ever be sealed for it again."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


class VaultUnavailable(Exception):
    """The keeper of the keys did not answer: try again later."""


class KeyCache:
    """Unwrapped keys in memory for at most a minute, the least recently used leave first."""

    def __init__(self, *, size: int = CACHE_SIZE, seconds: float = CACHE_SECONDS) -> None:
        self._size = size
        self._seconds = seconds
        self._kept: OrderedDict[str, tuple[float, SubjectKey]] = OrderedDict()

    def get(self, subject: str) -> SubjectKey | None:
        kept = self._kept.get(subject)
        if kept is None:
            return None
        if kept[0] < _monotonic():
            del self._kept[subject]
            return None
        self._kept.move_to_end(subject)
        return kept[1]

    def put(self, key: SubjectKey) -> None:
        self._kept[key.subject] = (_monotonic() + self._seconds, key)
        self._kept.move_to_end(key.subject)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def drop(self, subject: str) -> None:
        self._kept.pop(subject, None)


class Vault(ABC):
    """Keys by subject. `key` is None for a subject without one or with a destroyed one; with `create` it raises SubjectErased instead."""

    @abstractmethod
    async def key(self, subject: str, *, create: bool = False) -> SubjectKey | None:
        """The subject's key; made when `create` and there never was one. Raises VaultUnavailable, SubjectErased."""

    async def seal(self, subject: str, field: str, text: str) -> Sealed:
        """Encrypt under the subject's key, making one for a new subject. Raises SubjectErased."""
        key = await self.key(subject, create=True)
        if key is None:
            raise SubjectErased(subject)
        return seal(key, field, text)

    async def open(self, sealed: Sealed, field: str) -> str | Erased:
        """Decrypt, or `Erased` when the key is gone. Raises SealBroken on tampering, VaultUnavailable."""
        key = await self.key(sealed.subject)
        if key is None:
            return Erased(sealed.subject)
        return open_sealed(key, sealed, field)


def _monotonic() -> float:
    return asyncio.get_running_loop().time()
