"""Writes what operators look up, from the code itself: log events, metrics, assumptions, settings; `--check` says whether the files are as they should be."""

import ast
import inspect
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from chassis.observability import log_events, metrics
from chassis.settings import ServiceSettings
from doithoai.places import CHECKOUT, SERVICES
from followup.rules.assumptions import KEPT_IN_NAMES, register

MADE = "Written by `python -m doithoai.references`; change the code, not this file."


def files() -> dict[Path, str]:
    """Every generated file with its text."""
    runbook, env = CHECKOUT / "deploy" / "runbook", CHECKOUT / "deploy" / "env"
    made = {
        runbook / "log-events.md": log_event_table(),
        runbook / "metrics.md": metric_table(),
        runbook / "assumptions.md": assumption_table(),
    }
    return made | {env / f"{name}.env.example": settings_of(name) for name in SERVICES}


def log_event_table() -> str:
    """Who logs what, and what it tells."""
    parts = ["# Log events", "", MADE, "", "One JSON object per line on standard error. Always there: `at` (UTC), `event`, `level`, `service`, `process`, `module`,", "and `correlation_id` within a unit of work. Values are ids and codes; a key that looks personal is withheld.", ""]  # fmt: skip
    for title, module in [("Every service", log_events.__name__), *((name, f"{name}.log_events") for name in SERVICES)]:
        path = _source(module)
        if path is not None:
            parts += [f"## {title}", "", "| event | what it tells |", "| --- | --- |"]
            parts += [f"| `{event}` | {meaning} |" for event, meaning in _catalogue(path)]
            parts.append("")
    return "\n".join(parts)


def metric_table() -> str:
    """What `/metrics` shows."""
    parts = ["# Metrics", "", MADE, "", "Each web process shows them at `/metrics`; lags are measured when they are asked for.", ""]
    parts += ["| metric | kind | labels | meaning |", "| --- | --- | --- | --- |"]
    for metric in vars(metrics).values():
        labels, told = getattr(metric, "_labelnames", None), getattr(metric, "describe", None)
        if labels is not None and told is not None:
            [family] = told()
            suffix = "_total" if family.type == "counter" else ""
            parts.append(f"| `{family.name}{suffix}` | {family.type} | {', '.join(labels)} | {family.documentation} |")
    return "\n".join([*parts, ""])


def assumption_table() -> str:
    """Where the sources are silent: what is assumed, and what one changes to change it."""
    parts = [
        "# Register of assumptions",
        "",
        MADE,
        "",
        "Where the sources are silent; the texts are those of the page `/followup/rules`.",
        "",
    ]
    parts += ["| | tên | giả định | giá trị hiện dùng | thay đổi ở đâu | loại |", "| --- | --- | --- | --- | --- | --- |"]
    parts += [
        f"| {one.id} | `{one.name}` | {one.meaning} | {one.default} | {one.where} | {KEPT_IN_NAMES[one.kept_in]} |" for one in register()
    ]
    return "\n".join([*parts, ""])


def settings_of(name: str) -> str:
    """A service's environment variables with their defaults, secrets also as files."""
    settings: type[ServiceSettings] = import_module(f"{name}.settings").Settings
    lines = [
        f"# Settings of {name}. {MADE.replace('`', '')}",
        "# A secret can be given as a file instead: the variable's name with _FILE at its end, holding a path.",
        "",
    ]
    for field, info in settings.model_fields.items():
        variable = f"{settings.model_config['env_prefix']}{field}".upper()
        lines += [f"# {info.description or field}", f"#{variable}={_default(info)}" if not info.is_required() else f"{variable}=", ""]
    return "\n".join(lines)


def _default(info: FieldInfo) -> str:
    value = info.get_default(call_default_factory=True)
    if isinstance(value, SecretStr) or value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _source(module: str) -> Path | None:
    try:
        return Path(inspect.getfile(import_module(module)))
    except ModuleNotFoundError:
        return None


def _catalogue(path: Path) -> Iterator[tuple[str, str]]:
    [catalogue] = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
    entries = [node for node in catalogue.body if isinstance(node, ast.Assign)]
    for entry in entries:
        meaning = catalogue.body[catalogue.body.index(entry) + 1]
        if isinstance(entry.value, ast.Constant) and isinstance(meaning, ast.Expr) and isinstance(meaning.value, ast.Constant):
            yield str(entry.value.value), " ".join(str(meaning.value.value).split())


def main() -> int:
    """Write the files, or with `--check` only compare: exit code 1 when one differs."""
    different = [path for path, text in files().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in different:
        print(path.relative_to(CHECKOUT))
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files()[path], encoding="utf-8")
    return int("--check" in sys.argv and bool(different))


if __name__ == "__main__":
    sys.exit(main())
