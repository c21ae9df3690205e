"""The whole path (HTTP command, committed, relayed, projected by another service) beside the raw one on the same servers, fsync everywhere."""

import asyncio
import os
import time
from pathlib import Path
from statistics import median, quantiles

import asyncpg
import httpx2
from raw_path import RawPath
from table import Figure

from chassis.identity.actor import Reach
from chassis.ids import new_id
from doithoai.demo_offices import Offices
from doithoai.options import Options
from doithoai.processes import running
from doithoai.running import Running

HOST = {"unit_id": "so-do", "name": "Sở Đo", "class": "DEPARTMENT", "level": "PROVINCE"}
TEXT = "Đường vào bản bị sạt lở sau mưa lớn, đề nghị sớm sửa chữa để học sinh đi lại an toàn. " * 4
CLIENTS = 12
RATE = 200
COUNT = "SELECT count(*) FROM opinion_fact"


class WholePath:
    """Opinions at the counter, counted in reporting's tables."""

    def __init__(self, system: Running, client: httpx2.AsyncClient, reporting: asyncpg.Connection) -> None:
        self.client = client
        self.reporting = reporting
        self.headers = {"Authorization": f"Bearer {system.token('dialogue_office', reach=Reach.EVERYWHERE)}"}
        self.counted = 0

    async def write(self) -> None:
        body = {
            "channel": "IN_PERSON",
            "received_by_org_id": HOST["unit_id"],
            "submitter_kind": "CITIZEN",
            "audience": "PEOPLE",
            "text": TEXT,
            "submitter": {"name": "Người Gửi"},
            "summary_redacted": "Đề nghị sửa đường.",
        }
        answer = await self.client.post("/intake/api/v1/opinions", json=body, headers={**self.headers, "Idempotency-Key": str(new_id())})
        answer.raise_for_status()

    async def count(self) -> int:
        return int(await self.reporting.fetchval(COUNT))


Path_ = WholePath | RawPath


async def sustained(path: Path_, events: int) -> float:
    """Events per second from the first command to the last row at the other end."""
    before, queue = await path.count(), iter(range(events))
    begun = time.perf_counter()

    async def client() -> None:
        for _ in queue:
            await path.write()

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    while await path.count() < before + events:
        await asyncio.sleep(0.01)
    return events / (time.perf_counter() - begun)


async def latencies(path: Path_, rate: int, events: int) -> list[float]:
    """Milliseconds from sending a command to its row at the other end, at a steady rate; rows are matched in order."""
    before, sent, seen = await path.count(), list[float](), list[float]()

    async def watch() -> None:
        while len(seen) < events:
            now_there = await path.count() - before
            seen.extend([time.perf_counter()] * (now_there - len(seen)))
            await asyncio.sleep(0.004)

    watching = asyncio.create_task(watch())
    writes, begun = [], time.perf_counter()
    for number in range(events):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        sent.append(time.perf_counter())
        writes.append(asyncio.create_task(path.write()))
    await asyncio.gather(*writes)
    await watching
    return [(there - here) * 1000 for here, there in zip(sent, seen, strict=True)]


async def _measured(system: Running, scale: float) -> list[Figure]:
    async with Offices(system) as offices:
        await offices.post("/sessions/api/v1/org-units", HOST, key="host", role="administrator")
    reporting = await asyncpg.connect(system.dsn("reporting"))
    limits = httpx2.Limits(max_connections=64)
    async with httpx2.AsyncClient(base_url=system.web_url, timeout=60, limits=limits) as client, RawPath(system) as raw:
        whole = WholePath(system, client, reporting)
        events = max(50, int(1500 * scale))
        await sustained(whole, 50)
        rates = [(await sustained(whole, events), await sustained(raw, events * 3)) for _ in range(3)]
        mine, limit = median(one for one, _ in rates), median(other for _, other in rates)
        steady = min(RATE, int(mine * 0.7))
        there = quantiles(await latencies(whole, steady, steady * max(2, int(10 * scale))), n=100)
        bare = quantiles(await latencies(raw, steady, steady * max(2, int(10 * scale))), n=100)
    await reporting.close()
    name = "raw path: asyncpg, JetStream batches, batch projection"
    return [
        Figure("whole path, sustained", round(mine, 1), name, round(limit, 1), round(mine / limit, 2), "events/s", "0.5"),
        Figure(
            f"whole path, median at {steady}/s", round(there[49], 1), name, round(bare[49], 1), round(bare[49] / there[49], 2), "ms", ""
        ),
        Figure(f"whole path, 99th percentile at {steady}/s", round(there[98], 1), "limit", 250.0, round(250 / there[98], 2), "ms", "1"),
    ]


def whole_path(root: Path, scale: float) -> list[Figure]:
    """Start the five services as `doithoai up` does, measure both paths in turns, stop."""
    del root
    with running(Options(name=f"bench-{os.getpid()}", fresh=True)) as system:
        return asyncio.run(_measured(system, scale))
