"""What a route may ask for: the handler, a read-only connection, the actor, the clock, the command's id and expected version."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from chassis.clock import Clock
from chassis.handle import Handler
from chassis.identity.actor import Actor
from chassis.identity.current import get_actor
from chassis.ids import derived_id
from chassis.runtime import Runtime
from chassis.web.pages import Pages
from chassis.web.problems import FieldErrors, KeyMissing

KEY_FIELD = "idempotency_key"
VERSION_FIELD = "expected_version"
T = TypeVar("T")
_VERSION = re.compile(r'^(?:W/)?"?(\d{1,18})"?$')


def get_runtime(request: Request) -> Runtime:
    """The running service behind this request; raises `RuntimeError` before the application has started."""
    runtime: Runtime | None = getattr(request.app.state, "runtime", None)
    if runtime is None:
        raise RuntimeError("the service has not started")
    return runtime


async def get_handler(request: Request) -> Handler:
    """The only way to write: commands go through `handle`."""
    return get_runtime(request).handler


async def get_reader(request: Request) -> AsyncIterator[AsyncConnection]:
    """A read-only connection to the read models, for the length of this request."""
    async with get_runtime(request).reader() as connection:
        yield connection


def get_part(kind: type[T]) -> Callable[[Request], Awaitable[T]]:
    """A part the service provided at its start: `vault: Annotated[Vault, Depends(get_part(Vault))]`."""

    async def part(request: Request) -> T:
        return get_runtime(request).part(kind)

    return part


async def get_clock(request: Request) -> Clock:
    return get_runtime(request).clock


async def get_pages(request: Request) -> Pages:
    """The service's templates: `pages.render(request, "<service>/list.html", {...})`."""
    pages: Pages = request.app.state.pages
    return pages


async def command_id(request: Request, actor: Annotated[Actor, Depends(get_actor)]) -> UUID | None:
    """The command's id: from `Idempotency-Key` or the form's hidden field; None when the sender gave neither.

    A key counts for its sender, method and path only, so one client can never meet another's answer.
    """
    key = request.headers.get("idempotency-key") or await _form_text(request, KEY_FIELD)
    if not key:
        return None
    return derived_id("idempotency-key", actor.ref, request.method, request.url.path, key)


def created_id(command_id: UUID | None, given: str | None = None) -> str:
    """What a request creates is called as its sender says, else after its key, so that sent again it names the same. Raises KeyMissing."""
    if given or command_id:
        return given or str(command_id)
    raise KeyMissing


async def expected_version(request: Request) -> int | None:
    """The stream version the sender saw: from `If-Match` or the form's hidden field; None asks for no check."""
    said = request.headers.get("if-match") or await _form_text(request, VERSION_FIELD)
    if not said or said == "*":
        return None
    match = _VERSION.match(said.strip())
    if match is None:
        raise FieldErrors({VERSION_FIELD: "Phiên bản dữ liệu chưa đúng; hãy tải lại trang."})
    return int(match.group(1))


def set_etag(response: Response, version: int) -> None:
    """Tell the reader which version this is, to be sent back in `If-Match`."""
    response.headers["etag"] = f'"{version}"'


async def _form_text(request: Request, name: str) -> str | None:
    kind = request.headers.get("content-type", "")
    if not kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        return None
    value = (await request.form()).get(name)
    return None if value is None or isinstance(value, UploadFile) else value


CurrentActor = Annotated[Actor, Depends(get_actor)]
TheHandler = Annotated[Handler, Depends(get_handler)]
Reader = Annotated[AsyncConnection, Depends(get_reader)]
TheClock = Annotated[Clock, Depends(get_clock)]
ThePages = Annotated[Pages, Depends(get_pages)]
CommandId = Annotated[UUID | None, Depends(command_id)]
ExpectedVersion = Annotated[int | None, Depends(expected_version)]


async def keyed(command_id: CommandId) -> None:
    """For a route whose act happens again each time it is asked for (an urging): raises KeyMissing without a key."""
    created_id(command_id)
