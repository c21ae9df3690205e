"""The only holder of stream rights: create what is missing, compare what is there, stop on drift."""

from collections.abc import Mapping
from typing import Any

import orjson
from nats.aio.client import Client

from chassis.clock import CLOCK_STREAM, CLOCK_SUBJECT
from contracts.subjects import EVENTS, INBOUND, RECEIPTS

NOT_FOUND = (10059, 10014)
_DAY = 24 * 3600 * 1_000_000_000
KEPT_DAYS = 30

_DURABLE = {
    "storage": "file",
    "discard": "new",
    "retention": "limits",
    "duplicate_window": 2 * 3600 * 1_000_000_000,
    "allow_direct": True,
    "allow_atomic": True,
    "compression": "s2",
    "max_msg_size": 1024 * 1024,
}
STREAMS: Mapping[str, dict[str, Any]] = {
    EVENTS: {**_DURABLE, "subjects": ["evt.>"], "deny_delete": True, "deny_purge": True},
    INBOUND: {**_DURABLE, "subjects": ["in.>"], "max_age": KEPT_DAYS * _DAY},
    RECEIPTS: {**_DURABLE, "subjects": ["receipt.>"], "max_age": KEPT_DAYS * _DAY},
}
CLOCK: dict[str, Any] = {
    "subjects": [CLOCK_SUBJECT], "storage": "file", "max_msgs_per_subject": 1, "discard": "old", "retention": "limits", "allow_direct": True,
}  # fmt: skip


class Drift(Exception):
    """A stream or consumer exists with other settings than ours: an operator must decide, nothing was changed."""

    def __init__(self, name: str, differences: Mapping[str, Any]) -> None:
        super().__init__(f"{name}: {differences}")


class ProvisioningRefused(Exception):
    """The broker refused an administrative request."""


async def _ask(client: Client, subject: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
    answer = await client.request(f"$JS.API.{subject}", orjson.dumps(body) if body else b"", timeout=10)
    told: dict[str, Any] = orjson.loads(answer.data)
    return told


def _differences(want: Mapping[str, Any], have: Mapping[str, Any]) -> dict[str, Any]:
    return {key: (have.get(key), value) for key, value in want.items() if have.get(key) != value}


async def _ensure(client: Client, name: str, info: str, create: str, config: Mapping[str, Any], request: Mapping[str, Any]) -> bool:
    told = await _ask(client, info)
    if "error" not in told:
        if differences := _differences(config, told["config"]):
            raise Drift(name, differences)
        return False
    if told["error"].get("err_code") not in NOT_FOUND:
        raise ProvisioningRefused(f"{name}: {told['error']}")
    made = await _ask(client, create, request)
    if "error" in made:
        raise ProvisioningRefused(f"{name}: {made['error']}")
    return True


async def provision_streams(client: Client, *, replicas: int = 1, simulated: bool = False) -> list[str]:
    """Make the streams that are missing; returns their names. Raises Drift, ProvisioningRefused."""
    wanted: dict[str, dict[str, Any]] = {name: {**config, "num_replicas": replicas} for name, config in STREAMS.items()}
    if simulated:
        wanted[CLOCK_STREAM] = CLOCK
    made = []
    for name, config in wanted.items():
        if await _ensure(client, name, f"STREAM.INFO.{name}", f"STREAM.CREATE.{name}", config, {"name": name, **config}):
            made.append(name)
    return made


async def provision_consumers(client: Client, consumers: Mapping[str, tuple[str, str]], *, batch: int = 100) -> list[str]:
    """Make the durable consumers that are missing; `consumers` maps durable → (stream, filter). Raises Drift, ProvisioningRefused."""
    made = []
    for durable, (stream, subject) in consumers.items():
        config = {
            "durable_name": durable,
            "filter_subject": subject,
            "ack_policy": "explicit",
            "ack_wait": 60 * 1_000_000_000,
            "max_deliver": -1,
            "max_ack_pending": batch,
            "deliver_policy": "all",
        }
        create = f"CONSUMER.DURABLE.CREATE.{stream}.{durable}"
        request = {"stream_name": stream, "config": config}
        if await _ensure(client, durable, f"CONSUMER.INFO.{stream}.{durable}", create, config, request):
            made.append(durable)
    return made
