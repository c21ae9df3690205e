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


def connection_options(settings: ServiceSettings, name: str) -> dict[str, Any]:
    """Options of every broker connection of a service, for nats-py and FastStream alike."""
    options: dict[str, Any] = {
        "name": name,
        "max_reconnect_attempts": -1,
        "reconnect_time_wait": 1,
        "ping_interval": 10,
        "max_outstanding_pings": 2,
        "inbox_prefix": f"_INBOX.{name}",
        "error_cb": _failed,
        "closed_cb": _closed,
        "disconnected_cb": _disconnected,
        "reconnected_cb": _reconnected,
    }
    if settings.nats_user and settings.nats_password:
        options |= {"user": settings.nats_user, "password": settings.nats_password.get_secret_value()}
    return options


async def connect(settings: ServiceSettings, name: str) -> Client:
    """Connect; raises nats' errors when no server answers at the first try."""
    options = connection_options(settings, name)
    options["inbox_prefix"] = options["inbox_prefix"].encode()
    return await nats.connect(settings.nats_url.split(","), allow_reconnect=True, **options)


async def _failed(error: Exception) -> None:
    log.error(LogEvent.BROKER_ERROR, error=repr(error))


async def _disconnected() -> None:
    log.warning(LogEvent.BROKER_DISCONNECTED)


async def _reconnected() -> None:
    log.info(LogEvent.BROKER_RECONNECTED)


_leaving: set[str] = set()


def leaving() -> None:
    """Say that closing is wanted, so that the end of a connection does not end the process again."""
    _leaving.add("yes")


async def _closed() -> None:
    if not _leaving:
        log.error(LogEvent.BROKER_CLOSED)
        os.kill(os.getpid(), signal.SIGTERM)
