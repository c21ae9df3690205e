"""How far behind each part of a service is: for readiness, metrics, `status`, and for knowing when everything has settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import nats.errors
import nats.js.errors
import sqlalchemy as sa
from nats.aio.client import Client
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.composition import Service
from chassis.eventstore.read import head
from chassis.messaging.parked import parked_count
from chassis.observability.health import Check, Finding
from chassis.observability.metrics import (
    CONSUMER_PENDING,
    LOG_POSITION,
    PARKED_EVENTS,
    PROJECTION_LAG_EVENTS,
    RELAY_LAG_EVENTS,
    RELAY_LAG_SECONDS,
    RELAY_POSITION,
    TIMERS_OVERDUE,
)
from chassis.projections.runner import position_of
from chassis.relay import RELAY
from chassis.runtime import Runtime
from chassis.timers import due_count

RELAY_ALARM_SECONDS = 60

_OLDEST = sa.text("SELECT at FROM event WHERE position = :position")


@dataclass(frozen=True)
class Lag:
    """Counts of what waits. `relay_seconds` is the age of the oldest unpublished event by the injected clock."""

    head: int
    relay: int
    relay_seconds: float
    projections: dict[str, int]
    consumers: dict[str, int]
    timers: int
    effects: int
    parked: int

    @property
    def idle(self) -> bool:
        """Nothing waits anywhere; what is parked waits for a person and does not count."""
        waiting = self.relay + sum(self.projections.values()) + sum(self.consumers.values()) + self.timers + self.effects
        return waiting == 0


async def measure(service: Service, connection: AsyncConnection, client: Client, now: datetime) -> Lag:
    """Measure one service. Raises the database's or broker's own errors when one cannot be asked."""
    newest = await head(connection)
    relayed = await position_of(connection, RELAY)
    oldest = (await connection.execute(_OLDEST, {"position": relayed + 1})).scalar() if relayed < newest else None
    return Lag(
        head=newest,
        relay=newest - relayed,
        relay_seconds=max(0.0, (now - oldest).total_seconds()) if oldest else 0.0,
        projections={one.name: newest - await position_of(connection, one.reader) for one in service.all_projections},
        consumers={durable: await pending(client, stream, durable) for durable, (stream, _) in service.consumers().items()},
        timers=await due_count(connection, now),
        effects=sum([await effect.pending(connection, now) for effect in service.effects]),
        parked=await parked_count(connection),
    )


async def pending(client: Client, stream: str, durable: str) -> int:
    """Messages a consumer has not yet acknowledged. Raises nats' NotFoundError when it was never provisioned."""
    told = await client.jetstream().consumer_info(stream, durable)
    return int(told.num_pending or 0) + int(told.num_ack_pending or 0)


def record(service: str, lag: Lag) -> None:
    """Show it as metrics."""
    LOG_POSITION.labels(service).set(lag.head)
    RELAY_POSITION.labels(service).set(lag.head - lag.relay)
    RELAY_LAG_EVENTS.labels(service).set(lag.relay)
    RELAY_LAG_SECONDS.labels(service).set(lag.relay_seconds)
    TIMERS_OVERDUE.labels(service).set(lag.timers)
    PARKED_EVENTS.labels(service, "all").set(lag.parked)
    for name, behind in lag.projections.items():
        PROJECTION_LAG_EVENTS.labels(service, name).set(behind)
    for durable, waiting in lag.consumers.items():
        CONSUMER_PENDING.labels(service, durable).set(waiting)


def readiness_checks(service: Service, runtime: Runtime) -> Sequence[Check]:
    """Database and broker answer, the relay is not stuck, nothing is parked, consumers exist."""

    async def database() -> Finding:
        async with runtime.reader() as connection:
            await connection.execute(sa.text("SELECT 1"))
        return Finding(ok=True)

    async def broker() -> Finding:
        return Finding(runtime.client.is_connected, "" if runtime.client.is_connected else "not connected")

    async def flow() -> Finding:
        try:
            async with runtime.reader() as connection:
                lag = await measure(service, connection, runtime.client, runtime.clock.now())
        except nats.js.errors.NotFoundError:
            return Finding(ok=False, detail="a consumer or stream is missing: provision")
        except nats.errors.Error as error:
            return Finding(ok=False, detail=type(error).__name__)
        record(service.name, lag)
        stuck = lag.relay > 0 and lag.relay_seconds > RELAY_ALARM_SECONDS
        detail = f"relay {lag.relay} behind, {lag.parked} parked, {sum(lag.consumers.values())} waiting"
        return Finding(not stuck, detail)

    return (Check("database", database), Check("broker", broker), Check("flow", flow))
