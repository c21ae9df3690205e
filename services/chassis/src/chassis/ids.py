"""The only place where identities come from."""

from uuid import NAMESPACE_URL, UUID, uuid5

from uuid_utils import compat

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:doithoai")


def new_id() -> UUID:
    """A UUIDv7: unique, and ordered by the time it was made."""
    return compat.uuid7()


def derived_id(*parts: str) -> UUID:
    """The same UUIDv5 for the same parts, so that a repeated act names the same thing."""
    return uuid5(_NAMESPACE, "/".join(parts))


def key_id(key: str) -> UUID:
    """An idempotency key as a UUID: itself when it is one, else derived from its text."""
    try:
        return UUID(key)
    except ValueError:
        return derived_id("idempotency-key", key)
