"""A real NATS server with JetStream on a loopback port: every message on disk before it is acknowledged, users with their own rights."""

import json
import shutil
import signal
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from doithoai.embedded import child
from doithoai.embedded.ports import LOOPBACK, answers, kept_port

MAX_PAYLOAD = 2 * 1024 * 1024


class NatsServerError(Exception):
    """The server did not start; the message ends with the last lines of its log."""


@dataclass(frozen=True)
class User:
    """Who may connect, with the subjects allowed; everything else is denied."""

    name: str
    password: str
    publish: tuple[str, ...] = (">",)
    subscribe: tuple[str, ...] = (">",)
    answers: bool = False

    def entry(self) -> dict[str, object]:
        """The user's entry in the server's configuration."""
        permissions: dict[str, object] = {"publish": {"allow": list(self.publish)}, "subscribe": {"allow": list(self.subscribe)}}
        if self.answers:
            permissions["allow_responses"] = True
        return {"user": self.name, "password": self.password, "permissions": permissions}


class NatsServer:
    """One server in one folder. start() and stop() may alternate; ports, users and streams stay the same."""

    def __init__(self, folder: Path, users: Sequence[User] = (), log: Path | None = None, env: Mapping[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.users = {user.name: user for user in users}
        self.log = log or self.folder / "nats.log"
        self.env = env
        self.process: child.Child | None = None
        self.port = 0
        self.monitor_port = 0

    def start(self, seconds: float = 30) -> str:
        """Write the configuration, start, wait until the server accepts connections; answers the URL without credentials."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = kept_port(self.folder / "port")
        self.monitor_port = kept_port(self.folder / "monitor-port")
        configuration = self.folder / "nats.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(json.dumps(self._configuration(), indent=1), encoding="utf-8")
        self.process = child.spawn([executable(), "-c", configuration], self.log, cwd=self.folder, env=self.env)
        if not answers(self.port, seconds) or self.process.poll() is not None:
            self.stop()
            raise NatsServerError(f"NATS did not start:\n{child.tail(self.log)}")
        return self.url()

    def url(self, user: str | None = None) -> str:
        """nats://… for a user by name, or without credentials."""
        if user is None:
            return f"nats://{LOOPBACK}:{self.port}"
        return f"nats://{user}:{self.users[user].password}@{LOOPBACK}:{self.port}"

    def stop(self, seconds: float = 20) -> None:
        """Orderly end: connections are closed, streams flushed."""
        if self.process is not None:
            child.stop(self.process, signal.SIGTERM, seconds)
            self.process = None

    def kill(self) -> None:
        """As a power switch would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def wipe(self) -> None:
        """Lose every stream of the stopped server, as a broken disk would."""
        shutil.rmtree(self.folder / "jetstream", ignore_errors=True)

    def _configuration(self) -> dict[str, object]:
        settings: dict[str, object] = {
            "server_name": "embedded",
            "host": LOOPBACK,
            "port": self.port,
            "http": f"{LOOPBACK}:{self.monitor_port}",
            "max_payload": MAX_PAYLOAD,
            "jetstream": {"store_dir": str(self.folder / "jetstream"), "sync_interval": "always", "max_memory_store": 64 << 20},
        }
        if self.users:
            settings["authorization"] = {"users": [user.entry() for user in self.users.values()]}
        return settings


def executable() -> Path:
    """nats-server beside this interpreter, as the wheel installs it, or on the path."""
    here = Path(sysconfig.get_path("scripts")) / "nats-server"
    if here.exists():
        return here
    found = shutil.which("nats-server")
    if found is None:
        raise NatsServerError("nats-server is not installed")
    return Path(found)
