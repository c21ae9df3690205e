"""Modules stay short and are named after what they do (`style.md` 1.2 and 2.5)."""

import ast
import io
import tokenize
from pathlib import Path
from statistics import median, quantiles

from house import modules, place, tree

LONGEST_MODULE, MEDIAN_MODULE, LONG_FUNCTION, COMMENT_SHARE = 400, 90, 35, 0.05
FORBIDDEN = {"utils", "helpers", "common", "misc", "base", "core", "manager", "service", "views", "models"}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def comment_only(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    found = tokenize.generate_tokens(io.StringIO(text).readline)
    return sum(1 for token in found if token.type == tokenize.COMMENT and token.line.strip().startswith("#"))


def test_no_module_is_too_long() -> None:
    assert {place(path): lines(path) for path in modules() if lines(path) > LONGEST_MODULE} == {}


def test_most_modules_are_short() -> None:
    assert median(lines(path) for path in modules() if lines(path) > 1) <= MEDIAN_MODULE


def test_nearly_all_functions_are_short() -> None:
    functions = [node for path in modules() for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    spans = [(node.end_lineno or node.lineno) - node.lineno + 1 for node in functions]
    assert quantiles(spans, n=10)[-1] <= LONG_FUNCTION


def test_comments_are_rare() -> None:
    assert sum(map(comment_only, modules())) / sum(map(lines, modules())) <= COMMENT_SHARE


def test_no_module_is_named_after_a_layer_or_a_drawer() -> None:
    named = {
        place(path)
        for path in modules()
        if FORBIDDEN & {path.stem, *path.parts[path.parts.index("src") + 1 if "src" in path.parts else -1 :]}
    }
    assert named == set()


def test_every_module_begins_with_its_promise() -> None:
    silent = [place(path) for path in modules() if path.name not in {"__init__.py", "__main__.py"} and not ast.get_docstring(tree(path))]
    assert silent == []
