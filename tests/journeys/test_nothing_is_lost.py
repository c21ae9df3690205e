"""Kill anything, at any moment, wipe the broker: what was acknowledged is in the logs and counted once."""

import asyncio
import os
import random
import shutil
import signal
from collections.abc import AsyncIterator
from typing import Any

import psutil
import pytest
from acting import AGENCY, World, acting

from doithoai.demo_checker import chains_hold, check
from doithoai.places import SERVICES
from doithoai.prepare import provision
from doithoai.reach import composed
from doithoai.republish import _republish
from doithoai.rights import OPERATOR
from doithoai.running import Running

SEED = int(os.environ.get("DOITHOAI_FAULT_SEED", "20261122"))
AT_THE_COUNTER, FROM_AGENCIES, FAULTS = 240, 80, 10
VICTIMS = ("nats", "postgres", "web", *(f"worker-{service}" for service in SERVICES))


def kill(running: Running, name: str) -> None:
    pid = running.reload().processes.get(name)
    if pid and psutil.pid_exists(pid):
        os.kill(pid, signal.SIGKILL)


async def disasters(running: Running, order: random.Random, done: asyncio.Event) -> list[str]:
    """Kill each kind of process at least once, at seeded moments, until the load is over."""
    victims = [*VICTIMS, *(order.choice(VICTIMS) for _ in range(FAULTS - len(VICTIMS)))]
    order.shuffle(victims)
    struck = []
    for victim in victims:
        await asyncio.sleep(order.uniform(0.5, 2.0))
        kill(running, victim)
        struck.append(victim)
    await done.wait()
    return struck


async def at_the_counter(world: World, order: random.Random) -> list[str]:
    gate = asyncio.Semaphore(6)

    async def one(number: int) -> str:
        async with gate:
            await asyncio.sleep(order.uniform(0, 0.4))
            return await world.register(number)

    return list(await asyncio.gather(*(one(number) for number in range(AT_THE_COUNTER))))


async def from_agencies(world: World) -> list[str]:
    letters = [world.letter(number) for number in range(FROM_AGENCIES)]
    accepted = []
    for first in range(0, len(letters), 10):
        receipts = await world.agencies.send(letters[first : first + 10])
        accepted += [str(receipt.our_id) for receipt in receipts if receipt.status == "accepted"]
        await asyncio.sleep(1)
    return accepted


async def wipe_the_broker(world: World) -> None:
    """Lose every stream; then what an operator does: provision, and publish each log again."""
    jetstream = world.running.folder / "nats" / "jetstream"
    jetstream.rename(jetstream.with_name("lost"))
    kill(world.running, "nats")
    shutil.rmtree(jetstream.with_name("lost"))
    services = [composed(world.running, name) for name in SERVICES]
    async with asyncio.timeout(60):
        while True:
            try:
                await provision(world.running.nats_url(OPERATOR), services, (AGENCY,), None)
                break
            except OSError:
                await asyncio.sleep(0.3)
    for service in SERVICES:
        assert await _republish(world.running, service) is not None


async def counted(world: World) -> int:
    told = await world.offices.get("/reporting/api/v1/figures")
    return int(next(figure["value"] for figure in told if figure["name"] == "opinions"))


@pytest.fixture
async def world(system: Running) -> AsyncIterator[World]:
    async with acting(system) as everybody:
        yield everybody


async def test_what_was_acknowledged_is_logged_and_counted_once_whatever_was_killed(world: World, request: Any) -> None:
    order, done = random.Random(SEED), asyncio.Event()
    chaos = asyncio.create_task(disasters(world.running, order, done))
    counter, agencies = await asyncio.gather(at_the_counter(world, random.Random(SEED + 1)), from_agencies(world))
    done.set()
    struck = await chaos
    await wipe_the_broker(world)
    late = [await world.register(number) for number in range(AT_THE_COUNTER, AT_THE_COUNTER + 10)]
    await world.keeper.quiet()

    acknowledged = [*counter, *late, *agencies]
    story = f"seed {SEED}, killed {struck}"
    assert len(set(agencies)) == FROM_AGENCIES, story
    total = len(acknowledged)
    figures = {"opinions": await counted(world), "sessions": {"total": 0}, "cases": 0}
    checked = await check(world.runtimes, {"opinions": acknowledged}, figures)
    assert (checked.lost, checked.doubled) == ([], []), story
    assert await counted(world) == total, story
    assert set((await chains_hold(world.runtimes)).values()) == {None}, story
    lags = await world.keeper.lags()
    assert all(lag.idle and lag.parked == 0 for lag in lags.values()), f"{story}: {lags}"
    assert set(VICTIMS) <= set(struck)
