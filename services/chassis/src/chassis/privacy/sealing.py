"""Personal text becomes ciphertext under one subject's key: AES-256-GCM, bound to subject, key version and field. Pure."""

import base64
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from contracts.envelope import Sealed

ALGORITHM = "A256GCM"
KEY_BYTES, NONCE_BYTES = 32, 12


class SealBroken(Exception):
    """The ciphertext does not belong to this key, subject or field, or it was changed; the message never repeats its content."""


@dataclass(frozen=True)
class Erased:
    """What is left of a sealed text whose key was destroyed. Shown, stored and compared like a value; never an error."""

    subject: str

    def __str__(self) -> str:
        return "(đã xóa)"


@dataclass(frozen=True)
class SubjectKey:
    """The key of one data subject; `secret` is 32 bytes and never printed."""

    subject: str
    version: int
    secret: bytes = field(repr=False)


def new_key(subject: str, version: int = 1) -> SubjectKey:
    """A fresh random key."""
    return SubjectKey(subject, version, AESGCM.generate_key(bit_length=KEY_BYTES * 8))


def seal(key: SubjectKey, field_name: str, text: str) -> Sealed:
    """Encrypt `text` so that it opens only with this key and under this field name."""
    nonce = os.urandom(NONCE_BYTES)
    cipher = AESGCM(key.secret).encrypt(nonce, text.encode(), _bound_to(key, field_name))
    return Sealed(subject=key.subject, key_version=key.version, alg=ALGORITHM, nonce=_text(nonce), ciphertext=_text(cipher))


def open_sealed(key: SubjectKey, sealed: Sealed, field_name: str) -> str:
    """Decrypt. Raises SealBroken when anything it is bound to differs."""
    if sealed.alg != ALGORITHM or sealed.subject != key.subject or sealed.key_version != key.version:
        raise SealBroken(f"{field_name}: sealed by other means")
    try:
        plain = AESGCM(key.secret).decrypt(base64.b64decode(sealed.nonce), base64.b64decode(sealed.ciphertext), _bound_to(key, field_name))
    except (InvalidTag, ValueError):
        raise SealBroken(field_name) from None
    return plain.decode()


def _bound_to(key: SubjectKey, field_name: str) -> bytes:
    return f"{key.subject}|{key.version}|{field_name}".encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
