"""intake running, nothing registered yet, the clock at Monday 2026-02-09 09:00 local."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from intake_world import Register, World, opinion_body, world_of

from doithoai.embedded.databases import Database


@pytest.fixture
async def world(database: Database, nats_url: str) -> AsyncIterator[World]:
    async with world_of(database, nats_url) as made:
        yield made


@pytest.fixture
def register(world: World) -> Register:
    """Register an opinion as the office does; fields can be overridden."""

    async def register(**fields: Any) -> dict[str, Any]:
        return await world.post("/opinions", opinion_body(**fields))

    return register
