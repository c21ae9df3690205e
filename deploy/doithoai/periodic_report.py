"""doithoai report annual, six-month, …: a periodic report of a running system as data, workbook and document."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from inspect import Parameter, Signature, signature
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
from reporting.report.events import OWN
from reporting.report.parts import Part
from reporting.report_acts import AFTER_SESSION

PLACE = "Sơn La"
Day = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="What was known by the end of this day. Default: today."),
]
Year = Annotated[int | None, typer.Option("--year", help="The reporting year (15/12 to 14/12). Default: the current one.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write data (JSON), annex (XLSX) and report (DOCX, PDF) into this folder.")]
Org = Annotated[str | None, typer.Option("--org", help="A commune's own report about itself: its id, such as sl-xa-03847-ubnd.")]
Keep = Annotated[bool, typer.Option("--keep", help="Open the period if needed and store a snapshot.")]
Due = Annotated[datetime | None, typer.Option("--due", formats=["%Y-%m-%d"], help="With --keep: when a report by order is due.")]
Month = Annotated[int, typer.Option("--month", min=1, max=12, help="The month.")]
Session = Annotated[str, typer.Option("--session", help="The session's id.")]
Years = Annotated[int, typer.Option("--years", min=3, max=3, help="How many years; the rule knows three.")]


@dataclass(frozen=True)
class Asked:
    """What every kind of report can be asked with; the fields are the options, in the order the help shows them."""

    year: Year = None
    as_of: Day = None
    org: Org = None
    out: Out = None
    keep: Keep = False
    due: Due = None
    name: NameOption = places.DEFAULT_NAME
    as_json: JsonOption = False


def add_to(app: typer.Typer) -> None:
    """One subcommand for each kind of report."""
    for name, key, told in (
        ("annual", "nam", "The annual report."),
        ("six-month", "6-thang", "The mid-year report."),
        ("q1", "quy-1", "The report on the first quarter."),
        ("nine-month", "9-thang", "The report on nine months."),
    ):
        app.command(name, help=told)(_making(_always(key)))
    for kind in (monthly, interim, after_session):
        app.command(kind.__name__.replace("_", "-"), help=kind.__doc__)(_making(kind))


def monthly(*, month: Month) -> str:
    """The report on one month: from the 15th of the month before to the 14th."""
    return f"thang-{month:02}"


def interim(*, years: Years = 3) -> str:
    """The report on three years that end with --year."""
    return f"so-ket-{years}-nam"


def after_session(*, session: Session) -> str:
    """The report after one session with the people."""
    return f"{AFTER_SESSION}{session}"


def _always(key: str) -> Callable[[], str]:
    return lambda: key


def _making(key_of: Callable[..., str]) -> Callable[..., None]:
    """A command with the options of `key_of`, which name the report, and those of `Asked`."""
    own, shared = signature(key_of).parameters, signature(Asked).parameters

    def command(**given: Any) -> None:
        make(key_of(**{name: given.pop(name) for name in own}), Asked(**given))

    options = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in (*own.values(), *shared.values())]
    command.__signature__ = Signature(options)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in options}
    return command


def make(key: str, asked: Asked) -> None:
    """Ask the running system for the data and write what was asked for; the same day gives the same data, whenever it is asked."""
    running = attached(asked.name)
    try:
        with calling(running, "reporting") as client:
            wanted = asked.year or year_of(client, key)
            address, day = f"/reports/{wanted}/{owned(key, asked.org)}", asked.as_of.date() if asked.as_of else None
            if asked.keep:
                store(client, address, day, asked.due.date() if asked.due else None)
            answer = client.get(f"{address}/data", params={"day": day.isoformat()} if day else {})
            data = taken(answer)
            report = taken(client.get(address))
    except httpx2.TransportError as error:
        fail(f"the web process does not answer: {error}", exits.FAILED)
    if asked.out is not None:
        for path in write(asked.out, report["report_id"], answer.content, data, report):
            console.print(str(path), soft_wrap=True)
    if asked.as_json:
        typer.echo(answer.content.decode(), nl=False)
    elif asked.out is None:
        emit(data, False, lambda: rendered(data))


def owned(key: str, org_id: str | None) -> str:
    """The report's key, of the province or of the commune that reports about itself."""
    return f"{OWN}{key}-{org_id}" if org_id else key


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
