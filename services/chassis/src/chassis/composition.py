"""What a service is made of: said once in its `main.py`, run by the web process, the worker and every command."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.eventstore.codec import Codec, Upcaster
from chassis.identity.permissions import Permissions
from chassis.messaging.agency_inbox import AgencyInbox
from chassis.messaging.inbox import Source
from chassis.messaging.receipts import RECEIPT_EVENTS
from chassis.projections.projection import Projection, all_tables, tables_of
from chassis.relay import Origin, Outbound
from chassis.runtime import Runtime
from chassis.settings import ServiceSettings
from chassis.timers import Timers


@dataclass(frozen=True)
class Effect:
    """Work outside the database (sending mail): `step` does one piece and says whether there was one; `pending` counts what is due now."""

    name: str
    step: Callable[[Runtime], Awaitable[bool]]
    pending: Callable[[AsyncConnection, datetime], Awaitable[int]]


@dataclass(frozen=True)
class Service:
    """One service. `heard_tables` are rows written by inbound handlers (what other services said), outside any projection.

    `started` runs in every process once the runtime stands, before requests or messages: it provides parts (`runtime.provide`).
    """

    name: str
    title: str
    summary: str
    settings: ServiceSettings
    events: tuple[Mapping[str, type], ...]
    outbound: Outbound
    migrations: Path
    permissions: Permissions
    refusals: Mapping[str, str]
    routers: tuple[APIRouter, ...] = ()
    templates: Path | None = None
    upcasters: Mapping[str, tuple[str, Upcaster]] = field(default_factory=dict)
    projections: tuple[Projection, ...] = ()
    heard_tables: tuple[Any, ...] = ()
    sources: tuple[Source, ...] = ()
    agency_inbox: AgencyInbox | None = None
    timers: Timers | None = None
    effects: tuple[Effect, ...] = ()
    started: Callable[[Runtime], Awaitable[None]] | None = None
    worker_started: Callable[[Runtime], Awaitable[None]] | None = None

    def codec(self) -> Codec:
        """Every stored event of the service, and the receipts of the chassis."""
        return Codec(*self.events, RECEIPT_EVENTS, upcasters=self.upcasters)

    @property
    def all_projections(self) -> tuple[Projection, ...]:
        """Own projections, timers included."""
        return (*self.projections, *((self.timers.projection(),) if self.timers else ()))

    def written_by_inbound(self) -> dict[str, sa.Table]:
        """Tables that `Unit.change` may write; raises ValueError when a projection claims one of them."""
        heard = tables_of(*self.heard_tables)
        if both := heard.keys() & all_tables(self.all_projections).keys():
            raise ValueError(f"written by inbound and by a projection: {sorted(both)}")
        return heard

    @property
    def origin(self) -> Origin:
        return Origin(self.settings.org, self.name, self.settings.province_code)

    def consumers(self) -> dict[str, tuple[str, str]]:
        """Durable name → (stream, filter subject)."""
        heard = {f"{self.name}-{source.service}": ("EVENTS", f"evt.*.{source.service}.>") for source in self.sources}
        if self.agency_inbox:
            heard[f"{self.name}-inbound"] = ("INBOUND", self.agency_inbox.filter)
        return heard
