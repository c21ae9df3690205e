"""An address with a null byte in it names nothing that is stored, and no database would take it: answered 400 at once."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.web.errors import respond
from chassis.web.problems import HTTP_PROBLEMS

_BAD = HTTP_PROBLEMS[400]


class ReadableAddress:
    """ASGI middleware over path and query."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (b"%00" in scope["query_string"] or "\0" in scope["path"]):
            await self.app(scope, receive, send)
            return
        scope["state"]["problem"] = _BAD.slug
        await respond(Request(scope, receive), _BAD)(scope, receive, send)
