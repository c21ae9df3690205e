"""doithoai up, down, status: one system as a whole."""

import time
from typing import Annotated, Any

import typer
from rich.console import Group

from doithoai import exits, places, processes
from doithoai.attach import attached
from doithoai.health import Health, examine
from doithoai.options import Options
from doithoai.output import ContainersOption, JsonOption, NameOption, console, emit, fail, pairs, paper, table
from doithoai.running import Running, alive


def up(
    *,
    name: NameOption = places.DEFAULT_NAME,
    detach: Annotated[bool, typer.Option("--detach", "-d", help="Return when ready; `doithoai down` ends it.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw away what an earlier run of this name stored.")] = False,
    simulated: Annotated[bool, typer.Option("--simulated-clock", help="Follow the broadcast clock instead of wall time.")] = False,
    containers: ContainersOption = False,
    as_json: JsonOption = False,
) -> None:
    """Start PostgreSQL, NATS and the five services on free loopback ports; without --detach stay until Ctrl-C."""
    options = options_of(name, fresh=fresh, simulated=simulated, containers=containers)
    try:
        if detach:
            show(processes.start_detached(options, console.print), as_json)
            return
        with processes.running(options, console.print) as running:
            show(running, as_json)
            wait_for_interrupt(running)
    except processes.AlreadyRunning:
        fail(f"'{name}' is running already; `doithoai status --name {name}` shows it", exits.CANNOT_START)
    except processes.StartFailed as error:
        fail(str(error), exits.CANNOT_START)


def options_of(name: str, *, fresh: bool, simulated: bool, containers: bool = False) -> Options:
    """What the command line asked for; ends the command when the name is not one."""
    try:
        places.run_folder(name)
    except ValueError as error:
        fail(str(error), exits.USAGE)
    return Options(name=name, clock="broadcast" if simulated else "wall", fresh=fresh, containers=containers)


def wait_for_interrupt(running: Running) -> None:
    """Until Ctrl-C or SIGTERM, or until the supervisor ends."""
    console.print("Ctrl-C ends it.")
    try:
        while alive(running.state.supervisor, running.state.supervisor_began):
            time.sleep(0.5)
        fail(f"the supervisor ended; see {running.folder / 'supervisor.log'}")
    except KeyboardInterrupt:
        console.print("Stopping …")


def show(running: Running, as_json: bool) -> None:
    """Where everything is."""
    emit(addresses(running), as_json, lambda: pairs(running.name, addresses(running)))


def addresses(running: Running) -> dict[str, Any]:
    """URLs and folders; no passwords."""
    return {
        "name": running.name,
        "pages": running.web_url,
        **{f"{service}_api": f"{running.url(service)}/api/v1" for service in places.SERVICES},
        "sign_in": str(running.sign_in),
        "nats": f"nats://127.0.0.1:{running.state.nats_port}",
        "postgres": f"postgresql://127.0.0.1:{running.state.postgres_port}",
        "logs": str(running.folder / "logs"),
        "mail": str(running.mail),
    }


def down(*, name: NameOption = places.DEFAULT_NAME) -> None:
    """End a running system and every process of it; its data stays for the next `up`."""
    running = attached(name)
    processes.stop(running.name)
    console.print(f"'{name}' is down.")


def status(*, name: NameOption = places.DEFAULT_NAME, as_json: JsonOption = False) -> None:
    """Processes, readiness, and what waits where; exit code 1 when something is not well."""
    running = attached(name)
    health = examine(running)
    data = {**addresses(running), "processes": running.processes, "restarts": running.state.restarts, **health.as_data()}
    emit(data, as_json, lambda: _rendered(running, health))
    if not health.well:
        raise typer.Exit(exits.FAILED)


def _rendered(running: Running, health: Health) -> Group:
    rows = [(name, pid, running.state.restarts.get(name, 0)) for name, pid in sorted(running.processes.items())]
    lag = [
        (name, lag.head, lag.relay, sum(lag.projections.values()), sum(lag.consumers.values()), lag.timers, lag.effects, lag.parked)
        for name, lag in health.lag.items()
    ]
    columns = ("service", "events", "publish", "project", "hear", "due", "send", "parked")
    parts = [
        pairs(running.name, addresses(running)),
        table("Processes", ("process", "pid", "restarts"), rows, ("pid", "restarts")),
        table("What waits", columns, lag, columns[1:]),
    ]
    paper.print(*parts)
    return Group(*[f"[red]{problem}[/red]" for problem in health.problems] or ["All is well."])
