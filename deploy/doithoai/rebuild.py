"""doithoai rebuild: make a service's views anew from its log, beside the ones that serve, then switch."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import nats
import typer

from chassis.clock import WallClock
from chassis.composition import Service
from chassis.messaging.refill import Refill, refillable
from chassis.projections.rebuild import Progress
from chassis.projections.rebuild import rebuild as rebuilt
from chassis.runtime import make_engine
from doithoai import exits, places
from doithoai.attach import attached, services_of
from doithoai.output import JsonOption, NameOption, emit, fail, progress, table
from doithoai.reach import composed
from doithoai.rights import OPERATOR
from doithoai.running import Running

HEARD = "heard"


def rebuild(
    *,
    service: Annotated[str, typer.Argument(help="The service whose views are made anew.")],
    projection: Annotated[list[str] | None, typer.Argument(help="Only these; all when none is named.")] = None,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """Rebuild projections from the first event; readers notice nothing until the new tables take their place.

    `heard` stands for the tables of a service that only reads: they are filled again from the event stream.
    """
    running = attached(name)
    (wanted,) = services_of([service])
    described = composed(running, wanted)
    known = [one.name for one in described.all_projections] + ([HEARD] if refillable(described) else [])
    if wrong := set(projection or ()) - set(known):
        fail(f"{service} has no projection {', '.join(sorted(wrong))}. It has: {', '.join(known) or 'none'}", exits.USAGE)
    done = {one: asyncio.run(_rebuild(running, wanted, one)) for one in projection or known}
    emit(done, as_json, lambda: table(f"{service}: rebuilt", ("projection", "events"), done.items(), ("events",)))


async def _rebuild(running: Running, service: str, projection: str) -> int:
    described = composed(running, service, owner=True)
    steps = _refilled(running, described) if projection == HEARD else _projected(described, projection)
    position = 0
    with progress(f"rebuild {service} {projection}") as advance:
        async for state in steps:
            advance(state.position - position)
            position = state.position
    return position


async def _projected(described: Service, projection: str) -> AsyncIterator[Progress]:
    wanted = next(one for one in described.all_projections if one.name == projection)
    engine = make_engine(described.settings, f"{described.name}-rebuild", owner=True)
    try:
        async for state in rebuilt(engine, described.codec(), wanted, described.name):
            yield state
    finally:
        await engine.dispose()


async def _refilled(running: Running, described: Service) -> AsyncIterator[Progress]:
    client = await nats.connect(running.nats_url(OPERATOR), inbox_prefix=f"_INBOX.{OPERATOR}".encode())
    try:
        async for state in Refill(described, running.owner_dsn(described.name), client, WallClock(), described.name).run():
            yield state
    finally:
        await client.close()
