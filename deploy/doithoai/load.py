"""doithoai load: opinions from files of an office through intake's file door, or the generated history through the agencies' one."""

import asyncio
import json
import time
from pathlib import Path
from typing import Annotated

import typer

from contracts.vocabulary import Audience, SubmitterKind
from doithoai import exits, places, processes
from doithoai.attach import attached
from doithoai.demo import summary
from doithoai.demo_agencies import NoReceipt
from doithoai.demo_figures import Figures
from doithoai.demo_time import NeverQuiet
from doithoai.history import HistoryRefused, load_history, size
from doithoai.import_lists import imported, show
from doithoai.options import Options
from doithoai.output import JsonOption, NameOption, console, fail, paper, progress, table
from doithoai.running import NotRunning, Running

FilesArgument = Annotated[list[Path] | None, typer.Argument(exists=True, dir_okay=False, help="Workbooks, CSV or JSON files of opinions.")]


def load(
    *,
    files: FilesArgument = None,
    received_by: Annotated[str, typer.Option("--received-by", help="Organisation that received the opinions of the files.")] = "",
    audience: Annotated[Audience | None, typer.Option("--audience", help="For rows that do not say.")] = None,
    submitter_kind: Annotated[SubmitterKind | None, typer.Option("--submitter-kind", help="For rows that do not say.")] = None,
    session: Annotated[str, typer.Option("--session", help="The session the opinions are meant for.")] = "",
    preview: Annotated[bool, typer.Option("--preview", help="Check the rows, write nothing.")] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Play the generated history of 2019 to 2021: 983 sessions, 8,684 opinions.")
    ] = False,
    disorder: Annotated[int | None, typer.Option("--disorder", metavar="SEED", help="With --history: random order, a tenth twice.")] = None,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """Load opinions from files into a running system, or with --history three generated years (a system is started when none is up)."""
    if history == bool(files):
        fail("name files, or --history", exits.USAGE)
    if history:
        show_history(played(name, disorder), as_json=as_json)
        return
    if not received_by:
        fail("--received-by names the organisation that received the opinions", exits.USAGE)
    given = {"audience": audience, "submitter_kind": submitter_kind, "target_session_id": session or None}
    query = {key: str(value) for key, value in given.items() if value is not None}
    query["received_by_org_id"] = received_by
    show([imported(attached(name), file, {"source": file.name, **query}, preview=preview) for file in files or ()], as_json=as_json)


def played(name: str, disorder: int | None) -> Figures:
    """The history in the system of that name, or in one started for it."""
    began = time.monotonic()
    try:
        found = _played(Running.find(name), disorder)
    except NotRunning:
        try:
            with processes.running(Options(name=name), lambda phase: console.print(f"[dim]{phase}[/dim]")) as running:
                found = _played(running, disorder)
        except processes.StartFailed as error:
            fail(str(error), exits.CANNOT_START)
    console.print(f"Loaded in {time.monotonic() - began:.0f} s.")
    return found


def _played(running: Running, disorder: int | None) -> Figures:
    with progress("history", size()) as advance:
        try:
            return asyncio.run(load_history(running, disorder, advance))
        except (HistoryRefused, NoReceipt, NeverQuiet) as error:
            fail(str(error))


def show_history(figures: Figures, *, as_json: bool) -> None:
    """What reporting shows, as one JSON object or as tables."""
    if as_json:
        typer.echo(json.dumps(figures, ensure_ascii=False))
        return
    paper.print(table("Sessions", ("level", "sessions"), figures["sessions"].items(), ("sessions",)))
    paper.print(summary(figures))
