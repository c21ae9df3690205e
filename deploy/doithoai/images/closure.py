"""Which locked packages a service needs: read from requirements.lock and the packages' own declarations. Pure but for reading those files."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

OWN = "doithoai-"
_ENTRY = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==")
_NAME = re.compile(r"^[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Locked:
    """One entry of the lock as it stands there (pin, marker, hashes), and who asked for it."""

    name: str
    text: str
    wanted_by: frozenset[str]

    @property
    def pin(self) -> str:
        """Name, version and marker, without the hashes."""
        return self.text.splitlines()[0].removesuffix("\\").strip()


def entries(lock: str) -> list[Locked]:
    """Every entry of a requirements file with hashes and `# via` lines."""
    found: list[Locked] = []
    for block in re.split(r"\n(?=\S)", lock.strip()):
        head = _ENTRY.match(block)
        if head is None:
            continue
        lines = block.splitlines()
        pin = [line for line in lines if not line.lstrip().startswith("#")]
        via = [line.replace("# via", "#").strip(" #") for line in lines if line.lstrip().startswith("#")]
        found.append(Locked(head["name"], "\n".join(pin), frozenset(filter(None, via))))
    return found


def closure(lock: Iterable[Locked], roots: Iterable[str]) -> list[Locked]:
    """The entries that the root packages need, directly or through others, in the lock's order."""
    every, reached = list(lock), set(roots)
    while True:
        more = {one.name for one in every if one.wanted_by & reached} - reached
        if not more:
            return [one for one in every if one.name in reached]
        reached |= more


def own_packages(folders: Iterable[Path], root: str) -> set[str]:
    """The root and every package of this repository it needs, read from their pyproject files."""
    needs = {}
    for folder in folders:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        names = [match.group() for each in project["dependencies"] if (match := _NAME.match(each))]
        needs[project["name"]] = {name for name in names if name.startswith(OWN)}
    reached = {root}
    while more := set().union(*(needs[name] for name in reached)) - reached:
        reached |= more
    return reached
