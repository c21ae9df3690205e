"""The house as data: where our modules are, and every service composed without starting anything."""

import ast
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from chassis.composition import Service

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("intake", "sessions", "followup", "notify", "reporting")
KEYS = {"master_key": f"test:{b64encode(bytes(32)).decode()}", "agency_key": b64encode(bytes(range(32))).decode()}
SOURCES = (
    ROOT / "contracts" / "src" / "contracts",
    ROOT / "services" / "chassis" / "src" / "chassis",
    *(ROOT / "services" / name / "src" / name for name in SERVICES),
    ROOT / "deploy" / "doithoai",
)


@cache
def modules() -> tuple[Path, ...]:
    """Every Python module that is delivered, tests and migrations left out."""
    return tuple(sorted(path for source in SOURCES for path in source.rglob("*.py") if "__pycache__" not in path.parts))


def modules_of(package: str) -> list[Path]:
    return [path for path in modules() if path.is_relative_to(next(each for each in SOURCES if each.name == package))]


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def dotted(node: ast.expr) -> str:
    """`datetime.now` for the expression that says so; an empty string for what is not a dotted name."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


@cache
def composed(name: str) -> Service:
    """A service's description, with settings that lead nowhere."""
    settings = import_module(f"{name}.settings").Settings
    filled: dict[str, Any] = {key: KEYS.get(key, "x" * 40) for key, field in settings.model_fields.items() if field.is_required()}
    filled["database_url"] = "postgresql://nobody@127.0.0.1:1/nothing"
    return cast("Service", import_module(f"{name}.main").compose(settings(**filled)))
