"""The embedded servers are real, durable and come back after a kill."""

from collections.abc import Callable

import asyncpg
import nats
import pytest

from doithoai.embedded.databases import Database
from doithoai.embedded.nats import NatsServer, User
from doithoai.embedded.postgres import PostgresServer


async def value(dsn: str, query: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def test_postgres_writes_to_disk_before_it_answers(postgres_server: str) -> None:
    assert await value(postgres_server, "SHOW fsync") == "on"
    assert await value(postgres_server, "SHOW synchronous_commit") == "on"


async def test_the_runtime_role_uses_what_the_owner_creates(database: Database) -> None:
    await value(database.owner_dsn, "CREATE TABLE fact (n int)")
    await value(database.dsn, "INSERT INTO fact VALUES (1)")
    assert await value(database.dsn, "SELECT count(*) FROM fact") == 1
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await value(database.dsn, "ALTER TABLE fact DISABLE TRIGGER ALL")


async def test_a_wrong_password_is_refused(database: Database) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await value(database.dsn.replace(":tester@", ":other@"), "SELECT 1")


async def test_postgres_keeps_data_and_port_over_a_kill(make_postgres: Callable[[], PostgresServer]) -> None:
    server = make_postgres()
    dsn = server.address.url()
    await value(dsn, "CREATE TABLE fact AS SELECT 7 AS n")
    server.kill()
    server.start()
    assert server.address.url() == dsn
    assert await value(dsn, "SELECT n FROM fact") == 7


async def test_nats_keeps_messages_and_port_over_a_kill(make_nats: Callable[..., NatsServer]) -> None:
    server = make_nats(User("operator", "secret"))
    url = server.url("operator")
    connection = await nats.connect(url)
    await connection.jetstream().add_stream(name="FACTS", subjects=["fact.>"])
    await connection.jetstream().publish("fact.one", b"1")
    await connection.close()
    server.kill()
    server.start()
    assert server.url("operator") == url
    connection = await nats.connect(url)
    assert (await connection.jetstream().stream_info("FACTS")).state.messages == 1
    await connection.close()


async def test_each_test_begins_without_streams(nats_url: str) -> None:
    connection = await nats.connect(nats_url)
    assert (await connection.jetstream().account_info()).streams == 0
    await connection.close()
