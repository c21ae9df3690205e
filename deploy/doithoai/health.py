"""How a running system is: which processes live, what its readiness says, and what waits in each service."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any

import httpx2
import psutil

from chassis.composition import Service
from chassis.lag import Lag, measure
from chassis.runtime import Runtime
from doithoai.places import SERVICES
from doithoai.reach import reached
from doithoai.running import Running

EXPECTED = ("postgres", "nats", "web", "gateways", *(f"worker-{service}" for service in SERVICES))
COMPOSED = ("postgres", "nats", "proxy", "gateways", *(f"{service}-{part}" for service in SERVICES for part in ("web", "worker")))
ASK_SECONDS = 10.0


@dataclass(frozen=True)
class Health:
    """problems are sentences for an operator; lag is by service, missing where it could not be asked."""

    ready: bool
    problems: tuple[str, ...]
    lag: dict[str, Lag]

    @property
    def well(self) -> bool:
        return self.ready and not self.problems

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        lag = {name: {**asdict(one), "idle": one.idle} for name, one in self.lag.items()}
        return {"ready": self.ready, "problems": list(self.problems), "services": lag}


def examine(running: Running) -> Health:
    """Ask everything once; what does not answer becomes a problem, never an exception."""
    problems = [
        f"{name} is not running" for name in (COMPOSED if running.state.composed else EXPECTED) if not _lives(running.processes.get(name))
    ]
    ready = _ready(running)
    if not ready:
        problems.append("the web process says it is not ready")
    lag, unasked = asyncio.run(lags(running))
    problems += unasked + [f"{name}: {one.parked} parked" for name, one in lag.items() if one.parked]
    return Health(ready, tuple(problems), lag)


class Watch:
    """The five services reached once and asked as often as wanted."""

    def __init__(self, open_services: dict[str, tuple[Service, Runtime]]) -> None:
        self._open = open_services

    @classmethod
    @asynccontextmanager
    async def on(cls, running: Running) -> AsyncIterator["Watch"]:
        """Connect to every service that can be reached within some seconds."""
        async with AsyncExitStack() as stack:
            found: dict[str, tuple[Service, Runtime]] = {}
            for name in SERVICES:
                with suppress(Exception):
                    async with asyncio.timeout(ASK_SECONDS):
                        found[name] = await stack.enter_async_context(reached(running, name))
            yield cls(found)

    async def lags(self) -> tuple[dict[str, Lag], list[str]]:
        """What waits in each service, and a sentence for each that could not be asked."""
        answers = await asyncio.gather(*(_lag(*one) for one in self._open.values()), return_exceptions=True)
        found = {service: answer for service, answer in zip(self._open, answers, strict=True) if isinstance(answer, Lag)}
        return found, [f"{service} cannot be asked" for service in SERVICES if service not in found]

    async def settled(self, seconds: float) -> bool:
        """Wait until nothing waits anywhere, twice in a row; False when that takes longer."""
        until = asyncio.get_running_loop().time() + seconds
        quiet = 0
        while asyncio.get_running_loop().time() < until:
            lag, unasked = await self.lags()
            quiet = quiet + 1 if not unasked and all(one.idle for one in lag.values()) else 0
            if quiet > 1:
                return True
            await asyncio.sleep(0.05)
        return False


async def lags(running: Running) -> tuple[dict[str, Lag], list[str]]:
    """Ask once."""
    async with Watch.on(running) as watch:
        return await watch.lags()


async def settled(running: Running, seconds: float) -> bool:
    """Wait until nothing waits anywhere; False when that takes longer."""
    async with Watch.on(running) as watch:
        return await watch.settled(seconds)


async def _lag(service: Service, runtime: Runtime) -> Lag:
    async with asyncio.timeout(ASK_SECONDS), runtime.reader() as connection:
        return await measure(service, connection, runtime.client, runtime.clock.now())


def _lives(pid: int | None) -> bool:
    return pid is not None and psutil.pid_exists(pid)


def _ready(running: Running) -> bool:
    try:
        return bool(httpx2.get(f"{running.web_url}/readyz", timeout=ASK_SECONDS).status_code == 200)
    except httpx2.HTTPError:
        return False
