"""doithoai calendar: the working days of a year as shipped, and loading a new version into a running system."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from contracts.workdays import WEEKDAYS_VI, shipped_calendar
from doithoai import places
from doithoai.attach import attached, calling, taken
from doithoai.output import JsonOption, NameOption, console, emit, table

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The working calendar: look at it, load a new version.")


@app.command("show")
def show(
    *,
    year: Annotated[int, typer.Argument(min=2019, max=2027, help="Which year.")],
    as_json: JsonOption = False,
) -> None:
    """List the days of a year that differ from their weekday, each with the order that says so. Needs no running system."""
    calendar = shipped_calendar()
    days = [special for day, special in sorted(calendar.special.items()) if day.year == year]
    rows = [
        {
            "date": special.date.isoformat(),
            "weekday": WEEKDAYS_VI[special.date.weekday()],
            "working": special.is_working,
            "reason": special.reason,
            "source": special.source_document,
            "status": special.status.value,
        }
        for special in days
    ]
    data: dict[str, Any] = {"version": calendar.version, "year": year, "working_days": _working_days(year), "days": rows}
    columns = ("date", "weekday", "working", "reason", "source", "status")
    title = f"{calendar.version}: {data['working_days']} working days in {year}"
    emit(data, as_json, lambda: table(title, columns, [[row[column] for column in columns] for row in rows]))


@app.command("load")
def load(
    *,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV: date,is_working,reason_vi,source_document,status")],
    version: Annotated[str, typer.Option("--version", help="Name of the new version, such as 2026-2.")],
    decision: Annotated[str | None, typer.Option("--decision", help="The document that makes it necessary.")] = None,
    confirmed_only: Annotated[bool, typer.Option("--confirmed-only", help="Days off whose order was not found stay working days.")] = False,
    name: NameOption = places.DEFAULT_NAME,
) -> None:
    """Load a new version into followup: open deadlines are computed anew, each with its reason."""
    running = attached(name)
    with calling(running, "followup") as client:
        body = {"calendar_version": version, "csv": file.read_text(encoding="utf-8"), "applies_confirm_rows": not confirmed_only}
        answer = client.post("/calendars", json={**body, "decision": decision})
        taken(answer)
    console.print(f"Calendar {version} is loaded.")


def _working_days(year: int) -> int:
    calendar = shipped_calendar()
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return sum(calendar.is_working(day) for day in days if day.year == year)
