"""Subject keys are stored only wrapped by a master key; a new master key rewraps them and changes no sealed text. Pure."""

import base64
import binascii
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chassis.privacy.sealing import KEY_BYTES, NONCE_BYTES, SealBroken, SubjectKey


class MasterKeyUnknown(Exception):
    """A stored key was wrapped by a master key that is not configured; the message names its id only."""


@dataclass(frozen=True)
class MasterKeys:
    """The master key in use (the first) and those it replaced: id → 32 bytes, never printed."""

    current: str
    secrets: dict[str, bytes] = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "MasterKeys":
        """Read `id:base64[,older-id:base64…]`. Raises ValueError without repeating any key."""
        found: dict[str, bytes] = {}
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            name, _, encoded = part.partition(":")
            try:
                secret = base64.b64decode(encoded, validate=True)
            except binascii.Error:
                raise ValueError(f"master key {name!r} is not base64") from None
            if not name or len(secret) != KEY_BYTES or name in found:
                raise ValueError(f"master key {name!r} needs its own name and {KEY_BYTES} bytes")
            found[name] = secret
        if not found:
            raise ValueError("no master key is configured")
        return cls(next(iter(found)), found)

    def wrap(self, key: SubjectKey) -> bytes:
        """Encrypt a subject key under the current master key."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.secrets[self.current]).encrypt(nonce, key.secret, _bound_to(self.current, key.subject, key.version))

    def unwrap(self, master: str, subject: str, version: int, wrapped: bytes) -> SubjectKey:
        """Decrypt a subject key. Raises MasterKeyUnknown, or SealBroken when the row was changed."""
        secret = self.secrets.get(master)
        if secret is None:
            raise MasterKeyUnknown(master)
        try:
            plain = AESGCM(secret).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _bound_to(master, subject, version))
        except InvalidTag:
            raise SealBroken(f"key of {subject}") from None
        return SubjectKey(subject, version, plain)


def _bound_to(master: str, subject: str, version: int) -> bytes:
    return f"{master}|{subject}|{version}".encode()
