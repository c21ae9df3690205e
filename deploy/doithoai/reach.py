"""A service of a running system, composed in this process, for commands that look at it or mend it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import cast

from chassis.composition import Service
from chassis.observability.log import configure
from chassis.runtime import Runtime
from chassis.start import running as started
from doithoai import environment
from doithoai.running import Running


def composed(running: Running, name: str, *, owner: bool = False) -> Service:
    """The service's description with the running system's settings; with owner also the address its migrations use."""
    before = dict(os.environ)
    os.environ.update(environment.of_service(running, name, owner=owner))
    try:
        return composed_from_environment(name)
    finally:
        os.environ.clear()
        os.environ.update(before)


def composed_from_environment(name: str) -> Service:
    """The service's description with settings from the environment, as its own processes read them."""
    return cast("Service", import_module(f"{name}.main").compose(import_module(f"{name}.settings").Settings()))


@asynccontextmanager
async def reached(running: Running, name: str) -> AsyncIterator[tuple[Service, Runtime]]:
    """The service, connected to its database and the broker like a process of its own."""
    configure(name, "command", level="ERROR", style="text")
    service = composed(running, name)
    async with started(service, "command") as runtime:
        yield service, runtime
