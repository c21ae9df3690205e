"""Writes the generated part of this package: JSON Schemas and the AsyncAPI document, or says which are stale."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from contracts.asyncapi import document
from contracts.catalogue import CATALOGUE
from contracts.compatibility import current
from contracts.schema import published

ROOT = Path(__file__).resolve().parents[2]


def _json(node: object) -> str:
    return json.dumps(node, ensure_ascii=False, indent=2, sort_keys=False) + "\n"


def version(root: Path = ROOT) -> str:
    """The contracts' version, from the project file."""
    return str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def generated(root: Path = ROOT) -> dict[Path, str]:
    """Every generated file with its text."""
    import yaml

    files = {root / "schemas" / f"{entry.type}.json": _json(published(entry)) for entry in CATALOGUE.values()}
    text = yaml.safe_dump(document(version(root)), allow_unicode=True, sort_keys=False, width=120)
    files[root / "asyncapi.yaml"] = "# Generated from the catalogue by `python -m contracts.generate`; do not edit.\n" + text
    return files


def stale(root: Path = ROOT) -> Iterator[Path]:
    """Generated files that are missing, differ, or belong to an event that is no longer public."""
    wanted = generated(root)
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path
    for path in (root / "schemas").glob("*.json"):
        if path not in wanted:
            yield path


def write(root: Path = ROOT) -> list[Path]:
    """Bring the generated files up to date; answers the files it touched."""
    wanted, touched = generated(root), list(stale(root))
    for path in touched:
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
    return touched


def release(root: Path = ROOT) -> Path:
    """Freeze today's schemas and example digests as a release. A release is never rewritten: raises FileExistsError."""
    path = root / "released" / f"{version(root)}.json"
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(json.dumps(current(root / "examples"), ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return path
