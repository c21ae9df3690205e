"""The private keys agencies seal for, by key id; never printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SealKeys:
    """The first one is in use; older ones still open what was sealed for them."""

    private: Mapping[str, bytes] = field(repr=False)

    @property
    def current(self) -> tuple[str, bytes]:
        """Key id and private key."""
        return next(iter(self.private.items()))
