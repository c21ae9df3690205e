"""A small OpenID Connect issuer on a real port: enough of the standard to sign in with, strict about what it is sent."""

import hashlib
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI, Form
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.responses import JSONResponse, RedirectResponse, Response


@dataclass
class Issuer:
    """`claims` is who signs in next; `forge` signs the answer with a key nobody published."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    forge: bool = False
    asked: dict[str, str] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "published", "use": "sig"}))
    other: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "published", "use": "sig"}))

    def app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/.well-known/openid-configuration", self.metadata)
        app.add_api_route("/keys", self.keys)
        app.add_api_route("/authorize", self.authorize)
        app.add_api_route("/token", self.token, methods=["POST"])
        return app

    async def metadata(self) -> dict[str, Any]:
        ends = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return {
            "issuer": self.address,
            **{name: self.address + path for name, path in ends.items()},
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code"],
        }

    async def keys(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    async def authorize(self, redirect_uri: str, state: str, nonce: str, code_challenge: str, client_id: str) -> Response:
        self.asked = {"nonce": nonce, "challenge": code_challenge, "client": client_id, "back": redirect_uri}
        return RedirectResponse(f"{redirect_uri}?{urlencode({'code': 'one-time-code', 'state': state})}")

    async def token(
        self, code: Annotated[str, Form()], code_verifier: Annotated[str, Form()], redirect_uri: Annotated[str, Form()]
    ) -> Response:
        challenge = urlsafe_b64encode(hashlib.sha256(code_verifier.encode()).digest()).rstrip(b"=").decode()
        if code != "one-time-code" or challenge != self.asked["challenge"] or redirect_uri != self.asked["back"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        known = {"iss": self.address, "aud": self.asked["client"], "iat": now, "exp": now + 60, "nonce": self.asked["nonce"]}
        signed = jwt.encode({"alg": "RS256", "kid": "published"}, {**known, **self.claims}, self.other if self.forge else self.key)
        return JSONResponse({"access_token": "unused", "token_type": "Bearer", "id_token": signed})


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    issuer = Issuer()
    server = uvicorn.Server(uvicorn.Config(issuer.app(), port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    issuer.address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield issuer
    server.should_exit = True
    thread.join()
