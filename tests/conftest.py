"""Fixtures everybody uses: one real PostgreSQL and one real NATS per run, a fresh database and a broker without streams per test."""

import os
import secrets
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import nats
import pytest
from nats.js.errors import NotFoundError
from servers import running_nats, running_postgres

from doithoai.embedded.databases import Database, create_database, drop_database
from doithoai.embedded.nats import NatsServer, User
from doithoai.embedded.postgres import PostgresServer

ROOT = Path(__file__).resolve().parents[1]
ROLE, PASSWORD = "tester", "tester"


@pytest.fixture(scope="session")
def run_folder() -> Iterator[Path]:
    """A folder of this run inside the checkout, removed at the end."""
    folder = ROOT / ".run" / f"tests-{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server(run_folder: Path) -> Iterator[str]:
    """postgresql:// address of the superuser of a real server."""
    with running_postgres(run_folder / "postgres") as dsn:
        yield dsn


@pytest.fixture(scope="session")
def nats_server(run_folder: Path) -> Iterator[str]:
    """nats:// address of a real server with JetStream; one user may do everything. Streams of other tests may be there: see nats_url."""
    with running_nats(run_folder / "nats") as url:
        yield url


MakeDatabase = Callable[[], Awaitable[Database]]


@pytest.fixture
async def make_database(postgres_server: str) -> AsyncIterator[MakeDatabase]:
    """Create as many empty databases as the test wants; all are dropped afterwards."""
    names: list[str] = []

    async def make() -> Database:
        names.append(f"test_{secrets.token_hex(6)}")
        return await create_database(postgres_server, names[-1], ROLE, PASSWORD)

    yield make
    for name in names:
        await drop_database(postgres_server, name)


@pytest.fixture
async def database(make_database: MakeDatabase) -> Database:
    """A fresh empty database: .url and .owner_url for SQLAlchemy, .dsn and .owner_dsn for asyncpg."""
    return await make_database()


async def delete_streams(url: str) -> None:
    """Leave a broker without streams."""
    connection = await nats.connect(url)
    try:
        stream = connection.jetstream()
        for info in await stream.streams_info():
            await stream.delete_stream(str(info.config.name))
    except NotFoundError:
        pass
    finally:
        await connection.close()


@pytest.fixture
async def nats_url(nats_server: str) -> AsyncIterator[str]:
    """The shared server's address, without any stream at the start and at the end of the test."""
    await delete_streams(nats_server)
    yield nats_server
    await delete_streams(nats_server)


MakeNats = Callable[..., NatsServer]


@pytest.fixture
def make_nats(run_folder: Path) -> Iterator[MakeNats]:
    """Start a NATS server of the test's own, to kill, wipe, restart, or to give users with rights: make_nats(User(...), ...)."""
    servers: list[NatsServer] = []

    def make(*users: User) -> NatsServer:
        server = NatsServer(run_folder / f"nats-{secrets.token_hex(4)}", users)
        servers.append(server)
        server.start()
        return server

    yield make
    for server in servers:
        server.stop()


@pytest.fixture
def make_postgres(run_folder: Path) -> Iterator[Callable[[], PostgresServer]]:
    """Start a PostgreSQL server of the test's own, to kill and restart."""
    servers: list[PostgresServer] = []

    def make() -> PostgresServer:
        server = PostgresServer(run_folder / f"postgres-{secrets.token_hex(4)}")
        servers.append(server)
        server.start()
        return server

    yield make
    for server in servers:
        server.stop()
