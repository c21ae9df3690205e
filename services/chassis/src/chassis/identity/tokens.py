"""Signed bearer tokens (JWT, HS256): whoever holds one is the actor it names until it expires.

Expiry is measured on the wall clock, also while a simulated clock runs: a training session must not sign everybody out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from chassis.identity.actor import Actor, Reach

ALGORITHM = "HS256"
ISSUER = "doithoai"
LIFETIME = timedelta(hours=10)
SHORTEST_KEY = 32


class Now(Protocol):
    """Anything that tells the present UTC instant; `chassis.clock.Clock` does."""

    def now(self) -> datetime: ...


class InvalidToken(Exception):
    """The token is malformed, signed by another key, expired, or lacks a claim. The message never repeats the token."""


class KeyTooShort(ValueError):
    """The signing key has fewer than 32 bytes."""


@dataclass(frozen=True)
class SignedIn:
    """What a verified token says: the actor and the label shown to that user (an office or account label)."""

    actor: Actor
    label: str


class Tokens:
    """Issues and verifies tokens under one shared key; the five services given the same key share one sign-in."""

    def __init__(self, key: str, clock: Now, *, lifetime: timedelta = LIFETIME) -> None:
        if len(key.encode()) < SHORTEST_KEY:
            raise KeyTooShort(f"the signing key needs at least {SHORTEST_KEY} bytes")
        self._key = OctKey.import_key(key)
        self._clock = clock
        self.lifetime = lifetime

    def issue(self, actor: Actor, *, label: str = "", lifetime: timedelta | None = None) -> str:
        """Sign a token for the actor, valid from now for `lifetime` (default ten hours)."""
        now = int(self._clock.now().timestamp())
        claims: dict[str, object] = {
            "iss": ISSUER,
            "sub": actor.ref,
            "role": actor.role,
            "reach": actor.reach.value,
            "iat": now,
            "exp": now + int((lifetime or self.lifetime).total_seconds()),
        }
        if actor.org_id is not None:
            claims["org"] = actor.org_id
        if label:
            claims["label"] = label
        return jwt.encode({"alg": ALGORITHM}, claims, self._key)

    def verify(self, token: str) -> Actor:
        """Return the actor of a valid token; raises `InvalidToken`."""
        return self.read(token).actor

    def read(self, token: str) -> SignedIn:
        """Return the actor and label of a valid token; raises `InvalidToken`."""
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError) as error:
            raise InvalidToken(type(error).__name__) from None
        expiry = claims.get("exp")
        if not isinstance(expiry, int) or expiry <= self._clock.now().timestamp():
            raise InvalidToken("expired")
        if claims.get("iss") != ISSUER:
            raise InvalidToken("issuer")
        try:
            actor = Actor(_text(claims, "sub"), _text(claims, "role"), claims.get("org"), Reach(claims.get("reach", Reach.OWN)))
        except ValueError:
            raise InvalidToken("claims") from None
        return SignedIn(actor, str(claims.get("label", "")))


def _text(claims: dict[str, object], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(name)
    return value
