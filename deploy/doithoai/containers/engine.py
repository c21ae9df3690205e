"""Asking the container engine: `docker compose`, or the older `docker-compose`, always with deploy/compose.yaml."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from doithoai.images.bundle import STAND_IN_IMAGES
from doithoai.places import CHECKOUT

COMPOSE_FILE = CHECKOUT / "deploy" / "compose.yaml"


class EngineFailed(Exception):
    """The engine did not do it; the message ends with its own words."""


@dataclass(frozen=True)
class Project:
    """One composed system by its project name; variables are those of deploy/env.example."""

    name: str
    variables: Mapping[str, str]

    def up(self) -> None:
        """Start, in the order the file asks for; returns when every container was started. Raises EngineFailed."""
        self._compose("up", "--detach", "--remove-orphans")

    def down(self, *, volumes: bool = False) -> None:
        """Remove the containers, and the data too when asked. Raises EngineFailed."""
        self._compose("down", "--remove-orphans", *(["--volumes"] if volumes else []))

    def containers(self) -> dict[str, tuple[int, int]]:
        """Process id on this host (0 when it does not run) and restarts, by service of the file."""
        label = f"label=com.docker.compose.project={self.name}"
        ids = ask("docker", "ps", "--all", "--quiet", "--filter", label).split()
        rows = json.loads(ask("docker", "inspect", *ids)) if ids else []
        return {row["Config"]["Labels"]["com.docker.compose.service"]: (row["State"]["Pid"], row["RestartCount"]) for row in rows}

    def log(self, service: str) -> str:
        """The last lines a service said."""
        return self._compose("logs", "--no-color", "--tail=20", service)

    def _compose(self, *arguments: str) -> str:
        command = [*program(), "--project-name", self.name, "--file", str(COMPOSE_FILE), *arguments]
        return ask(*command, env={**os.environ, **self.variables})


def ask(*command: str, env: Mapping[str, str] | None = None) -> str:
    """What a command says. Raises EngineFailed."""
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=CHECKOUT)
    except FileNotFoundError as error:
        raise EngineFailed(f"{command[0]} is not installed") from error
    if done.returncode != 0:
        raise EngineFailed(f"{' '.join(command[:3])} …: {done.stderr.strip()[-2000:]}")
    return done.stdout


@cache
def program() -> tuple[str, ...]:
    """How compose is called here. Raises EngineFailed."""
    if subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0:
        return ("docker", "compose")
    if shutil.which("docker-compose"):
        return ("docker-compose",)
    raise EngineFailed("neither `docker compose` nor `docker-compose` is installed")


def stand_ins() -> dict[str, str]:
    """Variables that name the stand-in images which are there, unless the environment names others."""
    found = {f"{name.upper()}_IMAGE": image for name, image in STAND_IN_IMAGES.items()}
    return {variable: image for variable, image in found.items() if variable not in os.environ and _known(image)}


def _known(image: str) -> bool:
    return subprocess.run(["docker", "image", "inspect", image], capture_output=True, check=False).returncode == 0


def host_address() -> str:
    """Where a container reaches this host: the default bridge's own address. Raises EngineFailed."""
    told = json.loads(ask("docker", "network", "inspect", "bridge"))
    return str(told[0]["IPAM"]["Config"][0].get("Gateway", "172.17.0.1"))


def project_name(name: str) -> str:
    """The project of a system of this name."""
    return f"doithoai-{name.replace('.', '-')}"
