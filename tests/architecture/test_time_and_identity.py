"""Time comes from `chassis/clock.py`, identities from `chassis/ids.py`, and from nowhere else."""

import ast
from pathlib import Path

import pytest
from house import calls, dotted, modules, place, tree

CLOCK, IDS = "services/chassis/src/chassis/clock.py", "services/chassis/src/chassis/ids.py"
TIME = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
}
IDENTITY = {"uuid4", "uuid1", "uuid.uuid4", "uuid.uuid1", "uuid.uuid7", "uuid7", "compat.uuid7"}
RANDOM = {"random", "numpy.random"}
OUTSIDE = {"deploy/doithoai/embedded", "deploy/doithoai/sample"}


def judged() -> list[Path]:
    return [path for path in modules() if not any(place(path).startswith(each) for each in OUTSIDE)]


def called(path: Path, forbidden: set[str]) -> list[str]:
    return [f"{place(path)}:{call.lineno} {dotted(call.func)}" for call in calls(path) if dotted(call.func) in forbidden]


def test_nobody_else_asks_what_time_it_is() -> None:
    assert [found for path in judged() if place(path) != CLOCK for found in called(path, TIME)] == []


def test_nobody_else_makes_identities() -> None:
    assert [found for path in judged() if place(path) != IDS for found in called(path, IDENTITY)] == []


def test_nothing_that_decides_or_publishes_is_left_to_chance() -> None:
    imported = [
        f"{place(path)}:{node.lineno}"
        for path in modules()
        if "deploy/" not in place(path)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Import) and {each.name for each in node.names} & RANDOM)
        or (isinstance(node, ast.ImportFrom) and node.module in RANDOM)
    ]
    assert imported == []


@pytest.mark.parametrize("said", ["now()", "CURRENT_TIMESTAMP", "clock_timestamp()", "gen_random_uuid()"])
def test_the_database_is_not_asked_either(said: str) -> None:
    quoted = [
        f"{place(path)}:{node.lineno}"
        for path in judged()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and said.lower() in node.value.lower() and _is_sql(node.value)
    ]
    assert quoted == []


def _is_sql(text: str) -> bool:
    return text.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "CREATE", "ALTER", "NOW()", "CURRENT_"))
