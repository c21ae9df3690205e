"""Figures of one run: ours beside the peer's, as ratios; printed as a table and kept as bench.json."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One workload. For rates a ratio above 1 is better than the peer; for milliseconds the ratio is peer / ours, so again above 1 is better."""

    workload: str
    ours: float
    peer: str
    peer_value: float
    ratio: float
    unit: str
    aim: str


def rate(workload: str, peer: str, events: int, ours: list[float], theirs: list[float], aim: str) -> Figure:
    """Events per second from seconds, medians of the runs."""
    mine, other = events / median(ours), events / median(theirs)
    return Figure(workload, round(mine, 1), peer, round(other, 1), round(mine / other, 2), "events/s", aim)


def milliseconds(workload: str, peer: str, ours: float, theirs: float, aim: str) -> Figure:
    return Figure(workload, round(ours, 2), peer, round(theirs, 2), round(theirs / ours, 2), "ms", aim)


async def pairs(
    times: int, ours: Callable[[], Awaitable[float]], theirs: Callable[[], Awaitable[float]]
) -> tuple[list[float], list[float]]:
    """Run both sides in turns, so that whatever else the machine does meets both."""
    mine, other = [], []
    for _ in range(times):
        mine.append(await ours())
        other.append(await theirs())
    return mine, other


def show(figures: list[Figure], path: Path) -> None:
    """Print the table and write the file."""
    table = Table(title="Đối Thoại beside its peers, same machine, same run")
    for column in ("workload", "ours", "peer", "peer value", "ratio", "aim", "unit"):
        table.add_column(column, justify="right" if column in {"ours", "peer value", "ratio"} else "left")
    for one in figures:
        table.add_row(one.workload, f"{one.ours:,.1f}", one.peer, f"{one.peer_value:,.1f}", f"{one.ratio:.2f}", one.aim, one.unit)
    Console(width=150).print(table)
    path.write_text(json.dumps([asdict(one) for one in figures], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
