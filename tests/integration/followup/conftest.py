"""followup running with calendar, rule packs and a few organisations, the clock at Wednesday 2026-02-11 08:00 local."""

from collections.abc import AsyncIterator

import pytest
from followup_world import ORGANISATIONS, World, load_rules, world_of

from doithoai.embedded.databases import Database


@pytest.fixture
async def empty_world(database: Database, nats_url: str) -> AsyncIterator[World]:
    """Nothing loaded, nobody announced."""
    async with world_of(database, nats_url) as made:
        yield made


@pytest.fixture
async def world(empty_world: World) -> World:
    await load_rules(empty_world)
    await empty_world.tell("sessions", *ORGANISATIONS)
    return empty_world
