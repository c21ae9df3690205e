"""A running system as others find it: addresses, process ids and credentials, from the files in its folder."""

import json
import secrets
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

import psutil
from pydantic import BaseModel, ConfigDict

from chassis.clock import WallClock
from chassis.identity.actor import Actor, Reach
from chassis.identity.tokens import Tokens
from doithoai import places
from doithoai.embedded.databases import with_database
from doithoai.secrets_file import Secrets

ClockKind = Literal["wall", "broadcast"]


class NotRunning(Exception):
    """No system of that name is up."""


class State(BaseModel):
    """What state.json says; written by the supervisor only."""

    model_config = ConfigDict(frozen=True)

    name: str
    supervisor: int
    supervisor_began: float
    phase: str
    ready: bool
    failure: str | None
    started_at: datetime
    clock: ClockKind
    web_port: int
    nats_port: int
    nats_monitor_port: int
    postgres_port: int
    smtp_port: int
    gateway_port: int
    agencies: tuple[str, ...]
    composed: bool = False
    processes: dict[str, int]
    restarts: dict[str, int]


class Running:
    """One system that is up. Attributes are read when it is found; reload() reads them again."""

    def __init__(self, folder: Path, state: State) -> None:
        self.folder = folder
        self.state = state

    @classmethod
    def find(cls, name: str = places.DEFAULT_NAME) -> "Running":
        """Raises NotRunning when nothing of that name is up, or what is written there died."""
        folder = places.run_folder(name)
        state = read_state(folder)
        if state is None or not alive(state.supervisor, state.supervisor_began):
            raise NotRunning(name)
        return cls(folder, state)

    def reload(self) -> "Running":
        """The same system with its present process ids. Raises NotRunning."""
        return Running.find(self.name)

    @property
    def name(self) -> str:
        return self.state.name

    @property
    def processes(self) -> dict[str, int]:
        """Process ids by name: postgres, nats, web, worker-<service>, gateways."""
        return self.state.processes

    @property
    def web_url(self) -> str:
        return f"http://127.0.0.1:{self.state.web_port}"

    def url(self, service: str) -> str:
        """Where a service's pages and API begin."""
        return f"{self.web_url}/{service}"

    def nats_url(self, user: str) -> str:
        """The broker's address for a user (a service, `operator`, `agency-<token>`); connections set inbox_prefix `_INBOX.<user>`."""
        return f"nats://{user}:{self.secrets.brokers[user]}@127.0.0.1:{self.state.nats_port}"

    def dsn(self, service: str) -> str:
        """postgresql:// of a service's database in its runtime role."""
        return self._dsn(service, service, self.secrets.databases[service])

    def owner_dsn(self, service: str) -> str:
        """postgresql:// of a service's database as its owner."""
        return self._dsn(service, f"{service}_owner", self.secrets.owners.get(service) or self.secrets.databases[service])

    def _dsn(self, service: str, role: str, password: str) -> str:
        server = f"postgresql://127.0.0.1:{self.state.postgres_port}/"
        return with_database(server, service, role, password)

    @property
    def mail(self) -> Path:
        """Folder of the e-mails the local mail server took, one .eml file each."""
        return self.folder / "mail"

    @property
    def messages(self) -> Path:
        """JSON lines of what the local SMS and Zalo gateway took."""
        return self.folder / "messages.jsonl"

    @property
    def documents(self) -> Path:
        """Folder of the printed letters, portal pages and loudspeaker scripts that notify made."""
        return self.folder / "documents"

    @property
    def accounts(self) -> Path:
        """TOML file of the local accounts that may sign in to the pages."""
        return self.folder / "accounts.toml"

    @property
    def sign_in(self) -> Path:
        """Their names and passwords, one per line; readable by the user who started the system."""
        return self.folder / "sign-in.txt"

    @cached_property
    def secrets(self) -> Secrets:
        """Passwords and keys; readable by the user who started the system."""
        return Secrets.model_validate_json((self.folder / "secrets.json").read_text(encoding="utf-8"))

    def token(self, role: str, org_id: str | None = None, *, ref: str | None = None, reach: Reach = Reach.OWN, label: str = "") -> str:
        """A bearer token for ten hours; without ref the actor is `<role>@<org_id>`."""
        actor = Actor(ref or f"{role}@{org_id or 'province'}", role, org_id, reach)
        return Tokens(self.secrets.auth_key, WallClock()).issue(actor, label=label)


def read_state(folder: Path) -> State | None:
    """What was written there last, or None."""
    file = folder / "state.json"
    return State.model_validate_json(file.read_text(encoding="utf-8")) if file.exists() else None


def write_state(folder: Path, state: State) -> None:
    """Replace the file at once, so that a reader never sees half of it."""
    draft = folder / f"state.{secrets.token_hex(4)}"
    draft.write_text(json.dumps(state.model_dump(mode="json"), indent=1), encoding="utf-8")
    draft.replace(folder / "state.json")


def began(pid: int) -> float:
    """When the process began, in seconds; told apart from a later process with the same id."""
    return float(psutil.Process(pid).create_time())


def alive(pid: int, since: float) -> bool:
    """True while that very process lives."""
    try:
        process = psutil.Process(pid)
        return abs(process.create_time() - since) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
