"""How commands speak: data on standard output (a table, or JSON for programs), everything else on standard error."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from doithoai import exits

console = Console(stderr=True, highlight=False)
paper = Console(highlight=False)

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]
NameOption = Annotated[str, typer.Option("--name", envvar="DOITHOAI_NAME", help="Which running system: the folder .run/<name>.")]
ContainersOption = Annotated[
    bool, typer.Option("--containers", envvar="DOITHOAI_CONTAINERS", help="Run deploy/compose.yaml on a container engine instead.")
]


def emit(data: object, as_json: bool, render: Callable[[], object]) -> None:
    """Print the data as JSON, or what render makes for a reader."""
    if as_json:
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=_plain))
    else:
        paper.print(render())


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], numeric: Sequence[str] = ()) -> Table:
    """A table for the terminal; columns named in numeric are set to the right."""
    made = Table(title=title, title_justify="left")
    for column in columns:
        made.add_column(column, justify="right" if column in numeric else "left")
    for row in rows:
        made.add_row(*("" if cell is None else str(cell) for cell in row))
    return made


def pairs(title: str, values: Mapping[str, object]) -> Table:
    """A two-column table of names and values."""
    return table(title, ("", ""), values.items())


def fail(message: str, code: int = exits.FAILED) -> NoReturn:
    """Say what is wrong on standard error and end with the code."""
    console.print(message, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(code)


@contextmanager
def progress(description: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error; the function given moves it on by that many steps."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=not console.is_terminal) as bar:
        task = bar.add_task(description, total=total)
        yield lambda steps: bar.advance(task, steps)


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
