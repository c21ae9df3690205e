"""Commands that need a running system begin here; without one they end with exit code 3."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2

from chassis.identity.actor import Reach
from chassis.ids import new_id
from doithoai import exits, places
from doithoai.output import fail
from doithoai.running import NotRunning, Running

ADMINISTRATOR = "administrator"


def attached(name: str) -> Running:
    """The running system of that name, ready or not; ends the command when there is none."""
    try:
        return Running.find(name)
    except NotRunning:
        fail(f"'{name}' is not running. Start it with: doithoai up --name {name}", exits.NOT_RUNNING)
    except ValueError as error:
        fail(str(error), exits.USAGE)


def services_of(wanted: list[str] | None) -> tuple[str, ...]:
    """The services named, or all; ends the command when a name is wrong."""
    if wrong := set(wanted or ()) - set(places.SERVICES):
        fail(f"no such service: {', '.join(sorted(wrong))}. Services: {', '.join(places.SERVICES)}", exits.USAGE)
    return tuple(wanted or places.SERVICES)


@contextmanager
def calling(running: Running, service: str, role: str = ADMINISTRATOR) -> Iterator[httpx2.Client]:
    """An HTTP client for a service's API, signed in as an administrator unless a role is named; each request has a key of its own."""
    token = running.token(role, ref="command", reach=Reach.EVERYWHERE)
    headers = {"Authorization": f"Bearer {token}"}
    hooks = {"request": [_with_key]}
    with httpx2.Client(base_url=f"{running.url(service)}/api/v1", headers=headers, timeout=60, event_hooks=hooks) as client:
        yield client


def _with_key(request: httpx2.Request) -> None:
    request.headers.setdefault("Idempotency-Key", str(new_id()))


def taken(answer: httpx2.Response) -> Any:
    """The answer's JSON; ends the command with the problem's sentence when it was refused."""
    if answer.is_success:
        return answer.json() if answer.content else {}
    try:
        told = answer.json()
        lines = [f"{told.get('slug') or answer.status_code}: {told.get('detail') or told.get('title')}"]
        lines += [f"  {each['field'] or '-'}: {each['message']}" for each in told.get("errors", ())]
        message = "\n".join(lines)
    except ValueError:
        message = f"{answer.request.url} answered {answer.status_code}"
    return fail(message)
