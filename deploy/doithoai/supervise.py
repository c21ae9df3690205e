"""The supervisor of one system: starts its processes in order, keeps them up, writes state.json, ends them all when it ends."""

import fcntl
import json
import signal
import sys
import time
import urllib.error
import urllib.request
from typing import NoReturn

import psutil

from chassis.clock import WallClock
from doithoai import environment, exits, places
from doithoai.containers.supervise import ComposedSupervisor
from doithoai.embedded import child
from doithoai.embedded.databases import create_databases
from doithoai.embedded.nats import NatsServer
from doithoai.embedded.ports import kept_port
from doithoai.embedded.postgres import PostgresServer
from doithoai.leftovers import empty, end_leftovers
from doithoai.local_accounts import ensure_accounts
from doithoai.members import Member
from doithoai.options import Options
from doithoai.rights import OPERATOR, user_names, users
from doithoai.running import Running, State, began, write_state
from doithoai.secrets_file import kept
from doithoai.shipped_rules import load_shipped_rules

READY_SECONDS = 120


class CannotStart(Exception):
    """A part of the system did not come up; the message ends with its log."""


class Supervisor:
    """Owns every process of one system from start to end."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.folder = places.run_folder(options.name)
        self.logs = self.folder / "logs"
        self.members: list[Member] = []
        self.state: State | None = None

    def run(self) -> None:
        """Start, watch until a signal, stop. Raises CannotStart."""
        try:
            self._start()
            while True:
                time.sleep(0.2)
                if any(list(map(Member.tend, self.members))):
                    self._tell()
        finally:
            self._stop()

    def _start(self) -> None:
        end_leftovers(self.folder)
        if self.options.fresh:
            empty(self.folder)
        self.logs.mkdir(parents=True, exist_ok=True)
        secrets = kept(self.folder / "secrets.json", user_names(self.options.agencies))
        postgres = PostgresServer(self.folder / "postgres", self.logs / "postgres.log")
        self.nats = NatsServer(
            self.folder / "nats",
            users(secrets.brokers, self.options.agencies),
            self.logs / "nats.log",
            env=environment.basic(self.folder),
        )
        self.state = self._first_state()
        self._add(Member("postgres", lambda: _started(postgres), signal.SIGINT))
        self._tell("databases", postgres_port=postgres.address.port)
        create_databases(postgres.address.url(), secrets.databases)
        self._add(Member("nats", lambda: _started(self.nats)))
        self._tell("preparing", nats_port=self.nats.port, nats_monitor_port=self.nats.monitor_port)
        running = Running(self.folder, self.state)
        ensure_accounts(running.accounts, running.sign_in)
        self._prepare(environment.of_all(running, owner=True))
        everything = environment.of_all(running)
        self._python("gateways", "doithoai.gateways", {}, str(self.folder), str(self.state.smtp_port), str(self.state.gateway_port))
        self._python("web", "doithoai.web", everything)
        for service in places.SERVICES:
            self._python(f"worker-{service}", service, environment.of_service(running, service), "worker")
        self._tell("services")
        self._wait_until_ready()
        load_shipped_rules(running)
        self._tell("ready", ready=True)

    def _first_state(self) -> State:
        ports = {name: kept_port(self.folder / f"{name}-port") for name in ("web", "smtp", "gateway")}
        state = State(
            name=self.options.name,
            supervisor=psutil.Process().pid,
            supervisor_began=began(psutil.Process().pid),
            phase="PostgreSQL",
            ready=False,
            failure=None,
            started_at=WallClock().now(),
            clock=self.options.clock,
            agencies=self.options.agencies,
            processes={},
            restarts={},
            nats_port=0,
            nats_monitor_port=0,
            postgres_port=0,
            **{f"{name}_port": port for name, port in ports.items()},
        )
        write_state(self.folder, state)
        return state

    def _add(self, member: Member) -> None:
        member.launch()
        self.members.append(member)

    def _python(self, name: str, module: str, settings: dict[str, str], *arguments: str) -> None:
        env = {**environment.basic(self.folder), **settings}
        command = [sys.executable, "-m", module, *arguments]
        self._add(Member(name, lambda: child.spawn(command, self.logs / f"{name}.log", env=env, cwd=places.CHECKOUT)))

    def _prepare(self, settings: dict[str, str]) -> None:
        log = self.logs / "prepare.log"
        env = {**environment.basic(self.folder), **settings, environment.OPERATOR_URL: self.nats.url(OPERATOR)}
        env[environment.CLOCK_BEGIN] = (self.options.clock_begins or WallClock().now()).isoformat()
        done = child.spawn([sys.executable, "-m", "doithoai.prepare", *self.options.agencies], log, env=env, cwd=places.CHECKOUT)
        try:
            if done.wait(READY_SECONDS) != 0:
                raise CannotStart(f"preparing databases and streams failed:\n{child.tail(log)}")
        finally:
            child.stop(done, signal.SIGTERM, 5)

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + READY_SECONDS
        web = next(member for member in self.members if member.name == "web")
        while not _answers(f"http://127.0.0.1:{self._known.web_port}/readyz"):
            for member in self.members:
                if member.process is None or member.process.poll() is not None:
                    raise CannotStart(f"{member.name} ended:\n{child.tail(self.logs / f'{member.name}.log')}")
            if time.monotonic() > until:
                raise CannotStart(f"not ready after {READY_SECONDS} s:\n{child.tail(self.logs / f'{web.name}.log')}")
            time.sleep(0.1)

    @property
    def _known(self) -> State:
        if self.state is None:
            raise CannotStart("nothing was started")
        return self.state

    def _tell(self, phase: str | None = None, **changes: object) -> None:
        alive = {member.name: member.process.pid for member in self.members if member.process and member.process.poll() is None}
        told = {"phase": phase or self._known.phase, "processes": alive, "restarts": {m.name: m.restarts for m in self.members}}
        self.state = self._known.model_copy(update={**told, **changes})
        write_state(self.folder, self.state)

    def _stop(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        servers = ("nats", "postgres")
        for member in self.members:
            if member.name not in servers:
                member.ask_to_end()
        for member in reversed(self.members):
            member.wait()
        if self.state is not None:
            self._tell("stopped", ready=False)


def _started(server: PostgresServer | NatsServer) -> child.Child:
    server.start()
    if server.process is None:
        raise CannotStart("a server ended at once")
    return server.process


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - a loopback address we made
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def main(arguments: str) -> int:
    """Run until SIGTERM or SIGINT; answers an exit code. What went wrong stands in state.json too."""
    options = Options.model_validate_json(arguments)
    supervisor = ComposedSupervisor(options) if options.containers else Supervisor(options)
    supervisor.folder.mkdir(parents=True, exist_ok=True)
    with (supervisor.folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sys.stderr.write(f"{supervisor.options.name} is running already\n")
            return exits.CANNOT_START
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            supervisor.run()
        except KeyboardInterrupt:
            return exits.OK
        except Exception as error:
            sys.stderr.write(f"{error}\n")
            if supervisor.state is not None:
                write_state(supervisor.folder, supervisor.state.model_copy(update={"failure": str(error), "phase": "failed"}))
            return exits.CANNOT_START
    return exits.OK


def _exit() -> NoReturn:
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else json.dumps({})))


if __name__ == "__main__":
    _exit()
