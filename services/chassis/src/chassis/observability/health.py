"""Whether this process lives, whether it can serve, and its numbers: /healthz, /readyz, /metrics; open to the local network only."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.observability.metrics import READY, exposition
from chassis.observability.redaction import describe

log = get_log(__name__)


@dataclass(frozen=True)
class Finding:
    """The result of a check; `detail` is for operators and never holds personal data or secrets."""

    ok: bool
    detail: str = ""


@dataclass(frozen=True)
class Check:
    """One thing that must hold before requests may be sent here, such as `database` or `relay`."""

    name: str
    run: Callable[[], Awaitable[Finding]]


Checks: TypeAlias = Callable[[], Sequence[Check]]


async def readiness(checks: Sequence[Check]) -> tuple[bool, list[dict[str, Any]]]:
    """Run every check; one that raises counts as failed, with the kind of error as its detail."""
    results = [(check.name, await _run(check)) for check in checks]
    for name, found in results:
        READY.labels(name).set(found.ok)
    rows = [{"name": name, "ok": found.ok, "detail": found.detail} for name, found in results]
    return all(found.ok for _, found in results), rows


async def _run(check: Check) -> Finding:
    try:
        found = await check.run()
    except Exception as error:
        found = Finding(ok=False, detail=describe(error)["error"])
    if not found.ok:
        log.warning(LogEvent.NOT_READY, check=check.name, detail=found.detail)
    return found


def health_router(checks: Checks) -> APIRouter:
    """The three routes of a process; a worker without pages serves them too. `checks` is asked anew on each request.

    A scrape of `/metrics` runs the checks too, so that lags are measured when they are asked for.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/readyz")
    async def readyz(_request: Request) -> JSONResponse:
        ok, rows = await readiness(checks())
        return JSONResponse({"status": "ready" if ok else "not ready", "checks": rows}, 200 if ok else 503)

    @router.get("/metrics")
    async def metrics() -> Response:
        await readiness(checks())
        body, kind = exposition()
        return Response(body, media_type=None, headers={"content-type": kind})

    return router
