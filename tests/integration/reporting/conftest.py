"""reporting with nothing heard yet; the clock stands at Monday 2026-04-20 09:00 local."""

from collections.abc import AsyncIterator

import pytest
from reporting_world import World, world_of

from doithoai.embedded.databases import Database


@pytest.fixture
async def world(database: Database, nats_url: str) -> AsyncIterator[World]:
    async with world_of(database, nats_url) as made:
        yield made


@pytest.fixture
async def working(database: Database, nats_url: str) -> AsyncIterator[World]:
    """The same with its worker: what is decided is projected and published."""
    async with world_of(database, nats_url, worker=True) as made:
        yield made
