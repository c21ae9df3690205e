"""A request is one transaction on a real database: read only when it reads, once only when it is sent twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from fastapi import APIRouter, Response
from nats.aio.client import Client
from sqlalchemy.ext.asyncio import create_async_engine
from toy import DECIDER, Count, stream, toy
from web_client import as_software
from web_example.example import example, pages_router

from chassis.eventstore.read import read_stream
from chassis.handle import Handler
from chassis.identity.permissions import permit
from chassis.runtime import Runtime
from chassis.web.app import site
from chassis.web.dependencies import CommandId, CurrentActor, ExpectedVersion, Reader, TheHandler, set_etag
from doithoai.embedded.databases import Database

api = APIRouter(prefix="/api/v1")


@api.post("/counts/{number}", dependencies=[permit("thing.write")], status_code=201)
async def count(
    number: int, handler: TheHandler, actor: CurrentActor, command_id: CommandId, version: ExpectedVersion, response: Response
) -> dict[str, Any]:
    limit = 3
    handled = await handler.handle(DECIDER, stream(number), Count("x", limit), actor=actor, command_id=command_id, expected_version=version)
    set_etag(response, handled.version)
    return {"version": handled.version, "repeated": handled.repeated}


@api.get("/scribble", dependencies=[permit("thing.read")])
async def scribble(connection: Reader) -> None:
    await connection.execute(sa.text("DELETE FROM tally"))


@pytest.fixture
async def handler(database: Database) -> AsyncIterator[Handler]:
    async with toy(database) as found:
        yield found


@asynccontextmanager
async def visiting(handler: Handler) -> AsyncIterator[httpx2.AsyncClient]:
    service = example("example", "Việc mẫu", api, pages_router)
    runtime = Runtime("example", service.settings, handler.engine, handler.engine, Client(), handler.clock, handler)

    @asynccontextmanager
    async def start() -> AsyncIterator[Runtime]:
        yield runtime

    app = site([service], starts={"example": start})
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://dialogue.test") as client,
    ):
        yield client


async def test_a_command_sent_twice_with_one_key_happens_once(handler: Handler) -> None:
    async with visiting(handler) as client:
        sent = [
            await client.post("/example/api/v1/counts/1", headers=as_software("writer", **{"idempotency-key": "row-7"})) for _ in range(2)
        ]
    assert [each.json() for each in sent] == [{"version": 1, "repeated": False}, {"version": 1, "repeated": True}]
    async with handler.engine.connect() as connection:
        assert len(await read_stream(connection, handler.codec, stream(1))) == 1


async def test_the_stored_event_names_the_actor_and_the_requests_correlation(handler: Handler) -> None:
    async with visiting(handler) as client:
        answer = await client.post("/example/api/v1/counts/1", headers=as_software("writer", **{"x-correlation-id": "story-0001"}))
    async with handler.engine.connect() as connection:
        [recorded] = await read_stream(connection, handler.codec, stream(1))
    assert (recorded.meta.actor, recorded.meta.org, recorded.meta.correlation) == ("acc-1", "org-1", "story-0001")
    assert answer.headers["etag"] == '"1"'


async def test_of_two_who_saw_the_same_version_the_second_is_told(handler: Handler) -> None:
    async with visiting(handler) as client:
        seen = (await client.post("/example/api/v1/counts/1", headers=as_software("writer"))).headers["etag"]
        answers = [await client.post("/example/api/v1/counts/1", headers=as_software("writer", **{"if-match": seen})) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 412]
    assert answers[1].json()["version"] == 2


async def test_a_rule_that_forbids_leaves_nothing_behind(handler: Handler) -> None:
    async with visiting(handler) as client:
        answers = [await client.post("/example/api/v1/counts/1", headers=as_software("writer")) for _ in range(4)]
    assert [each.status_code for each in answers] == [201, 201, 201, 409]
    assert answers[-1].json()["slug"] == "counted_enough"


async def test_a_reading_request_cannot_write(handler: Handler) -> None:
    async with visiting(handler) as client:
        read_only = await client.get("/example/from-database", headers=as_software("reader"))
        refused = await client.get("/example/api/v1/scribble", headers=as_software("reader"))
    assert read_only.text == "on"
    assert (refused.status_code, refused.json()["slug"]) == (500, "unexpected")


async def test_while_the_database_is_away_the_page_says_so_and_says_no_more(handler: Handler) -> None:
    away = create_async_engine("postgresql+asyncpg://nobody:secret@127.0.0.1:1/nothing")
    async with visiting(Handler(away, handler.codec, handler.clock)) as client:
        page = await client.get("/example/from-database", headers={**as_software("reader"), "accept": "text/html"})
        written = await client.post("/example/api/v1/counts/1", headers=as_software("writer"))
    assert (page.status_code, written.status_code, written.json()["slug"]) == (503, 503, "unavailable")
    assert "Tạm thời chưa phục vụ được" in page.text
    assert "secret" not in page.text
    await away.dispose()
