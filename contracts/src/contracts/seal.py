"""Sealed boxes for personal fields an agency sends (A-28); needs the extra `doithoai-contracts[seal]` (PyNaCl)."""

from base64 import b64decode, b64encode
from hashlib import sha256

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey
from nacl.public import SealedBox as _Box

from contracts.agencies import SealedBox

KEY_BYTES = 32


class UnreadableBox(ValueError):
    """The box was made for another key, or is damaged."""


def key_id_of(public_key: bytes) -> str:
    """Names a public key: the first 16 hex digits of its SHA-256."""
    return sha256(public_key).hexdigest()[:16]


def new_key_pair() -> tuple[bytes, bytes]:
    """A fresh (private, public) X25519 pair, 32 bytes each."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def public_key_of(private_key: bytes) -> bytes:
    """The public half of a private key."""
    return bytes(PrivateKey(private_key).public_key)


def seal_for(public_key: bytes, text: str) -> SealedBox:
    """Seal UTF-8 text so that only the holder of the private key reads it; not even the sender can open it again."""
    ciphertext = _Box(PublicKey(public_key)).encrypt(text.encode())
    return SealedBox(key_id=key_id_of(public_key), ciphertext=b64encode(ciphertext).decode("ascii"))


def open_with(private_key: bytes, box: SealedBox) -> str:
    """Open a box. Raises UnreadableBox."""
    key = PrivateKey(private_key)
    if box.key_id != key_id_of(bytes(key.public_key)):
        raise UnreadableBox("sealed for another key")
    try:
        return _Box(key).decrypt(b64decode(box.ciphertext, validate=True)).decode()
    except (CryptoError, ValueError) as error:
        raise UnreadableBox("damaged box") from error
