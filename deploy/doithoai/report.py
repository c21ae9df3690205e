"""doithoai report: the province's table and figures of a running system, the events behind a figure; periodic reports as its subcommands."""

from enum import StrEnum
from typing import Annotated, Any

import httpx2
import typer
from rich.console import Group

from contracts.labels import LABELS
from contracts.vocabulary import Audience, Form, Level, Regime
from doithoai import exits, periodic_report, places
from doithoai.attach import attached, calling, taken
from doithoai.output import JsonOption, NameOption, emit, fail, table

COUNTS = {
    "sessions": "Hội nghị",
    "registered": "Ý kiến",
    "answered_on_spot": "Trả lời tại chỗ",
    "assigned": "Giao giải quyết",
    "beyond_authority": "Vượt thẩm quyền",
}


class Axis(StrEnum):
    """Which of a session's three years is meant."""

    CALENDAR = "calendar"
    PLAN = "plan"
    REPORTING = "reporting"


app = typer.Typer(add_completion=False, invoke_without_command=True)
periodic_report.add_to(app)


@app.callback()
def report(
    context: typer.Context,
    *,
    axis: Annotated[Axis, typer.Option("--axis", help="Calendar year, plan year, or reporting year (15/12 to 14/12).")] = Axis.CALENDAR,
    from_year: Annotated[int | None, typer.Option("--from-year", help="First year.")] = None,
    to_year: Annotated[int | None, typer.Option("--to-year", help="Last year.")] = None,
    level: Annotated[Level | None, typer.Option("--level", help="One level only.")] = None,
    figure: Annotated[str | None, typer.Option("--figure", help="Explain one figure: which facts and events make it up.")] = None,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """Print the province's table and its main figures; a subcommand makes a periodic report."""
    if context.invoked_subcommand is not None:
        return
    running = attached(name)
    scope = {"axis": axis.value, "from_year": from_year, "to_year": to_year, "level": level and level.value}
    asked = {key: value for key, value in scope.items() if value is not None}
    try:
        with calling(running, "reporting") as client:
            if figure is not None:
                explain(client, figure, asked, as_json)
                return
            data = read(client, asked)
    except httpx2.TransportError as error:
        fail(f"the web process does not answer: {error}", exits.FAILED)
    emit(data, as_json, lambda: rendered(data))


def read(client: httpx2.Client, asked: dict[str, Any]) -> dict[str, Any]:
    """The table and every figure."""
    found = taken(client.get("/province-table", params=asked))
    figures = taken(client.get("/figures", params=asked))
    return {**found, "figures": {one["name"]: one["value"] for one in figures}, "titles": {one["name"]: one["title"] for one in figures}}


def rendered(data: dict[str, Any]) -> Group:
    """Two tables in Vietnamese, as the province reads them."""
    dimensions = ("Cấp", "Hình thức tổ chức", "Đối tượng", "Loại", "Năm")
    rows = [[*_names(row), *(row["totals"][key] for key in COUNTS)] for row in data["rows"]]
    rows.append(["Tổng cộng", "", "", "", "", *(data["totals"][key] for key in COUNTS)])
    figures = [(data["titles"][key], value) for key, value in data["figures"].items()]
    counts = tuple(COUNTS.values())
    return Group(
        table("Hội nghị đối thoại trong tỉnh", (*dimensions, *counts), rows, counts),
        table("Số liệu chính", ("Chỉ tiêu", "Số lượng"), figures, ("Số lượng",)),
    )


def _names(row: dict[str, Any]) -> tuple[str, str, str, str, str]:
    audience = "; ".join(LABELS[Audience][one] for one in row["audience"].split("+")) if row["audience"] else ""
    return LABELS[Level][row["level"]], LABELS[Regime][row["regime"]], audience, LABELS[Form][row["form"]], str(row["year"] or "không rõ")


def explain(client: httpx2.Client, figure: str, asked: dict[str, Any], as_json: bool) -> None:
    """Every fact that a figure counts, with the ids of its events."""
    page, rows = 1, []
    while True:
        told = taken(client.get(f"/figures/{figure}/explain", params={**asked, "page": page}))
        rows += told["rows"]
        if not told["rows"] or len(rows) + told.get("hidden", 0) >= told["value"]:
            break
        page += 1
    data = {**told, "rows": rows}
    lines = [[index, *(str(event["id"]) + " " + event["type"] for event in row["events"][:1])] for index, row in enumerate(rows, 1)]
    emit(data, as_json, lambda: table(f"{told['title']}: {told['value']}", ("", "first event"), lines))
