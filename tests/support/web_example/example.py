"""A tiny service, nothing but pages: enough to see everything the chassis promises about the web."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from pydantic import BaseModel, Field, SecretStr
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.composition import Service
from chassis.decider import Refused
from chassis.handle import VersionConflict
from chassis.identity.permissions import Permissions, permit
from chassis.settings import ServiceSettings
from chassis.web.dependencies import CommandId, CurrentActor, ExpectedVersion, Reader, ThePages, created_id, keyed, set_etag
from chassis.web.forms import Submitted, read_form
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound

KEY = "a signing key that is long enough for anybody"
PERMISSIONS = Permissions(
    roles={"writer": frozenset({"thing.read", "thing.write"}), "reader": frozenset({"thing.read"})}, public=frozenset({"thing.read"})
)
REFUSALS = {"thing_closed": "Việc này đã đóng từ ngày {closed_on}, không thể sửa."}
KINDS = [("A", "Đơn kiến nghị"), ("B", "Đơn phản ánh")]
api = APIRouter(prefix="/api/v1")
pages_router = APIRouter(default_response_class=Response)


class Thing(BaseModel):
    """What can be written."""

    kind: str = Field(pattern="^[AB]$")
    amount: int = Field(ge=1, le=100)
    wanted_on: date
    note: str | None = Field(default=None, max_length=20)


@api.get("/things/{number}", dependencies=[permit("thing.read")])
async def read_thing(number: int, response: Response) -> dict[str, Any]:
    if number > 100:
        raise NotFound
    set_etag(response, 7)
    return {"number": number}


@api.post("/things", dependencies=[permit("thing.write")], status_code=201)
async def write_thing(thing: Thing, actor: CurrentActor, key: CommandId, version: ExpectedVersion) -> dict[str, Any]:
    if version is not None and version != 7:
        raise VersionConflict(7)
    if thing.kind == "B":
        raise Refused("thing_closed", closed_on="01/11/2026")
    return {"actor": actor.ref, "key": str(key) if key else None, "note": thing.note}


@api.post("/things/named", dependencies=[permit("thing.write")], status_code=201)
async def name_thing(key: CommandId, thing_id: str | None = None) -> str:
    return created_id(key, thing_id)


@api.post("/things/ring", dependencies=[permit("thing.write"), Depends(keyed)])
async def ring() -> None:
    """Happens again each time it is asked for."""


@api.get("/broken", dependencies=[permit("thing.read")])
@pages_router.get("/broken", dependencies=[permit("thing.read")])
async def break_down() -> dict[str, Any]:
    raise RuntimeError("Lò Văn Thỏa, 0912345678")


@pages_router.get("/", dependencies=[permit("thing.read")])
async def list_things(request: Request, pages: ThePages, page: ThePage) -> Response:
    rows = [(f"YK-{each:04}", date(2026, 11, 16 + each % 14), 1234.5 * each) for each in range(page.offset + 1, page.offset + 11)]
    context = {"rows": rows, "pager_": page.of(1234), "at": datetime(2026, 11, 22, 2, 5, tzinfo=UTC)}
    return pages.render(request, "example/list.html", context, block="rows" if is_htmx(request) else None)


@pages_router.get("/write", dependencies=[permit("thing.write")])
async def ask(request: Request, pages: ThePages) -> Response:
    return pages.render(request, "example/write.html", {"form": Submitted[Thing](None), "kinds": KINDS})


@pages_router.post("/write", dependencies=[permit("thing.write")])
async def write(request: Request, pages: ThePages, key: CommandId, version: ExpectedVersion) -> Response:
    form = await read_form(request, Thing)
    if form.model is None:
        return pages.render(request, "example/write.html", {"form": form, "kinds": KINDS}, status=422)
    if form.model.kind == "B":
        raise Refused("thing_closed", closed_on="01/11/2026")
    return RedirectResponse(request.url.path.removesuffix("write"), 303)


@pages_router.get("/missing", dependencies=[permit("thing.read")])
async def missing() -> None:
    raise NotFound


@pages_router.get("/changed", dependencies=[permit("thing.read")])
async def changed() -> None:
    raise VersionConflict(3)


@pages_router.get("/from-database", dependencies=[permit("thing.read")])
async def from_database(connection: Reader) -> str:
    return str((await connection.exec_driver_sql("SHOW transaction_read_only")).scalar_one())


@api.post("/upload", dependencies=[permit("thing.write")])
async def upload(text: Annotated[str, Form()]) -> dict[str, int]:
    return {"length": len(text)}


def settings(**given: Any) -> ServiceSettings:
    return ServiceSettings(database_url=SecretStr("postgresql://nobody@127.0.0.1:1/nothing"), auth_key=SecretStr(KEY), **given)


def example(name: str = "example", title: str = "Việc mẫu", *routers: APIRouter, **given: Any) -> Service:
    return Service(
        name=name,
        title=title,
        summary="Xem và ghi các việc mẫu.",
        settings=settings(**given),
        events=(),
        outbound=lambda _recorded: None,
        migrations=Path(),
        permissions=PERMISSIONS,
        refusals=REFUSALS,
        routers=routers or (api, pages_router),
        templates=Path(__file__).parent / "templates",
    )
