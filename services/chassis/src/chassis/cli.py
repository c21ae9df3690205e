"""`python -m <service> web|worker|migrate|provision|check`: the ways to run a service."""

import asyncio
import gc
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

import orjson
import typer
import uvicorn
import uvloop

from chassis.composition import Service
from chassis.messaging.connect import Farewell, connect
from chassis.messaging.provision import provision_consumers, provision_streams
from chassis.migrate import upgrade
from chassis.observability.health import readiness
from chassis.observability.log import configure
from chassis.settings import ServiceSettings
from chassis.start import running
from chassis.web.app import site
from chassis.worker import work
from contracts.subjects import RECEIPTS

S = TypeVar("S", bound=ServiceSettings)
Agencies = Annotated[list[str] | None, typer.Option("--agency", envvar="AGENCIES", help="An agency that reads its receipts, by its token.")]


def run(compose: Callable[[S], Service], settings: type[S]) -> None:
    """Parse the command line and run one service."""
    commands(compose, settings)()


def commands(compose: Callable[[S], Service], settings: type[S]) -> typer.Typer:
    """The command line of one service."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

    @app.command()
    def web() -> None:
        """Serve pages and API until stopped."""
        service = compose(settings())
        configure(service.name, "web", level=service.settings.log_level, style=service.settings.log_format)
        serve(site([service], starts={service.name: lambda: running(service, "web")}), service.settings)

    @app.command()
    def worker() -> None:
        """Publish, listen, project and fire timers until stopped."""
        service = compose(settings())
        _spare_collection()
        uvloop.run(work(service))

    @app.command()
    def migrate() -> None:
        """Bring the database to the newest schema; needs the owner's URL."""
        read = settings()
        upgrade(compose(read).migrations, read)

    @app.command()
    def provision(agency: Agencies = None) -> None:
        """Make the streams, and the consumers of this service and of agencies, where they are missing; needs the operator's password."""
        typer.echo(f"made: {', '.join(asyncio.run(_provision(compose(settings()), agency or []))) or 'nothing'}")

    @app.command()
    def check() -> None:
        """Say whether the service could serve; exit code 1 when not."""
        ready, rows = asyncio.run(_check(compose(settings())))
        typer.echo(orjson.dumps({"ready": ready, "checks": rows}).decode())
        sys.exit(0 if ready else 1)

    return app


async def _provision(service: Service, agencies: Sequence[str]) -> list[str]:
    user, password = service.settings.operator_user, service.settings.operator_password
    settings = service.settings.model_copy(update={"nats_user": user, "nats_password": password})
    receipts = {f"agency-{agency}": (RECEIPTS, f"receipt.{agency}.>") for agency in agencies}
    farewell = Farewell()
    client = await connect(settings, user, farewell)
    try:
        made = await provision_streams(client, simulated=settings.clock == "broadcast")
        return made + await provision_consumers(client, {**service.consumers(), **receipts})
    finally:
        farewell.wanted = True
        await client.close()


async def _check(service: Service) -> tuple[bool, list[dict[str, object]]]:
    async with running(service, "check") as runtime:
        return await readiness(runtime.checks)


def serve(app: object, settings: ServiceSettings) -> None:
    """Run an application on the configured address; logs are ours, not uvicorn's."""
    _spare_collection()
    uvicorn.run(app, host=settings.host, port=settings.port, log_config=None, access_log=False, server_header=False, proxy_headers=False)  # type: ignore[arg-type]


def _spare_collection() -> None:
    """What a process was born with lives as long as it does: garbage collection need not look at it again. Once, before the loop turns."""
    gc.collect()
    gc.freeze()
