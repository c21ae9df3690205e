"""The worker of a service: one active instance publishes, listens, projects, fires timers and does outside work."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncpg
import stamina

from chassis.composition import Effect, Service
from chassis.ending import end
from chassis.messaging.agency_inbox import InboundReader
from chassis.messaging.consume import Consumer, Handle
from chassis.messaging.inbox import Inbox
from chassis.observability.log import configure, get_log
from chassis.observability.log_events import LogEvent
from chassis.pace import Pace
from chassis.projections.runner import ProjectionRunner, SecondInstance
from chassis.relay import Relay
from chassis.runtime import Runtime
from chassis.start import running
from chassis.timers import Ticker

log = get_log(__name__)

STANDBY_SECONDS = 1.0
BEAT_SECONDS = 5.0
WORKER_LOCK = 11

Step = Callable[[], Awaitable[bool]]


class Wake:
    """Tells every loop that the log has grown."""

    def __init__(self) -> None:
        self._events: list[asyncio.Event] = []

    def bell(self) -> asyncio.Event:
        event = asyncio.Event()
        self._events.append(event)
        return event

    def ring(self, *_: object) -> None:
        for event in self._events:
            event.set()


async def loop(
    name: str, step: Step, bell: asyncio.Event, until: Callable[[], Awaitable[None]] | None = None, *, paced: bool = False
) -> None:
    """Run `step` until it has nothing to do, then wait for the bell, for `until`, or one second; a failure is tried again with back-off, for ever.

    `paced`: a step is a page, and pages rest between them once the loop is busy.
    """
    pace = Pace(asyncio.get_running_loop().time()) if paced else None
    while True:
        bell.clear()
        async for attempt in stamina.retry_context(on=Exception, attempts=None, timeout=None, wait_initial=0.1, wait_max=30):
            with attempt:
                await _drained(name, step, pace)
        waits: list[asyncio.Future[Any]] = [asyncio.ensure_future(bell.wait())]
        if until:
            waits.append(asyncio.ensure_future(until()))
        try:
            await asyncio.wait(waits, timeout=1.0, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await end(*waits)


async def _drained(name: str, step: Step, pace: Pace | None) -> None:
    now = asyncio.get_running_loop().time
    try:
        begun = now()
        while await step():
            await (pace.rest(now() - begun) if pace else asyncio.sleep(0))
            begun = now()
    except SecondInstance:
        raise
    except Exception as error:
        log.exception(LogEvent.STEP_FAILED, step=name, error=type(error).__name__)
        raise


def handles_of(service: Service, runtime: Runtime) -> dict[str, Handle]:
    """Durable name → what handles its batches."""
    found: dict[str, Handle] = {f"{service.name}-{source.service}": Inbox(runtime.handler, source).handle for source in service.sources}
    if service.agency_inbox:
        found[f"{service.name}-inbound"] = InboundReader(runtime.handler, service.agency_inbox).handle
    return found


async def work(service: Service) -> None:
    """Run until SIGTERM or SIGINT. A second instance stands by and takes over when the first one's database session ends."""
    configure(service.name, "worker", level=service.settings.log_level, style=service.settings.log_format)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    main = asyncio.ensure_future(_serve(service))
    stopped = asyncio.ensure_future(stop.wait())
    beating = asyncio.ensure_future(_beat(service.settings.alive_file))
    await asyncio.wait({main, stopped}, return_when=asyncio.FIRST_COMPLETED)
    await end(stopped, beating, main)
    log.info(LogEvent.SERVICE_STOPPED)


async def _beat(file: Path | None) -> None:
    """Show outside that this process's loop turns."""
    while file is not None:
        await asyncio.to_thread(file.touch)
        await asyncio.sleep(BEAT_SECONDS)


async def _serve(service: Service) -> None:
    async with running(service, "worker") as runtime:
        configure(service.name, "worker", level=service.settings.log_level, style=service.settings.log_format, clock=runtime.clock)
        if service.worker_started:
            await service.worker_started(runtime)
        while True:
            async for attempt in stamina.retry_context(on=Exception, attempts=None, timeout=None, wait_initial=0.2, wait_max=10):
                with attempt:
                    await _lead(service, runtime)


async def _lead(service: Service, runtime: Runtime) -> None:
    """Take the lock, work, and return when the lock's session ends."""
    wake = Wake()
    url = service.settings.database_url.get_secret_value()
    connection = await asyncpg.connect(
        "postgresql://" + url.split("://", 1)[1], server_settings={"application_name": f"{service.name}-lock"}
    )
    lost = asyncio.Event()
    try:
        connection.add_termination_listener(lambda _: lost.set())
        while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", WORKER_LOCK):  # noqa: ASYNC110
            await asyncio.sleep(STANDBY_SECONDS)
        log.info(LogEvent.LEADERSHIP_TAKEN)
        await connection.add_listener("event_log", wake.ring)
        await _active(service, runtime, wake, lost)
        log.warning(LogEvent.LEADERSHIP_LOST)
    finally:
        with suppress(Exception):
            await connection.close(timeout=2)


async def _active(service: Service, runtime: Runtime, wake: Wake, lost: asyncio.Event) -> None:
    consumers = [
        Consumer(runtime.client, service.name, stream, durable, handle)
        for (durable, (stream, _)), handle in zip(service.consumers().items(), handles_of(service, runtime).values(), strict=True)
    ]
    loops = [*_loops(service, runtime, wake), *(loop(one.durable, one.step, wake.bell()) for one in consumers)]
    tasks: list[asyncio.Future[Any]] = [asyncio.ensure_future(one) for one in loops]
    tasks.append(asyncio.ensure_future(lost.wait()))
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await end(*tasks)
        for consumer in consumers:
            await consumer.close()


def _loops(service: Service, runtime: Runtime, wake: Wake) -> list[Awaitable[None]]:
    """Publishing and projecting follow the log; timers and effects follow the rows that projecting leaves."""
    codec, rows = runtime.handler.codec, Wake()
    relay = Relay(runtime.engine, codec, runtime.client, service.origin, service.outbound)
    runner = ProjectionRunner(runtime.engine, codec, service.all_projections)

    async def project() -> bool:
        moved = await runner.step()
        if moved:
            rows.ring()
        return moved

    loops: list[Awaitable[None]] = [
        loop("relay", relay.step, wake.bell(), paced=True),
        loop("projections", project, wake.bell(), paced=True),
    ]
    if service.timers:
        ticker = Ticker(runtime.handler, service.timers)
        loops.append(loop("timers", ticker.step, rows.bell(), ticker.until_due))
    loops.extend(_effect_loop(effect, runtime, rows) for effect in service.effects)
    return loops


def _effect_loop(effect: Effect, runtime: Runtime, rows: Wake) -> Awaitable[None]:
    async def step() -> bool:
        return await effect.step(runtime)

    return loop(effect.name, step, rows.bell())
