"""Opening sealed texts at the moment of reading, for somebody whose work needs them; nothing opened is stored."""

from typing import Any

from chassis.privacy.local import LocalVault
from chassis.privacy.sealing import Erased
from contracts.envelope import Sealed


async def opened(vault: LocalVault, sealed: dict[str, Any] | None, name: str) -> str | None:
    """The text, or None when there is none (any more)."""
    if not sealed:
        return None
    value = await vault.open(Sealed.model_validate(sealed), name)
    return None if isinstance(value, Erased) else value
