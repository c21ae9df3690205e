"""Signing in with the province's own accounts: OpenID Connect, authorisation code with PKCE (`design.md` section 9).

The issuer's ID token must carry `role`; it may carry `org`, `reach` (own, subtree, everywhere) and `label`. Its `sub` is the opaque actor reference.
"""

from collections.abc import Mapping
from typing import Any

import httpx2
from authlib.integrations.starlette_client import OAuth, OAuthError
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.actor import Actor, Reach
from chassis.identity.tokens import SignedIn
from chassis.settings import ServiceSettings

SCOPES = "openid profile"


class SignInRefused(Exception):
    """The issuer said no, its answer does not hold, or the account has no role here."""


class IssuerAway(ConnectionError):
    """The issuer cannot be reached just now."""


class Offices:
    """The issuer that offices sign in with. Both steps raise `IssuerAway` while it cannot be reached."""

    def __init__(self, settings: ServiceSettings) -> None:
        secret = settings.oidc_client_secret
        self._client = OAuth().register(
            "offices",
            client_id=settings.oidc_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            server_metadata_url=f"{(settings.oidc_issuer or '').rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": SCOPES, "code_challenge_method": "S256"},
        )

    async def send(self, request: Request, back: str) -> Response:
        """Lead the browser to the issuer; it comes back to the address `back`."""
        try:
            response: Response = await self._client.authorize_redirect(request, back)
        except httpx2.TransportError as error:
            raise IssuerAway from error
        return response

    async def receive(self, request: Request) -> SignedIn:
        """Check what the browser brings back and say who it is; raises `SignInRefused`."""
        try:
            token = await self._client.authorize_access_token(request)
        except (OAuthError, JoseError) as error:
            raise SignInRefused(type(error).__name__) from error
        except httpx2.TransportError as error:
            raise IssuerAway from error
        return signed_in_by(token.get("userinfo") or {})


def signed_in_by(claims: Mapping[str, Any]) -> SignedIn:
    """Read the actor from verified claims; raises `SignInRefused` when `sub` or `role` is missing or `reach` unknown."""
    role = claims.get("role")
    if isinstance(role, list):
        role = role[0] if role else None
    if not isinstance(role, str) or not role or not claims.get("sub"):
        raise SignInRefused("no role")
    try:
        reach = Reach(claims.get("reach", Reach.OWN))
    except ValueError:
        raise SignInRefused("unknown reach") from None
    return SignedIn(Actor(str(claims["sub"]), role, claims.get("org"), reach), str(claims.get("label", "")))
