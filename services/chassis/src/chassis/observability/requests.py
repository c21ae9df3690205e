"""One HTTP request is one unit of work: one correlation id, one log line, one measurement, and never a stack trace to the sender."""

import re
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.identity.current import NOBODY
from chassis.ids import new_id
from chassis.observability.context import correlation_id, unit_of_work
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.observability.metrics import HTTP_REQUEST_SECONDS, HTTP_REQUESTS_IN_PROGRESS
from chassis.observability.redaction import describe
from chassis.observability.traces import span

log = get_log(__name__)
HEADER = b"x-correlation-id"
_ACCEPTABLE = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
_UNWATCHED = ("/healthz", "/readyz", "/metrics", "/ui/")
Failure = Callable[[Request], Awaitable[Response]]


class UnitOfWork:
    """ASGI middleware around everything else; `on_failure` renders the 500 for an exception nobody mapped."""

    def __init__(self, app: ASGIApp, *, service: str, on_failure: Failure) -> None:
        self.app = app
        self.service = service
        self.on_failure = on_failure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        parent = _header(scope, b"traceparent") or None
        with unit_of_work(_correlation(scope), service=self.service), span(f"HTTP {scope['method']}", traceparent=parent):
            await self._work(scope, receive, send)

    async def _work(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = perf_counter(), 0

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message.setdefault("headers", []).append((HEADER, (correlation_id() or "").encode()))
            await send(message)

        with HTTP_REQUESTS_IN_PROGRESS.labels(self.service).track_inprogress():
            try:
                await self.app(scope, receive, watch)
            except Exception as error:
                log.error(LogEvent.REQUEST_FAILED, method=scope["method"], route=_route(scope), **describe(error))  # noqa: TRY400 - a trace may quote data
                if status == 0:
                    response = await self.on_failure(Request(scope, receive))
                    await response(scope, receive, watch)
        self._account(scope, status, perf_counter() - started)

    def _account(self, scope: Scope, status: int, seconds: float) -> None:
        route = _route(scope)
        HTTP_REQUEST_SECONDS.labels(self.service, scope["method"], route, str(status)).observe(seconds)
        if any(part in scope["path"] for part in _UNWATCHED):
            return
        facts: dict[str, Any] = {"method": scope["method"], "route": route, "status": status, "duration_ms": round(seconds * 1000, 1)}
        state = scope.get("state", {})
        actor = state.get("signed_in", NOBODY).actor
        if "problem" in state:
            facts["slug"] = state["problem"]
        log.info(LogEvent.REQUEST_HANDLED, **facts, actor=actor.ref)


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _correlation(scope: Scope) -> str:
    said = _header(scope, HEADER)
    return said if _ACCEPTABLE.match(said) else str(new_id())


def _route(scope: Scope) -> str:
    """The route's pattern, never the address itself: an address can hold a lookup code."""
    route = scope.get("fastapi", {}).get("effective_route_context") or scope.get("route")
    path = getattr(route, "path_format", None) or getattr(route, "path", None)
    return "unmatched" if path is None else str(scope.get("root_path", "")) + str(path)
