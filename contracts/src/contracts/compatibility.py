"""The compatibility gate: every released version must understand today's events, and today's code every released one.

Producer schemas are closed, consumer schemas open; `producer ⊆ consumer` is asked of jsoncompat in both directions, transitively
over all releases. jsoncompat is a development dependency and is imported only here, when asked.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from contracts.catalogue import CATALOGUE, Entry
from contracts.schema import Schema, consumer, producer

Release = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Break:
    """One broken promise: which event, since which release, and who can no longer read whom."""

    type: str
    release: str
    reason: str


def reads(written_by: Schema, read_by: Schema) -> bool:
    """Does every body the producer may send satisfy the consumer?"""
    from jsoncompat import check_compat

    return bool(check_compat(json.dumps(written_by), json.dumps(read_by), "deserializer"))


def described(entry: Entry, examples: Path) -> dict[str, Any]:
    """What a release records of one event: both schemas and the digests of its golden examples."""
    files = sorted(examples.glob(f"{entry.type}.*.json"))
    digests = {path.name.removeprefix(f"{entry.type}.").removesuffix(".json"): sha256(path.read_bytes()).hexdigest() for path in files}
    return {"producer": producer(entry.model), "consumer": consumer(entry.model), "examples": digests}


def current(examples: Path) -> Release:
    """Today's contracts in the form of a release."""
    return {entry.type: described(entry, examples) for entry in CATALOGUE.values()}


def broken(released: Mapping[str, Release], now: Release) -> Iterator[Break]:
    """Every promise of every release that `now` breaks."""
    for version, release in sorted(released.items()):
        for type_, then in release.items():
            today = now.get(type_)
            if today is None:
                yield Break(type_, version, "the event is gone")
                continue
            if not reads(then["producer"], today["consumer"]):
                yield Break(type_, version, "today's reader refuses the released event")
            if not reads(today["producer"], then["consumer"]):
                yield Break(type_, version, "the released reader refuses today's event")
            if then["examples"].items() - today["examples"].items():
                yield Break(type_, version, "a golden example was edited after its release")


def load(folder: Path) -> dict[str, Release]:
    """All releases by version."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
