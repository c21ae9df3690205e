"""doithoai demo: five services, 69 real dialogues, three and a half simulated years, and the province's table at the end."""

import asyncio
import json
import time
from datetime import date, datetime
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from contracts.workdays import local_date
from doithoai import exits, processes
from doithoai.demo_perform import ActFailed, Performance, perform
from doithoai.demo_scenario import BEGIN, END
from doithoai.demo_time import NeverQuiet
from doithoai.options import Options
from doithoai.output import ContainersOption, JsonOption, console, fail, paper, table
from doithoai.running import Running
from doithoai.sample.reading import organisations
from doithoai.system import addresses, wait_for_interrupt

DemoName = Annotated[str, typer.Option("--name", help="Which system to start: the folder .run/<name>.")]
LEVELS_VI = {"PROVINCE": "Cấp tỉnh", "DISTRICT": "Cấp huyện", "COMMUNE": "Cấp xã"}


def demo(
    *,
    leave: Annotated[bool, typer.Option("--exit", help="End when the figures are printed, instead of staying up.")] = False,
    as_json: JsonOption = False,
    name: DemoName = "demo",
    containers: ContainersOption = False,
) -> None:
    """Start everything, play 69 real dialogues through the front doors on a simulated clock, print the province's table, stay up until Ctrl-C."""
    options = Options(name=name, clock="broadcast", fresh=True, clock_begins=BEGIN, containers=containers)
    began = time.monotonic()
    try:
        with processes.running(options, lambda phase: console.print(f"[dim]{phase}[/dim]")) as running:
            performance = asyncio.run(performed(running))
            console.print(f"Played in {time.monotonic() - began:.0f} s, {performance.steps} steps of the clock.")
            show(performance, running, as_json=as_json)
            if not leave:
                wait_for_interrupt(running)
            elif not performance.sound:
                fail("something was lost or doubled, or a hash chain is broken")
    except processes.AlreadyRunning:
        fail(f"'{name}' is running already; `doithoai down --name {name}` ends it", exits.CANNOT_START)
    except processes.StartFailed as error:
        fail(str(error), exits.CANNOT_START)
    except (ActFailed, NeverQuiet) as error:
        fail(str(error))
    except KeyboardInterrupt:
        raise typer.Exit(exits.INTERRUPTED) from None


async def performed(running: Running) -> Performance:
    """The performance with a bar that moves with the simulated time."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=not console.is_terminal) as bar:
        task = bar.add_task(f"{BEGIN:%d/%m/%Y}", total=(END - BEGIN).total_seconds())

        def seen(now: datetime) -> None:
            bar.update(task, completed=(now - BEGIN).total_seconds(), description=f"{now:%d/%m/%Y}")

        return await perform(running, seen)


def show(performance: Performance, running: Running, *, as_json: bool) -> None:
    """Tables for a reader on standard output; as JSON one object there, and the tables beside it on standard error."""
    if as_json:
        typer.echo(json.dumps(performance.figures, ensure_ascii=False))
    reader = console if as_json else paper
    for part in (province(performance.table), summary(performance.figures), ladder(performance.escalations)):
        reader.print(part)
    for finding in (*performance.checked.lost, *performance.checked.doubled):
        console.print(f"[red]{finding.kind}: {finding.what}[/red]")
    for label, place in addresses(running).items():
        console.print(f"{label}: {place}")


def province(told: dict[str, Any]) -> Table:
    """The province's table by level."""
    columns = ("Cấp", "Hội nghị", "Ý kiến", "Trả lời tại chỗ", "Giao giải quyết")
    parts = [(LEVELS_VI[level], part) for level, part in told["by_level"].items()] + [("Toàn tỉnh", told["totals"])]
    rows = [(name, part["sessions"], part["registered"], part["answered_on_spot"], part["assigned"]) for name, part in parts]
    return table("Bảng tổng hợp đối thoại của tỉnh", columns, rows, columns[1:])


def summary(figures: dict[str, Any]) -> Table:
    """What became of the cases, and the rest of the figures."""
    titles = {
        "opinions": "Ý kiến, kiến nghị", "cases": "Vụ việc được giao", "replied_on_time": "Trả lời đúng hạn", "replied_late": "Trả lời quá hạn",
        "open": "Đang giải quyết", "overdue": "Trong đó quá hạn", "reminders": "Lượt đôn đốc", "missed": "Lượt quá hạn", "escalations": "Lượt báo cáo cấp trên",
        "extensions": "Được gia hạn", "referrals": "Trình cấp trên", "invitations_sent": "Giấy mời đã gửi", "invitations_late": "Giấy mời gửi muộn",
        "inbound_accepted": "Thông điệp cơ quan được nhận", "inbound_refused": "Thông điệp cơ quan bị từ chối", "inbound_repeated": "Thông điệp gửi lại", "erased": "Người gửi đã xóa dữ liệu",
        "lost": "Mất", "doubled": "Trùng", "parked": "Giữ lại chờ xử lý", "chain_valid": "Chuỗi băm toàn vẹn",
    }  # fmt: skip
    rows = [(title, _said(figures[name])) for name, title in titles.items()]
    return table("Kết quả theo dõi", ("Chỉ tiêu", "Số"), rows, ("Số",))


def _said(value: object) -> object:
    return {True: "có", False: "không"}[value] if isinstance(value, bool) else value


def ladder(escalations: list[dict[str, Any]]) -> Table:
    """Whom the late cases and duties were taken to, newest first."""
    names = {unit.id: unit.name for unit in organisations()}
    columns = ("Ngày", "Bậc", "Báo cáo đến", "Cơ quan chậm", "Hạn", "Ngày làm việc quá hạn")
    rows = [
        (
            f"{local_date(datetime.fromisoformat(row['raised_at'])):%d/%m/%Y}",
            row["level"],
            names.get(row["to_org_id"], row["to_org_id"]),
            names.get(row["owner_org_id"], row["owner_org_id"]),
            f"{date.fromisoformat(row['due_on']):%d/%m/%Y}",
            row["working_days_late"],
        )
        for row in escalations
    ]
    return table("Báo cáo cấp trên", columns, rows, ("Bậc", "Ngày làm việc quá hạn"))
