"""Keys from the service that keeps them, over core NATS: asked with a fresh X25519 key, answered in a box only that key opens, never stored."""

import base64
import binascii
from typing import Any

import orjson
from nacl.public import PrivateKey, PublicKey, SealedBox
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chassis.privacy.keys import KeyCache, SubjectErased, Vault, VaultUnavailable
from chassis.privacy.local import LocalVault
from chassis.privacy.sealing import SubjectKey

REQUEST_SUBJECT = "key.intake"
KEY, UNKNOWN, ERASED, MALFORMED = "key", "unknown", "erased", "malformed"


class KeyRequest(BaseModel):
    """Whose key is wanted, whether to make one for a new subject, and the public key to answer to (base64, 32 bytes)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: str = Field(min_length=1, max_length=200)
    create: bool = False
    answer_to: str = Field(max_length=64)


class RemoteVault(Vault):
    """Asks for keys and keeps each a minute in memory. A destroyed key may therefore open what it sealed for one more minute."""

    def __init__(self, client: Client, *, timeout: float = 2.0) -> None:
        self._client = client
        self._timeout = timeout
        self._cache = KeyCache()

    async def key(self, subject: str, *, create: bool = False) -> SubjectKey | None:
        if kept := self._cache.get(subject):
            return kept
        ours = PrivateKey.generate()
        request = KeyRequest(subject=subject, create=create, answer_to=base64.b64encode(bytes(ours.public_key)).decode())
        answer = await self._ask(request)
        match answer.get("status"):
            case "key":
                secret = SealedBox(ours).decrypt(base64.b64decode(answer["box"]))
                key = SubjectKey(subject, int(answer["key_version"]), secret)
                self._cache.put(key)
                return key
            case "erased" if create:
                raise SubjectErased(subject)
            case "erased" | "unknown":
                return None
            case other:
                raise VaultUnavailable(f"the key service answered {other!r}")

    async def _ask(self, request: KeyRequest) -> dict[str, Any]:
        try:
            reply: Msg = await self._client.request(REQUEST_SUBJECT, request.model_dump_json().encode(), timeout=self._timeout)
        except (NatsError, TimeoutError) as error:
            raise VaultUnavailable(type(error).__name__) from error
        answer: dict[str, Any] = orjson.loads(reply.data)
        return answer


class KeyResponder:
    """The keeper's end: answers `key.intake`. Who may ask is a right at the broker, given to services that must read."""

    def __init__(self, vault: LocalVault) -> None:
        self._vault = vault

    async def serve(self, client: Client) -> None:
        """Answer until the connection closes; several processes share the work."""

        async def asked(message: Msg) -> None:
            await message.respond(await self.answer(message.data))

        await client.subscribe(REQUEST_SUBJECT, queue=REQUEST_SUBJECT, cb=asked)

    async def answer(self, data: bytes) -> bytes:
        """The answer to one request; anything unreadable is answered `malformed`, never raised."""
        try:
            request = KeyRequest.model_validate_json(data)
            box = SealedBox(PublicKey(base64.b64decode(request.answer_to, validate=True)))
        except (ValidationError, binascii.Error, ValueError, TypeError):
            return orjson.dumps({"status": MALFORMED})
        try:
            key = await self._vault.key(request.subject, create=request.create)
        except SubjectErased:
            return orjson.dumps({"status": ERASED})
        if key is None:
            return orjson.dumps({"status": UNKNOWN})
        return orjson.dumps({"status": KEY, "key_version": key.version, "box": base64.b64encode(box.encrypt(key.secret)).decode()})
