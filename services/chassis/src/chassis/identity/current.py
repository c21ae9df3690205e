"""Whose request this is: a bearer token for software, a signed cookie for browsers, otherwise anonymous."""

from starlette.requests import Request

from chassis.identity.actor import ANONYMOUS, Actor
from chassis.identity.tokens import InvalidToken, SignedIn, Tokens

COOKIE = "doithoai_session"
NOBODY = SignedIn(ANONYMOUS, "")


async def get_actor(request: Request) -> Actor:
    """Return the actor of this request; raises `InvalidToken` for a bad bearer token, while a stale cookie means anonymous."""
    return signed_in(request).actor


def signed_in(request: Request) -> SignedIn:
    """Read who is signed in once per request."""
    found: SignedIn | None = getattr(request.state, "signed_in", None)
    if found is None:
        found = _read(request)
        request.state.signed_in = found
    return found


def _read(request: Request) -> SignedIn:
    tokens: Tokens = request.app.state.tokens
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return tokens.read(token.strip())
    cookie = request.cookies.get(COOKIE)
    if cookie is None:
        return NOBODY
    try:
        return tokens.read(cookie)
    except InvalidToken:
        return NOBODY
