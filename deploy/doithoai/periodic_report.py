"""doithoai report annual, six-month, …: a periodic report of a running system as data, workbook and document."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import httpx2
import typer
from rich.console import Group

from chassis.documents.pdf import to_pdf
from chassis.documents.word import to_docx
from doithoai import exits, places
from doithoai.attach import attached, calling, taken
from doithoai.output import JsonOption, NameOption, console, emit, fail, table
from reporting.documents.annex import annex_workbook
from reporting.documents.report_document import report_document
from reporting.documents.words import change_of, day_of, said
from reporting.readmodel.figures import FIGURES
from reporting.readmodel.report_cases import COUNTERS
from reporting.report.parts import Part
from reporting.report_acts import AFTER_SESSION

PLACE = "Sơn La"
Day = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="What was known by the end of this day. Default: today."),
]
Year = Annotated[int | None, typer.Option("--year", help="The reporting year (15/12 to 14/12). Default: the current one.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write data (JSON), annex (XLSX) and report (DOCX, PDF) into this folder.")]
Keep = Annotated[bool, typer.Option("--keep", help="Open the period if needed and store a snapshot.")]
Due = Annotated[datetime | None, typer.Option("--due", formats=["%Y-%m-%d"], help="With --keep: when a report by order is due.")]
Month = Annotated[int, typer.Option("--month", min=1, max=12, help="The month.")]
Session = Annotated[str, typer.Option("--session", help="The session's id.")]
Years = Annotated[int, typer.Option("--years", min=3, max=3, help="How many years; the rule knows three.")]


def add_to(app: typer.Typer) -> None:
    """One subcommand for each kind of report."""
    for name, key, told in (
        ("annual", "nam", "The annual report."),
        ("six-month", "6-thang", "The mid-year report."),
        ("q1", "quy-1", "The report on the first quarter."),
        ("nine-month", "9-thang", "The report on nine months."),
    ):
        app.command(name, help=told)(_of_year(key))
    app.command("monthly")(monthly)
    app.command("interim")(interim)
    app.command("after-session")(after_session)


def _of_year(key: str) -> Callable[..., None]:
    def command(
        *,
        year: Year = None,
        as_of: Day = None,
        out: Out = None,
        keep: Keep = False,
        due: Due = None,
        name: NameOption = places.DEFAULT_NAME,
        as_json: JsonOption = False,
    ) -> None:
        make(name, year, key, as_of, out, keep=keep, due=due, as_json=as_json)

    return command


def monthly(
    *,
    month: Month,
    year: Year = None,
    as_of: Day = None,
    out: Out = None,
    keep: Keep = False,
    due: Due = None,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """The report on one month: from the 15th of the month before to the 14th."""
    make(name, year, f"thang-{month:02}", as_of, out, keep=keep, due=due, as_json=as_json)


def interim(
    *,
    years: Years = 3,
    year: Year = None,
    as_of: Day = None,
    out: Out = None,
    keep: Keep = False,
    due: Due = None,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """The report on three years that end with --year."""
    make(name, year, f"so-ket-{years}-nam", as_of, out, keep=keep, due=due, as_json=as_json)


def after_session(
    *,
    session: Session,
    year: Year = None,
    as_of: Day = None,
    out: Out = None,
    keep: Keep = False,
    due: Due = None,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """The report after one session with the people."""
    make(name, year, f"{AFTER_SESSION}{session}", as_of, out, keep=keep, due=due, as_json=as_json)


def make(
    name: str,
    year: int | None,
    key: str,
    as_of: datetime | None,
    out: Path | None,
    *,
    keep: bool,
    due: datetime | None,
    as_json: bool,
) -> None:
    """Ask the running system for the data and write what was asked for; the same day gives the same data, whenever it is asked."""
    running = attached(name)
    try:
        with calling(running, "reporting") as client:
            wanted = year or year_of(client, key)
            address, day = f"/reports/{wanted}/{key}", as_of.date() if as_of else None
            if keep:
                store(client, address, day, due.date() if due else None)
            answer = client.get(f"{address}/data", params={"day": day.isoformat()} if day else {})
            data = taken(answer)
            report = taken(client.get(address))
    except httpx2.TransportError as error:
        fail(f"the web process does not answer: {error}", exits.FAILED)
    if out is not None:
        for path in write(out, report["report_id"], answer.content, data, report):
            console.print(str(path), soft_wrap=True)
    if as_json:
        typer.echo(answer.content.decode(), nl=False)
    elif out is None:
        emit(data, False, lambda: rendered(data))


def year_of(client: httpx2.Client, key: str) -> int:
    """The current reporting year, or that of the session a report is about."""
    if key.startswith(AFTER_SESSION):
        held = taken(client.get(f"/sessions/{key.removeprefix(AFTER_SESSION)}"))["held"]
        return int(held["reporting_year"]) if held else fail("the session has not been held", exits.FAILED)
    return int(taken(client.get("/reports"))[0]["year"])


def store(client: httpx2.Client, address: str, day: date | None, due: date | None) -> None:
    """Open the period unless it is open, and fix the figures."""
    if taken(client.get(address))["state"] == "NOT_OPENED":
        taken(client.post(f"{address}/open", json={"due_on": due.isoformat()} if due else {}))
    taken(client.post(f"{address}/snapshots", json={"as_of": day.isoformat()} if day else {}))


def write(out: Path, report_id: str, content: bytes, data: dict[str, Any], report: dict[str, Any]) -> list[Path]:
    """Data, annex and report; the folder is made. Texts are those the office has written so far."""
    texts = {Part(each["part"]): each["text"] for each in report["texts"] if each["written"]}
    document = report_document(data, texts, PLACE, report["doc"])
    out.mkdir(parents=True, exist_ok=True)
    made = {
        f"{report_id}.json": content,
        f"{report_id}-phu-luc.xlsx": annex_workbook(data),
        f"{report_id}.docx": to_docx(document),
        f"{report_id}.pdf": to_pdf(document),
    }
    for file, bytes_ in made.items():
        (out / file).write_bytes(bytes_)
    return [out / file for file in made]


def rendered(data: dict[str, Any]) -> Group:
    """The main figures and the comparison, as the office reads them."""
    heading = data["report"]
    total = data["sessions"]["total"]
    registered = said(total["registered"], lower_bound=total["lower_bound"])
    figures = [(FIGURES[name].title, said(value)) for name, value in data["figures"].items() if not name.startswith("cases")]
    cases = [(title, said(data["cases"]["total"][name])) for name, title in COUNTERS.items()]
    parts = [
        table(f"{heading['title']}: đến hết ngày {day_of(data['as_of'])}", ("Chỉ tiêu", "Số lượng"), figures, ("Số lượng",)),
        table("Ý kiến theo báo cáo của các hội nghị", ("Hội nghị", "Ý kiến"), [(said(total["sessions"]), registered)]),
        table("Vụ việc", ("Chỉ tiêu", "Số lượng"), cases, ("Số lượng",)),
    ]
    if data["previous"]:
        rows = [
            (FIGURES[row["name"]].title, said(row["before"]), said(row["now"]), change_of(row["change"]))
            for row in data["previous"]["rows"]
        ]
        columns = ("Nội dung", "Kỳ trước", "Kỳ này", "Tăng, giảm")
        parts.append(table(f"So sánh với {data['previous']['title']}", columns, rows, columns[1:]))
    return Group(*parts)
