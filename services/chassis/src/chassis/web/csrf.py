"""A page of another site cannot make a signed-in browser write here: `Sec-Fetch-Site`, else `Origin`, decides.

Requests with a bearer token carry no ambient authority and pass; so do clients that send neither header, which no current browser does.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.web.errors import respond
from chassis.web.problems import CROSS_SITE

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class SameOriginOnly:
    """ASGI middleware: answers 403 to an unsafe request that another origin caused."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS or is_same_origin(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        scope["state"]["problem"] = CROSS_SITE.slug
        await respond(Request(scope, receive), CROSS_SITE)(scope, receive, send)


def is_same_origin(headers: Headers) -> bool:
    """Decide from the headers a browser sets by itself and a page cannot forge."""
    if headers.get("authorization", "").lower().startswith("bearer "):
        return True
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
