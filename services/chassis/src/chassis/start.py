"""Bringing a service up, the same way for web, worker and commands."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import stamina

from chassis.clock import BroadcastClock, Clock, WallClock
from chassis.composition import Service
from chassis.handle import Handler
from chassis.lag import readiness_checks
from chassis.messaging.connect import Farewell, connect
from chassis.observability.traces import configure_traces
from chassis.runtime import Runtime, make_engine


@asynccontextmanager
async def running(service: Service, process: str) -> AsyncIterator[Runtime]:
    """Connect to broker and database, follow the clock, let the service make its parts; close in reverse. Waits for the broker."""
    settings = service.settings
    client, farewell = None, Farewell()
    async for attempt in stamina.retry_context(on=Exception, attempts=None, timeout=None, wait_initial=0.1, wait_max=5):
        with attempt:
            client = await connect(settings, service.name, farewell)
    assert client is not None
    clock: Clock = WallClock()
    if settings.clock == "broadcast":
        clock = BroadcastClock()
        await clock.follow(client)
    engine, readers = (make_engine(settings, f"{service.name}-{name}") for name in (process, f"{process}-reading"))
    followed = [projection.reader for projection in service.all_projections]
    handler = Handler(engine, service.codec(), clock, tables=service.written_by_inbound(), readers=followed)
    runtime = Runtime(service.name, settings, engine, readers, client, clock, handler)
    runtime.checks = readiness_checks(service, runtime)
    traces = configure_traces(service.name, settings.otlp_endpoint)
    try:
        if service.started:
            await service.started(runtime)
        yield runtime
    finally:
        farewell.wanted = True
        await client.close()
        await engine.dispose()
        await readers.dispose()
        if traces:
            await asyncio.to_thread(traces.shutdown)
