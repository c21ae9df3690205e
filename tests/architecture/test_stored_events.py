"""Every stored event has a stable name, and an answer to the question whether others hear of it."""

import ast
import dataclasses
import re
from pathlib import Path

import pytest
from house import ROOT, SERVICES, composed, tree

NAME = re.compile(r"^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$")


def mentioned(service: str) -> set[str]:
    """Class names in the modules that publish."""
    source: Path = ROOT / "services" / service / "src" / service
    found: set[str] = set()
    for path in [*source.glob("outbound*.py"), *source.glob("outbound/*.py")]:
        nodes = list(ast.walk(tree(path)))
        found |= {node.id for node in nodes if isinstance(node, ast.Name)} | {
            node.attr for node in nodes if isinstance(node, ast.Attribute)
        }
    return found


@pytest.mark.parametrize("name", SERVICES)
def test_every_stored_event_is_published_or_said_to_be_private(name: str) -> None:
    stored = {kind.__name__ for events in composed(name).events for kind in events.values()}
    assert stored - mentioned(name) == set()


@pytest.mark.parametrize("name", SERVICES)
def test_every_stored_event_is_frozen_and_named_for_good(name: str) -> None:
    for events in composed(name).events:
        for stored_type, kind in events.items():
            assert NAME.match(stored_type), stored_type
            assert dataclasses.is_dataclass(kind), kind
            assert kind.__dataclass_params__.frozen, kind
