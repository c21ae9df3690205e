"""The supervisor of a composed system: draws its secrets, has the engine start it, writes the same state.json, removes its containers at the end."""

import asyncio
import signal
import sys
import time

import httpx2
import nats
import nats.js.errors
import psutil

from chassis.clock import CLOCK_STREAM, CLOCK_SUBJECT, WallClock, broadcast
from doithoai import environment, places
from doithoai.containers import files
from doithoai.containers.broker import configuration
from doithoai.containers.engine import EngineFailed, Project, host_address, project_name, stand_ins
from doithoai.embedded import child
from doithoai.embedded.ports import kept_port
from doithoai.leftovers import empty, end_leftovers
from doithoai.members import Member
from doithoai.options import Options
from doithoai.rights import OPERATOR
from doithoai.running import Running, State, began, write_state
from doithoai.shipped_rules import load_shipped_rules

READY_SECONDS = 240
LOOK_SECONDS = 5.0
PORTS = ("web", "nats", "nats_monitor", "postgres", "smtp", "gateway")


class NotReady(Exception):
    """A container did not become ready; the message ends with its log."""


class ComposedSupervisor:
    """Owns the containers of one system from start to end."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.folder = places.run_folder(options.name)
        self.state: State | None = None
        self.gateways: Member | None = None
        self.project = Project(project_name(options.name), {"DOITHOAI_SECRETS": str(self.folder / "secrets")})

    def run(self) -> None:
        """Start, watch until a signal, remove the containers; their data stays. Raises EngineFailed, NotReady."""
        try:
            self._start()
            while True:
                time.sleep(LOOK_SECONDS)
                if self.gateways is not None:
                    self.gateways.tend()
                self._tell()
        finally:
            self._stop()

    def _start(self) -> None:
        end_leftovers(self.folder)
        if self.options.fresh:
            self.project.down(volumes=True)
            empty(self.folder)
        state = self.state = self._first_state()
        write_state(self.folder, state)
        self._draw(state)
        self.project = Project(self.project.name, self._variables(state))
        running = Running(self.folder, state)
        self._gateways(state)
        self._tell("containers")
        self.project.up()
        if state.clock == "broadcast":
            asyncio.run(self._begin_clock(running))
        self._tell("services")
        self._wait_until_ready(running)
        load_shipped_rules(running)
        self._tell("ready", ready=True)

    def _first_state(self) -> State:
        own = psutil.Process().pid
        ports = {f"{name}_port": kept_port(self.folder / f"{name.replace('_', '-')}-port") for name in PORTS}
        return State.model_validate(
            {"name": self.options.name, "supervisor": own, "supervisor_began": began(own), "phase": "secrets", "ready": False, "failure": None,
             "started_at": WallClock().now(), "clock": self.options.clock, "agencies": self.options.agencies, "composed": True,
             "processes": {}, "restarts": {}, **ports}
        )  # fmt: skip

    def _draw(self, state: State) -> None:
        gateway = f"http://host.docker.internal:{state.gateway_port}"
        outside = {
            "notify_smtp_url": f"smtp://host.docker.internal:{state.smtp_port}",
            "notify_sms_url": f"{gateway}/sms/messages",
            "notify_zalo_url": f"{gateway}/zalo/message/template",
        }
        secrets = files.write(self.folder / "secrets", self.options.agencies, outside, sign_in=self.folder / "sign-in.txt")
        files.keep(self.folder / "secrets.json", secrets)
        (self.folder / "nats.conf").write_text(configuration(self.options.agencies), encoding="utf-8")

    def _variables(self, state: State) -> dict[str, str]:
        return {
            **stand_ins(),
            "DOITHOAI_SECRETS": str(self.folder / "secrets"),
            "NATS_CONFIG": str(self.folder / "nats.conf"),
            "AGENCIES": " ".join(self.options.agencies),
            "CLOCK": state.clock,
            "PAGES_PUBLIC": "true",
            "WEB_PORT": str(state.web_port),
            "NATS_PORT": str(state.nats_port),
            "NATS_MONITOR_PORT": str(state.nats_monitor_port),
            "POSTGRES_PORT": str(state.postgres_port),
        }

    def _gateways(self, state: State) -> None:
        command = [
            sys.executable,
            "-m",
            "doithoai.gateways",
            str(self.folder),
            str(state.smtp_port),
            str(state.gateway_port),
            host_address(),
        ]
        log, env = self.folder / "logs" / "gateways.log", environment.basic(self.folder)
        self.gateways = Member("gateways", lambda: child.spawn(command, log, env=env, cwd=places.CHECKOUT))
        self.gateways.launch()

    async def _begin_clock(self, running: Running) -> None:
        """Tell the first instant of the simulation, unless an earlier run has told one."""
        client = await nats.connect(running.nats_url(OPERATOR), inbox_prefix=f"_INBOX.{OPERATOR}".encode(), max_reconnect_attempts=3)
        try:
            await client.jetstream().get_last_msg(CLOCK_STREAM, CLOCK_SUBJECT)
        except nats.js.errors.NotFoundError:
            await broadcast(client, self.options.clock_begins or WallClock().now())
        finally:
            await client.close()

    def _wait_until_ready(self, running: Running) -> None:
        until = time.monotonic() + READY_SECONDS
        for service in places.SERVICES:
            while not _answers(f"{running.url(service)}/readyz"):
                if time.monotonic() > until:
                    raise NotReady(f"{service} is not ready after {READY_SECONDS} s:\n{self.project.log(f'{service}-web')}")
                time.sleep(0.5)

    def _tell(self, phase: str | None = None, **changes: object) -> None:
        before = self.state
        if before is None:
            return
        try:
            found = self.project.containers()
        except EngineFailed:
            return
        processes = {name: pid for name, (pid, _) in found.items() if pid}
        if self.gateways is not None and self.gateways.process is not None and self.gateways.process.poll() is None:
            processes["gateways"] = self.gateways.process.pid
        told = {"phase": phase or before.phase, "processes": processes, "restarts": {name: again for name, (_, again) in found.items()}}
        self.state = before.model_copy(update={**told, **changes})
        if self.state != before:
            write_state(self.folder, self.state)

    def _stop(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        self.project.down()
        if self.gateways is not None:
            self.gateways.wait()
            self.gateways = None
        self._tell("stopped", ready=False)


def _answers(url: str) -> bool:
    try:
        return bool(httpx2.get(url, timeout=10).status_code == 200)
    except httpx2.HTTPError:
        return False
