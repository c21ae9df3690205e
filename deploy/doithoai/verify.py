"""doithoai verify: proof that no event of a log was changed, removed or slipped in."""

import asyncio
from typing import Annotated, Any

import typer

from chassis.eventstore.read import head
from chassis.eventstore.verify import verify_chain
from doithoai import exits, places
from doithoai.attach import attached, services_of
from doithoai.output import JsonOption, NameOption, emit, progress, table
from doithoai.reach import reached
from doithoai.running import Running


def verify(
    *,
    service: Annotated[list[str] | None, typer.Argument(help="Only these services; all when none is named.")] = None,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """Walk the hash chain of each log; exit code 1 when one is broken."""
    running = attached(name)
    found = {one: asyncio.run(verified(running, one)) for one in services_of(service)}
    valid = all(row["valid"] for row in found.values())
    rows = [(one, row["events"], row["broken"] or "whole", row["head"]) for one, row in found.items()]
    emit(
        {"chain_valid": valid, "services": found}, as_json, lambda: table("Logs", ("service", "events", "chain", "head"), rows, ("events",))
    )
    if not valid:
        raise typer.Exit(exits.FAILED)


async def verified(running: Running, service: str) -> dict[str, Any]:
    """One log: how many events, whether the chain holds, what broke it."""
    async with reached(running, service) as (_, runtime), runtime.reader() as connection:
        newest = await head(connection)
        position, tail, broken = 0, b"", None
        with progress(f"verify {service}", newest) as advance:
            async for state in verify_chain(connection):
                advance(state.position - position)
                position, tail, broken = state.position, state.head, state.broken
    if broken is None and position != newest:
        broken = f"the log ends at {position} instead of {newest}"
    return {"events": newest, "valid": broken is None, "broken": broken, "head": tail.hex()}
