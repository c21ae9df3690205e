"""doithoai rebuild: make a service's views anew from its log, beside the ones that serve, then switch."""

import asyncio
from typing import Annotated

import typer

from chassis.projections.rebuild import rebuild as rebuilt
from chassis.runtime import make_engine
from doithoai import exits, places
from doithoai.attach import attached, services_of
from doithoai.output import JsonOption, NameOption, emit, fail, progress, table
from doithoai.reach import composed
from doithoai.running import Running


def rebuild(
    *,
    service: Annotated[str, typer.Argument(help="The service whose views are made anew.")],
    projection: Annotated[list[str] | None, typer.Argument(help="Only these; all when none is named.")] = None,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """Rebuild projections from the first event; readers notice nothing until the new tables take their place."""
    running = attached(name)
    (wanted,) = services_of([service])
    known = [one.name for one in composed(running, wanted).all_projections]
    if wrong := set(projection or ()) - set(known):
        fail(f"{service} has no projection {', '.join(sorted(wrong))}. It has: {', '.join(known) or 'none'}", exits.USAGE)
    done = {one: asyncio.run(_rebuild(running, wanted, one)) for one in projection or known}
    emit(done, as_json, lambda: table(f"{service}: rebuilt", ("projection", "events"), done.items(), ("events",)))


async def _rebuild(running: Running, service: str, projection: str) -> int:
    described = composed(running, service, owner=True)
    wanted = next(one for one in described.all_projections if one.name == projection)
    engine = make_engine(described.settings, f"{service}-rebuild", owner=True)
    position = 0
    try:
        with progress(f"rebuild {service} {projection}") as advance:
            async for state in rebuilt(engine, described.codec(), wanted, service):
                advance(state.position - position)
                position = state.position
    finally:
        await engine.dispose()
    return position
