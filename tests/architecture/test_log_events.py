"""Everything that is logged is in a catalogue with its meaning, and no log call names anything personal."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import calls, dotted, modules, place, tree

from chassis.observability.redaction import looks_personal

LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def log_calls(path: Path) -> Iterator[ast.Call]:
    for call in calls(path):
        logger, _, level = dotted(call.func).rpartition(".")
        if level in LEVELS and logger.rsplit(".", 1)[-1].strip("_") in {"log", "logger"}:
            yield call


@pytest.mark.parametrize("path", [path for path in modules() if any(log_calls(path))], ids=place)
def test_only_catalogued_events_are_logged(path: Path) -> None:
    for call in log_calls(path):
        assert call.args, f"{place(path)}:{call.lineno} names no event"
        assert "LogEvent" in dotted(call.args[0]) or dotted(call.args[0]).islower(), f"{place(path)}:{call.lineno} is not catalogued"


@pytest.mark.parametrize("path", [path for path in modules() if any(log_calls(path))], ids=place)
def test_no_log_call_names_anything_personal(path: Path) -> None:
    named = [
        f"{place(path)}:{call.lineno} {word.arg}"
        for call in log_calls(path)
        for word in call.keywords
        if word.arg and looks_personal(word.arg)
    ]
    assert named == []


def catalogues() -> list[Path]:
    return [path for path in modules() if path.name == "log_events.py"]


@pytest.mark.parametrize("path", catalogues(), ids=place)
def test_every_event_of_a_catalogue_is_followed_by_its_meaning(path: Path) -> None:
    [catalogue] = [node for node in tree(path).body if isinstance(node, ast.ClassDef)]
    entries = [node for node in catalogue.body if not (isinstance(node, ast.Expr) and node is catalogue.body[0])]
    names, meanings = entries[::2], entries[1::2]
    assert all(isinstance(node, ast.Assign) for node in names)
    assert all(
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and str(node.value.value).endswith(".") for node in meanings
    )
    assert len(names) == len(meanings)


@pytest.mark.parametrize("path", catalogues(), ids=place)
def test_every_event_of_a_catalogue_is_logged_somewhere(path: Path) -> None:
    [catalogue] = [node for node in tree(path).body if isinstance(node, ast.ClassDef)]
    listed = {node.targets[0].id for node in catalogue.body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}
    package = [
        other for other in modules() if other.is_relative_to(path.parent.parent if path.parent.name == "observability" else path.parent)
    ]
    said = {node.attr for other in package if other != path for node in ast.walk(tree(other)) if isinstance(node, ast.Attribute)}
    assert listed - said == set()
