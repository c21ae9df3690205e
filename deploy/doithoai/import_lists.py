"""doithoai import: lists of opinions as offices send them (Excel, CSV, JSON) into a running system; sent again they add only what is new."""

import time
from pathlib import Path
from typing import Annotated, Any

import httpx2
import typer

from contracts.vocabulary import Audience, SubmitterKind
from doithoai import exits, places
from doithoai.attach import attached, calling, taken
from doithoai.output import JsonOption, NameOption, console, emit, fail, progress, table
from doithoai.running import Running

LARGEST_BYTES = 12 * 1024 * 1024
OUTCOMES = ("new", "duplicate", "warning", "error")
PAUSE_SECONDS = 0.3

FilesArgument = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Workbooks (.xlsx), CSV or JSON files of opinions.")]


def import_lists(
    *,
    files: FilesArgument,
    session: Annotated[str, typer.Option("--session", help="The session the opinions are meant for; its host received them.")] = "",
    org: Annotated[str, typer.Option("--org", help="The organisation that received the opinions.")] = "",
    audience: Annotated[Audience | None, typer.Option("--audience", help="For rows that do not say.")] = None,
    submitter_kind: Annotated[SubmitterKind | None, typer.Option("--submitter-kind", help="For rows that do not say.")] = None,
    source: Annotated[str, typer.Option("--source", help="Names the origin of rows that have keys of their own.")] = "",
    preview: Annotated[bool, typer.Option("--preview", help="Say what would happen to each row, register nothing.")] = False,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """Import lists of opinions; every row is new, duplicate, warning or error, and says why."""
    if not (session or org):
        fail("--session or --org says who received the opinions", exits.USAGE)
    given = {
        "received_by_org_id": org,
        "target_session_id": session,
        "source": source,
        "audience": audience.value if audience else "",
        "submitter_kind": submitter_kind.value if submitter_kind else "",
    }
    query = {key: value for key, value in given.items() if value}
    try:
        show([imported(attached(name), file, query, preview=preview) for file in files], as_json=as_json)
    except httpx2.TransportError as error:
        fail(f"the web process does not answer: {error}")


def imported(running: Running, file: Path, query: dict[str, str], *, preview: bool) -> dict[str, Any]:
    """One file looked at, and unless it is only a preview registered as it was shown; the answer names every row."""
    if file.stat().st_size > LARGEST_BYTES:
        fail(f"{file.name}: larger than {LARGEST_BYTES // 1024**2} MB", exits.USAGE)
    with calling(running, "intake") as client:
        told = taken(client.post("/imports", params={**query, "preview": "true"}, content=file.read_bytes()))
        if not preview:
            told = applied(client, told, file.name)
    return answer(file.name, told)


def applied(client: httpx2.Client, told: dict[str, Any], title: str) -> dict[str, Any]:
    """Approve what was shown and watch it being registered."""
    address = f"/imports/{told['import_id']}"
    with progress(title, told["counts"]["left"]) as advance:
        left = told["counts"]["left"]
        told = taken(client.post(f"{address}/apply", params={"digest": told["digest"], "wait": 0}))
        while told["state"] != "FINISHED":
            time.sleep(PAUSE_SECONDS)
            told = taken(client.get(address))
            advance(left - told["counts"]["left"])
            left = told["counts"]["left"]
    return told


def answer(file: str, told: dict[str, Any]) -> dict[str, Any]:
    """What the command prints about one file: a row refused when it was registered counts as an error."""
    counts = {each: told["counts"][each] for each in OUTCOMES}
    counts["error"] += told["counts"]["refused"]
    kept = ("sheet", "row", "state", "outcome", "opinion_id", "slugs", "messages")
    rows = [{each: row[each] for each in kept} for row in told["rows"]]
    return {
        "file": file,
        "import_id": told["import_id"],
        "state": told["state"],
        **counts,
        "registered": told["counts"]["registered"],
        "notes": told["notes"],
        "rows": rows,
    }


def show(found: list[dict[str, Any]], *, as_json: bool) -> None:
    """Counts by file and every row that has something to say; exit code 1 when a row was not taken."""
    heads = ("file", *OUTCOMES, "registered")
    emit(found, as_json, lambda: table("Files", heads, [[one[each] for each in heads] for one in found], heads[1:]))
    said = [
        (one["file"], row["sheet"], row["row"], row["state"], " ".join(row["messages"]))
        for one in found
        for row in one["rows"]
        if row["messages"] and row["state"] != "duplicate"
    ]
    if said and not as_json:
        console.print(table("Rows", ("file", "sheet", "row", "state", "why"), said))
    for note in () if as_json else (note for one in found for note in one["notes"]):
        console.print(note, style="dim", markup=False)
    if any(one["error"] for one in found):
        raise typer.Exit(exits.FAILED)
