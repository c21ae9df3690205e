"""One way to connect to the broker: own inbox prefix, reconnect for ever, die when told for good."""

import os
import signal
from typing import Any

import nats
from nats.aio.client import Client

from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.settings import ServiceSettings

log = get_log(__name__)


class Farewell:
    """Tells a wanted end of a connection from one that the broker forced: the latter ends the process, to be started again."""

    def __init__(self) -> None:
        self.wanted = False

    async def disconnected(self) -> None:
        if not self.wanted:
            log.warning(LogEvent.BROKER_DISCONNECTED)

    async def closed(self) -> None:
        if not self.wanted:
            log.error(LogEvent.BROKER_CLOSED)
            os.kill(os.getpid(), signal.SIGTERM)


async def connect(settings: ServiceSettings, name: str, farewell: Farewell) -> Client:
    """Connect; raises nats' errors when no server answers at the first try. Later losses are mended for ever, by nats-py."""
    options: dict[str, Any] = {}
    if settings.nats_user and settings.nats_password:
        options = {"user": settings.nats_user, "password": settings.nats_password.get_secret_value()}
    return await nats.connect(
        settings.nats_url.split(","),
        name=name,
        inbox_prefix=f"_INBOX.{name}".encode(),
        allow_reconnect=True,
        max_reconnect_attempts=-1,
        reconnect_time_wait=1,
        ping_interval=10,
        max_outstanding_pings=2,
        error_cb=_failed,
        closed_cb=farewell.closed,
        disconnected_cb=farewell.disconnected,
        reconnected_cb=_reconnected,
        **options,
    )


async def _failed(error: Exception) -> None:
    log.error(LogEvent.BROKER_ERROR, error=repr(error))


async def _reconnected() -> None:
    log.info(LogEvent.BROKER_RECONNECTED)
