"""A request larger than the service accepts is answered 413 at once, whether it says its length or not."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.web.csrf import SAFE_METHODS
from chassis.web.errors import respond
from chassis.web.problems import too_large

LIMIT_BYTES = 12 * 1024 * 1024


class RequestSize:
    """ASGI middleware. A body without `Content-Length` is read up to the limit before the application sees it."""

    def __init__(self, app: ASGIApp, *, limit: int = LIMIT_BYTES) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "")
        ahead: list[Message] = []
        size = int(said) if said.isdecimal() else await self._read_ahead(receive, ahead)
        if size > self.limit:
            problem = too_large(self.limit)
            scope["state"]["problem"] = problem.slug
            await respond(Request(scope, receive), problem)(scope, receive, send)
            return
        await self.app(scope, _replay(ahead, receive), send)

    async def _read_ahead(self, receive: Receive, ahead: list[Message]) -> int:
        size, more = 0, True
        while more and size <= self.limit:
            message = await receive()
            ahead.append(message)
            size += len(message.get("body", b""))
            more = message["type"] == "http.request" and message.get("more_body", False)
        return size


def _replay(ahead: list[Message], receive: Receive) -> Receive:
    async def next_message() -> Message:
        return ahead.pop(0) if ahead else await receive()

    return next_message
