"""doithoai republish: fill the broker again from a service's log; consumers ignore what they have."""

import asyncio
from typing import Annotated

import typer

from chassis.lag import measure
from chassis.relay import rewind
from doithoai import exits, places
from doithoai.attach import attached, services_of
from doithoai.output import JsonOption, NameOption, emit, progress, table
from doithoai.reach import reached
from doithoai.running import Running

PATIENCE = 600.0


def republish(
    *,
    service: Annotated[list[str] | None, typer.Argument(help="Only these services; all when none is named.")] = None,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """Publish every public event of the log again from the first; exit code 1 when it does not come to the end."""
    running = attached(name)
    done = {one: asyncio.run(_republish(running, one)) for one in services_of(service)}
    emit(done, as_json, lambda: table("Published again", ("service", "events of the log"), done.items(), ("events of the log",)))
    if None in done.values():
        raise typer.Exit(exits.FAILED)


async def _republish(running: Running, service: str) -> int | None:
    """Set the relay back and wait until the worker's relay is at the end again; None when patience is over."""
    async with reached(running, service) as (composed, runtime):
        await rewind(runtime.engine)
        until = asyncio.get_running_loop().time() + PATIENCE
        with progress(f"republish {service}") as advance:
            before: int | None = None
            while asyncio.get_running_loop().time() < until:
                async with runtime.reader() as connection:
                    lag = await measure(composed, connection, runtime.client, runtime.clock.now())
                advance((before or lag.relay) - lag.relay)
                before = lag.relay
                if lag.relay == 0:
                    return lag.head
                await asyncio.sleep(0.2)
    return None
