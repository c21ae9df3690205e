"""sessions running, a few organisations registered, the clock at Thursday 2026-02-26 09:00 local."""

from collections.abc import AsyncIterator

import pytest
from sessions_world import World, register_organisations, world_of

from doithoai.embedded.databases import Database


@pytest.fixture
async def world(database: Database, nats_url: str) -> AsyncIterator[World]:
    async with world_of(database, nats_url) as made:
        await register_organisations(made)
        yield made
