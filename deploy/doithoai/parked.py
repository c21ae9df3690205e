"""doithoai parked: messages that could not be handled, kept with their reason until a person decides."""

import asyncio
import json
from typing import Annotated, Any

import typer

from chassis.identity.actor import SYSTEM_ROLE, Actor, Reach
from chassis.messaging.parked import ParkedMessage, parked_message, parked_messages
from chassis.messaging.retry_parked import NotParked
from chassis.messaging.retry_parked import discard as give_up
from chassis.messaging.retry_parked import retry as handle_again
from doithoai import places
from doithoai.attach import attached, services_of
from doithoai.output import JsonOption, NameOption, console, emit, fail, pairs, table
from doithoai.reach import reached
from doithoai.running import Running

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Messages that could not be handled: list, show, retry, discard.")

ServiceArgument = Annotated[str, typer.Argument(help="The service that parked it.")]
NumberArgument = Annotated[int, typer.Argument(min=1, help="Its number in `parked list`.")]
COMMAND = Actor("command", SYSTEM_ROLE, reach=Reach.EVERYWHERE)


@app.command("list")
def list_parked(
    *,
    service: Annotated[list[str] | None, typer.Argument(help="Only these services.")] = None,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """List what is parked, oldest first."""
    running = attached(name)
    found = [_row(one, message) for one in services_of(service) for message in asyncio.run(_all(running, one))]
    columns = ("service", "number", "source", "stream", "event_id", "reason", "at")
    emit(found, as_json, lambda: table(f"{len(found)} parked", columns, [[row[column] for column in columns] for row in found]))


@app.command("show")
def show(*, service: ServiceArgument, number: NumberArgument, name: NameOption = places.DEFAULT_NAME, as_json: JsonOption = False) -> None:
    """Show one message with its headers and body; personal data in it is sealed."""
    running = holding(name, service)
    message = asyncio.run(_one(running, service, number))
    if message is None:
        fail(f"{service} has no parked message {number}")
    data = {**_row(service, message), "subject": message.subject, "headers": json.loads(message.headers), "body": _body(message.data)}
    emit(data, as_json, lambda: pairs(f"{service} {number}", data))


@app.command("retry")
def retry(*, service: ServiceArgument, number: NumberArgument, name: NameOption = places.DEFAULT_NAME, as_json: JsonOption = False) -> None:
    """Handle a message again, and what waits behind it, in order; exit code 1 when the fault is still there."""
    running = holding(name, service)
    try:
        done = asyncio.run(_retry(running, service, number))
    except NotParked:
        fail(f"{service} has no parked message {number}")
    except Exception as error:
        fail(f"still the same: {type(error).__name__}: {error}")
    emit({"service": service, "handled": done}, as_json, lambda: f"{done} handled.")


@app.command("discard")
def discard(
    *,
    service: ServiceArgument,
    number: NumberArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why it is given up; kept in the log.")],
    name: NameOption = places.DEFAULT_NAME,
) -> None:
    """Give a message up, for a reason."""
    running = holding(name, service)
    try:
        asyncio.run(_discard(running, service, number, reason))
    except NotParked:
        fail(f"{service} has no parked message {number}")
    console.print(f"{service} {number} is given up.")


def holding(name: str, service: str) -> Running:
    """The running system; ends the command when it or the service does not exist."""
    running = attached(name)
    services_of([service])
    return running


async def _all(running: Running, service: str) -> list[ParkedMessage]:
    async with reached(running, service) as (_, runtime), runtime.reader() as connection:
        return list(await parked_messages(connection))


async def _one(running: Running, service: str, number: int) -> ParkedMessage | None:
    async with reached(running, service) as (_, runtime), runtime.reader() as connection:
        return await parked_message(connection, number)


async def _retry(running: Running, service: str, number: int) -> int:
    async with reached(running, service) as (composed, runtime):
        return await handle_again(composed, runtime.handler, number, COMMAND)


async def _discard(running: Running, service: str, number: int, reason: str) -> None:
    async with reached(running, service) as (_, runtime):
        await give_up(runtime.handler, number, COMMAND, reason)


def _row(service: str, message: ParkedMessage) -> dict[str, Any]:
    return {
        "service": service,
        "number": message.number,
        "source": message.source,
        "stream": message.stream,
        "event_id": message.event_id,
        "reason": message.reason,
        "at": message.at.isoformat(),
    }


def _body(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return data.decode(errors="replace")
